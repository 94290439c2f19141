package org.lasegue.assessment.evaluation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The share of right first causes when easy cases count less: a case weighs 1 plus the number of
/// baselines that miss it, so what everybody gets right weighs 1 and what each of two baselines
/// misses weighs 3. The baselines use the numbers of the same version, so the scores of two
/// versions have different weights: it tells how a version does where guessing fails, and is no
/// accuracy.
///
/// @param score weighted share of the cases whose first cause is right or fair
/// @param of number of cases that name a right answer
/// @param byMisses how many of them no, one, two baselines miss
public record Difficulty(OptionalDouble score, int of, List<Integer> byMisses) {

  /// @param baselines that rank causes, on the same cases
  public static Difficulty of(Measures model, List<Measures> baselines) {
    Map<String, Integer> misses = new HashMap<>();
    for (Measures baseline : baselines) {
      for (Verdict v : baseline.perCase()) {
        misses.merge(v.id(), v.within(1) ? 0 : 1, Integer::sum);
      }
    }
    int[] counts = new int[baselines.size() + 1];
    double weight = 0;
    double right = 0;
    int of = 0;
    for (Verdict v : model.perCase()) {
      if (v.named()) {
        int missed = misses.getOrDefault(v.id(), 0);
        counts[missed]++;
        of++;
        weight += 1 + missed;
        right += v.within(1) ? 1 + missed : 0;
      }
    }
    return new Difficulty(
        of == 0 ? OptionalDouble.empty() : OptionalDouble.of(right / weight),
        of,
        java.util.Arrays.stream(counts).boxed().toList());
  }
}
