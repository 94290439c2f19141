package org.lasegue.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Person;

class RecordReaderTest {
  private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

  private final RecordReader reader = new RecordReader(People.KNOWLEDGE);

  @Test
  void theCodesOfTheListNameFindingsThatExist() {
    RecordCodes codes = RecordCodes.bundled();
    assertThat(codes.conditions())
        .isNotEmpty()
        .allSatisfy(e -> {
          assertThat(People.KNOWLEDGE.finding(e.finding())).isPresent();
          assertThat(e.checked()).startsWith("http");
        });
    assertThat(codes.medicines())
        .isNotEmpty()
        .allSatisfy(e -> assertThat(People.KNOWLEDGE.finding(e.finding())).isPresent());
    assertThat(codes.orders())
        .isNotEmpty()
        .allSatisfy(o -> assertThat(People.KNOWLEDGE.care().keySet()).containsAll(o.advice()));
  }

  @Test
  void ageSexIllnessMedicineAndMeasuresAreRead() {
    RecordReader.Populated read =
        read(
            patient("1950-12-01", "male"),
            condition("http://hl7.org/fhir/sid/icd-10", "C61", "resolved"),
            condition("http://hl7.org/fhir/sid/icd-10-cm", "E11.9", "active"),
            medicine("http://www.whocc.no/atc", "B01AA03", "active"),
            observation("8310-5", 99.5, "[degF]", "2026-11-25T08:00:00Z"),
            observation("1988-5", 88, "mg/L", "2026-11-20"));
    assertThat(read.subject().person().exactAge()).hasValue(75);
    assertThat(read.subject().findings())
        .containsEntry(key("past-cancer"), new Answer.Known(1))
        .containsEntry(key("diabetes"), new Answer.Known(1))
        .containsEntry(key("anticoagulant"), new Answer.Known(1))
        .doesNotContainKey(key("active-cancer"))
        .hasSize(5);
    assertThat(((Answer.Known) read.subject().findings().get(key("temperature"))).number())
        .hasValue(37.5);
    assertThat(read.left()).isZero();
  }

  @Test
  void whatIsNotUnderstoodIsCountedAndNamedWithItsPlace() {
    RecordReader.Populated read =
        read(
            patient("1950-12-01", "female"),
            condition("http://snomed.info/sct", "278860009", "active"),
            condition("http://hl7.org/fhir/sid/icd-10", "I50.1", "resolved"),
            observation("8310-5", 38, "Cel", "2020-01-01"),
            observation("8310-5", 38, "furlong", "2026-11-25"));
    assertThat(read.subject().findings()).isEmpty();
    assertThat(read.left()).isEqualTo(4);
    assertThat(read.report().getIssue())
        .extracting(i -> i.getExpression().getFirst().getValue())
        .contains("Bundle.entry[1].resource.code", "Bundle.entry[2].resource");
    assertThat(read.report().getIssue())
        .extracting(OperationOutcomeIssueComponent::getDiagnostics)
        .anyMatch(d -> d.contains("http://snomed.info/sct|278860009"));
  }

  @Test
  void entriesAboutTwoPeopleAreRefused() {
    assertThatThrownBy(() ->
            read(
                patient("1950-12-01", "female"),
                condition("http://hl7.org/fhir/sid/icd-10", "C61", "active")
                    .replace("Patient/p", "Patient/q")))
        .isInstanceOf(FhirProblemException.class)
        .hasMessageContaining("another person");
    assertThatThrownBy(() -> read(patient("1950-12-01", "female"), patient("1960", "male")))
        .isInstanceOf(FhirProblemException.class);
  }

  @Test
  void aPregnancyThatCannotBeIsLeftOpen() {
    String pregnant =
        """
        {"resourceType":"Observation","status":"final","subject":{"reference":"Patient/p"},
         "code":{"coding":[{"system":"http://loinc.org","code":"82810-3"}]},"effectiveDateTime":"2026-11-20",
         "valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"LA15173-0"}]}}
        """;
    assertThat(read(patient("1990", "female"), pregnant).subject().person().pregnancy().state())
        .isEqualTo(Person.Pregnancy.State.PREGNANT);
    assertThat(read(patient("1990", "male"), pregnant).subject().person().pregnancy())
        .isEqualTo(Person.Pregnancy.UNKNOWN);
  }

  private RecordReader.Populated read(String... resources) {
    StringBuilder text =
        new StringBuilder("{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[");
    for (int i = 0; i < resources.length; i++) {
      text.append(i == 0 ? "" : ",").append("{\"resource\":").append(resources[i]).append('}');
    }
    Bundle bundle = (Bundle) FhirJson.read(text + "]}");
    return reader.read("record", RecordReader.placed(bundle, "Bundle"), AT);
  }

  private static Key key(String finding) {
    return new Key(finding, Where.WHOLE);
  }

  private static String patient(String born, String gender) {
    return "{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\""
        + born
        + "\",\"gender\":\""
        + gender
        + "\"}";
  }

  private static String condition(String system, String code, String status) {
    return "{\"resourceType\":\"Condition\",\"clinicalStatus\":{\"coding\":[{\"code\":\""
        + status
        + "\"}]},\"subject\":{\"reference\":\"Patient/p\"},\"code\":{\"coding\":[{\"system\":\""
        + system
        + "\",\"code\":\""
        + code
        + "\"}]}}";
  }

  private static String medicine(String system, String code, String status) {
    return "{\"resourceType\":\"MedicationStatement\",\"status\":\""
        + status
        + "\",\"subject\":{\"reference\":\"Patient/p\"},\"medicationCodeableConcept\":{\"coding\":[{\"system\":\""
        + system
        + "\",\"code\":\""
        + code
        + "\"}]}}";
  }

  private static String observation(String code, double value, String unit, String when) {
    return "{\"resourceType\":\"Observation\",\"status\":\"final\",\"subject\":{\"reference\":\"Patient/p\"},"
        + "\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\""
        + code
        + "\"}]},\"effectiveDateTime\":\""
        + when
        + "\",\"valueQuantity\":{\"value\":"
        + value
        + ",\"unit\":\""
        + unit
        + "\",\"code\":\""
        + unit
        + "\",\"system\":\"http://unitsofmeasure.org\"}}";
  }
}
