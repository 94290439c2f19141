package org.lasegue.assessment;

import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;

/// The knowledge of this build and an assessor on it, made once for all tests.
final class RealKnowledge {
  static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  static final Assessor ASSESSOR = new Assessor(KNOWLEDGE);

  private RealKnowledge() {}

  static Case read(String yaml) {
    return switch (new CaseReader(KNOWLEDGE).read(yaml, "test.yaml", 1)) {
      case CaseReader.Result.Accepted accepted -> accepted.value();
      case CaseReader.Result.Rejected rejected ->
          throw new AssertionError(rejected.problems().toString());
    };
  }

  static String rejection(String yaml) {
    return switch (new CaseReader(KNOWLEDGE).read(yaml, "test.yaml", 1)) {
      case CaseReader.Result.Accepted _ -> throw new AssertionError("accepted");
      case CaseReader.Result.Rejected rejected -> rejected.problems().toString();
    };
  }
}
