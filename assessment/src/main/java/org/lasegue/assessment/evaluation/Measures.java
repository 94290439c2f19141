package org.lasegue.assessment.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.evaluation.Measure.Mean;
import org.lasegue.assessment.evaluation.Measure.Rate;
import org.lasegue.knowledge.Urgency;

/// How right a way of judging is on a set of cases in one mode. Each figure rests on the cases that
/// have the label it needs; its `of` says how many.
///
/// @param n all cases judged
/// @param top1Strict the first ranked condition is the answer; the others count a fair one too
/// @param root the most probable root and side is among those expected
/// @param brierFirst mean squared difference between the probability of the first ranked condition
///   and whether it is right (answer or fair), over the cases for which conditions are ranked
/// @param brierUrgent likewise of the probability that the person must be seen today or sooner,
///   against whether the best label says so
public record Measures(
    Mode mode,
    int n,
    Rate top1Strict,
    Rate top1Fair,
    Rate top3,
    Rate top5,
    UrgencyRates urgency,
    Rate root,
    Mean brierFirst,
    Mean brierUrgent,
    List<Verdict> perCase) {

  /// @param exact the level is one of the acceptable ones
  /// @param over above the highest acceptable level, @param under below the lowest
  /// @param unsafe see [Verdict#unsafe]
  /// @param underEmergency of those best judged `emergency-now`, judged lower
  /// @param overEmergency of those best judged `routine` or `self-care`, judged `emergency-now`
  public record UrgencyRates(
      Rate exact, Rate over, Rate under, Rate unsafe, Rate underEmergency, Rate overEmergency) {}

  public static Measures of(List<Verdict> verdicts, Mode mode) {
    List<Verdict> answered =
        verdicts.stream().filter(v -> !v.expected().answer().isEmpty()).toList();
    List<Verdict> named = verdicts.stream().filter(Verdict::named).toList();
    List<Verdict> rooted = verdicts.stream().filter(v -> !v.expected().roots().isEmpty()).toList();
    List<Verdict> labelled = verdicts.stream().filter(v -> !v.labels(mode).isEmpty()).toList();
    List<Double> first = new ArrayList<>();
    for (Verdict v : named) {
      if (!v.ranked().isEmpty()) {
        first.add(squared(v.ranked().getFirst().probability() - (v.within(1) ? 1 : 0)));
      }
    }
    List<Double> urgent = new ArrayList<>();
    for (Verdict v : labelled) {
      boolean must = v.labels(mode).getFirst().atLeast(Urgency.SAME_DAY);
      urgent.add(squared(v.urgent() - (must ? 1 : 0)));
    }
    return new Measures(
        mode,
        verdicts.size(),
        rate(answered, v -> v.place(true).filter(place -> place == 1).isPresent()),
        rate(named, v -> v.within(1)),
        rate(named, v -> v.within(3)),
        rate(named, v -> v.within(5)),
        urgency(labelled, mode),
        rate(rooted, v -> v.root().filter(v.expected().roots()::contains).isPresent()),
        Mean.over(first),
        Mean.over(urgent),
        List.copyOf(verdicts));
  }

  private static UrgencyRates urgency(List<Verdict> labelled, Mode mode) {
    return new UrgencyRates(
        rate(labelled, v -> v.labels(mode).contains(v.level())),
        rate(labelled, v -> v.levelsOff(mode) > 0),
        rate(labelled, v -> v.levelsOff(mode) < 0),
        rate(labelled, v -> v.unsafe(mode)),
        rate(
            labelled.stream()
                .filter(v -> v.labels(mode).getFirst() == Urgency.EMERGENCY_NOW)
                .toList(),
            v -> v.level() != Urgency.EMERGENCY_NOW),
        rate(
            labelled.stream()
                .filter(v -> Urgency.ROUTINE.atLeast(v.labels(mode).getFirst()))
                .toList(),
            v -> v.level() == Urgency.EMERGENCY_NOW));
  }

  private static double squared(double difference) {
    return difference * difference;
  }

  private static Rate rate(List<Verdict> cases, Predicate<Verdict> hit) {
    return new Rate((int) cases.stream().filter(hit).count(), cases.size());
  }

  /// The measures by the names they have in files, those of urgency without their group.
  public Map<String, Measure> byName() {
    Map<String, Measure> result = new LinkedHashMap<>();
    result.put("top1_strict", top1Strict);
    result.put("top1_fair", top1Fair);
    result.put("top3", top3);
    result.put("top5", top5);
    result.putAll(urgencyByName());
    result.put("root", root);
    result.put("brier_first", brierFirst);
    result.put("brier_urgent", brierUrgent);
    return result;
  }

  public Map<String, Rate> urgencyByName() {
    Map<String, Rate> result = new LinkedHashMap<>();
    result.put("exact", urgency.exact());
    result.put("over", urgency.over());
    result.put("under", urgency.under());
    result.put("unsafe", urgency.unsafe());
    result.put("under_emergency", urgency.underEmergency());
    result.put("over_emergency", urgency.overEmergency());
    return result;
  }

  /// How many cases with the best label `row` were judged `column`, by ordinal.
  public int[][] confusion() {
    int levels = Urgency.values().length;
    int[][] result = new int[levels][levels];
    for (Verdict v : perCase) {
      if (!v.labels(mode).isEmpty()) {
        result[v.labels(mode).getFirst().ordinal()][v.level().ordinal()]++;
      }
    }
    return result;
  }

  /// Cases whose first probability lies in a range, beside how many of them are right.
  ///
  /// @param to is inside the last range only
  public record Bin(double from, double to, double meanProbability, Rate right) {}

  /// The reliability of the probability of the first ranked condition, in five ranges; those
  /// without a case are left out.
  public List<Bin> reliability() {
    int bins = 5;
    double[] sum = new double[bins];
    int[] right = new int[bins];
    int[] count = new int[bins];
    for (Verdict v : perCase) {
      if (v.named() && !v.ranked().isEmpty()) {
        double p = v.ranked().getFirst().probability();
        int bin = Math.clamp((int) (p * bins), 0, bins - 1);
        sum[bin] += p;
        count[bin]++;
        right[bin] += v.within(1) ? 1 : 0;
      }
    }
    List<Bin> result = new ArrayList<>();
    for (int b = 0; b < bins; b++) {
      if (count[b] > 0) {
        result.add(
            new Bin(
                (double) b / bins,
                (b + 1.0) / bins,
                sum[b] / count[b],
                new Rate(right[b], count[b])));
      }
    }
    return result;
  }

  /// The cases that were missed, worst first: unsafe ones, then by how far the level is from the
  /// acceptable ones (too low before too high), then those whose cause stands lowest. Missed is a
  /// level outside the acceptable ones or a first condition that is not even fair.
  public List<Verdict> missed() {
    return perCase.stream()
        .filter(v -> v.levelsOff(mode) != 0 || v.unsafe(mode) || v.named() && !v.within(1))
        .sorted(
            java.util.Comparator.comparing((Verdict v) -> !v.unsafe(mode))
                .thenComparing(v -> v.levelsOff(mode) >= 0)
                .thenComparing(v -> -Math.abs(v.levelsOff(mode)))
                .thenComparing(v -> v.named() ? -v.place(false).orElse(Integer.MAX_VALUE) : 0)
                .thenComparing(Verdict::id))
        .toList();
  }
}
