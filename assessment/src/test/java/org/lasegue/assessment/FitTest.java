package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.FactCheck.Verdict;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Fact;
import org.lasegue.knowledge.Fact.Measure;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Literature;
import org.lasegue.knowledge.Parameter;
import org.lasegue.knowledge.StudyPopulation;
import org.lasegue.knowledge.yaml.Position;

/// Fitting to one published figure at a time.
class FitTest {
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

  /// An id that the fit may use, and one that is held out.
  private static String id(boolean heldOut) {
    for (int i = 0; ; i++) {
      if (FactCheck.heldOut("f" + i) == heldOut) {
        return "f" + i;
      }
    }
  }

  private static Fact fact(String id, double value, Optional<String> known) {
    return new Fact(
        id,
        Measure.SENSITIVITY,
        Optional.of(new Fact.Observed("onset-gradual", Set.of())),
        List.of("disc-herniation"),
        List.of(),
        Map.of(),
        Set.of(),
        List.of(),
        "everyone",
        Optional.empty(),
        Optional.empty(),
        value,
        value - 0.02,
        value + 0.02,
        OptionalInt.empty(),
        "cohort",
        new Basis.Sourced(List.of("a-study"), "as printed"),
        Optional.empty(),
        known,
        new Position("test", 1));
  }

  private static Knowledge with(Fact... facts) {
    Map<String, Fact> byId = new LinkedHashMap<>();
    for (Fact fact : facts) {
      byId.put(fact.id(), fact);
    }
    return KNOWLEDGE.withLiterature(new Literature(Map.of("everyone", EVERYONE), byId));
  }

  private static double implied(Knowledge knowledge) {
    return FactCheck.check(knowledge).getFirst().implied();
  }

  @Test
  void aNumberMovesTowardsTheFigureAndStaysInItsRange() {
    Knowledge before = with(fact(id(false), 0.62, Optional.empty()));
    Fit.Result result = Fit.run(before, _ -> {});
    Map<String, Double> values = new LinkedHashMap<>();
    for (Fit.Moved moved : result.moved()) {
      assertThat(moved.value()).isBetween(moved.parameter().low(), moved.parameter().high());
      values.put(moved.parameter().name(), moved.value());
    }
    assertThat(values).containsKey("disc-herniation -> onset-gradual");
    double now = implied(Parameter.with(before, values));
    assertThat(Math.abs(now - 0.62)).isLessThan(Math.abs(implied(before) - 0.62) / 2);
  }

  @Test
  void aFigureThatHoldsAlreadyMovesNothing() {
    Knowledge before =
        with(fact(id(false), implied(with(fact("f", 0.5, Optional.empty()))), Optional.empty()));
    assertThat(Fit.run(before, _ -> {}).moved()).isEmpty();
  }

  @Test
  void whatIsHeldOutOrCountsSomethingElseTakesNoPart() {
    Fit.Result result =
        Fit.run(
            with(
                fact(id(true), 0.9, Optional.empty()),
                fact(id(false), 0.9, Optional.of("Study: counts another thing"))),
            _ -> {});
    assertThat(result.used()).isEmpty();
    assertThat(result.moved()).isEmpty();
  }

  @Test
  void everyVerdictComesFromTheNumbersGiven() {
    Knowledge k = with(fact(id(false), 0.5, Optional.empty()));
    List<Verdict> moved =
        FactCheck.check(Parameter.with(k, Map.of("disc-herniation -> onset-gradual", 0.59)));
    assertThat(moved.getFirst().implied()).isGreaterThan(implied(k));
  }
}
