package org.lasegue.assessment;

/// How much an answer is expected to tell about the causes.
final class Information {
  private static final double LOG2 = StrictMath.log(2);

  private Information() {}

  /// Mutual information in bits between the root cause and the answer.
  ///
  /// @param before distribution of the root cause, @param probabilities of the answers,
  /// @param after for each answer the distribution of the root cause
  static double bits(double[] before, double[] probabilities, double[][] after) {
    double sum = 0;
    for (int v = 0; v < probabilities.length; v++) {
      for (int g = 0; g < before.length; g++) {
        double joint = probabilities[v] * after[v][g];
        if (joint > 0 && before[g] > 0) {
          sum += joint * StrictMath.log(after[v][g] / before[g]) / LOG2;
        }
      }
    }
    return Math.max(0, sum);
  }
}
