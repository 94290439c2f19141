package org.lasegue.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Person;

/// What a person said and what a record holds, sent together.
class SubmissionsTest {
  private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");
  private static final String ILLNESS =
      """
      {"resourceType":"Condition","subject":{"reference":"Patient/p"},"code":{"coding":[
       {"system":"http://hl7.org/fhir/sid/icd-10","code":"C61"}]}}
      """;
  private static final Key CANCER = new Key("past-cancer", Where.WHOLE);

  private final Submissions submissions = new Submissions(People.ASSESSOR);

  @Test
  void notSureAndNoTakeNoCodedIllnessAway() {
    for (String word : List.of("unsure", "absent", "past")) {
      Submission read = submissions.read(sent(said(word), ILLNESS), AT);
      assertThat(read.subject().findings()).as(word).containsEntry(CANCER, new Answer.Known(1));
      assertThat(read.report().getIssue())
          .extracting(OperationOutcomeIssueComponent::getDiagnostics)
          .filteredOn(d -> d.contains("taken as present"))
          .hasSize(word.equals("unsure") ? 0 : 1);
    }
  }

  @Test
  void aYesOfThePersonCountsWithoutTheRecord() {
    Submission read = submissions.read(sent(said("present"), ILLNESS.replace("C61", "E11")), AT);
    assertThat(read.subject().findings())
        .containsEntry(CANCER, new Answer.Known(1))
        .containsEntry(new Key("diabetes", Where.WHOLE), new Answer.Known(1));
  }

  @Test
  void theJoinedCaseIsCheckedLikeACaseFile() {
    String pregnant =
        """
        {"resourceType":"Observation","status":"final","subject":{"reference":"Patient/p"},
         "code":{"coding":[{"system":"http://loinc.org","code":"82810-3"}]},"effectiveDateTime":"2026-11-20",
         "valueCodeableConcept":{"coding":[{"system":"http://loinc.org","code":"LA15173-0"}]}}
        """;
    Submission read =
        submissions.read(sent(People.read("format: 1\nid: a\nage: 40\nsex: male\n"), pregnant), AT);
    assertThat(read.subject().person().pregnancy()).isEqualTo(Person.Pregnancy.UNKNOWN);
    assertThat(read.report().getIssue())
        .extracting(OperationOutcomeIssueComponent::getDiagnostics)
        .anyMatch(d -> d.contains("left open"));
  }

  @Test
  void answersAndRecordOfTwoPeopleAreRefused() {
    Bundle both = sent(said("unsure"), ILLNESS);
    QuestionnaireResponse response = (QuestionnaireResponse) both.getEntryFirstRep().getResource();
    response.getSubject().setReference("Patient/p");
    assertThat(submissions.read(both, AT).patient().orElseThrow().getReference())
        .isEqualTo("Patient/p");
    response.getSubject().setReference("Patient/q");
    assertThatThrownBy(() -> submissions.read(both, AT))
        .isInstanceOf(FhirProblemException.class)
        .hasMessageContaining("another person");
  }

  @Test
  void answersOfAnotherDayAreNamedAsSuch() {
    Bundle sent = sent(said("unsure"), ILLNESS);
    ((QuestionnaireResponse) sent.getEntryFirstRep().getResource())
        .setAuthored(Date.from(Instant.parse("2026-11-01T00:00:00Z")));
    assertThat(submissions.read(sent, AT).report().getIssue())
        .extracting(OperationOutcomeIssueComponent::getDiagnostics)
        .anyMatch(d -> d.contains("another day"));
  }

  private static Case said(String word) {
    return People.read("format: 1\nid: a\nfindings:\n  past-cancer: " + word + "\n");
  }

  private static Bundle sent(Case said, String record) {
    Bundle sent = new Bundle();
    sent.addEntry().setResource(new Responses(People.KNOWLEDGE).of(said));
    sent.addEntry().setResource(FhirJson.read(record));
    return sent;
  }
}
