package org.lasegue.inference;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Looks for the cheapest clique tree: gates taken apart in several orders, the graph triangulated
/// by several rules, and where the best is still large, by the same rules with ties shuffled.
final class TreeCompiler {

  /// From this many entries on, more orders are tried.
  private static final double WORTH_SHUFFLING = 1 << 14;

  private static final int SHUFFLES = 4;
  private static final long SEED = 0x1a5e90e1864L;

  private final Network network;
  private final byte[] pattern;
  private final boolean[] included;
  private double bound;
  private @Nullable Plan best;

  private TreeCompiler(Network network, byte[] pattern, boolean[] included, double bound) {
    this.network = network;
    this.pattern = pattern;
    this.included = included;
    this.bound = bound;
  }

  /// A tree that has been chosen but not laid out.
  record Plan(FactorGraph graph, List<int[]> eliminationCliques, Density density) {

    /// Lays the tree out; its entries must be countable by an `int`.
    JunctionTree layOut() {
      CliqueTree tree = CliqueTree.of(graph.cardinalities(), eliminationCliques);
      return new JunctionTree(graph, tree, density);
    }
  }

  /// The best tree found. If none is within the bound, only one order has been tried to the end.
  ///
  /// @param included the variables that take part; with each also its ancestors
  static Plan plan(Network network, byte[] pattern, boolean[] included, double bound) {
    TreeCompiler compiler = new TreeCompiler(network, pattern, included, bound);
    Plan within = compiler.search();
    return within != null ? within : compiler.overBound();
  }

  /// The best tree found within the bound, or null if there is none.
  static @Nullable Plan planWithin(
      Network network, byte[] pattern, boolean[] included, double bound) {
    return new TreeCompiler(network, pattern, included, bound).search();
  }

  private @Nullable Plan search() {
    int[] declared = new int[network.size()];
    Arrays.setAll(declared, i -> i);
    int[] star = starRank();
    int[] reversed = new int[star.length];
    Arrays.setAll(reversed, i -> -star[i]);
    FactorGraph graph = FactorGraph.build(network, pattern, included, star);
    consider(graph, null);
    if (graph.cardinalities().length > network.size()) {
      consider(FactorGraph.build(network, pattern, included, reversed), null);
      consider(FactorGraph.build(network, pattern, included, declared), null);
    }
    if (best != null && best.density.tableEntries() > WORTH_SHUFFLING) {
      SplittableRandom random = new SplittableRandom(SEED);
      for (int i = 0; i < SHUFFLES; i++) {
        consider(best.graph, random.split());
      }
    }
    return best;
  }

  private Plan overBound() {
    bound = Double.POSITIVE_INFINITY;
    FactorGraph graph = FactorGraph.build(network, pattern, included, starRank());
    consider(graph, null, Triangulation.Rule.FILL);
    if (best == null) {
      throw new IllegalStateException("no clique tree");
    }
    return best;
  }

  private void consider(FactorGraph graph, @Nullable SplittableRandom shuffle) {
    for (Triangulation.Rule rule : Triangulation.Rule.values()) {
      consider(graph, shuffle, rule);
    }
  }

  private void consider(
      FactorGraph graph, @Nullable SplittableRandom shuffle, Triangulation.Rule rule) {
    List<int[]> cliques =
        Triangulation.cliques(graph.cardinalities(), graph.scopes(), rule, shuffle, bound);
    if (cliques != null) {
      Density density = CliqueTree.density(graph.cardinalities(), cliques);
      double entries = density.tableEntries();
      if (entries < bound || (best == null && entries == bound)) {
        best = new Plan(graph, cliques, density);
        bound = entries;
      }
    }
  }

  /// The position of each variable in an elimination order of the graph with gates as stars.
  private int[] starRank() {
    int[] cardinalities = Arrays.copyOf(network.cardinalities(), 2 * network.size());
    Arrays.fill(cardinalities, network.size(), cardinalities.length, 2);
    List<int[]> cliques =
        Triangulation.cliques(
            cardinalities,
            FactorGraph.starScopes(network, pattern, included),
            Triangulation.Rule.FILL,
            null,
            Double.POSITIVE_INFINITY);
    int[] rank = new int[network.size()];
    Arrays.fill(rank, network.size());
    if (cliques != null) {
      int next = 0;
      for (int[] clique : cliques) {
        if (clique[0] < rank.length) {
          rank[clique[0]] = next;
        }
        next++;
      }
    }
    return rank;
  }
}
