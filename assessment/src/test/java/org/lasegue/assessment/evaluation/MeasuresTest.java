package org.lasegue.assessment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lasegue.knowledge.Urgency.EMERGENCY_NOW;
import static org.lasegue.knowledge.Urgency.ROUTINE;
import static org.lasegue.knowledge.Urgency.SAME_DAY;
import static org.lasegue.knowledge.Urgency.SELF_CARE;
import static org.lasegue.knowledge.Urgency.WITHIN_DAYS;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Expected;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline.Ranked;
import org.lasegue.assessment.evaluation.Measure.Rate;
import org.lasegue.knowledge.Urgency;

class MeasuresTest {
  private static final Mode MODE = Mode.SELF_REPORT;

  @Test
  void onlyTheAnswerItselfCountsAsStrictlyFirst() {
    Measures m =
        measures(
            causes("answer-first", List.of("a"), List.of("b"), "a", "b"),
            causes("fair-first", List.of("a"), List.of("b"), "b", "a"),
            causes("wrong-first", List.of("a"), List.of("b"), "c", "a"));
    assertThat(m.top1Strict()).isEqualTo(new Rate(1, 3));
    assertThat(m.top1Fair()).isEqualTo(new Rate(2, 3));
    assertThat(m.top3()).isEqualTo(new Rate(3, 3));
  }

  @Test
  void aFairAnswerOnTheThirdAndFifthPlaceCountsAndOnTheFourthAndSixthNoMore() {
    Measures m =
        measures(
            causes("third", List.of("a"), List.of("b"), "v", "w", "b", "x", "y", "z"),
            causes("fourth", List.of("a"), List.of("b"), "v", "w", "x", "b", "y", "z"),
            causes("fifth", List.of("a"), List.of("b"), "v", "w", "x", "y", "a", "z"),
            causes("sixth", List.of("a"), List.of("b"), "v", "w", "x", "y", "z", "a"));
    assertThat(m.top3()).isEqualTo(new Rate(1, 4));
    assertThat(m.top5()).isEqualTo(new Rate(3, 4));
  }

  @Test
  void ofEquallyProbableConditionsTheOrderOfTheRankingDecides() {
    Expected expected = expected(List.of("b"), List.of(), List.of(), List.of());
    List<Ranked> tied = List.of(new Ranked("a", 0.5), new Ranked("b", 0.5));
    Measures m = measures(new Verdict("tie", tied, ROUTINE, 0, Optional.empty(), expected));
    assertThat(m.top1Strict()).isEqualTo(new Rate(0, 1));
    assertThat(m.top3()).isEqualTo(new Rate(1, 1));
  }

  @Test
  void casesWithoutTheLabelAFigureNeedsDoNotCountForIt() {
    Measures m =
        measures(
            causes("unlabelled", List.of(), List.of(), "a"),
            causes("fair-only", List.of(), List.of("a"), "a"),
            level("level-only", SAME_DAY, SAME_DAY));
    assertThat(m.n()).isEqualTo(3);
    assertThat(m.top1Strict()).isEqualTo(new Rate(0, 0));
    assertThat(m.top1Fair()).isEqualTo(new Rate(1, 1));
    assertThat(m.urgency().exact()).isEqualTo(new Rate(1, 1));
    assertThat(m.root()).isEqualTo(new Rate(0, 0));
    assertThat(m.brierUrgent().of()).isEqualTo(1);
  }

  @Test
  void theLabelOfTheOtherModeDoesNotCount() {
    Expected examined =
        new Expected(List.of(), List.of(), Map.of(Mode.EXAMINED, List.of(SAME_DAY)), List.of());
    Verdict verdict = new Verdict("x", List.of(), ROUTINE, 0, Optional.empty(), examined);
    assertThat(measures(verdict).urgency().exact()).isEqualTo(new Rate(0, 0));
    assertThat(Measures.of(List.of(verdict), Mode.EXAMINED).urgency().under())
        .isEqualTo(new Rate(1, 1));
  }

  @Test
  void aCaseForWhichNothingIsRankedCountsAsMissedAndClaimsNoProbability() {
    Measures m = measures(causes("child", List.of("a"), List.of()));
    assertThat(m.top5()).isEqualTo(new Rate(0, 1));
    assertThat(m.brierFirst().of()).isZero();
    assertThat(m.missed()).extracting(Verdict::id).containsExactly("child");
  }

