package org.lasegue.inference;

import java.util.Arrays;
import java.util.List;

/// A noisy-MAX gate: every cause contributes independently, and the variable takes the highest
/// contribution.
///
/// The states of the variable ascend; state 0 is "no effect". Each parent state gives a
/// distribution over the states of the variable, the contribution of that parent alone; the leak is
/// the contribution of everything the network leaves out. With two states this is the noisy-OR
/// gate.
///
/// @param causes one per parent
/// @param leak a distribution over the states of the variable; all mass on state 0 for no leak
public record NoisyMax(List<Cause> causes, double[] leak) implements ConditionalDistribution {

  public NoisyMax {
    causes = List.copyOf(causes);
    leak = leak.clone();
  }

  /// A noisy-OR gate for a variable of two states, "absent" first.
  ///
  /// @param leak the probability of the effect when every cause is off
  public static NoisyMax or(double leak, Cause... causes) {
    return new NoisyMax(List.of(causes), activation(leak));
  }

  @Override
  public List<String> parents() {
    return causes.stream().map(Cause::parent).toList();
  }

  @Override
  public double[] leak() {
    return leak.clone();
  }

  double[] rawLeak() {
    return leak;
  }

  private static double[] activation(double probability) {
    return new double[] {1 - probability, probability};
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NoisyMax that
        && causes.equals(that.causes)
        && Arrays.equals(leak, that.leak);
  }

  @Override
  public int hashCode() {
    return 31 * causes.hashCode() + Arrays.hashCode(leak);
  }

  @Override
  public String toString() {
    return "NoisyMax[causes=" + causes + ", leak=" + Arrays.toString(leak) + "]";
  }

  /// What one parent contributes.
  ///
  /// @param parent the name of the parent
  /// @param contributions one row per state of the parent, each a distribution over the states of
  ///   the gate's variable
  public record Cause(String parent, double[][] contributions) {

    public Cause {
      contributions = copy(contributions);
    }

    /// A cause of a noisy-OR gate with two states, the first of which does nothing.
    ///
    /// @param strength the probability that the second state alone brings about the effect
    public static Cause of(String parent, double strength) {
      return perState(parent, 0, strength);
    }

    /// A cause of a noisy-OR gate with any number of states.
    ///
    /// @param strengths for each state of the parent, the probability that it alone brings about
    ///   the effect
    public static Cause perState(String parent, double... strengths) {
      double[][] rows = new double[strengths.length][];
      for (int state = 0; state < strengths.length; state++) {
        rows[state] = activation(strengths[state]);
      }
      return new Cause(parent, rows);
    }

    @Override
    public double[][] contributions() {
      return copy(contributions);
    }

    double[][] raw() {
      return contributions;
    }

    private static double[][] copy(double[][] rows) {
      double[][] copy = new double[rows.length][];
      for (int row = 0; row < rows.length; row++) {
        copy[row] = rows[row].clone();
      }
      return copy;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Cause that
          && parent.equals(that.parent)
          && Arrays.deepEquals(contributions, that.contributions);
    }

    @Override
    public int hashCode() {
      return 31 * parent.hashCode() + Arrays.deepHashCode(contributions);
    }

    @Override
    public String toString() {
      return parent + Arrays.deepToString(contributions);
    }
  }
}
