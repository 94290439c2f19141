package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;

/// Whatever stands in a case file, it is read or refused with its line, and what is read can be
/// judged. In the ordinary run with the seeds alone; `JAZZER_FUZZ=1` looks for more.
class CaseFilesFuzzTest {
  private static final CaseReader READER = new CaseReader(RealKnowledge.KNOWLEDGE);

  @FuzzTest(maxDuration = "10s")
  void anyTextIsReadOrRefused(byte[] file) {
    readOrRefused(file);
  }

  @Tag("slow")
  @FuzzTest(maxDuration = "5m")
  void anyTextIsReadOrRefusedForFiveMinutes(byte[] file) {
    readOrRefused(file);
  }

  private static void readOrRefused(byte[] file) {
    switch (READER.read(new String(file, StandardCharsets.UTF_8), "case", 1)) {
      case CaseReader.Result.Rejected rejected ->
          assertThat(rejected.problems())
              .isNotEmpty()
              .allMatch(p -> p.at().line() >= 1 && !p.message().isBlank());
      case CaseReader.Result.Accepted accepted -> {
        for (Mode mode : Mode.values()) {
          assertThat(RealKnowledge.ASSESSOR.emergencies(accepted.value(), mode)).isNotNull();
          assertThat(RealKnowledge.ASSESSOR.outline(accepted.value(), mode).level()).isNotNull();
        }
      }
    }
  }
}
