package org.lasegue.cohort;

import java.io.IOException;
import java.nio.file.Path;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.KnowledgeReader;

/// The program that [CrashTest] kills.
final class KilledCohort {
  private KilledCohort() {}

  /// @param arguments input and output
  public static void main(String[] arguments) throws IOException {
    new Cohort(KnowledgeReader.bundled(), Mode.EXAMINED, 2, 5)
        .run(Path.of(arguments[0]), Path.of(arguments[1]), false, (_, _, _) -> {});
  }
}
