package org.lasegue.inference;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The answer to a query: the probability of the evidence, and for each variable its distribution
/// given the evidence.
public final class Posteriors {

  private static final IntFunction<double[]> NONE = variable -> new double[0];

  private final Network network;
  private final double logProbabilityOfEvidence;
  private final double[] values;
  private final @Nullable BitSet missing;
  private final IntFunction<double[]> remaining;

  /// @param values the distributions of all variables, one after the other
  Posteriors(Network network, double logProbabilityOfEvidence, double[] values) {
    this.network = network;
    this.logProbabilityOfEvidence = logProbabilityOfEvidence;
    this.values = values;
    this.missing = null;
    this.remaining = NONE;
  }

  /// @param known one distribution per variable, null for those to be calculated when asked for
  /// @param remaining calculates one of them
  Posteriors(
      Network network,
      double logProbabilityOfEvidence,
      double[] @Nullable [] known,
      IntFunction<double[]> remaining) {
    this.network = network;
    this.logProbabilityOfEvidence = logProbabilityOfEvidence;
    this.values = new double[network.statesAt()[known.length]];
    this.missing = new BitSet();
    this.remaining = remaining;
    for (int variable = 0; variable < known.length; variable++) {
      double[] distribution = known[variable];
      if (distribution == null) {
        missing.set(variable);
      } else {
        put(variable, distribution);
      }
    }
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
    int index = network.indexOf(variable);
    complete(index);
    return Arrays.copyOfRange(values, network.statesAt()[index], network.statesAt()[index + 1]);
  }

  /// The probability of one state of a variable.
  ///
  /// @throws UnknownNameException if the network has no such variable or the variable no such state
  /// @throws TooDenseException as above
  public double of(String variable, String state) {
    int index = network.indexOf(variable);
    complete(index);
    return values[network.statesAt()[index] + network.variable(index).indexOf(state)];
  }

  private void complete(int index) {
    BitSet open = missing;
    if (open != null) {
      synchronized (open) {
        if (open.get(index)) {
          put(index, remaining.apply(index));
          open.clear(index);
        }
      }
    }
  }

  private void put(int index, double[] distribution) {
    System.arraycopy(distribution, 0, values, network.statesAt()[index], distribution.length);
  }
}
