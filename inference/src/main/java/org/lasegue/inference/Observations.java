package org.lasegue.inference;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Evidence resolved against a network: indexes instead of names.
final class Observations {

  /// How much is known of a variable, as far as the shape of a calculation depends on it.
  static final byte FREE = 0;

  /// Observed in a state other than the first.
  static final byte OBSERVED = 1;

  /// Observed in the first state, which makes a gate a product over its parents.
  static final byte OBSERVED_FIRST = 2;

  /// Not observed, but weighted or asked about: it must take part in the calculation.
  static final byte WANTED = 3;

  private final Evidence evidence;
  private final byte[] pattern;
  private final int[] states;
  private final double[] @Nullable [] weights;
  private final int exponent;

  private Observations(
      Evidence evidence,
      byte[] pattern,
      int[] states,
      double[] @Nullable [] weights,
      int exponent) {
    this.evidence = evidence;
    this.pattern = pattern;
    this.states = states;
    this.weights = weights;
    this.exponent = exponent;
  }

  static Observations resolve(Network network, Evidence evidence) {
    byte[] pattern = new byte[network.size()];
    int[] states = new int[network.size()];
    Arrays.fill(states, -1);
    double[] @Nullable [] weights = new double[network.size()][];
    int exponent = 0;
    for (Map.Entry<String, Evidence.Observation> entry : evidence.observations().entrySet()) {
      int index = network.indexOf(entry.getKey());
      Variable variable = network.variable(index);
      switch (entry.getValue()) {
        case Evidence.Hard hard -> {
          states[index] = variable.indexOf(hard.state());
          pattern[index] = states[index] == 0 ? OBSERVED_FIRST : OBSERVED;
        }
        case Evidence.Soft soft -> {
          if (soft.weights().length != variable.cardinality()) {
            throw new InvalidEvidenceException(
                "variable '"
                    + variable.name()
                    + "' has "
                    + variable.cardinality()
                    + " states, but "
                    + soft.weights().length
                    + " weights were given");
          }
          double[] scaled = soft.weights().clone();
          exponent += Scaling.toUnit(scaled, 0, scaled.length);
          weights[index] = scaled;
          pattern[index] = WANTED;
        }
      }
    }
    return new Observations(evidence, pattern, states, weights, exponent);
  }

  /// These observations, with a free variable taking part although nothing is known of it.
  Observations wanting(int variable) {
    byte[] changed = pattern.clone();
    changed[variable] = WANTED;
    return new Observations(evidence, changed, states, weights, exponent);
  }

  /// These observations and one state of a wanted variable. The pattern stays, so the same compiled
  /// calculation serves.
  Observations supposing(int variable, int state, int cardinality) {
    double[] @Nullable [] changed = weights.clone();
    double[] before = weights[variable];
    double[] only = new double[cardinality];
    only[state] = before == null ? 1 : before[state];
    changed[variable] = only;
    return new Observations(evidence, pattern, states, changed, exponent);
  }

  Evidence evidence() {
    return evidence;
  }

  byte[] pattern() {
    return pattern;
  }

  /// The number of variables.
  int size() {
    return states.length;
  }

  boolean isObserved(int variable) {
    return states[variable] >= 0;
  }

  /// The observed state, or -1.
  int state(int variable) {
    return states[variable];
  }

  double @Nullable [] weights(int variable) {
    return weights[variable];
  }

  /// The power of two that was taken out of the weights.
  int exponent() {
    return exponent;
  }

  static boolean isObserved(byte code) {
    return code == OBSERVED || code == OBSERVED_FIRST;
  }
}
