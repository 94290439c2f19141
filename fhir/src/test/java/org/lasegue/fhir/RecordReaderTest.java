package org.lasegue.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
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
          // read at an address, or the very code that the knowledge gives the condition it names
          if (e.checked().startsWith("as in the knowledge")) {
            String condition = e.checked().replaceAll(".*\\(|\\).*", "");
            assertThat(People.KNOWLEDGE.condition(condition).codes().get("icd10"))
                .isEqualTo(String.join(",", e.codes()));
          } else {
            assertThat(e.checked()).startsWith("http");
          }
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

  @Test
  void theSameNumberOnAnotherServerIsAnotherPerson() {
    String cancer = condition("http://hl7.org/fhir/sid/icd-10", "C61", "active");
    assertThatThrownBy(() ->
            read(
                cancer.replace("Patient/p", "http://a.example/Patient/1"),
                cancer.replace("Patient/p", "http://b.example/Patient/1")))
        .isInstanceOf(FhirProblemException.class);
    assertThat(
            read(
                    patient("1950-12-01", "male"),
                    cancer.replace("Patient/p", "http://a.example/Patient/p"))
                .subject()
                .findings())
        .hasSize(1);
  }

  @Test
  void whatIsOverOldOrOnlyPlannedIsLeftToBeAsked() {
    String diabetes = condition("http://hl7.org/fhir/sid/icd-10", "E11.9", "active");
    String pain = condition("http://hl7.org/fhir/sid/icd-10", "M54.5", "active");
    String warfarin = medicine("http://www.whocc.no/atc", "B01AA03", "active");
    String request =
        warfarin
            .replace("MedicationStatement", "MedicationRequest")
            .replace("\"status\"", "\"intent\":\"order\",\"status\"");
    assertThat(
            read(diabetes, with(pain, "\"recordedDate\":\"2026-11-20\""), request)
                .subject()
                .findings())
        .hasSize(3);
    assertThat(
            read(
                    with(diabetes, "\"abatementDateTime\":\"2025-01-01\""),
                    pain,
                    with(pain, "\"recordedDate\":\"2024-01-01\""),
                    medicine("http://www.whocc.no/atc", "B01AA03", "intended"),
                    with(warfarin, "\"effectivePeriod\":{\"end\":\"2026-01-01\"}"),
                    with(request, "\"doNotPerform\":true"),
                    request.replace("\"order\"", "\"proposal\""))
                .subject()
                .findings())
        .isEmpty();
  }

  @Test
  void notPregnantOfAnotherDayLeavesThePregnancyToBeAsked() {
    String not =
        """
        {"resourceType":"Observation","status":"final","subject":{"reference":"Patient/p"},
         "code":{"coding":[{"system":"http://loinc.org","code":"82810-3"}]},"effectiveDateTime":"2026-11-25T08:00:00Z",
         "valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"LA26683-5"}]}}
        """;
    String woman = patient("1990", "female");
    assertThat(read(woman, not).subject().person().pregnancy().state())
        .isEqualTo(Person.Pregnancy.State.NOT_PREGNANT);
    assertThat(read(woman, not.replace("11-25T", "11-20T")).subject().person().pregnancy())
        .isEqualTo(Person.Pregnancy.UNKNOWN);
  }

  @Test
  void aYearOfBirthIsARangeOfAges() {
    Person person = read(patient("1976", "male")).subject().person();
    assertThat(person.ageFrom()).hasValue(49);
    assertThat(person.ageTo()).hasValue(50);
    assertThat(read(patient("1976-03", "male")).subject().person().exactAge()).hasValue(50);
    assertThat(read(patient("2026", "male")).subject().person().ageFrom()).hasValue(0);
  }

  @Test
  void aBoundIsNoNumber() {
    String crp = observation("1988-5", 5, "mg/L", "2026-11-25");
    assertThat(
            read(crp.replace("\"value\":5.0", "\"comparator\":\">\",\"value\":5.0"))
                .subject()
                .findings())
        .isEmpty();
    String high = observation("1988-5", 400, "mg/L", "2026-11-25");
    assertThat(
            read(high.replace("\"value\":400.0", "\"comparator\":\">\",\"value\":400.0"))
                .subject()
                .findings()
                .get(key("crp")))
        .isEqualTo(new Answer.Known(People.KNOWLEDGE.findingById("crp").type().levels() - 1));
  }

  @Test
  void aNumberThatWouldFillTheMemoryIsLeft() {
    for (String huge : List.of("1e999999999", "1e-999999999", "1e300")) {
      Observation measure =
          (Observation) FhirJson.read(observation("1988-5", 5, "mg/L", "2026-11-25"));
      measure.getValueQuantity().setValue(new BigDecimal(huge));
      RecordReader.Populated read =
          reader.read("record", List.of(new RecordReader.Placed(measure, "Bundle", "")), AT);
      assertThat(read.subject().findings()).isEmpty();
      assertThat(read.left()).isEqualTo(1);
    }
  }

  private static String with(String resource, String element) {
    return resource.replaceFirst("\\{", "{" + element + ",");
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
