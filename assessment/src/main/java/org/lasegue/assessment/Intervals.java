package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.lasegue.knowledge.Background;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Quantified;
import org.lasegue.knowledge.Sex;

/// How far the probabilities of the conditions of one case move when the numbers that they rest on
/// are drawn from their ranges: the middle 95 % of [#DRAWS] draws, the same for every case.
///
/// Each draw moves the prior of every condition, how it presents, how it leads to complications,
/// its links to what was observed, the odds of its contexts, and how common each present finding is
/// without a cause. Each moves the mass of every pair of causes by its slope on the log scale, and
/// all are normalised again, so that a cause is as uncertain as its rivals are.
///
/// The slopes are those at the stated numbers (first order): with `x = logit p` and a background
/// `b`, a present finding's likelihood `L = b + (1 - b) p` moves by `(1 - b) p (1 - p) / L dx` and
/// an absent one's by `-p dx`. The numbers of the population and of mechanisms have no ranges and
/// stay. `IntervalsTest` compares the result with models built of drawn numbers.
final class Intervals {
  private static final int DRAWS = 200;

  /// 95 % of a normal distribution lie within so many standard deviations.
  private static final double Z = 1.96;

  /// Where no range is stated: a factor of two either way.
  private static final double NO_RANGE = StrictMath.log(2) / Z;

  /// Pairs of causes of less than this share of the belief move no interval that is shown.
  private static final double LEAST = 1e-4;

  private final CausalModel model;
  private final Knowledge knowledge;
  private final List<Condition> conditions;

  /// Standard normal numbers: what each draw does to the links, the frequency and the arcs of each
  /// condition, and to the background of each finding.
  private final float[][] links;

  private final float[][] frequency;
  private final Map<String, float[]> backgrounds = new HashMap<>();

  Intervals(CausalModel model) {
    this.model = model;
    this.knowledge = model.knowledge();
    this.conditions = List.copyOf(knowledge.conditions().values());
    SplittableRandom random = new SplittableRandom(2026);
    this.links = new float[conditions.size()][];
    this.frequency = new float[conditions.size()][];
    for (int c = 0; c < links.length; c++) {
      links[c] = normal(random);
      frequency[c] = normal(random);
    }
    knowledge.findings().keySet().forEach(id -> backgrounds.put(id, normal(random)));
  }

  private static float[] normal(SplittableRandom random) {
    float[] result = new float[DRAWS];
    for (int s = 0; s < DRAWS; s++) {
      result[s] = (float) random.nextGaussian();
    }
    return result;
  }

  record Interval(double low, double high) {}

  /// Those of the conditions, in their order; each holds the probability itself.
  List<Interval> of(Beliefs beliefs, double[] probabilities, Evidence evidence) {
    Seen seen = new Seen(evidence);
    double[] pairs = beliefs.groupPairs();
    int seconds = model.mixture().secondGroups().count();
    Map<Integer, double[]> firstFactors = new HashMap<>();
    Map<Integer, double[]> secondFactors = new HashMap<>();
    Map<Integer, double[]> mass = new HashMap<>();
    double[] total = new double[DRAWS];
    double[] moved = new double[DRAWS];
    for (int pair = 0; pair < pairs.length; pair++) {
      if (pairs[pair] < LEAST) {
        continue;
      }
      int g = pair / seconds;
      int h = pair % seconds;
      double[] first =
          firstFactors.computeIfAbsent(g, _ -> factors(model.firstConditions(g), seen, true));
      double[] second =
          secondFactors.computeIfAbsent(h, _ -> factors(model.secondConditions(h), seen, false));
      for (int s = 0; s < DRAWS; s++) {
        moved[s] = pairs[pair] * first[s] * second[s];
        total[s] += moved[s];
      }
      add(mass, model.firstConditions(g), moved, model.firstShareOfGroups(g, h));
      add(mass, model.secondConditions(h), moved, model.secondShareOfGroups(g, h));
    }
    List<Interval> result = new ArrayList<>();
    for (int c = 0; c < probabilities.length; c++) {
      double[] drawn = mass.get(c);
      result.add(
          drawn == null
              ? alone(probabilities[c], seen.spread(c))
              : among(probabilities[c], drawn, total));
    }
    return List.copyOf(result);
  }

