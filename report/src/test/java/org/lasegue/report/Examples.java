package org.lasegue.report;

import java.nio.file.Path;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;

/// The example cases, assessed with the real knowledge.
final class Examples {
  static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  private static final Assessor ASSESSOR = new Assessor(KNOWLEDGE);
  private static final CaseReader READER = new CaseReader(KNOWLEDGE);

  private Examples() {}

  static Assessment assessed(String name) {
    Path file = Path.of("../cases/examples", name + ".yaml");
    return switch (READER.read(file).getFirst()) {
      case CaseReader.Result.Accepted accepted -> ASSESSOR.assess(accepted.value(), Mode.EXAMINED);
      case CaseReader.Result.Rejected rejected ->
          throw new IllegalStateException(rejected.problems().toString());
    };
  }
}
