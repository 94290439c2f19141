package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lasegue.report.JsonReport;
import org.lasegue.report.TextPage;

class AssessTest {
  private static Schema schema(String name) throws IOException {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(Files.readString(Run.ROOT.resolve("docs/schemas").resolve(name)));
  }

  private static List<String> problems(Schema schema, String text, InputFormat format) {
    return schema.validate(text, format).stream().map(Error::toString).toList();
  }

  @Test
  void severalCasesGiveOneObjectALineThatKeepsToThePublishedSchema() throws IOException {
    Run run = Run.of("assess", Run.EXAMPLES.toString(), "--format", "json");
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.err()).isEmpty();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(3);
    Schema schema = schema("assessment-1.schema.json");
    for (String line : lines) {
      assertThat(problems(schema, line, InputFormat.JSON)).isEmpty();
    }
    assertThat(lines.get(0)).contains("\"case\":\"cauda-equina\"", "\"mode\":\"self-report\"");
    assertThat(lines.get(1)).contains("\"case\":\"l5-sciatica\"", "\"mode\":\"examined\"");
  }

  @Test
  void theSchemaRefusesAnAssessmentWithoutUrgency() throws IOException {
    String line = new JsonReport().of(Fixture.assessment("x", List.of()));
    Schema schema = schema("assessment-1.schema.json");
    assertThat(problems(schema, line, InputFormat.JSON)).isEmpty();
    assertThat(problems(schema, line.replace("\"urgency\":{", "\"haste\":{"), InputFormat.JSON))
        .isNotEmpty();
  }

  @Test
  void theExampleCasesKeepToThePublishedSchema() throws IOException {
    Schema schema = schema("case-1.schema.json");
    try (Stream<Path> files = Files.list(Run.EXAMPLES)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).toList()) {
        assertThat(problems(schema, Files.readString(file), InputFormat.YAML)).isEmpty();
      }
    }
  }

  @Test
  void numbersAreRoundedToSixDecimals() {
    assertThat(new JsonReport().of(Fixture.assessment("x", List.of())))
        .contains("\"gain\":0.123457", "\"effort\":1800,", "\"probability\":0.81,");
  }

  @Test
  void anEmergencyWithholdsThePlanInEveryFormat() {
    String file = Run.example("cauda-equina");
    assertThat(Run.of("assess", file).out())
        .contains("EMERGENCY: NOW", "withheld while this may be an emergency")
        .doesNotContain("Medicines to talk about");
    assertThat(Run.of("assess", file, "--format", "json").out())
        .contains("\"withheld\":true", "\"medicines\":[]");
    assertThat(Run.of("assess", file, "--format", "note").out())
        .contains("EMERGENCY NOW", "Further plan withheld");
    assertThat(Run.of("assess", file, "--format", "html").out())
        .contains("Emergency: now", "withheld while this may be an emergency");
  }

  @Test
  void theTextSaysWhichModeWasChosenAndWhy() {
    assertThat(Run.of("assess", Run.example("simple-strain")).out())
        .contains("self-report mode")
        .containsPattern("as\\s+the\\s+case\\s+has\\s+no\\s+signs");
    assertThat(Run.of("assess", Run.example("l5-sciatica"), "--mode", "self-report").out())
        .contains("self-report mode)");
  }

  @Test
  void theTextKeepsToTheWidthAndUsesColourOnlyWhereAllowed() {
    String file = Run.example("l5-sciatica");
    TextPage.Look narrow = new TextPage.Look(60, true, true);
    String coloured = Run.of(narrow, "assess", file).out();
    assertThat(coloured).contains("\u001b[");
    String plain = Run.of(narrow, "assess", file, "--no-color").out();
    assertThat(plain).doesNotContain("\u001b");
    assertThat(plain.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(60));
  }

  @Test
  void whatIsSimulatedCanBeReadAgain() throws IOException {
    Run run = Run.of("simulate", "20", "--seed", "7");
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.out()).isEqualTo(Run.of("simulate", "20", "--seed", "7").out());
    Path file = Files.createTempFile("simulated", ".ndjson");
    Files.writeString(file, run.out());
    CaseFiles read =
        CaseFiles.read(
            List.of(file),
            new org.lasegue.assessment.CaseReader(org.lasegue.knowledge.KnowledgeReader.bundled()));
    Files.delete(file);
    assertThat(read.problems()).isEmpty();
    assertThat(read.cases()).hasSize(20);
    Schema schema = schema("case-1.schema.json");
    assertThat(run.out().lines())
        .allSatisfy(line -> assertThat(problems(schema, line, InputFormat.JSON)).isEmpty());
  }
}
