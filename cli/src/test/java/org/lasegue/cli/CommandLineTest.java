package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir Path folder;

  private static final String CASE =
      """
      format: 1
      id: one
      age: 40
      sex: male
      findings:
        low-back-pain: present
      """;

  @Test
  void withoutACommandTheUsageGoesToStandardErrorAndTheInputWasBad() {
    Run run = Run.of();
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("A command is missing", "Usage: lasegue");
  }

  @Test
  void aMisspeltCommandIsBadInputAndTheNearestIsNamed() {
    Run run = Run.of("asess");
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("lasegue assess");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "assess",
        "ask",
        "version",
        "completion",
        "simulate",
        "evaluate",
        "knowledge",
        "knowledge show",
        "knowledge check",
        "knowledge fhir"
      })
  void everyCommandExplainsItself(String command) {
    Run run = Run.of((command + " --help").split(" "));
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.out()).contains("Usage: lasegue " + command);
    assertThat(run.err()).isEmpty();
  }

  @Test
  void theVersionNamesProgramAndKnowledge() {
    assertThat(Run.of("version").out()).containsPattern("(?s)^lasegue .+knowledge [0-9a-f]{10}");
  }

  @Test
  void theCompletionIsAScriptForTheShell() {
    assertThat(Run.of("completion").out()).startsWith("#!/usr/bin/env bash").contains("assess");
  }

  @Test
  void anAssessmentAsFhirIsOneBundleALine() {
    Run run = Run.of("assess", Run.example("l5-sciatica"), "--format", "fhir");
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines()).hasSize(1);
    assertThat(run.out())
        .startsWith("{\"resourceType\":\"Bundle\"")
        .contains("\"resourceType\":\"RiskAssessment\"", "disc-herniation");
  }

  @Test
  void theKnowledgeIsWrittenAsAFhirPackage() {
    Run run = Run.of("knowledge", "fhir", folder.toString());
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(folder.resolve("package/Questionnaire-clinical.json")).isNotEmptyFile();
    assertThat(folder.resolve("package/package.json")).content().contains("lasegue.knowledge");
  }

  @Test
  void anUnknownFindingIsReportedWithFileLineAndTheNearestId() throws IOException {
    Path file = write("case.yaml", CASE.replace("low-back-pain:", "low-bak-pain:"));
    Run run = Run.of("assess", file.toString());
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .contains(file + ":6: no finding 'low-bak-pain'; did you mean 'low-back-pain'?")
        .contains("Nothing was assessed.");
  }

  @Test
  void everyBadFileIsReportedAndNothingIsAssessed() throws IOException {
    write("a.yaml", CASE);
    write("b.yaml", CASE.replace("id: one", "id: two").replace("age: 40", "age: 400"));
    write("c.ndjson", "{\"format\":1,\"id\":\"three\"}\n\n{\"format\":2,\"id\":\"four\"}\n");
    Run run = Run.of("assess", folder.toString(), folder.resolve("none.yaml").toString());
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("b.yaml:3: ", "c.ndjson:3: ", "none.yaml: no such file");
  }

  @Test
  void idsMustBeUniqueOverAllFiles() throws IOException {
    Path a = write("a.yaml", CASE);
    Path b = write("b.yaml", CASE);
    Run run = Run.of("assess", folder.toString());
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains(b + ":1: the id 'one' is already used at " + a + ":1");
  }

  @Test
  void aFolderWithoutCasesIsBadInput() {
    Run run = Run.of("assess", folder.toString());
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("no .yaml and no .ndjson file");
  }

  @Test
  void anUnknownModeIsBadInput() {
    Run run = Run.of("assess", Run.example("l5-sciatica"), "--mode", "guess");
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("'guess' is no mode: self-report or examined");
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
