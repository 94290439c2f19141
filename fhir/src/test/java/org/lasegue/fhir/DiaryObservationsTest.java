package org.lasegue.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome.OperationOutcomeIssueComponent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.assessment.followup.DiaryEntry.Sleep;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Progression.Felt;

/// A diary as Observations and back.
class DiaryObservationsTest {
  private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");
  private static final LocalDate TODAY = LocalDate.parse("2026-11-25");
  private static final Reference PATIENT = new Reference("Patient/p");

  private final Submissions submissions = new Submissions(People.ASSESSOR);

  @Test
  void aDiaryComesBackAsItWas() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      Diary diary = drawn(random);
      assertThat(DiaryObservations.read(placed(DiaryObservations.of(diary, PATIENT))))
          .isEqualTo(diary);
    }
  }

  @Test
  void whatItTellsEntersTheCaseAsInTheWebPages() {
    Case told = People.example("l5-sciatica");
    Diary diary = rising(TODAY);
    Submission read = submissions.read(sent(told, diary, TODAY), AT);
    assertThat(read.diary()).isEqualTo(diary);
    assertThat(read.subject().findings())
        .isEqualTo(new FollowUp(People.ASSESSOR).with(told, diary, TODAY).findings())
        .isNotEqualTo(told.findings());
    assertThat(read.report().hasIssue()).isFalse();
  }

  @Test
  void aDiaryThatEndedLongAgoIsNamedAndNoCardRestsOnIt() {
    LocalDate past = TODAY.minusDays(30);
    Bundle sent = sent(People.example("l5-sciatica"), rising(past), TODAY);
    assertThat(submissions.read(sent, AT).report().getIssue())
        .extracting(OperationOutcomeIssueComponent::getDiagnostics)
        .anyMatch(d -> d.contains("ends on another day"));
    Submissions.Part part = submissions.part(sent, Optional.empty(), List.of(), AT);
    assertThat(part.notes()).anyMatch(n -> n.contains("ends on " + past));
    assertThat(part.subject().findings()).isEqualTo(People.example("l5-sciatica").findings());
  }

  @Test
  void aDayThatCannotBeReadIsRefusedWithItsPlace() {
    List<Observation> none = DiaryObservations.of(rising(TODAY), PATIENT);
    none.getFirst().setEffective(null);
    assertThatThrownBy(() -> DiaryObservations.read(placed(none)))
        .isInstanceOf(FhirProblemException.class);
    List<Observation> impossible = DiaryObservations.of(rising(TODAY), PATIENT);
    impossible.get(1).getComponentFirstRep().setValue(new IntegerType(11));
    assertThatThrownBy(() -> DiaryObservations.read(placed(impossible)))
        .isInstanceOfSatisfying(
            FhirProblemException.class,
            p -> assertThat(p.issues().getFirst().expression()).isEqualTo("Bundle.entry[1]"));
    List<Observation> twice = DiaryObservations.of(rising(TODAY), PATIENT);
    twice.getFirst().addComponent(twice.getFirst().getComponentFirstRep().copy());
    assertThatThrownBy(() -> DiaryObservations.read(placed(twice)))
        .isInstanceOf(FhirProblemException.class);
  }

  @Test
  void theBundleWithADiaryIsValidAndAssessesToTheSame() {
    Submission read =
        submissions.read(sent(People.example("l5-sciatica"), rising(TODAY), TODAY), AT);
    Assessment assessed = People.ASSESSOR.assess(read.subject(), Mode.EXAMINED);
    Bundle bundle =
        new AssessmentBundle(People.KNOWLEDGE).of(assessed, read.diary(), Optional.empty(), AT);
    assertThat(OfflineValidator.SHARED.errors(bundle)).isEmpty();
    Submission again = submissions.read(bundle, AT);
    assertThat(again.diary()).isEqualTo(read.diary());
    assertThat(again.subject().findings()).isEqualTo(assessed.subject().findings());
  }

  private static Bundle sent(Case told, Diary diary, LocalDate authored) {
    Bundle sent = new Bundle();
    var response = new Responses(People.KNOWLEDGE).of(told);
    response.setAuthoredElement(new DateTimeType(authored + "T11:00:00Z"));
    response.setSubject(PATIENT.copy());
    sent.addEntry().setResource(response);
    DiaryObservations.of(diary, PATIENT).forEach(o -> sent.addEntry().setResource(o));
    return sent;
  }

  /// Three weeks in which the pain grows from 3 to 8.
  private static Diary rising(LocalDate last) {
    List<DiaryEntry> entries = new ArrayList<>();
    for (int day = 20; day >= 0; day -= 4) {
      entries.add(
          new DiaryEntry(
              last.minusDays(day),
              OptionalInt.of(8 - day / 4),
              OptionalInt.of(2),
              OptionalInt.of(20),
              Optional.of(Sleep.BAD),
              Optional.of(Felt.RIGHT),
              Optional.of(Change.WORSE),
              "",
              ""));
    }
    return new Diary(entries, List.of());
  }

  private static Diary drawn(Random random) {
    List<DiaryEntry> entries = new ArrayList<>();
    List<Diary.Score> scores = new ArrayList<>();
    for (int day = 0; day < 10; day++) {
      if (random.nextBoolean()) {
        entries.add(
            new DiaryEntry(
                TODAY.minusDays(day),
                OptionalInt.of(random.nextInt(11)),
                random.nextBoolean() ? OptionalInt.of(random.nextInt(11)) : OptionalInt.empty(),
                random.nextBoolean() ? OptionalInt.of(random.nextInt(1441)) : OptionalInt.empty(),
                random.nextBoolean()
                    ? Optional.of(Sleep.values()[random.nextInt(3)])
                    : Optional.empty(),
                random.nextBoolean()
                    ? Optional.of(Felt.values()[random.nextInt(3)])
                    : Optional.empty(),
                random.nextBoolean()
                    ? Optional.of(Change.values()[random.nextInt(3)])
                    : Optional.empty(),
                random.nextBoolean() ? "one tablet" : "",
                random.nextBoolean() ? "slept on the floor" : ""));
      }
      if (random.nextInt(4) == 0) {
        scores.add(new Diary.Score(TODAY.minusDays(day), "roland-morris", random.nextInt(25)));
      }
    }
    Set<LocalDate> stops = random.nextBoolean() ? Set.of(TODAY, TODAY.minusDays(20)) : Set.of();
    return new Diary(entries, scores, stops);
  }

  private static List<RecordReader.Placed> placed(List<Observation> observations) {
    Bundle bundle = new Bundle();
    observations.forEach(o -> bundle.addEntry().setResource(FhirJson.read(FhirJson.line(o))));
    return RecordReader.placed(bundle, "Bundle").stream()
        .map(
            p -> new RecordReader.Placed(p.resource(), p.expression().replace(".resource", ""), ""))
        .toList();
  }
}
