package org.lasegue.inference;

import java.util.Arrays;

/// One link of the chain a gate is taken apart into: the running maximum over the causes so far,
/// joined by one or two more causes.
///
/// The first link also holds the leak and the causes whose parents are observed. The last one ends
/// in the gate's own variable, or, where that is observed, in a number.
final class GateFactor implements Factor {

  private static final int[] NONE = {};

  private final Gate gate;
  private final int[] scope;
  private final int[] inputCardinalities;
  private final int[] causes;
  private final int[] observedCauses;
  private final boolean leaks;
  private final boolean takesIn;
  private final boolean passesOn;

  private GateFactor(
      Gate gate,
      int[] scope,
      int[] cardinalities,
      int[] causes,
      int[] observedCauses,
      boolean leaks,
      boolean takesIn,
      boolean passesOn) {
    this.gate = gate;
    this.scope = scope;
    this.causes = causes;
    this.observedCauses = observedCauses;
    this.leaks = leaks;
    this.takesIn = takesIn;
    this.passesOn = passesOn;
    this.inputCardinalities = new int[scope.length - (passesOn ? 1 : 0)];
    for (int i = 0; i < inputCardinalities.length; i++) {
      inputCardinalities[i] = cardinalities[scope[i]];
    }
  }

  /// The link that begins with the leak and the causes whose parents are observed.
  ///
  /// @param scope the parents of its causes, then the maximum if it is passed on
  static GateFactor first(
      Gate gate,
      int[] scope,
      int[] cardinalities,
      int[] causes,
      int[] observedCauses,
      boolean passesOn) {
    return new GateFactor(
        gate, scope, cardinalities, causes, observedCauses, true, false, passesOn);
  }

  /// A link that one cause joins.
  ///
  /// @param scope the running maximum, the parent of the cause, then the maximum if it is passed on
  static GateFactor next(Gate gate, int[] scope, int[] cardinalities, int cause, boolean passesOn) {
    return new GateFactor(
        gate, scope, cardinalities, new int[] {cause}, NONE, false, true, passesOn);
  }

  /// The contribution of one cause by itself, to a gate of a single level.
  static GateFactor alone(Gate gate, int parent, int[] cardinalities, int cause) {
    return new GateFactor(
        gate, new int[] {parent}, cardinalities, new int[] {cause}, NONE, false, false, false);
  }

  @Override
  public int[] scope() {
    return scope;
  }

  @Override
  public int fill(Observations observations, double[] values) {
    int levels = gate.levels();
    double[] base = new double[levels];
    double[] contribution = new double[levels];
    double[] maximum = new double[levels];
    base[0] = 1;
    int exponent = leaks ? base(observations, base, contribution) : 0;
    int[] digits = new int[inputCardinalities.length];
    int target = 0;
    while (true) {
      int firstCause = 0;
      if (takesIn) {
        Arrays.fill(maximum, 0);
        maximum[digits[0]] = 1;
        firstCause = 1;
      } else {
        System.arraycopy(base, 0, maximum, 0, levels);
      }
      for (int i = 0; i < causes.length; i++) {
        gate.contribution(causes[i], digits[firstCause + i], observations, contribution);
        Gate.maximum(maximum, contribution, levels);
      }
      if (passesOn) {
        System.arraycopy(maximum, 0, values, target, levels);
        target += levels;
      } else {
        values[target++] = maximum[levels - 1];
      }
      int position = digits.length - 1;
      while (position >= 0 && ++digits[position] == inputCardinalities[position]) {
        digits[position--] = 0;
      }
      if (position < 0) {
        return exponent;
      }
    }
  }

  private int base(Observations observations, double[] base, double[] contribution) {
    gate.leak(observations, base);
    int exponent = Scaling.toUnit(base, 0, base.length);
    for (int cause : observedCauses) {
      gate.contribution(cause, observations.state(gate.parent(cause)), observations, contribution);
      Gate.maximum(base, contribution, base.length);
      exponent += Scaling.toUnit(base, 0, base.length);
    }
    return exponent;
  }
}
