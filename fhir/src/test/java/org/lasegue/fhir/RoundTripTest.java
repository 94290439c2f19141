package org.lasegue.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.report.CaseJson;

/// A case that is written as a response, sent as JSON and read again is the same case.
class RoundTripTest {
  private static final Responses RESPONSES = new Responses(People.KNOWLEDGE);
  private static final IParser JSON = FhirContext.forR4Cached().newJsonParser();

  @Test
  void everyPublishedCaseComesBackUnchanged() {
    List<Case> all = new ArrayList<>(People.development());
    all.addAll(People.examples());
    assertThat(all).hasSizeGreaterThan(70);
    all.forEach(RoundTripTest::comesBack);
  }

  @Test
  void everyGeneratedPersonComesBackUnchanged() {
    People.generated(100).forEach(RoundTripTest::comesBack);
  }

  @Test
  void everyFormOfAnswerComesBackUnchanged() {
    comesBack(
        People.read(
            """
            format: 1
            id: "every form"
            age: {from: 40, to: 49}
            sex: male
            organs: [uterus]
            pregnancy: {pregnant: {weeks: 34}}
            answered-by: other
            findings:
              low-back-pain: {value: present, since-days: 21, severity: 6.5}
              leg-pain-below-knee: {side: left, value: present, since-hours: 5, severity: 8}
              leg-weakness: {right: absent, left: {value: present, since-hours: 24, onset: sudden, course: worsening, new: true}}
              foot-drop: {side: unknown, value: present}
              ankle-dorsiflexion-power: {right: 5, left: 3}
              temperature: {value: 100.04, unit: "[degF]"}
              heart-rate: past
              crp: unsure
              bladder-sensation: unsure
              numbness-face: past
              duration: under-6-weeks
              ankle-reflex: {left: absent, right: normal}
              leg-neurology: normal
              straight-leg-raise: {left: positive, right: negative}
            other: ["family worried", "<b>&\\"quoted\\""]
            expected:
              conditions: {answer: [disc-herniation], fair: [foraminal-stenosis]}
              urgency: {self-report: [routine, same-day], examined: [same-day]}
              root: [L5-left]
            """));
    for (String pregnancy :
        List.of("possible", "not-pregnant", "pregnant", "postpartum", "{postpartum: {weeks: 6}}")) {
      comesBack(
          People.read("format: 1\nid: p\nage: 30\nsex: female\npregnancy: " + pregnancy + "\n"));
    }
    comesBack(People.read("format: 1\nid: p\nage: 30\nsex: female\norgans: []\n"));
    comesBack(People.read("format: 1\nid: nothing\n"));
  }

  @Test
  void aDangerQuestionAnsweredInOneWordCoversAllItsFindings() {
    Case no =
        RESPONSES.read(
            parse(
                """
                {"resourceType":"QuestionnaireResponse","status":"completed","item":[
                 {"linkId":"danger:new-weakness","answer":[{"valueCoding":
                   {"system":"urn:lasegue:fhir:CodeSystem:answer","code":"no"}}]}]}
                """));
    assertThat(new CaseJson(People.KNOWLEDGE).line(no))
        .contains("\"leg-weakness\":{\"left\":\"absent\",\"right\":\"absent\"}")
        .contains("\"cannot-bear-weight\"");
  }

  @Test
  void aYesWithoutDetailsIsRefusedWhenFinishedAndElseNotSure() {
    String yes =
        item(
            "danger:bladder",
            "\"valueCoding\":{\"system\":\"urn:lasegue:fhir:CodeSystem:answer\",\"code\":\"yes\"}");
    for (String status : List.of("completed", "amended")) {
      assertThatThrownBy(() -> RESPONSES.read(parse(yes.replace("completed", status))))
          .isInstanceOfSatisfying(
              FhirProblemException.class,
              e ->
                  assertThat(e.issues().getFirst().expression())
                      .isEqualTo("QuestionnaireResponse.item[0]"));
    }
    assertThat(RESPONSES.read(parse(yes.replace("completed", "in-progress"))).findings())
        .containsEntry(new Key("urinary-retention", Where.WHOLE), new Answer.Unsure());
    String no =
        yes.replace(
            "}}]}]}",
            "},\"item\":[{\"linkId\":\"urinary-retention\",\"answer\":[{\"valueCoding\":{\"system\":\"urn:lasegue:fhir:CodeSystem:answer\",\"code\":\"WORD\"}}]}]}]}]}");
    assertThatThrownBy(() -> RESPONSES.read(parse(no.replace("WORD", "absent"))))
        .isInstanceOf(FhirProblemException.class);
    assertThat(RESPONSES.read(parse(no.replace("WORD", "present"))).findings()).hasSize(1);
  }

