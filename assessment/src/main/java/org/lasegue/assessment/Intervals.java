package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Quantified;

/// How far a condition's probability could move within the ranges of the numbers used for it, to
/// first order.
///
/// The variance of the log odds is the sum of the variance of the log prior and of the log
/// likelihood of each observation that the condition produces by itself. With `x = logit p`, a
/// present finding's log likelihood changes by `(1 - p) dx` and an absent one's by `-p dx`.
/// Uncertainty of the rivals and dependence between parameters are left out, so the interval is a
/// lower bound of the true one.
final class Intervals {
  private static final double Z = 1.96;

  private final Knowledge knowledge;
  private final Map<String, Integer> levelOf = new HashMap<>();
  private final Map<String, Seen> mechanisms = new HashMap<>();

  Intervals(Knowledge knowledge, Evidence evidence) {
    this.knowledge = knowledge;
    for (Evidence.Item item : evidence.items()) {
      levelOf.merge(item.key().finding(), item.level(), Math::max);
    }
    knowledge.mechanisms().forEach((id, mechanism) -> mechanisms.put(id, seen(mechanism)));
  }

  record Interval(double low, double high) {}

  /// What is known of the findings that a mechanism gives.
  private enum Seen {
    NOTHING,
    NORMAL,
    PRESENT
  }

  private Seen seen(Mechanism mechanism) {
    Seen result = Seen.NOTHING;
    for (Mechanism.Gives gives : mechanism.gives()) {
      Integer level = levelOf.get(gives.finding());
      if (level != null) {
        if (level != knowledge.findingById(gives.finding()).type().normal()) {
          return Seen.PRESENT;
        }
        result = Seen.NORMAL;
      }
    }
    return result;
  }

  /// Those of the conditions, in their order.
  List<Interval> of(List<Condition> conditions, double[] probabilities) {
    List<Interval> result = new ArrayList<>();
    for (int c = 0; c < probabilities.length; c++) {
      result.add(of(conditions.get(c), probabilities[c]));
    }
    return List.copyOf(result);
  }

  private Interval of(Condition condition, double probability) {
    if (probability <= 0 || probability >= 1) {
      return new Interval(probability, probability);
    }
    double variance =
        square(logSpread(condition.prior())) + square(logSpread(condition.presents()));
    for (Condition.FindingLink link : condition.findings()) {
      Integer level = levelOf.get(link.finding());
      if (level != null && link.levels().length == 2) {
        Finding finding = knowledge.findingById(link.finding());
        double p = clamp(link.levels()[1]);
        double spread = logitSpread(link.low(), p, link.high());
        double slope = level == finding.type().normal() ? p : 1 - p;
        variance += square(slope * spread);
      }
    }
    for (Condition.MechanismLink link : condition.mechanisms()) {
      variance += mechanismVariance(link);
    }
    double x = StrictMath.log(probability / (1 - probability));
    double half = Z * StrictMath.sqrt(variance);
    return new Interval(logistic(x - half), logistic(x + half));
  }

  /// A mechanism counts once, however many findings read it.
  private double mechanismVariance(Condition.MechanismLink link) {
    Seen seen = mechanisms.getOrDefault(link.id(), Seen.NOTHING);
    if (seen == Seen.NOTHING) {
      return 0;
    }
    double p = clamp(link.p().value());
    double spread = logitSpread(link.p().low(), p, link.p().high());
    return square((seen == Seen.PRESENT ? 1 - p : p) * spread);
  }

  /// Whether a result rests on numbers so wide that its interval spans the threshold.
  static boolean wide(Interval interval, double threshold) {
    return interval.low() < threshold && interval.high() > threshold;
  }

  private static double logSpread(Quantified q) {
    return q.low() > 0 && q.high() > q.low()
        ? StrictMath.log(q.high() / q.low()) / (2 * Z)
        : 0.35; // no range stated: a factor of two either way
  }

  private static double logitSpread(double low, double p, double high) {
    if (low <= 0 || high >= 1 || high <= low) {
      return 0.35;
    }
    return (logit(high) - logit(low)) / (2 * Z);
  }

  private static double clamp(double p) {
    return Math.clamp(p, 0.001, 0.999);
  }

  private static double logit(double p) {
    return StrictMath.log(p / (1 - p));
  }

  private static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  private static double square(double d) {
    return d * d;
  }

  /// Ids of conditions whose urgency rests on numbers that could put them on either side of their
  /// threshold.
  static boolean anyWide(List<Condition> conditions, List<Interval> intervals) {
    for (int c = 0; c < conditions.size(); c++) {
      double actAt = conditions.get(c).urgency().actAt();
      if (actAt < 1 && wide(intervals.get(c), actAt)) {
        return true;
      }
    }
    return false;
  }
}
