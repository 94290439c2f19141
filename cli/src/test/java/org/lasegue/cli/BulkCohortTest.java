package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Simulator;
import org.lasegue.fhir.FhirJson;
import org.lasegue.fhir.Responses;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.CaseJson;

/// A FHIR Bulk Data export and the case files of the same people give the same rows.
class BulkCohortTest {
  private static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  private static final String UNREADABLE = "{\"resourceType\":\"Condition\",\n";

  @TempDir Path folder;

  @Test
  void theRowsAreThoseOfTheCaseFiles() throws IOException {
    Path export = export(25);
    Run fhir = Run.of("cohort", export.toString(), out("fhir").toString(), "--from", "fhir");
    assertThat(fhir.code()).as(fhir.err()).isZero();
    assertThat(fhir.err()).contains("not read: 25 Encounter", "25 people scored, 2 rejected");
    Run cases = Run.of("cohort", cases().toString(), out("cases").toString());
    assertThat(cases.code()).isZero();

    List<String> expected = Files.readAllLines(out("cases"));
    assertThat(expected).hasSize(25);
    assertThat(Files.readAllLines(out("fhir"))).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(Files.readAllLines(rejected("fhir")))
        .hasSize(2)
        .anyMatch(r -> r.contains("Condition.ndjson\",\"line\":26,"))
        .anyMatch(r -> r.contains("no Patient 'nobody'"));
    assertThat(folder).isDirectoryNotContaining("glob:**halfway");
  }

  @Test
  void whatIsThereIsNotReadAgainForNothing() throws IOException {
    Path export = export(1);
    Files.writeString(out("fhir"), "precious");
    Run run = Run.of("cohort", export.toString(), out("fhir").toString(), "--from", "fhir");
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("--overwrite");
    assertThat(folder).isDirectoryNotContaining("glob:**halfway");
    Run again =
        Run.of(
            "cohort", export.toString(), out("fhir").toString(), "--from", "fhir", "--overwrite");
    assertThat(again.code()).isZero();
    assertThat(Files.readAllLines(out("fhir"))).hasSize(1);
  }

  @Tag("slow") // starts a process for each kill
  @Test
  void aKilledRunEndsWithTheSameBytes() throws Exception {
    Path export = export(1500);
    assertThat(start(export, out("whole")).waitFor()).isZero();
    Random random = new Random(5);
    int killed = 0;
    for (int i = 0; i < 10 && !Files.exists(out("killed")); i++) {
      Process process = start(export, out("killed"));
      process.waitFor(random.nextInt(1000, 5000), TimeUnit.MILLISECONDS);
      process.destroyForcibly();
      killed += process.waitFor() == 128 + 9 ? 1 : 0;
    }
    assertThat(killed).isGreaterThan(2);
    if (!Files.exists(out("killed"))) {
      assertThat(start(export, out("killed")).waitFor()).isZero();
    }
    assertThat(out("killed")).hasSameBinaryContentAs(out("whole"));
    assertThat(rejected("killed")).hasSameBinaryContentAs(rejected("whole"));
  }

  private static Process start(Path export, Path out) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "cohort",
            export.toString(),
            out.toString(),
            "--from",
            "fhir")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private Path out(String name) {
    return folder.resolve(name + ".out.ndjson");
  }

  private Path rejected(String name) {
    return folder.resolve(name + ".out.ndjson.rejected.ndjson");
  }

  private Path cases() {
    return folder.resolve("cases.ndjson");
  }

  /// Generated people as answers to our questionnaire, and beside them `cases.ndjson`.
  private Path export(int people) throws IOException {
    Simulator simulator = new Simulator(new Assessor(KNOWLEDGE));
    Responses responses = new Responses(KNOWLEDGE);
    CaseJson lines = new CaseJson(KNOWLEDGE);
    List<String> patients = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    List<String> illnesses = new ArrayList<>();
    List<String> encounters = new ArrayList<>();
    StringBuilder cases = new StringBuilder();
    for (int i = 0; i < people; i++) {
      Case person = simulator.draw(3, i, Simulator.Told.TYPICAL);
      cases.append(lines.line(person));
      patients.add("{\"resourceType\":\"Patient\",\"id\":\"" + person.id() + "\"}\n");
      String subject = "\"subject\":{\"reference\":\"Patient/" + person.id() + "\"}";
      QuestionnaireResponse response = responses.of(person);
      response.getSubject().setReference("Patient/" + person.id());
      response.setAuthored(Date.from(Instant.parse("2025-05-06T07:08:09Z")));
      answers.add(FhirJson.line(response) + "\n");
      illnesses.add(
          "{\"resourceType\":\"Condition\","
              + subject
              + ",\"code\":{\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"1\"}]}}\n");
      encounters.add("{\"resourceType\":\"Encounter\"," + subject + "}\n");
    }
    illnesses.add(UNREADABLE);
    illnesses.add(
        "{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/nobody\"}}\n");
    Path export = Files.createDirectory(folder.resolve("export"));
    Files.writeString(export.resolve("Patient.ndjson"), String.join("", patients));
    Files.writeString(
        export.resolve("QuestionnaireResponse.ndjson"), String.join("", answers.reversed()));
    Files.writeString(export.resolve("Condition.ndjson"), String.join("", illnesses));
    Files.writeString(export.resolve("Encounter.ndjson"), String.join("", encounters));
    Files.writeString(cases(), cases);
    return export;
  }
}
