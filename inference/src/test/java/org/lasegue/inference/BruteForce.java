package org.lasegue.inference;

/// Posteriors by summing the joint distribution over every configuration, in plain `double`s.
final class BruteForce {

  private final Network network;
  private final Observations observations;
  private final double[][] sums;
  private double total;

  BruteForce(Network network, Evidence evidence) {
    this.network = network;
    this.observations = Observations.resolve(network, evidence);
    this.sums = new double[network.size()][];
    for (int variable = 0; variable < network.size(); variable++) {
      sums[variable] = new double[network.cardinality(variable)];
    }
    visit(0, 1, new int[network.size()]);
  }

  /// The probability of the evidence.
  double total() {
    return total;
  }

  double posterior(int variable, int state) {
    return sums[variable][state] / total;
  }

  private void visit(int position, double weight, int[] states) {
    if (position == network.size()) {
      double weighted = Math.scalb(weight, observations.exponent());
      total += weighted;
      for (int variable = 0; variable < states.length; variable++) {
        sums[variable][states[variable]] += weighted;
      }
      return;
    }
    int variable = network.topologicalOrder()[position];
    double[] weights = observations.weights(variable);
    for (int state = 0; state < network.cardinality(variable); state++) {
      if (observations.isObserved(variable) && observations.state(variable) != state) {
        continue;
      }
      states[variable] = state;
      double factor = probability(variable, states) * (weights == null ? 1 : weights[state]);
      if (factor > 0) {
        visit(position + 1, weight * factor, states);
      }
    }
  }

  private double probability(int variable, int[] states) {
    int[] parents = network.parents(variable);
    return switch (network.distribution(variable)) {
      case Table table -> {
        int row = 0;
        for (int parent : parents) {
          row = row * network.cardinality(parent) + states[parent];
        }
        yield table.values()[row * network.cardinality(variable) + states[variable]];
      }
      case NoisyMax gate -> highest(gate, parents, states, 0, -1, states[variable]);
    };
  }

  /// The probability that the highest contribution is the wanted one: the leak and each cause take
  /// every value in turn.
  private static double highest(
      NoisyMax gate, int[] parents, int[] states, int next, int maximum, int wanted) {
    if (next > parents.length) {
      return maximum == wanted ? 1 : 0;
    }
    double[] row =
        next == 0
            ? gate.leak()
            : gate.causes().get(next - 1).contributions()[states[parents[next - 1]]];
    double sum = 0;
    for (int level = 0; level <= wanted; level++) {
      if (row[level] > 0) {
        sum +=
            row[level] * highest(gate, parents, states, next + 1, Math.max(maximum, level), wanted);
      }
    }
    return sum;
  }
}