  @Test
  void aNumberThatIsNoneIsRefused() {
    for (String huge : List.of("1e999999999", "1e-999999999", "1E+308")) {
      assertThatThrownBy(() -> FhirJson.read(item("temperature", "\"valueDecimal\":" + huge)))
          .isInstanceOf(FhirProblemException.class)
          .hasMessageContaining("exponent");
      QuestionnaireResponse response = parse(item("temperature", "\"valueDecimal\":37"));
      response
          .getItemFirstRep()
          .getAnswerFirstRep()
          .setValue(new DecimalType(new BigDecimal(huge)));
      assertThatThrownBy(() -> RESPONSES.read(response))
          .isInstanceOf(FhirProblemException.class)
          .hasMessageContaining("not possible");
    }
    assertThat(FhirJson.read(item("age", "\"valueString\":\"1e999999999 \\\" 1e9999\"")))
        .isNotNull();
  }

  @Test
  void whatIsWrongIsNamedWithItsPlace() {
    QuestionnaireResponse response = RESPONSES.of(People.example("l5-sciatica"));
    response
        .getItemFirstRep()
        .addItem()
        .setLinkId("leg-wekness@left")
        .addAnswer()
        .setValue(new Coding());
    int last = response.getItemFirstRep().getItem().size() - 1;
    assertThatThrownBy(() -> RESPONSES.read(response))
        .isInstanceOfSatisfying(
            FhirProblemException.class,
            e -> {
              assertThat(e.issues().getFirst().expression())
                  .isEqualTo("QuestionnaireResponse.item[0].item[" + last + "].linkId");
              assertThat(e.outcome().getIssueFirstRep().getDiagnostics())
                  .contains("leg-wekness@left")
                  .contains("leg-weakness");
            });
  }

  @Test
  void rangesAndContradictionsAreThoseOfACaseFile() {
    assertThatThrownBy(() -> RESPONSES.read(parse(item("temperature", "\"valueDecimal\":60"))))
        .isInstanceOfSatisfying(
            FhirProblemException.class,
            e -> {
              assertThat(e.issues().getFirst().expression())
                  .isEqualTo("QuestionnaireResponse.item[0]");
              assertThat(e.issues().getFirst().message()).contains("30.0 to 43.0");
            });
    assertThatThrownBy(() -> RESPONSES.read(parse(item("age", "\"valueInteger\":200"))))
        .isInstanceOfSatisfying(
            FhirProblemException.class,
            e ->
                assertThat(e.issues().getFirst().expression())
                    .isEqualTo("QuestionnaireResponse.item[0]"));
  }

  @Test
  void aResponseEnteredInErrorIsNotRead() {
    QuestionnaireResponse response = RESPONSES.of(People.example("l5-sciatica"));
    response.setStatus(QuestionnaireResponseStatus.ENTEREDINERROR);
    assertThatThrownBy(() -> RESPONSES.read(response)).isInstanceOf(FhirProblemException.class);
  }

  @Test
  void aResponseToAForeignQuestionnaireIsRefused() {
    QuestionnaireResponse response = RESPONSES.of(People.example("l5-sciatica"));
    response.setQuestionnaire("http://example.org/Questionnaire/phq-9");
    assertThatThrownBy(() -> RESPONSES.read(response))
        .isInstanceOf(FhirProblemException.class)
        .hasMessageContaining("none of ours");
  }

  private static String item(String linkId, String value) {
    return "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"item\":[{\"linkId\":\""
        + linkId
        + "\",\"answer\":[{"
        + value
        + "}]}]}";
  }

  private static QuestionnaireResponse parse(String text) {
    return JSON.parseResource(QuestionnaireResponse.class, text);
  }

  private static void comesBack(Case subject) {
    String sent = JSON.encodeResourceToString(RESPONSES.of(subject));
    Case read = RESPONSES.read(parse(sent));
    assertThat(read).as(subject.id()).isEqualTo(subject);
  }
}
