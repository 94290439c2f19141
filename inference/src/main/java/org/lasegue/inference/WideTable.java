package org.lasegue.inference;

import java.util.Arrays;

/// Non-negative numbers with the precision of a `double` and the exponent range of an `int`.
///
/// An entry is significand * 2^exponent with a significand in [1/2, 1), or zero.
final class WideTable {

  /// A number this many binary digits below another does not change their sum.
  private static final int NEGLIGIBLE = 1000;

  private final double[] significands;
  private final int[] exponents;

  WideTable(int size) {
    significands = new double[size];
    exponents = new int[size];
  }

  void fill(int from, int to, double value) {
    int exponent = value == 0 ? 0 : Scaling.exponent(value);
    Arrays.fill(significands, from, to, Math.scalb(value, -exponent));
    Arrays.fill(exponents, from, to, exponent);
  }

  boolean isZero(int index) {
    return significands[index] == 0;
  }

  void set(int index, double significand, int exponent) {
    if (significand == 0) {
      significands[index] = 0;
      exponents[index] = 0;
    } else {
      int shift = Scaling.exponent(significand);
      significands[index] = Math.scalb(significand, -shift);
      exponents[index] = exponent + shift;
    }
  }

  void multiply(int index, double factor) {
    int shift = factor == 0 ? 0 : Scaling.exponent(factor);
    set(index, significands[index] * Math.scalb(factor, -shift), exponents[index] + shift);
  }

  void multiply(int index, WideTable other, int otherIndex) {
    set(
        index,
        significands[index] * other.significands[otherIndex],
        exponents[index] + other.exponents[otherIndex]);
  }

  /// Divides by an entry; by zero gives zero.
  void divide(int index, WideTable other, int otherIndex) {
    double divisor = other.significands[otherIndex];
    set(
        index,
        divisor == 0 ? 0 : significands[index] / divisor,
        exponents[index] - other.exponents[otherIndex]);
  }

  void add(int index, WideTable other, int otherIndex) {
    double significand = other.significands[otherIndex];
    if (significand == 0) {
      return;
    }
    int exponent = other.exponents[otherIndex];
    if (significands[index] == 0) {
      set(index, significand, exponent);
      return;
    }
    int difference = exponent - exponents[index];
    if (difference > NEGLIGIBLE) {
      set(index, significand, exponent);
    } else if (difference >= -NEGLIGIBLE) {
      set(index, significands[index] + Math.scalb(significand, difference), exponents[index]);
    }
  }

  /// The quotient of two entries as a `double`.
  double ratio(int index, WideTable other, int otherIndex) {
    return Math.scalb(
        significands[index] / other.significands[otherIndex],
        exponents[index] - other.exponents[otherIndex]);
  }

  double log(int index) {
    return StrictMath.log(significands[index]) + exponents[index] * Constants.LN_2;
  }
}