  @Test
  void urgencyIsExactOnEveryAcceptableLevel() {
    Measures m =
        measures(
            level("best", SAME_DAY, SAME_DAY, WITHIN_DAYS),
            level("second-best", WITHIN_DAYS, SAME_DAY, WITHIN_DAYS));
    assertThat(m.urgency().exact()).isEqualTo(new Rate(2, 2));
    assertThat(m.urgency().over()).isEqualTo(new Rate(0, 2));
    assertThat(m.urgency().under()).isEqualTo(new Rate(0, 2));
  }

  @Test
  void overIsAboveTheHighestAcceptableLevelAndUnderBelowTheLowest() {
    Measures m =
        measures(
            level("over", EMERGENCY_NOW, SAME_DAY, ROUTINE),
            level("between", WITHIN_DAYS, SAME_DAY, ROUTINE),
            level("under", SELF_CARE, SAME_DAY, ROUTINE));
    assertThat(m.urgency().over()).isEqualTo(new Rate(1, 3));
    assertThat(m.urgency().under()).isEqualTo(new Rate(1, 3));
    assertThat(m.urgency().exact()).isEqualTo(new Rate(0, 3));
  }

  @Test
  void oneLevelTooLowIsUnderButNotUnsafe() {
    Measures m = measures(level("one", WITHIN_DAYS, SAME_DAY));
    assertThat(m.urgency().under()).isEqualTo(new Rate(1, 1));
    assertThat(m.urgency().unsafe()).isEqualTo(new Rate(0, 1));
  }

  @Test
  void twoLevelsTooLowIsUnsafe() {
    assertThat(measures(level("two", WITHIN_DAYS, EMERGENCY_NOW)).urgency().unsafe())
        .isEqualTo(new Rate(1, 1));
    assertThat(measures(level("two", SELF_CARE, WITHIN_DAYS)).urgency().unsafe())
        .isEqualTo(new Rate(1, 1));
  }

  @Test
  void aCaseForTodayCalledRoutineIsUnsafeEvenOneLevelBelowTheLowestAcceptable() {
    assertThat(measures(level("x", ROUTINE, SAME_DAY, WITHIN_DAYS)).urgency().unsafe())
        .isEqualTo(new Rate(1, 1));
    assertThat(measures(level("x", ROUTINE, WITHIN_DAYS)).urgency().unsafe())
        .isEqualTo(new Rate(0, 1));
  }

  @Test
  void emergenciesJudgedLowerAreCountedAmongEmergencies() {
    Measures m =
        measures(
            level("seen", EMERGENCY_NOW, EMERGENCY_NOW),
            level("lower", SAME_DAY, EMERGENCY_NOW, SAME_DAY),
            level("no-emergency", ROUTINE, SAME_DAY));
    assertThat(m.urgency().underEmergency()).isEqualTo(new Rate(1, 2));
  }

  @Test
  void harmlessCasesJudgedEmergenciesAreCountedAmongHarmlessOnes() {
    Measures m =
        measures(
            level("alarm", EMERGENCY_NOW, SELF_CARE),
            level("calm", SAME_DAY, ROUTINE),
            level("not-harmless", EMERGENCY_NOW, WITHIN_DAYS));
    assertThat(m.urgency().overEmergency()).isEqualTo(new Rate(1, 2));
  }

  @Test
  void theMostProbableRootMustBeAmongThoseExpectedWithItsSide() {
    Measures m =
        measures(root("L5-left", "L5-left"), root("L5-left", "L5-right"), root(null, "S1-left"));
    assertThat(m.root()).isEqualTo(new Rate(1, 3));
  }

  @Test
  void brierScoresAreMeanSquaredDifferences() {
    Verdict right = first("right", 0.8, "a", SAME_DAY, 0.9);
    Verdict wrong = first("wrong", 0.6, "b", ROUTINE, 0.3);
    Measures m = measures(right, wrong);
    assertThat(m.brierFirst().value().orElseThrow()).isEqualTo((0.04 + 0.36) / 2, within(1e-12));
    assertThat(m.brierUrgent().value().orElseThrow()).isEqualTo((0.01 + 0.09) / 2, within(1e-12));
  }

  @Test
  void theBestLabelAndNotAnAcceptableOneSaysWhetherItMustBeToday() {
    Measures m =
        measures(
            urgent("today", 0.9, SAME_DAY, WITHIN_DAYS),
            urgent("later", 0.2, WITHIN_DAYS, SAME_DAY));
    assertThat(m.brierUrgent().value().orElseThrow()).isEqualTo((0.01 + 0.04) / 2, within(1e-12));
    assertThat(measures(level("x", ROUTINE, WITHIN_DAYS, SAME_DAY)).urgency().unsafe())
        .isEqualTo(new Rate(0, 1));
  }

