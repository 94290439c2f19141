package org.lasegue.inference;

import java.util.ArrayList;
import java.util.List;

/// A clique tree with every factor given to a clique that holds its scope: all that a propagation
/// needs to know besides the evidence.
final class JunctionTree {

  private final Density density;
  private final CliqueTree cliques;
  private final List<Factor> constants = new ArrayList<>();
  private final List<Factor> factors = new ArrayList<>();
  private final int[] cliqueOf;
  private final Projection[] projections;
  private final int[] sizes;
  private final int bufferSize;

  JunctionTree(FactorGraph graph, CliqueTree cliques, Density density) {
    this.density = density;
    this.cliques = cliques;
    for (Factor factor : graph.factors()) {
      (factor.scope().length == 0 ? constants : factors).add(factor);
    }
    this.cliqueOf = new int[factors.size()];
    this.projections = new Projection[factors.size()];
    this.sizes = new int[factors.size()];
    int largest = 1;
    for (int i = 0; i < cliqueOf.length; i++) {
      int[] scope = factors.get(i).scope();
      cliqueOf[i] = cliques.holding(scope);
      projections[i] = cliques.projection(cliqueOf[i], scope);
      sizes[i] = 1;
      for (int vertex : scope) {
        sizes[i] *= cliques.cardinality(vertex);
      }
      largest = Math.max(largest, sizes[i]);
    }
    for (int clique = 0; clique < cliques.size(); clique++) {
      largest = Math.max(largest, cliques.messageSize[clique]);
    }
    for (int vertex = 0; vertex < cliques.home.length; vertex++) {
      largest = Math.max(largest, cliques.cardinality(vertex));
    }
    this.bufferSize = largest;
  }

  Density density() {
    return density;
  }

  CliqueTree cliques() {
    return cliques;
  }

  /// Whether a variable of the network is a vertex of this tree.
  boolean holds(int variable) {
    return cliques.home[variable] >= 0;
  }

  /// Factors without scope.
  List<Factor> constants() {
    return constants;
  }

  /// Factors with a scope; the accessors below go by the position in this list.
  List<Factor> factors() {
    return factors;
  }

  int cliqueOf(int factor) {
    return cliqueOf[factor];
  }

  Projection projection(int factor) {
    return projections[factor];
  }

  int sizeOf(int factor) {
    return sizes[factor];
  }

  /// The size of the largest factor, message or marginal.
  int bufferSize() {
    return bufferSize;
  }
}
