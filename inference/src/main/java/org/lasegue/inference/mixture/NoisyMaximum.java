package org.lasegue.inference.mixture;

/// The distribution of the larger of two independent levels.
public final class NoisyMaximum {
  private NoisyMaximum() {}

  /// `P(max = l) = a(l) P(b <= l) + P(a < l) b(l)`: sums and products of non-negative numbers only.
  ///
  /// @param a distribution over the levels, @param b another over as many
  public static double[] of(double[] a, double[] b) {
    double[] result = new double[a.length];
    double belowA = 0;
    double upToB = 0;
    for (int l = 0; l < a.length; l++) {
      upToB += b[l];
      result[l] = a[l] * upToB + belowA * b[l];
      belowA += a[l];
    }
    return result;
  }
}
