package org.lasegue.inference;

/// The numbers of a noisy-MAX gate, seen through what is observed of its variable.
///
/// Only whether the maximum is below, at or above the observed state matters, so an observed gate
/// needs two levels (below, at) and one observed in its first state a single one (at);
/// contributions above the observed state are dropped. A gate whose variable is free keeps a level
/// per state.
final class Gate {

  private final int variable;
  private final int cardinality;
  private final int[] parents;
  private final double[][][] contributions;
  private final double[] leak;
  private final byte code;

  Gate(Network network, int variable, NoisyMax definition, byte code) {
    this.variable = variable;
    this.cardinality = network.cardinality(variable);
    this.parents = network.parents(variable);
    this.contributions =
        definition.causes().stream().map(NoisyMax.Cause::raw).toArray(double[][][]::new);
    this.leak = definition.rawLeak();
    this.code = code;
  }

  int parent(int cause) {
    return parents[cause];
  }

  int levels() {
    return switch (code) {
      case Observations.OBSERVED_FIRST -> 1;
      case Observations.OBSERVED -> 2;
      default -> cardinality;
    };
  }

  /// Writes the leak as a distribution over levels.
  void leak(Observations observations, double[] levels) {
    project(leak, observations, levels);
  }

  /// Writes the contribution of a cause as a distribution over levels.
  void contribution(int cause, int parentState, Observations observations, double[] levels) {
    project(contributions[cause][parentState], observations, levels);
  }

  private void project(double[] states, Observations observations, double[] levels) {
    switch (code) {
      case Observations.OBSERVED_FIRST -> levels[0] = states[0];
      case Observations.OBSERVED -> {
        int observed = observations.state(variable);
        double below = 0;
        for (int state = 0; state < observed; state++) {
          below += states[state];
        }
        levels[0] = below;
        levels[1] = states[observed];
      }
      default -> System.arraycopy(states, 0, levels, 0, cardinality);
    }
  }

  /// Replaces the distribution of one number by that of the maximum of it and another.
  ///
  /// P(max = k) = P(A = k) P(B <= k) + P(A < k) P(B = k): sums and products only, where the usual
  /// difference of cumulative distributions would cancel.
  static void maximum(double[] a, double[] b, int levels) {
    double belowA = 0;
    double upToB = 0;
    for (int level = 0; level < levels; level++) {
      upToB += b[level];
      double atA = a[level];
      a[level] = atA * upToB + belowA * b[level];
      belowA += atA;
    }
  }
}
