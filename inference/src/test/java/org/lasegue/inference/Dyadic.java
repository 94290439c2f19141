package org.lasegue.inference;

import java.math.BigInteger;

/// A rational number whose denominator is a power of two: every `double` exactly, and closed under
/// sums, differences and products.
///
/// @param scale the value is `numerator` / 2^`scale`
record Dyadic(BigInteger numerator, int scale) {

  static final Dyadic ZERO = new Dyadic(BigInteger.ZERO, 0);
  static final Dyadic ONE = new Dyadic(BigInteger.ONE, 0);

  static Dyadic of(double value) {
    if (value == 0) {
      return ZERO;
    }
    int exponent = Math.getExponent(value) - 52;
    long mantissa = (long) Math.scalb(value, -exponent);
    int zeros = Long.numberOfTrailingZeros(mantissa);
    return shifted(BigInteger.valueOf(mantissa >> zeros), exponent + zeros);
  }

  private static Dyadic shifted(BigInteger numerator, int exponent) {
    return exponent >= 0
        ? new Dyadic(numerator.shiftLeft(exponent), 0)
        : new Dyadic(numerator, -exponent);
  }

  Dyadic plus(Dyadic other) {
    int common = Math.max(scale, other.scale);
    return new Dyadic(
        numerator.shiftLeft(common - scale).add(other.numerator.shiftLeft(common - other.scale)),
        common);
  }

  Dyadic minus(Dyadic other) {
    return plus(new Dyadic(other.numerator.negate(), other.scale));
  }

  Dyadic times(Dyadic other) {
    return new Dyadic(numerator.multiply(other.numerator), scale + other.scale);
  }

  boolean isZero() {
    return numerator.signum() == 0;
  }

  /// |candidate - this / total| / (this / total), rounded only at the end; for zero, the candidate.
  double relativeErrorOf(double candidate, Dyadic total) {
    if (isZero()) {
      return candidate;
    }
    Dyadic error = of(candidate).times(total).minus(this);
    return quotient(new Dyadic(error.numerator.abs(), error.scale), this);
  }

  /// The natural logarithm.
  double log() {
    int excess = Math.max(0, numerator.bitLength() - 1000);
    return Math.log(numerator.shiftRight(excess).doubleValue()) + (excess - scale) * Math.log(2);
  }

  private static double quotient(Dyadic a, Dyadic b) {
    if (a.isZero()) {
      return 0;
    }
    return Math.exp(a.log() - b.log());
  }
}
