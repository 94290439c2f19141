package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.ASSESSOR;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.Parameter;

/// The intervals beside what models built of drawn numbers believe.
class IntervalsTest {
  @Test
  void mostModelsOfDrawnNumbersBelieveWhatLiesInTheIntervals() {
    assertThat(inside(6, 6)).isGreaterThan(0.9);
  }

  @Test
  @Tag("slow")
  void nineteenOfTwentyModelsOfDrawnNumbersBelieveWhatLiesInTheIntervals() {
    assertThat(inside(60, 60)).isGreaterThan(0.95);
  }

  @Test
  void anIntervalHoldsItsProbabilityAndIsNeverEmpty() {
    for (Case subject : people(10)) {
      for (Assessment.Cause cause : ASSESSOR.assess(subject, Mode.EXAMINED).causes()) {
        assertThat(cause.low()).as(cause.condition()).isLessThanOrEqualTo(cause.probability());
        assertThat(cause.high()).as(cause.condition()).isGreaterThanOrEqualTo(cause.probability());
        assertThat(cause.high() > cause.low() || cause.probability() == 0)
            .as(cause.condition())
            .isTrue();
      }
    }
  }

  private List<Case> people(int count) {
    Simulator simulator = new Simulator(ASSESSOR);
    List<Case> people = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      people.add(simulator.draw(77, i, Simulator.Told.TYPICAL));
    }
    return people;
  }

  /// The share of the probabilities of at least 1 % that other models put into their interval.
  private double inside(int people, int models) {
    List<Case> cases = people(people);
    List<List<Assessment.Cause>> given =
        cases.stream().map(c -> ASSESSOR.assess(c, Mode.EXAMINED).causes()).toList();
    SplittableRandom random = new SplittableRandom(3);
    int inside = 0;
    int all = 0;
    for (int m = 0; m < models; m++) {
      Assessor other = new Assessor(Parameter.with(KNOWLEDGE, drawn(random)));
      for (int i = 0; i < people; i++) {
        Beliefs beliefs = other.beliefs(cases.get(i), Mode.EXAMINED);
        Map<String, Double> probabilities = new HashMap<>();
        double[] each = beliefs.probabilities();
        for (int c = 0; c < each.length; c++) {
          probabilities.put(beliefs.conditions().get(c).id(), each[c]);
        }
        for (Assessment.Cause cause : given.get(i)) {
          if (cause.probability() >= 0.01) {
            double p = probabilities.getOrDefault(cause.condition(), 0.0);
            inside += p >= cause.low() && p <= cause.high() ? 1 : 0;
            all++;
          }
        }
      }
    }
    return inside / (double) all;
  }

  /// A value for every number that has a range, which is read as 95 %.
  private Map<String, Double> drawn(SplittableRandom random) {
    Map<String, Double> values = new HashMap<>();
    for (Parameter number : Parameter.all(KNOWLEDGE)) {
      double by = random.nextGaussian() / 1.96 / 2;
      if (number.scale() == Parameter.Scale.RATIO) {
        values.put(
            number.name(), number.value() * Math.exp(by * Math.log(number.high() / number.low())));
      } else {
        double x = logit(number.value()) + by * (logit(number.high()) - logit(number.low()));
        values.put(number.name(), 1 / (1 + Math.exp(-x)));
      }
    }
    return values;
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }
}
