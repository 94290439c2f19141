package org.lasegue.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Posteriors of a gate network by summing over every configuration in exact arithmetic.
///
/// It works from other formulas than the engine: gates by differences of cumulative products, which
/// exact arithmetic allows. The lowest state of every row is taken as one less the others, so a
/// strength of a noisy-OR counts with its exact complement.
final class ExactEnumeration {

  private final Network network;
  private final int[] observed;
  private final List<Integer> enumerated = new ArrayList<>();
  private final List<Integer> leaves = new ArrayList<>();
  private final Dyadic[][][][] cumulative;
  private final Dyadic[][] leak;
  private final Dyadic[][] sums;
  private Dyadic total = Dyadic.ZERO;

  ExactEnumeration(Network network, Map<String, String> evidence) {
    this.network = network;
    this.observed = new int[network.size()];
    this.cumulative = new Dyadic[network.size()][][][];
    this.leak = new Dyadic[network.size()][];
    this.sums = new Dyadic[network.size()][];
    boolean[] hasChildren = new boolean[network.size()];
    for (int variable = 0; variable < network.size(); variable++) {
      for (int parent : network.parents(variable)) {
        hasChildren[parent] = true;
      }
    }
    for (int variable = 0; variable < network.size(); variable++) {
      String state = evidence.get(network.variable(variable).name());
      observed[variable] = state == null ? -1 : network.variable(variable).indexOf(state);
      sums[variable] = new Dyadic[network.cardinality(variable)];
      Arrays.fill(sums[variable], Dyadic.ZERO);
      if (state == null) {
        (hasChildren[variable] ? enumerated : leaves).add(variable);
      }
      convert(variable);
    }
    visit(0, observed.clone());
  }

  Dyadic total() {
    return total;
  }

  /// The exact joint probability of the evidence and a state.
  Dyadic joint(int variable, int state) {
    if (observed[variable] >= 0) {
      return observed[variable] == state ? total : Dyadic.ZERO;
    }
    return sums[variable][state];
  }

  private void convert(int variable) {
    switch (network.distribution(variable)) {
      case Table table -> leak[variable] = cumulate(table.values());
      case NoisyMax gate -> {
        leak[variable] = cumulate(gate.leak());
        cumulative[variable] = new Dyadic[gate.causes().size()][][];
        for (int cause = 0; cause < gate.causes().size(); cause++) {
          double[][] rows = gate.causes().get(cause).contributions();
          cumulative[variable][cause] = new Dyadic[rows.length][];
          for (int state = 0; state < rows.length; state++) {
            cumulative[variable][cause][state] = cumulate(rows[state]);
          }
        }
      }
    }
  }

  private static Dyadic[] cumulate(double[] row) {
    Dyadic[] cumulated = new Dyadic[row.length];
    Dyadic upTo = Dyadic.ONE;
    for (int state = row.length - 1; state >= 0; state--) {
      cumulated[state] = upTo;
      upTo = upTo.minus(Dyadic.of(row[state]));
    }
    return cumulated;
  }

  private void visit(int next, int[] states) {
    if (next < enumerated.size()) {
      int variable = enumerated.get(next);
      for (int state = 0; state < network.cardinality(variable); state++) {
        states[variable] = state;
        visit(next + 1, states);
      }
      return;
    }
    Dyadic weight = Dyadic.ONE;
    for (int variable = 0; variable < network.size() && !weight.isZero(); variable++) {
      if (states[variable] >= 0) {
        weight = weight.times(probability(variable, states[variable], states));
      }
    }
    total = total.plus(weight);
    for (int variable : enumerated) {
      sums[variable][states[variable]] = sums[variable][states[variable]].plus(weight);
    }
    for (int leaf : leaves) {
      for (int state = 0; state < network.cardinality(leaf); state++) {
        sums[leaf][state] = sums[leaf][state].plus(weight.times(probability(leaf, state, states)));
      }
    }
  }

  private Dyadic probability(int variable, int state, int[] states) {
    Dyadic upTo = upTo(variable, state, states);
    return state == 0 ? upTo : upTo.minus(upTo(variable, state - 1, states));
  }

  private Dyadic upTo(int variable, int state, int[] states) {
    Dyadic product = leak[variable][state];
    int[] parents = network.parents(variable);
    for (int cause = 0; cause < parents.length; cause++) {
      product = product.times(cumulative[variable][cause][states[parents[cause]]][state]);
    }
    return product;
  }
}
