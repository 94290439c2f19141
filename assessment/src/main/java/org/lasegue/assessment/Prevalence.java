package org.lasegue.assessment;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.lasegue.assessment.EpisodeState.Member;
import org.lasegue.knowledge.Band;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Condition.PregnancyState;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Sex;

/// How frequent causes and pregnancy are among people of one age and sex, whether they present or
/// not. The pattern of a condition over age and sex is scaled so that its mean over the population
/// is its stated prior.
final class Prevalence {
  /// From this age on no pregnancy is considered.
  static final int NO_PREGNANCY_FROM = 60;

  private final org.lasegue.knowledge.Population population;
  private final Map<String, PriorScale> scales = new HashMap<>();

  Prevalence(Knowledge knowledge) {
    this.population = knowledge.population();
    for (Condition condition : knowledge.conditions().values()) {
      scales.put(condition.id(), PriorScale.of(condition, population));
    }
  }

  /// P(active in four weeks) among people of one age and sex, whether they present or not.
  double of(Condition condition, int age, Sex sex) {
    for (Organ organ : condition.only().organs()) {
      if (!has(organ, sex, Optional.empty())) {
        return 0;
      }
    }
    return priorOf(condition, age, sex);
  }

  private double priorOf(Condition condition, int age, Sex sex) {
    PriorScale scale = scales.getOrDefault(condition.id(), PriorScale.NONE);
    return Math.min(0.9, condition.prior().value() * scale.at(condition, population, age, sex));
  }

  /// The odds of a root cause, times the share of its episodes that are like this state.
  double odds(EpisodeState state, int age, Sex sex, Optional<Set<Organ>> organs) {
    Condition root = state.root();
    for (Member member : state.members()) {
      for (Organ organ : member.condition().only().organs()) {
        if (!has(organ, sex, organs)) {
          return 0;
        }
      }
    }
    double prior = priorOf(root, age, sex);
    return prior / (1 - prior) * state.share();
  }

  /// The shares of the states of pregnancy.
  double[] pregnancy(int age, Sex sex, Optional<Set<Organ>> organs) {
    double[] result = new double[PregnancyState.values().length];
    if (!has(Organ.UTERUS, sex, organs)) {
      result[PregnancyState.NONE.ordinal()] = 1;
      return result;
    }
    for (PregnancyState state : PregnancyState.values()) {
      result[state.ordinal()] = population.pregnant(age, state);
    }
    // a known pregnancy at an age at which the population has none must stay possible
    if (result[PregnancyState.NONE.ordinal()] == 1 && age < NO_PREGNANCY_FROM) {
      for (PregnancyState state : PregnancyState.values()) {
        result[state.ordinal()] = state == PregnancyState.NONE ? 1 - 3e-5 : 1e-5;
      }
    }
    return result;
  }

  private static boolean has(Organ organ, Sex sex, Optional<Set<Organ>> organs) {
    return organs
        .map(o -> o.contains(organ))
        .orElse(organ == Organ.UTERUS ? sex == Sex.FEMALE : sex == Sex.MALE);
  }

  /// Rescales the age and sex pattern of a condition so that its mean over the population is its
  /// prior.
  private record PriorScale(double mean) {
    static final PriorScale NONE = new PriorScale(1);

    static PriorScale of(Condition condition, org.lasegue.knowledge.Population population) {
      double mean = 0;
      for (Map.Entry<Band, Double> band : population.bands().entrySet()) {
        int age = band.getKey().typicalAge();
        for (Sex sex : Sex.values()) {
          double share = sex == Sex.FEMALE ? population.female() : 1 - population.female();
          mean +=
              band.getValue()
                  * share
                  * raw(condition, age, sex, state -> population.pregnant(band.getKey(), state));
        }
      }
      return new PriorScale(mean);
    }

    double at(Condition condition, org.lasegue.knowledge.Population population, int age, Sex sex) {
      return mean == 0
          ? 0
          : raw(condition, age, sex, state -> population.pregnant(age, state)) / mean;
    }

    /// @param pregnant the share of the women who are in a state
    private static double raw(
        Condition condition, int age, Sex sex, ToDoubleFunction<PregnancyState> pregnant) {
      for (Organ organ : condition.only().organs()) {
        if (!has(organ, sex, Optional.empty())) {
          return 0;
        }
      }
      double result = condition.age().at(age) * condition.sex().getOrDefault(sex, 1.0);
      if (condition.only().pregnancy().isEmpty()) {
        return result;
      }
      if (sex == Sex.MALE) {
        return 0;
      }
      double share = 0;
      for (PregnancyState state : PregnancyState.values()) { // a set has no order of its own
        share += condition.only().pregnancy().contains(state) ? pregnant.applyAsDouble(state) : 0;
      }
      return result * share;
    }
  }
}