  private static void add(Map<Integer, double[]> mass, int[] of, double[] moved, double share) {
    for (int c : of) {
      double[] sums = mass.computeIfAbsent(c, _ -> new double[DRAWS]);
      for (int s = 0; s < DRAWS; s++) {
        sums[s] += share * moved[s];
      }
    }
  }

  /// What each draw multiplies the mass of these causes by: a root, then its complications; of the
  /// first causes with the background of what none of them explains.
  private double[] factors(int[] of, Seen seen, boolean first) {
    double[] logs = new double[DRAWS];
    double[] unexplained = seen.unexplained();
    for (int m = 0; m < of.length; m++) {
      int c = of[m];
      double own = seen.spread(c);
      double often = m == 0 ? frequency(conditions.get(c)) : arc(of, m);
      for (int s = 0; s < DRAWS; s++) {
        logs[s] += own * links[c][s] + often * frequency[c][s];
      }
      seen.explain(c, unexplained);
    }
    for (int f = 0; first && f < unexplained.length; f++) {
      double spread = unexplained[f] * seen.backgroundSpread(f);
      float[] draws = seen.backgroundDraws(f);
      for (int s = 0; s < DRAWS; s++) {
        logs[s] += spread * draws[s];
      }
    }
    for (int s = 0; s < DRAWS; s++) {
      logs[s] = StrictMath.exp(logs[s]);
    }
    return logs;
  }

  private static double frequency(Condition condition) {
    return root(square(logSpread(condition.prior())) + square(logSpread(condition.presents())));
  }

  /// The spread of P(complication | what it complicates).
  private double arc(int[] of, int m) {
    for (Condition.Arc arc : conditions.get(of[m]).complicationOf()) {
      for (int before = 0; before < m; before++) {
        if (conditions.get(of[before]).id().equals(arc.cause())) {
          return logSpread(arc.p());
        }
      }
    }
    return NO_RANGE;
  }

  /// Of a condition so improbable that its rivals do not notice it.
  private static Interval alone(double probability, double spread) {
    double by = StrictMath.exp(Z * root(square(spread) + square(NO_RANGE)));
    return new Interval(probability / by, probability * by / (1 - probability + probability * by));
  }

  private static Interval among(double probability, double[] mass, double[] total) {
    double[] shares = new double[DRAWS];
    for (int s = 0; s < DRAWS; s++) {
      shares[s] = mass[s] / total[s];
    }
    Arrays.sort(shares);
    int tail = DRAWS / 40;
    return new Interval(
        Math.min(probability, shares[tail]), Math.max(probability, shares[DRAWS - 1 - tail]));
  }

  /// What was observed, as the numbers of the conditions meet it.
  private final class Seen {
    private final Map<String, Integer> levelOf = new HashMap<>();
    private final Map<String, Double> background = new HashMap<>();

    /// The present findings of two levels that count for the causes.
    private final List<Finding> present = new ArrayList<>();

    /// Of the findings that a mechanism gives, one that is present, else one that is not; none
    /// where nothing is known.
    private final Map<String, Boolean> mechanisms = new HashMap<>();

    Seen(Evidence evidence) {
      for (Evidence.Item item : evidence.items()) {
        levelOf.merge(item.key().finding(), item.level(), Math::max);
      }
      levelOf.forEach((id, level) -> {
        Finding finding = knowledge.findingById(id);
        if (finding.type().levels() == 2) {
          double b = finding.background().at(50, Sex.FEMALE, finding.type().normal())[1];
          background.put(id, b);
          if (level == 1 && finding.kind() != Finding.Kind.CONTEXT && !finding.ofEpisode()) {
            present.add(finding);
          }
        }
      });
      for (Mechanism mechanism : knowledge.mechanisms().values()) {
        for (Mechanism.Gives gives : mechanism.gives()) {
          Integer level = levelOf.get(gives.finding());
          if (level != null) {
            boolean abnormal = level != knowledge.findingById(gives.finding()).type().normal();
            mechanisms.merge(mechanism.id(), abnormal, Boolean::logicalOr);
          }
        }
      }
    }

