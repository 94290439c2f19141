package org.lasegue.assessment;

import java.nio.file.Path;
import org.lasegue.knowledge.*;

class Check {
  public static void main(String[] a) {
    try {
      Knowledge k = KnowledgeReader.read(Path.of(a[0]));
      var r = KnowledgeCheck.check(k);
      r.problems().forEach(System.out::println);
      System.out.println(
          r.problems().size()
              + " problems, sourced "
              + r.sourced()
              + " estimated "
              + r.estimated()
              + " sources "
              + r.sourcesUsed()
              + " rules "
              + k.rules().size()
              + " care "
              + k.care().size()
              + " claims "
              + k.claims().size());
    } catch (org.lasegue.knowledge.yaml.BadInputException e) {
      System.out.println(e.getMessage());
    }
  }
}
