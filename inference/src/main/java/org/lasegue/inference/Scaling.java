package org.lasegue.inference;

/// Exact scaling by powers of two, so that long products of probabilities stay in range.
final class Scaling {

  /// Below this a product is not trusted: the next one might fall out of the normal range of a
  /// `double`, where digits are lost.
  static final double SAFE = 0x1p-960;

  /// Up to this exponent, 2^exponent and its reciprocal are both normal numbers.
  private static final int MAX_FACTOR = 1022;

  private Scaling() {}

  /// Multiplies values by the power of two that brings their maximum into [1/2, 1), so that
  /// products of scaled values never grow.
  ///
  /// @return the exponent taken out: old = new * 2^exponent; 0 if all values are zero
  static int toUnit(double[] values, int from, int length) {
    double max = 0;
    for (int i = from; i < from + length; i++) {
      max = Math.max(max, values[i]);
    }
    if (max == 0 || (max >= 0.5 && max < 1)) {
      return 0;
    }
    int exponent = exponent(max);
    if (exponent >= -MAX_FACTOR && exponent <= MAX_FACTOR) {
      double factor = Math.scalb(1.0, -exponent);
      for (int i = from; i < from + length; i++) {
        values[i] *= factor;
      }
    } else {
      for (int i = from; i < from + length; i++) {
        values[i] = Math.scalb(values[i], -exponent);
      }
    }
    return exponent;
  }

  /// The smallest positive value, or positive infinity if there is none.
  static double minPositive(double[] values, int from, int length) {
    double min = Double.POSITIVE_INFINITY;
    for (int i = from; i < from + length; i++) {
      if (values[i] > 0 && values[i] < min) {
        min = values[i];
      }
    }
    return min;
  }

  /// The exponent e of a positive value in [2^(e-1), 2^e).
  static int exponent(double value) {
    return value < Double.MIN_NORMAL
        ? Math.getExponent(value * 0x1p60) - 59
        : Math.getExponent(value) + 1;
  }
}