    /// The standard deviation of the log likelihood of all that was observed, from the numbers of
    /// one condition.
    double spread(int c) {
      Condition condition = conditions.get(c);
      double variance = 0;
      for (Condition.FindingLink link : condition.findings()) {
        Integer level = levelOf.get(link.finding());
        if (level != null && link.levels().length == 2) {
          double b = background.getOrDefault(link.finding(), 0.0);
          variance += square(slope(link.levels()[1], level == 1, b) * spread(link));
        }
      }
      for (Condition.MechanismLink link : condition.mechanisms()) {
        Boolean abnormal = mechanisms.get(link.id());
        if (abnormal != null) {
          variance += square(slope(link.p().value(), abnormal, 0) * logitSpread(link.p()));
        }
      }
      for (Condition.ContextOdds context : condition.context()) {
        Integer level = levelOf.get(context.finding());
        if (level != null && level > 0) {
          variance += square(logSpread(context.odds()));
        }
      }
      return root(variance);
    }

    private static double spread(Condition.FindingLink link) {
      return logitSpread(new Quantified(link.levels()[1], link.low(), link.high(), link.basis()));
    }

    private static double slope(double p, boolean present, double background) {
      return present ? (1 - background) * p * (1 - p) / (background + (1 - background) * p) : p;
    }

    /// For each present finding how much its likelihood follows its background: 1 where no cause
    /// explains it.
    double[] unexplained() {
      double[] result = new double[present.size()];
      Arrays.fill(result, 1);
      return result;
    }

    void explain(int c, double[] unexplained) {
      Condition condition = conditions.get(c);
      for (int f = 0; f < unexplained.length; f++) {
        String id = present.get(f).id();
        double b = background.getOrDefault(id, 0.0);
        double p = 0;
        for (Condition.FindingLink link : condition.findings()) {
          if (link.finding().equals(id) && link.levels().length == 2) {
            p = Math.max(p, link.levels()[1]);
          }
        }
        if (present.get(f).mechanism().isPresent()) {
          for (Condition.MechanismLink link : condition.mechanisms()) {
            if (present.get(f).mechanism().get().equals(link.id())) {
              p = Math.max(p, link.p().value());
            }
          }
        }
        unexplained[f] = Math.min(unexplained[f], b * (1 - p) / (b + (1 - b) * p));
      }
    }

    double backgroundSpread(int f) {
      Background b = present.get(f).background();
      return logSpread(new Quantified(0, b.low(), b.high(), b.basis()));
    }

    float[] backgroundDraws(int f) {
      return backgrounds.getOrDefault(present.get(f).id(), new float[DRAWS]);
    }
  }

  private static double logSpread(Quantified q) {
    return q.low() > 0 && q.high() > q.low()
        ? StrictMath.log(q.high() / q.low()) / (2 * Z)
        : NO_RANGE;
  }

  private static double logitSpread(Quantified q) {
    return q.low() > 0 && q.high() < 1 && q.high() > q.low()
        ? (logit(q.high()) - logit(q.low())) / (2 * Z)
        : NO_RANGE;
  }

  private static double logit(double p) {
    return StrictMath.log(p / (1 - p));
  }

  private static double square(double d) {
    return d * d;
  }

  private static double root(double d) {
    return StrictMath.sqrt(d);
  }

  /// Whether the urgency rests on numbers that could put a condition on either side of its
  /// threshold.
  static boolean anyWide(List<Condition> conditions, List<Interval> intervals) {
    for (int c = 0; c < conditions.size(); c++) {
      double actAt = conditions.get(c).urgency().actAt();
      if (actAt < 1 && intervals.get(c).low() < actAt && intervals.get(c).high() > actAt) {
        return true;
      }
    }
    return false;
  }
}
