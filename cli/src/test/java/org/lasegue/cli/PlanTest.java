package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  @TempDir Path folder;

  private Run plan(String findings) throws IOException {
    Path file = folder.resolve("case.yaml");
    Files.writeString(file, "format: 1\nid: c1\nage: 40\nsex: male\nfindings:\n" + findings);
    return Run.of("plan", file.toString());
  }

  @Test
  void plainBackPainGetsAWalkWithItsDose() throws IOException {
    Run run = plan("  low-back-pain: present\n  worse-with-movement: present\n");
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.out())
        .contains("Walk each day and build it up: 5 minutes on 5 days this week")
        .contains("Stop if: ")
        .contains("does not replace");
  }

  @Test
  void anEmergencyGetsNoPlan() throws IOException {
    Run run = plan("  low-back-pain: present\n  urinary-retention: present\n");
    assertThat(run.out())
        .contains("emergency-now")
        .contains("First get help")
        .doesNotContain("minutes on")
        .doesNotContain("Walk each day");
  }

  @Test
  void aFileThatIsNoCaseIsBadInput() throws IOException {
    assertThat(plan("  no-such-finding: present\n").code()).isEqualTo(Main.BAD_INPUT);
  }
}
