package org.lasegue.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The network as a product of factors, given which variables are observed and which take part.
///
/// Vertices are the variables of the network, under their own index, followed by auxiliary ones:
/// the running maxima of gates with three or more unobserved parents. Observed variables are in no
/// scope.
final class FactorGraph {

  private final int[] cardinalities;
  private final List<Factor> factors;

  private FactorGraph(int[] cardinalities, List<Factor> factors) {
    this.cardinalities = cardinalities;
    this.factors = factors;
  }

  /// @param included which variables take part; with a variable all its ancestors must
  /// @param chainRank in which order a gate's chain visits the parents: lowest rank first
  static FactorGraph build(Network network, byte[] pattern, boolean[] included, int[] chainRank) {
    return new Builder(network, pattern, chainRank).build(included);
  }

  /// Scopes with each gate as a star: its variable, or a stand-in if that is observed, joined to
  /// each parent alone. A good elimination order of these suggests chain orders.
  static List<int[]> starScopes(Network network, byte[] pattern, boolean[] included) {
    List<int[]> scopes = new ArrayList<>();
    int centre = network.size();
    for (int variable = 0; variable < network.size(); variable++) {
      if (!included[variable]) {
        continue;
      }
      if (network.distribution(variable) instanceof Table table) {
        scopes.add(TableFactor.of(network, variable, table, pattern).scope());
      } else if (pattern[variable] != Observations.OBSERVED_FIRST) {
        int hub = Observations.isObserved(pattern[variable]) ? centre++ : variable;
        for (int parent : network.parents(variable)) {
          if (!Observations.isObserved(pattern[parent])) {
            scopes.add(new int[] {parent, hub});
          }
        }
      }
    }
    return scopes;
  }

  /// One entry per vertex.
  int[] cardinalities() {
    return cardinalities;
  }

  List<Factor> factors() {
    return factors;
  }

  List<int[]> scopes() {
    return factors.stream().map(Factor::scope).toList();
  }

  private static final class Builder {

    private final Network network;
    private final byte[] pattern;
    private final int[] chainRank;
    private final List<Factor> factors = new ArrayList<>();
    private int[] cardinalities;
    private int vertices;

    Builder(Network network, byte[] pattern, int[] chainRank) {
      this.network = network;
      this.pattern = pattern;
      this.chainRank = chainRank;
      this.cardinalities = network.cardinalities();
      this.vertices = cardinalities.length;
    }

    FactorGraph build(boolean[] included) {
      for (int variable = 0; variable < network.size(); variable++) {
        if (included[variable]) {
          switch (network.distribution(variable)) {
            case Table table -> factors.add(TableFactor.of(network, variable, table, pattern));
            case NoisyMax definition -> addGate(variable, definition);
          }
        }
      }
      return new FactorGraph(Arrays.copyOf(cardinalities, vertices), factors);
    }

    private void addGate(int variable, NoisyMax definition) {
      Gate gate = new Gate(network, variable, definition, pattern[variable]);
      List<Integer> free = new ArrayList<>();
      List<Integer> observed = new ArrayList<>();
      for (int cause = 0; cause < definition.causes().size(); cause++) {
        (Observations.isObserved(pattern[gate.parent(cause)]) ? observed : free).add(cause);
      }
      free.sort(Comparator.comparingInt(cause -> chainRank[gate.parent(cause)]));
      int[] causes = toArray(free);
      int[] observedCauses = toArray(observed);
      if (pattern[variable] == Observations.OBSERVED_FIRST) {
        addProduct(gate, causes, observedCauses);
      } else {
        addChain(variable, gate, causes, observedCauses);
      }
    }

    /// All contributions at the first level: a factor per parent, which ties no parents together.
    private void addProduct(Gate gate, int[] causes, int[] observedCauses) {
      int[] none = {};
      factors.add(GateFactor.first(gate, none, cardinalities, none, observedCauses, false));
      for (int cause : causes) {
        factors.add(GateFactor.alone(gate, gate.parent(cause), cardinalities, cause));
      }
    }

    private void addChain(int variable, Gate gate, int[] causes, int[] observedCauses) {
      boolean free = !Observations.isObserved(pattern[variable]);
      if (causes.length <= 2) {
        int[] scope = new int[causes.length + (free ? 1 : 0)];
        for (int i = 0; i < causes.length; i++) {
          scope[i] = gate.parent(causes[i]);
        }
        if (free) {
          scope[causes.length] = variable;
        }
        factors.add(GateFactor.first(gate, scope, cardinalities, causes, observedCauses, free));
        return;
      }
      int running = addVertex(gate.levels());
      int[] first = {gate.parent(causes[0]), running};
      int[] firstCause = {causes[0]};
      factors.add(GateFactor.first(gate, first, cardinalities, firstCause, observedCauses, true));
      for (int i = 1; i < causes.length - 1; i++) {
        int next = addVertex(gate.levels());
        int[] scope = {running, gate.parent(causes[i]), next};
        factors.add(GateFactor.next(gate, scope, cardinalities, causes[i], true));
        running = next;
      }
      int cause = causes[causes.length - 1];
      int parent = gate.parent(cause);
      int[] last = free ? new int[] {running, parent, variable} : new int[] {running, parent};
      factors.add(GateFactor.next(gate, last, cardinalities, cause, free));
    }

    private int addVertex(int cardinality) {
      if (vertices == cardinalities.length) {
        cardinalities = Arrays.copyOf(cardinalities, 2 * vertices + 1);
      }
      cardinalities[vertices] = cardinality;
      return vertices++;
    }

    private static int[] toArray(List<Integer> list) {
      return list.stream().mapToInt(Integer::intValue).toArray();
    }
  }
}
