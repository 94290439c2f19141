package org.lasegue.assessment;

import java.nio.file.Path;
import java.util.*;
import org.lasegue.knowledge.*;

class Sizes {
  public static void main(String[] a) {
    Knowledge k = KnowledgeReader.read(Path.of(a[0]));
    Map<String, int[]> n = new TreeMap<>();
    for (Condition c : k.conditions().values()) {
      var l = EpisodeState.of(c, k);
      long chains =
          l.stream()
              .map(s -> s.members().stream().map(m -> m.condition().id()).toList())
              .distinct()
              .count();
      System.out.println(
          l.size()
              + " "
              + chains
              + " "
              + c.id()
              + (c.coexists() ? " COEX" : "")
              + " sides "
              + c.site().sides().size()
              + " terr "
              + c.site().territories().size());
    }
  }
}
