package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.ASSESSOR;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;
import static org.lasegue.assessment.RealKnowledge.read;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Screen;

/// Who must never be given which advice.
class PlannerTest {
  /// A person with plain back pain who has denied every danger.
  private static Case plain(String person) {
    Case subject =
        read(
            "format: 1\nid: t\n"
                + person
                + "findings:\n  low-back-pain: {value: present, since-days: 5}\n"
                + "  worse-with-movement: present\n  leg-pain: absent\n");
    Map<Key, Answer> answers = new LinkedHashMap<>(subject.findings());
    for (Screen screen : KNOWLEDGE.screens()) {
      for (String id : screen.findings()) {
        Finding finding = KNOWLEDGE.findingById(id);
        for (Where where : CaseReader.places(finding)) {
          answers.putIfAbsent(new Key(id, where), new Answer.Known(finding.type().normal()));
        }
      }
    }
    return new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected());
  }

  private static Case with(Case subject, String finding) {
    Map<Key, Answer> answers = new LinkedHashMap<>(subject.findings());
    for (Where where : CaseReader.places(KNOWLEDGE.findingById(finding))) {
      answers.put(new Key(finding, where), new Answer.Known(1));
    }
    return new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected());
  }

  private static List<String> ids(List<Assessment.Advice> advice) {
    return advice.stream().map(a -> a.action().id()).toList();
  }

  private static Assessment.Plan plan(Case subject) {
    return ASSESSOR.assess(subject, Mode.SELF_REPORT).plan();
  }

  private static final String MAN = "age: 40\nsex: male\n";

  @Test
  void aManWithPlainBackPainMayDiscussAnAntiInflammatory() {
    assertThat(ids(plan(plain(MAN)).medicines())).anyMatch(id -> id.startsWith("nsaid"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "single-kidney-or-kidney-disease",
        "stomach-ulcer-history",
        "anticoagulant",
        "active-cancer",
        "immunosuppression",
        "alcohol-heavy",
        "heart-failure",
        "asthma-nsaid-sensitive",
        "dialysis-or-line"
      })
  void noAntiInflammatoryForThoseItHarms(String finding) {
    assertThat(ids(plan(with(plain(MAN), finding)).medicines()))
        .noneMatch(id -> id.startsWith("nsaid"));
  }

  @Test
  void noAntiInflammatoryInPregnancyNorWhenItIsPossible() {
    for (String pregnancy :
        List.of("{pregnant: {weeks: 12}}", "{pregnant: {weeks: 33}}", "possible")) {
      Case subject = plain("age: 30\nsex: female\npregnancy: " + pregnancy + "\n");
      assertThat(ids(plan(subject).medicines()))
          .as(pregnancy)
          .noneMatch(id -> id.startsWith("nsaid"));
    }
  }

  @Test
  void whereAReasonAgainstAMedicineIsUnknownItIsNamed() {
    Case subject =
        read(
            "format: 1\nid: t\n"
                + MAN
                + "findings:\n  low-back-pain: {value: present, since-days: 5}\n");
    assertThat(plan(subject).medicines())
        .filteredOn(a -> a.action().id().startsWith("nsaid"))
        .allSatisfy(a -> assertThat(a.check()).contains("stomach-ulcer-history"));
  }

  @Test
  void noMedicineUnderEighteenNorAtUnknownAge() {
    assertThat(plan(plain("age: 17\nsex: male\n")).medicines()).isEmpty();
    assertThat(plan(plain("sex: male\n")).medicines()).isEmpty();
  }

  @Test
  void noExerciseBeforeADangerIsCleared() {
    assertThat(ids(plan(plain(MAN)).act())).contains("exercise-acute");
    for (String danger :
        List.of("high-energy-trauma", "weakness-progressive", "cannot-bear-weight")) {
      assertThat(ids(plan(with(plain(MAN), danger)).act()))
          .as(danger)
          .doesNotContain("exercise-acute");
    }
  }

  @Test
  void noMassageOfASwollenCalf() {
    Case subject = with(plain(MAN), "leg-swelling");
    assertThat(plan(subject).act())
        .noneMatch(a -> a.action().title().toLowerCase(Locale.ROOT).startsWith("massage"));
  }

  @Test
  void everyPieceOfAdviceSaysWhy() {
    KNOWLEDGE.care().values().forEach(a -> assertThat(a.why()).as(a.id()).isNotBlank());
  }

  @Test
  void anEmergencySaysWhatToDoOnTheWayAndNothingElse() {
    Assessment.Plan plan =
        plan(
            read(
                "format: 1\nid: t\nage: 45\nsex: male\nfindings:\n  low-back-pain: present\n"
                    + "  saddle-numbness: present\n  urinary-retention: present\n"));
    assertThat(plan.withheld()).isTrue();
    assertThat(ids(plan.until())).contains("until-on-the-way", "until-cauda-equina");
    assertThat(plan.act()).isEmpty();
    assertThat(ids(plan(plain(MAN)).until())).isEmpty();
  }

  @Test
  void aTestThatWasDoneIsNotProposedAgain() {
    String legs =
        "format: 1\nid: t\nage: 68\nsex: male\nfindings:\n  smoking: present\n"
            + "  pain-calf: {left: present}\n  walking-relief-by-standing-still: present\n";
    Case open = read(legs);
    Case done = read(legs + "  ankle-brachial-index: {left: 0.6, right: 1.0}\n");
    assertThat(ids(ASSESSOR.assess(open, Mode.EXAMINED).plan().tests())).contains("ankle-pressure");
    assertThat(ids(ASSESSOR.assess(done, Mode.EXAMINED).plan().tests()))
        .doesNotContain("ankle-pressure");
  }

  @Test
  void aRaisedCreatinineIsKidneyDiseaseToTheAdvice() {
    Case subject = plain(MAN);
    Map<Key, Answer> answers = new LinkedHashMap<>(subject.findings());
    answers.put(
        new Key("creatinine", Where.WHOLE),
        new Answer.Known(1, OptionalDouble.of(180), Answer.Details.NONE));
    Case tested =
        new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected());
    assertThat(ids(ASSESSOR.assess(tested, Mode.EXAMINED).plan().medicines()))
        .noneMatch(id -> id.startsWith("nsaid-back"));
  }
}
