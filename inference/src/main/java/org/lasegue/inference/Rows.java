package org.lasegue.inference;

import java.util.function.Supplier;

/// Checks and normalises distributions.
final class Rows {

  /// A row whose sum is further from one than this is a mistake, not rounding.
  static final double TOLERANCE = 1e-3;

  private Rows() {}

  /// Divides `values[from .. from + length)` by its sum, unless that is one but for rounding.
  ///
  /// @throws InvalidNetworkException if a value is negative or not finite, or the sum is not one
  ///   within the tolerance
  static void normalise(double[] values, int from, int length, Supplier<String> where) {
    double sum = 0;
    for (int i = from; i < from + length; i++) {
      double value = values[i];
      if (!(value >= 0) || value == Double.POSITIVE_INFINITY) {
        throw new InvalidNetworkException(where.get() + ": " + value + " is not a probability");
      }
      sum += value;
    }
    if (!(Math.abs(sum - 1) <= TOLERANCE)) {
      throw new InvalidNetworkException(
          where.get() + ": the probabilities sum to " + sum + ", not to 1 within " + TOLERANCE);
    }
    if (Math.abs(sum - 1) > length * 0x1p-52) {
      for (int i = from; i < from + length; i++) {
        values[i] /= sum;
      }
    }
  }
}
