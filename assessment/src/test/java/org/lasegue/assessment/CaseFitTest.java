package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.CaseFit.Options;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Parameter;

class CaseFitTest {
  private static final Options EXAMINED = new Options(Mode.EXAMINED, false, 2);

  @Test
  void withoutCasesThePriorStays() {
    CaseFit.Result result = CaseFit.run(KNOWLEDGE, List.of(), EXAMINED, _ -> {});
    assertThat(result.moved()).isEmpty();
    assertThat(result.cases()).isZero();
  }

  @Test
  void aCaseWithoutAnAnswerIsLeftOutAndNamed() {
    Case unlabelled = RealKnowledge.read("format: 1\nid: nobody\nage: 40\nfindings: {}\n");
    assertThat(CaseFit.run(KNOWLEDGE, List.of(unlabelled), EXAMINED, _ -> {}).left())
        .containsExactly("nobody");
  }

  /// Against models built anew of a number a little higher and a little lower. First-order slopes
  /// take sides and severity as one, so that they agree as a whole and not each to the last digit.
  @Test
  void theSlopesAreThoseOfTheExactProbability() {
    double apart = 0;
    double size = 0;
    for (Case one : people(KNOWLEDGE, 3, "")) {
      Map<String, Double> slopes = CaseFit.slopes(KNOWLEDGE, one, Mode.EXAMINED);
      List<Parameter> steepest =
          Parameter.all(KNOWLEDGE).stream()
              .filter(p -> slopes.containsKey(p.name()))
              .sorted(Comparator.comparingDouble(p -> -Math.abs(slopes.get(p.name()))))
              .limit(8)
              .toList();
      assertThat(steepest).hasSize(8);
      for (Parameter p : steepest) {
        double by = 0.1;
        double exact = (log(p, by, one) - log(p, -by, one)) / (2 * by);
        apart += Math.abs(exact - slopes.get(p.name()));
        size += Math.abs(exact);
      }
    }
    assertThat(apart / size).isLessThan(0.25);
  }

  private static double log(Parameter p, double by, Case one) {
    double value = Fit.from(p, Fit.on(p, p.value()) + by * Fit.deviation(p));
    Knowledge there = Parameter.with(KNOWLEDGE, Map.of(p.name(), value));
    CausalModel model = new CausalModel(there);
    Case complete = Derived.complete(one, there);
    double[] probabilities =
        new Beliefs(model, complete.person(), Evidence.of(complete, Mode.EXAMINED, model))
            .probabilities();
    int answer =
        List.copyOf(there.conditions().keySet())
            .indexOf(one.expected().orElseThrow().answer().getFirst());
    return StrictMath.log(probabilities[answer]);
  }

  @Tag("slow") // builds some twenty models and judges hundreds of people with each
  @Test
  void peopleOfAnotherNumberMoveItTowardsTheirs() {
    String name = "nonspecific-low-back-pain -> pain-one-sided-back";
    double written =
        Parameter.all(KNOWLEDGE).stream()
            .filter(q -> q.name().equals(name))
            .findFirst()
            .orElseThrow()
            .value();
    Knowledge truth = Parameter.with(KNOWLEDGE, Map.of(name, 0.85));
    CaseFit.Result result =
        CaseFit.run(
            KNOWLEDGE, people(truth, 500, ""), new Options(Mode.EXAMINED, false, 2), _ -> {});
    CaseFit.Moved moved =
        result.moved().stream()
            .filter(m -> m.parameter().name().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(moved.value()).isGreaterThan(written).isLessThanOrEqualTo(moved.parameter().high());
    // most of all numbers
    assertThat(distance(moved))
        .isEqualTo(result.moved().stream().mapToDouble(CaseFitTest::distance).max().orElseThrow());
    assertThat(result.log().difference()).isPositive();
  }

  @Tag("slow")
  @Test
  void whereTheKnowledgeIsRightThereIsNothingToLearn() {
    CaseFit.Result result =
        CaseFit.run(
            KNOWLEDGE, people(KNOWLEDGE, 300, ""), new Options(Mode.EXAMINED, true, 3), _ -> {});
    assertThat(result.log().difference()).isLessThan(2 * result.log().error());
    assertThat(result.brier().difference()).isGreaterThan(-2 * result.brier().error());
  }

  private static double distance(CaseFit.Moved moved) {
    Parameter p = moved.parameter();
    return Math.abs(Fit.on(p, moved.value()) - Fit.on(p, p.value())) / Fit.deviation(p);
  }

  /// Generated people of few ages, which the model has tables for.
  private static List<Case> people(Knowledge truth, int count, String answer) {
    Simulator simulator = new Simulator(new Assessor(truth));
    List<Case> result = new ArrayList<>();
    for (int i = 0; result.size() < count; i++) {
      Case each = simulator.draw(4, i, Simulator.Told.TYPICAL);
      Optional<String> first = each.expected().flatMap(e -> e.answer().stream().findFirst());
      int age = each.person().exactAge().orElse(0);
      if (age >= 30 && age <= 60 && first.isPresent() && first.get().startsWith(answer)) {
        result.add(each);
      }
    }
    return result;
  }
}
