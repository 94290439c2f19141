package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Mode;
import org.lasegue.fhir.FhirJson;
import org.lasegue.fhir.RecordReader;
import org.lasegue.fhir.RecordReader.Populated;
import org.lasegue.fhir.Responses;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Records that are none of ours: those that Synthea makes, or the R4 bundles of another folder
/// with `-Dlasegue.records=FOLDER`. Each is read, assessed, and populates the questionnaire.
@Server
@Tag("slow")
class SyntheaTest {
  private static final String VERSION = "3.3.0";
  private static final int PEOPLE = 100;
  private static final int LEAST = 100;
  private static final int LARGEST_SENT = 2 * 1024 * 1024;
  private static final Path FOLDER = Path.of("target/synthea").toAbsolutePath();
  private static final List<String> READ =
      List.of("Patient", "Condition", "Observation", "MedicationRequest", "MedicationStatement");

  @LocalServerPort int port;
  @Autowired Assessor assessor;

  @Test
  void everyRecordIsReadAssessedAndPopulatesTheQuestionnaire() throws Exception {
    List<Path> records = records();
    assertThat(records).hasSizeGreaterThanOrEqualTo(LEAST);
    Map<String, Integer> filled = new TreeMap<>();
    int whole = 0;
    RecordReader reader = new RecordReader(assessor.knowledge());
    try (Site site = new Site(port)) {
      for (Path file : records) {
        String json = Files.readString(file);
        Bundle record = (Bundle) FhirJson.read(json);
        Populated read =
            reader.read("record", RecordReader.placed(record, "Bundle"), lastVisit(record));
        note(filled, read);
        assertThat(assessor.assess(read.subject(), Mode.EXAMINED).urgency())
            .as(file.getFileName().toString())
            .isNotNull();
        if (json.length() <= LARGEST_SENT) {
          whole++;
        } else {
          json = FhirJson.line(onlyWhatIsRead(record, lastVisit(record)));
        }
        populates(site, file, record, json);
      }
    }
    System.out.println(
        records.size() + " records, " + whole + " of them sent whole; filled: " + filled);
    assertThat(filled.get("age")).isEqualTo(records.size());
    assertThat(filled.get("sex")).isEqualTo(records.size());
    assertThat(filled).hasSizeGreaterThan(4);
  }

  /// A measure of a visit counts at that visit.
  private static Instant lastVisit(Bundle record) {
    return record.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(Encounter.class::isInstance)
        .map(e -> ((Encounter) e).getPeriod().getEnd())
        .filter(end -> end != null)
        .map(Date::toInstant)
        .max(Instant::compareTo)
        .orElseGet(Instant::now);
  }

  private static void note(Map<String, Integer> filled, Populated read) {
    if (read.subject().person().exactAge().isPresent()) {
      filled.merge("age", 1, Integer::sum);
    }
    if (read.subject().person().sex().isPresent()) {
      filled.merge("sex", 1, Integer::sum);
    }
    read.subject().findings().keySet().stream()
        .map(key -> key.finding())
        .distinct()
        .forEach(finding -> filled.merge(finding, 1, Integer::sum));
  }

  private void populates(Site site, Path file, Bundle record, String json) {
    HttpResponse<String> answer =
        site.send("/fhir/Questionnaire/$populate", "application/fhir+json", json);
    assertThat(answer.statusCode()).as("%s: %s", file.getFileName(), answer.body()).isEqualTo(200);
    QuestionnaireResponse response =
        (QuestionnaireResponse)
            ((Parameters) FhirJson.read(answer.body()))
                .getParameter().stream()
                    .filter(p -> p.getName().equals("response"))
                    .findFirst()
                    .orElseThrow()
                    .getResource();
    Patient patient =
        record.getEntry().stream()
            .map(Bundle.BundleEntryComponent::getResource)
            .filter(Patient.class::isInstance)
            .map(Patient.class::cast)
            .findFirst()
            .orElseThrow();
    int years =
        LocalDate.ofInstant(patient.getBirthDate().toInstant(), ZoneOffset.UTC)
            .until(LocalDate.now(ZoneOffset.UTC))
            .getYears();
    assertThat(new Responses(assessor.knowledge()).read(response).person().exactAge())
        .as(file.getFileName().toString())
        .hasValue(years);
  }

  /// A body has a bound: of a longer record a client asks its own server for what is read here, and
  /// for the measures of the last month.
  private static Bundle onlyWhatIsRead(Bundle record, Instant last) {
    Date since = Date.from(last.minus(Duration.ofDays(30)));
    Bundle small = new Bundle();
    small.setType(Bundle.BundleType.COLLECTION);
    for (Bundle.BundleEntryComponent entry : record.getEntry()) {
      Resource resource = entry.getResource();
      boolean old =
          resource instanceof Observation measure
              && measure.hasEffectiveDateTimeType()
              && measure.getEffectiveDateTimeType().getValue().before(since);
      if (READ.contains(resource.fhirType()) && !old) {
        small.addEntry().setFullUrl(entry.getFullUrl()).setResource(resource);
      }
    }
    return small;
  }

  private static List<Path> records() throws IOException, InterruptedException {
    String given = System.getProperty("lasegue.records");
    Path folder = given != null ? Path.of(given) : made();
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }

  /// Makes them once; without a network the first time there is no test. Synthea brings an older
  /// HAPI, so it stays out of our class path.
  private static Path made() throws IOException, InterruptedException {
    Path made = FOLDER.resolve("made/fhir");
    Path done = FOLDER.resolve("done");
    if (Files.exists(done)) {
      return made;
    }
    Files.createDirectories(FOLDER);
    Files.writeString(
        FOLDER.resolve("pom.xml"),
        """
        <project>
          <modelVersion>4.0.0</modelVersion>
          <groupId>org.lasegue.test</groupId>
          <artifactId>synthea</artifactId>
          <version>1</version>
          <dependencies>
            <dependency>
              <groupId>org.mitre.synthea</groupId>
              <artifactId>synthea</artifactId>
              <version>%s</version>
            </dependency>
          </dependencies>
        </project>
        """
            .formatted(VERSION));
    boolean fetched;
    try {
      fetched =
          run(
              8,
              "mvn",
              "-q",
              "-B",
              "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy-dependencies",
              "-DincludeScope=runtime",
              "-DoutputDirectory=" + FOLDER.resolve("lib"));
    } catch (IOException _) {
      fetched = false;
    }
    assumeTrue(fetched, "Synthea is not reachable");
    String today = LocalDate.now(ZoneOffset.UTC).toString().replace("-", "");
    assertThat(
            run(
                20,
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-cp",
                FOLDER.resolve("lib") + "/*",
                "App",
                "-p",
                Integer.toString(PEOPLE),
                "-s",
                "7",
                "-cs",
                "7",
                "-r",
                today,
                "-e",
                today,
                "-a",
                "18-90",
                "--exporter.baseDirectory=" + FOLDER.resolve("made"),
                "--exporter.years_of_history=1",
                "--exporter.hospital.fhir.export=false",
                "--exporter.practitioner.fhir.export=false"))
        .as(Files.readString(FOLDER.resolve("log.txt")))
        .isTrue();
    Files.createFile(done);
    return made;
  }

  private static boolean run(int minutes, String... command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("log.txt").toFile())
            .start();
    return process.waitFor(minutes, TimeUnit.MINUTES) && process.exitValue() == 0;
  }
}
