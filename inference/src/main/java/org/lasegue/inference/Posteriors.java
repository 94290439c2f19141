package org.lasegue.inference;

import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The answer to a query: the probability of the evidence, and for each variable its distribution
/// given the evidence.
public final class Posteriors {

  private final Network network;
  private final double logProbabilityOfEvidence;
  private final double[] @Nullable [] values;
  private final IntFunction<double[]> remaining;

  /// @param values one distribution per variable, null for those to be calculated when asked for
  /// @param remaining calculates one of them
  Posteriors(
      Network network,
      double logProbabilityOfEvidence,
      double[] @Nullable [] values,
      IntFunction<double[]> remaining) {
    this.network = network;
    this.logProbabilityOfEvidence = logProbabilityOfEvidence;
    this.values = values;
    this.remaining = remaining;
  }

  /// The natural logarithm of the probability of the evidence; with weighted evidence, of its
  /// expected weight. It never underflows.
  public double logProbabilityOfEvidence() {
    return logProbabilityOfEvidence;
  }

  /// The probability of each state of a variable, in the order of its states.
  ///
  /// @throws UnknownNameException if the network has no such variable
  /// @throws TooDenseException if this variable is one that the evidence does not depend on, and
  ///   the clique tree that holds it would exceed the limit
  public double[] of(String variable) {
    return get(network.indexOf(variable)).clone();
  }

  /// The probability of one state of a variable.
  ///
  /// @throws UnknownNameException if the network has no such variable or the variable no such state
  /// @throws TooDenseException as above
  public double of(String variable, String state) {
    int index = network.indexOf(variable);
    return get(index)[network.variable(index).indexOf(state)];
  }

  private double[] get(int index) {
    synchronized (values) {
      double[] known = values[index];
      if (known == null) {
        known = remaining.apply(index);
        values[index] = known;
      }
      return known;
    }
  }
}
