package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.Weight;
import org.lasegue.assessment.Intervals.Interval;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Knowledge;

/// The conditions in the order in which they are shown, with the reasons for and against each.
final class Ranking {
  /// A finding of fewer decibans is not shown as a reason; a Bayes factor this near 1 has fewer.
  private static final double LEAST_WEIGHT = 0.05;

  private static final double SURELY_NOTHING = 0.011;

  private Ranking() {}

  /// The most probable condition.
  static int first(double[] probabilities) {
    int first = 0;
    for (int c = 1; c < probabilities.length; c++) {
      if (probabilities[c] > probabilities[first]) {
        first = c;
      }
    }
    return first;
  }

  /// The conditions, likeliest first. A complication whose probability is that of its cause stands
  /// before it: the dangerous one first.
  private static List<Integer> order(List<Condition> conditions, double[] probabilities) {
    List<Integer> result = new ArrayList<>();
    for (int c = 0; c < probabilities.length; c++) {
      result.add(c);
    }
    result.sort(
        Comparator.comparingDouble((Integer c) -> -probabilities[c])
            .thenComparing(c -> conditions.get(c).id()));
    for (int i = 1; i < result.size(); i++) {
      int later = result.get(i);
      int before = result.get(i - 1);
      Condition condition = conditions.get(later);
      String cause = conditions.get(before).id();
      boolean complication =
          condition.complicationOf().stream().anyMatch(a -> a.cause().equals(cause));
      if (complication
          && probabilities[later] >= 0.8 * probabilities[before]
          && probabilities[later] >= condition.urgency().actAt()) {
        result.set(i - 1, later);
        result.set(i, before);
      }
    }
    return result;
  }

  static List<Outline.Ranked> of(List<Condition> conditions, double[] probabilities) {
    return order(conditions, probabilities).stream()
        .map(c -> new Outline.Ranked(conditions.get(c).id(), probabilities[c]))
        .toList();
  }

  /// @param without for each item of the evidence the probabilities of the conditions without it;
  ///   empty where no reasons are asked for
  static List<Cause> causes(
      Knowledge knowledge,
      Beliefs beliefs,
      Evidence evidence,
      List<Interval> ranges,
      List<double[]> without) {
    List<Condition> conditions = beliefs.conditions();
    double[] probabilities = beliefs.probabilities();
    List<String> findings = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (Evidence.Item item : evidence.items()) {
      findings.add(item.key().toString());
      answers.add(knowledge.findingById(item.key().finding()).type().levelName(item.level()));
    }
    List<Cause> causes = new ArrayList<>();
    for (int c : order(conditions, probabilities)) {
      List<Weight> weights = new ArrayList<>();
      for (int i = 0; i < without.size(); i++) {
        double factor = odds(probabilities[c]) / odds(without.get(i)[c]);
        if (Math.abs(factor - 1) < SURELY_NOTHING) {
          continue; // most findings say nothing of most conditions, and logarithms are slow
        }
        double decibans = 10 * StrictMath.log10(factor);
        if (Double.isFinite(decibans) && Math.abs(decibans) >= LEAST_WEIGHT) {
          weights.add(new Weight(findings.get(i), answers.get(i), decibans));
        }
      }
      weights.sort(
          Comparator.comparingDouble((Weight w) -> -Math.abs(w.decibans()))
              .thenComparing(Weight::finding));
      Interval interval = ranges.get(c);
      causes.add(
          new Cause(
              conditions.get(c).id(),
              probabilities[c],
              interval.low(),
              interval.high(),
              weights.stream().filter(w -> w.decibans() > 0).toList(),
              weights.stream().filter(w -> w.decibans() < 0).toList()));
    }
    return List.copyOf(causes);
  }

  private static double odds(double p) {
    return p / Math.max(1 - p, 1e-15);
  }
}
