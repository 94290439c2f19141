package org.lasegue.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;

class BulkDataTest {
  private static final Instant EXPORTED = Instant.parse("2026-11-25T12:00:00Z");
  private static final String PATIENT =
      "{\"resourceType\":\"Patient\",\"id\":\"p\",\"gender\":\"female\",\"birthDate\":\"1950-03-01\"}";
  private static final Key CANCER = new Key("past-cancer", Where.WHOLE);
  private static final Key FEVER = new Key("fever", Where.WHOLE);

  private final BulkData data = new BulkData(People.ASSESSOR, EXPORTED);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "Patient/p",
        "http://server/fhir/Patient/p",
        "http://server/fhir/Patient/p/_history/3",
        "Patient/p/_history/3"
      })
  void aLineIsAboutThePersonItRefersTo(String reference) {
    assertThat(BulkData.line(illness("C61", "2020-01-01").replace("Patient/p", reference)))
        .isEqualTo(new BulkData.Line.About("p"));
  }

  @Test
  void aPatientIsAboutItself() {
    assertThat(BulkData.line(PATIENT)).isEqualTo(new BulkData.Line.About("p"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "5",
        "",
        "{\"resourceType\":\"Condition\"",
        "{\"id\":\"p\"}",
        "{\"resourceType\":\"Condition\",\"id\":\"c\"}",
        "{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Group/p\"}}",
        "{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"NoPatient/p\"}}",
        "{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/a b\"}}",
        "{\"resourceType\":\"Condition\",\"subject\":{\"identifier\":{\"value\":\"p\"}}}"
      })
  void whatIsAboutNobodyIsUnreadable(String line) {
    assertThat(BulkData.line(line)).isInstanceOf(BulkData.Line.Unreadable.class);
  }

  @Test
  void otherKindsAreNotRead() {
    assertThat(BulkData.line("{\"resourceType\":\"Encounter\"}"))
        .isEqualTo(new BulkData.Line.NotRead("Encounter"));
    assertThat(
            BulkData.line(
                "{\"resourceType\":\"QuestionnaireResponse\",\"questionnaire\":\"http://loinc.org/q/44249-1\",\"subject\":{\"reference\":\"Patient/p\"}}"))
        .isEqualTo(new BulkData.Line.NotRead("QuestionnaireResponse to another questionnaire"));
  }

  @Test
  void answersAndRecordBecomeOneCaseOfThatName() {
    BulkData.Joined joined =
        data.join(
            "p", List.of(illness("C61", "2020-01-01"), answers("present", "2026-11-20"), PATIENT));
    assertThat(joined.problems()).isEmpty();
    Case read = People.read(joined.caseLine().orElseThrow());
    assertThat(read.id()).isEqualTo("p");
    assertThat(read.person().exactAge()).hasValue(76);
    assertThat(read.findings())
        .containsEntry(CANCER, new Answer.Known(1))
        .containsEntry(FEVER, new Answer.Known(1));
  }

  @Test
  void theNewestAnswersCountForTheirDayAndNothingThatWasNotedLater() {
    BulkData.Joined joined =
        data.join(
            "p",
            List.of(
                PATIENT,
                answers("absent", "2021-03-02"),
                answers("present", "2020-02-20"),
                illness("C61", "2021-06-01"),
                illness("E11", "2019-06-01")));
    Case read = People.read(joined.caseLine().orElseThrow());
    assertThat(read.person().exactAge()).hasValue(71);
    assertThat(read.findings())
        .containsEntry(FEVER, new Answer.Known(0))
        .containsKey(new Key("diabetes", Where.WHOLE))
        .doesNotContainKey(CANCER);
  }

  @Test
  void aLineOfTheRecordThatCannotBeReadIsNamedAndTheRestTaken() {
    String bad =
        illness("C61", "2020-01-01").replace("\"subject\"", "\"colour\":\"blue\",\"subject\"");
    BulkData.Joined joined = data.join("p", List.of(PATIENT, bad, illness("E11", "2019-06-01")));
    assertThat(joined.problems()).containsOnlyKeys(1);
    assertThat(People.read(joined.caseLine().orElseThrow()).findings())
        .containsOnlyKeys(new Key("diabetes", Where.WHOLE));
  }

  @Test
  void answersThatCannotBeReadLeaveThePersonOut() {
    String bad = answers("present", "2026-11-20").replace("\"fever\"", "\"feverr\"");
    assertThat(data.join("p", List.of(PATIENT, bad)).caseLine()).isEmpty();
    String broken = answers("present", "2026-11-20").replace("\"item\"", "\"itemm\"");
    BulkData.Joined joined = data.join("p", List.of(PATIENT, broken));
    assertThat(joined.caseLine()).isEmpty();
    assertThat(joined.problems()).containsOnlyKeys(1);
    assertThat(data.join("p", List.of(PATIENT, answers("present", "2027-11-20"))).problems())
        .as("of after the export")
        .hasSize(1);
  }

  @Test
  void withoutAPatientThereIsNoCase() {
    BulkData.Joined joined = data.join("p", List.of(illness("C61", "2020-01-01")));
    assertThat(joined.caseLine()).isEmpty();
    assertThat(joined.problems().get(0)).contains("no Patient 'p'");
  }

  @Test
  void whatAnExportGivesTwiceCountsOnceAndTwoDifferentPatientsNot() {
    assertThat(data.join("p", List.of(PATIENT, PATIENT)).caseLine()).isPresent();
    BulkData.Joined joined = data.join("p", List.of(PATIENT, PATIENT.replace("female", "male")));
    assertThat(joined.caseLine()).isEmpty();
    assertThat(joined.problems()).hasSize(1);
  }

  private static String illness(String code, String recorded) {
    return "{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/p\"},\"recordedDate\":\""
        + recorded
        + "\",\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10\",\"code\":\""
        + code
        + "\"}]}}";
  }

  private static String answers(String fever, String authored) {
    QuestionnaireResponse response =
        new Responses(People.KNOWLEDGE)
            .of(People.read("format: 1\nid: a\nfindings:\n  fever: " + fever + "\n"));
    response.getSubject().setReference("Patient/p");
    response.setAuthored(Date.from(Instant.parse(authored + "T10:00:00Z")));
    return FhirJson.line(response);
  }
}
