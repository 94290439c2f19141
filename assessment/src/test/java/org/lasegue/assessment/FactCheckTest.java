package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.lasegue.assessment.RealKnowledge.ASSESSOR;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.FactCheck.Verdict;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Fact;
import org.lasegue.knowledge.Fact.Measure;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Literature;
import org.lasegue.knowledge.StudyPopulation;
import org.lasegue.knowledge.yaml.Position;

class FactCheckTest {
  private static final StudyPopulation EVERYONE =
      new StudyPopulation(
          "everyone",
          "everyone",
          Optional.empty(),
          Optional.empty(),
          Set.of(),
          Map.of(),
          Map.of(),
          Set.of(),
          new Basis.Estimate("a test"),
          new Position("test", 1));

  private static Fact fact(Measure measure, double value, double low, double high, String source) {
    return new Fact(
        "f",
        measure,
        Optional.of(new Fact.Observed("low-back-pain", Set.of())),
        List.of("disc-herniation"),
        List.of(),
        Map.of(),
        Set.of(),
        List.of(),
        "everyone",
        Optional.empty(),
        Optional.empty(),
        value,
        low,
        high,
        OptionalInt.empty(),
        "cohort",
        new Basis.Sourced(List.of(source), "as printed"),
        Optional.empty(),
        Optional.empty(),
        new Position("test", 1));
  }

  private static Verdict verdict(Fact fact) {
    Knowledge changed =
        KNOWLEDGE.withLiterature(new Literature(Map.of("everyone", EVERYONE), Map.of("f", fact)));
    return FactCheck.check(new CausalModel(changed)).getFirst();
  }

  @Test
  void aChangedNumberMakesAFactFail() {
    double implied = verdict(fact(Measure.SENSITIVITY, 0.5, 0, 1, "x")).implied();
    assertThat(implied).isStrictlyBetween(0.5, 0.99);
    Verdict right =
        verdict(fact(Measure.SENSITIVITY, implied, implied - 0.01, implied + 0.01, "x"));
    assertThat(right.within()).isTrue();
    assertThat(right.fails()).isFalse();
    Verdict wrong =
        verdict(fact(Measure.SENSITIVITY, implied - 0.2, implied - 0.3, implied - 0.1, "x"));
    assertThat(wrong.fails()).isTrue();
  }

  @Test
  void theMeasuresAgreeWithOneAnother() {
    double sensitivity = verdict(fact(Measure.SENSITIVITY, 0.5, 0, 1, "x")).implied();
    double specificity = verdict(fact(Measure.SPECIFICITY, 0.5, 0, 1, "x")).implied();
    assertThat(verdict(fact(Measure.LR_POSITIVE, 1, 0, 9, "x")).implied())
        .isCloseTo(sensitivity / (1 - specificity), within(1e-9));
    assertThat(verdict(fact(Measure.ODDS_RATIO, 1, 0, 9, "x")).implied())
        .isCloseTo(sensitivity / (1 - sensitivity) * specificity / (1 - specificity), within(1e-9));
  }

  @Test
  void aFigureFromTheSourceOfTheLinkIsNotCounted() {
    Basis basis =
        KNOWLEDGE.condition("disc-herniation").findings().stream()
            .filter(l -> l.finding().equals("low-back-pain"))
            .findFirst()
            .orElseThrow()
            .basis();
    String source = ((Basis.Sourced) basis).sources().getFirst();
    assertThat(verdict(fact(Measure.SENSITIVITY, 0.1, 0.1, 0.1, source)).repeats()).isTrue();
    assertThat(verdict(fact(Measure.SENSITIVITY, 0.1, 0.1, 0.1, source)).fails()).isFalse();
    assertThat(verdict(fact(Measure.SENSITIVITY, 0.1, 0.1, 0.1, "x")).fails()).isTrue();
  }

  @Test
  void withoutAnIntervalATwentiethOrAFifthMayBeMissed() {
    assertThat(FactCheck.tolerance(fact(Measure.SENSITIVITY, 0.2, Double.NaN, Double.NaN, "x")))
        .containsExactly(new double[] {0.15, 0.25}, within(1e-12));
    assertThat(FactCheck.tolerance(fact(Measure.SENSITIVITY, 0.5, Double.NaN, Double.NaN, "x")))
        .containsExactly(new double[] {0.4, 0.6}, within(1e-12));
    assertThat(FactCheck.tolerance(fact(Measure.SENSITIVITY, 0.001, Double.NaN, Double.NaN, "x")))
        .containsExactly(new double[] {0.0005, 0.002}, within(1e-12));
    assertThat(FactCheck.tolerance(fact(Measure.LR_POSITIVE, 6, Double.NaN, Double.NaN, "x")))
        .containsExactly(new double[] {5, 7.2}, within(1e-12));
  }

  @Test
  void aboutOneFactInFiveIsHeldOut() {
    long held = IntStream.range(0, 1000).filter(i -> FactCheck.heldOut("fact-" + i)).count();
    assertThat(held).isBetween(150L, 250L);
  }

  @Test
  void noPublishedFigureIsMissedWithoutAReason() {
    List<Verdict> verdicts = FactCheck.check(ASSESSOR.model());
    assertThat(verdicts).hasSizeGreaterThan(200);
    assertThat(verdicts).noneMatch(Verdict::fails);
    assertThat(verdicts).noneMatch(v -> Double.isNaN(v.implied()));
  }
}