  @Test
  void theConfusionMatrixHasTheBestLabelInRowsAndTheJudgedLevelInColumns() {
    int[][] matrix =
        measures(
                level("x", WITHIN_DAYS, SAME_DAY, WITHIN_DAYS),
                level("y", WITHIN_DAYS, SAME_DAY),
                causes("unlabelled", List.of("a"), List.of(), "a"))
            .confusion();
    assertThat(matrix[SAME_DAY.ordinal()][WITHIN_DAYS.ordinal()]).isEqualTo(2);
    assertThat(java.util.Arrays.stream(matrix).flatMapToInt(java.util.Arrays::stream).sum())
        .isEqualTo(2);
  }

  @Test
  void missedCasesStandWorstFirst() {
    Measures m =
        measures(
            causes("good", List.of("a"), List.of(), "a"),
            causes("cause-second", List.of("a"), List.of(), "b", "a"),
            causes("cause-third", List.of("a"), List.of(), "b", "c", "a"),
            level("too-high", EMERGENCY_NOW, ROUTINE),
            level("too-low", WITHIN_DAYS, SAME_DAY),
            level("unsafe", ROUTINE, SAME_DAY));
    assertThat(m.missed())
        .extracting(Verdict::id)
        .containsExactly("unsafe", "too-low", "too-high", "cause-third", "cause-second");
  }

  @Test
  void reliabilityComparesProbabilitiesWithHowManyAreRight() {
    Measures m =
        measures(
            first("p", 0.9, "a", ROUTINE, 0),
            first("q", 1.0, "b", ROUTINE, 0),
            first("r", 0.1, "b", ROUTINE, 0));
    assertThat(m.reliability())
        .containsExactly(
            new Measures.Bin(0, 0.2, 0.1, new Rate(0, 1)),
            new Measures.Bin(0.8, 1, 0.95, new Rate(1, 2)));
  }

  @Test
  void everyMeasureHasTheNameOfTheContract() {
    assertThat(measures().byName().keySet())
        .containsExactly(
            "top1_strict",
            "top1_fair",
            "top3",
            "top5",
            "exact",
            "over",
            "under",
            "unsafe",
            "under_emergency",
            "over_emergency",
            "root",
            "brier_first",
            "brier_urgent");
  }

  private static Measures measures(Verdict... verdicts) {
    return Measures.of(List.of(verdicts), MODE);
  }

  private static Expected expected(
      List<String> answer, List<String> fair, List<Urgency> levels, List<String> roots) {
    return new Expected(answer, fair, levels.isEmpty() ? Map.of() : Map.of(MODE, levels), roots);
  }

  private static Verdict causes(
      String id, List<String> answer, List<String> fair, String... ranked) {
    List<Ranked> list = new ArrayList<>();
    for (String condition : ranked) {
      list.add(new Ranked(condition, 1.0 / (list.size() + 2)));
    }
    return new Verdict(
        id, list, ROUTINE, 0, Optional.empty(), expected(answer, fair, List.of(), List.of()));
  }

  private static Verdict level(String id, Urgency judged, Urgency... acceptable) {
    return new Verdict(
        id,
        List.of(),
        judged,
        0,
        Optional.empty(),
        expected(List.of(), List.of(), List.of(acceptable), List.of()));
  }

  private static Verdict urgent(String id, double probability, Urgency... acceptable) {
    return new Verdict(
        id,
        List.of(),
        ROUTINE,
        probability,
        Optional.empty(),
        expected(List.of(), List.of(), List.of(acceptable), List.of()));
  }

  private static Verdict root(String judged, String right) {
    return new Verdict(
        right + judged,
        List.of(),
        ROUTINE,
        0,
        Optional.ofNullable(judged),
        expected(List.of(), List.of(), List.of(), List.of(right)));
  }

  /// Condition `a` ranked first with `p`, where `right` is the answer.
  private static Verdict first(String id, double p, String right, Urgency label, double urgent) {
    return new Verdict(
        id,
        List.of(new Ranked("a", p)),
        label,
        urgent,
        Optional.empty(),
        expected(List.of(right), List.of(), List.of(label), List.of()));
  }
}
