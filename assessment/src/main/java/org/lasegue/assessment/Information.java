package org.lasegue.assessment;

/// How much an answer is expected to tell about the causes.
final class Information {
  private static final double SQRT_2 = StrictMath.sqrt(2);
  private static final double LOG2_E = 1 / StrictMath.log(2);

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
          sum += joint * log2(after[v][g] / before[g]);
        }
      }
    }
    return Math.max(0, sum);
  }

  /// The logarithm to base 2 of a normal positive number, to about 1e-13 and alike on every
  /// machine: a question is worth a hundred of them, and `StrictMath.log` was a tenth of an
  /// assessment.
  ///
  /// With `x = 2^e m` and `s = (m - 1) / (m + 1)`, `log m = 2 (s + s^3 / 3 + s^5 / 5 + ...)`; `m`
  /// lies between `1 / sqrt 2` and `sqrt 2`, so that `|s| < 0.172` and the terms from `s^17` on are
  /// below 1e-14.
  static double log2(double x) {
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >>> 52) - 1023;
    double m = Double.longBitsToDouble(bits & 0xFFFFFFFFFFFFFL | 0x3FF0000000000000L);
    if (m > SQRT_2) {
      m /= 2;
      exponent++;
    }
    double s = (m - 1) / (m + 1);
    double q = s * s;
    double series =
        1.0
            + q
                * (1.0 / 3
                    + q
                        * (1.0 / 5
                            + q
                                * (1.0 / 7
                                    + q * (1.0 / 9 + q * (1.0 / 11 + q * (1.0 / 13 + q / 15))))));
    return exponent + 2 * LOG2_E * s * series;
  }
}
