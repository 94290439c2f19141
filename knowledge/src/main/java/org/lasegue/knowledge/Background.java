package org.lasegue.knowledge;

import java.util.List;

/// How often a finding is seen in people with this complaint whose causes do not produce it.
///
/// @param levels for each level the probability by age; the normal level's is the rest
/// @param female factor on the probabilities of a woman
/// @param male factor on the probabilities of a man
public record Background(
    List<ByAge> levels, double female, double male, double low, double high, Basis basis) {

  /// Distribution over the levels, normal level at index `normal`; sums to 1.
  public double[] at(int age, Sex sex, int normal) {
    double factor = sex == Sex.FEMALE ? female : male;
    double[] result = new double[levels.size()];
    double others = 0;
    for (int i = 0; i < result.length; i++) {
      if (i != normal) {
        result[i] = Math.min(0.98, levels.get(i).at(age) * factor);
        others += result[i];
      }
    }
    double scale = others > 0.98 ? 0.98 / others : 1;
    double rest = 1;
    for (int i = 0; i < result.length; i++) {
      if (i != normal) {
        result[i] *= scale;
        rest -= result[i];
      }
    }
    result[normal] = rest;
    return result;
  }
}
