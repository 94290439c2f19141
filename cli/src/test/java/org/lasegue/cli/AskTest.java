package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class AskTest {
  @TempDir Path folder;

  private static Run typed(String lines, String... args) {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)));
    try {
      return Run.of(args);
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void stoppingGivesTheAssessmentOfTheAnswersSoFar() throws Exception {
    Path file = folder.resolve("answers.ndjson");
    Run run = typed("44\nm\nstop\n", "ask", "--save", file.toString());
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.err()).contains("How old are you?", "Stopped");
    assertThat(run.out()).contains("male, 44 years", "NOT URGENT");
    assertThat(Files.readString(file)).contains("\"age\":44,\"sex\":\"male\"");
  }

  @Test
  void dangerIsAskedFirstAndAnEmergencyIsSaidAtOnce() {
    Run run = typed("44\nm\ny\ny\nn\nn\nn\nstop\n", "ask");
    assertThat(run.err()).contains("THIS MAY BE AN EMERGENCY");
    assertThat(run.out()).contains("EMERGENCY: NOW");
  }

  @Test
  void backTakesTheLastAnswerAgain() {
    Run run = typed("44\nm\nback\n54\nf\nstop\n", "ask");
    assertThat(run.out()).contains("female, 54 years");
  }

  @Test
  void anInterviewThatWasBrokenOffGoesOnWhereItWas() throws Exception {
    Path file = folder.resolve("answers.json");
    Run first = typed("44\nmale\nn\n", "ask", "--save", file.toString());
    assertThat(first.err()).contains("To go on: lasegue ask --save");
    assertThat(Files.readString(file)).contains("\"absent\"");
    Run second = typed("stop\n", "ask", "--save", file.toString());
    assertThat(second.err())
        .contains("Going on from the answers")
        .doesNotContain("How old are you?");
    assertThat(second.out()).contains("male, 44 years");
  }

  @Test
  void whatIsNotUnderstoodIsAskedAgain() {
    Run run = typed("old\n44\nx\nm\nstop\n", "ask");
    assertThat(run.err()).contains("Please give a whole number", "Please type one of the letters");
    assertThat(run.out()).contains("male, 44 years");
  }
}
