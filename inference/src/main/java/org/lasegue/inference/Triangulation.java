package org.lasegue.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Eliminates the vertices of a graph greedily, and keeps the clique each one leaves behind.
///
/// Finding the order of least cost is NP-hard; the greedy rules below are the field's usual ones,
/// and the caller keeps the best of several. Ties go to the lower index, or to a seeded shuffle.
final class Triangulation {

  /// What is small for the vertex to eliminate next.
  enum Rule {
    /// The number of edges to add; then the clique's table.
    FILL,
    /// The size of the clique's table; then the number of edges to add.
    WEIGHT,
    /// The edges to add, each weighted with the product of its ends' cardinalities; then the
    /// clique's table.
    WEIGHTED_FILL
  }

  private final int[] cardinalities;
  private final double[] logCardinalities;
  private final Rule rule;
  private final int[][] neighbours;
  private final int[] degree;

  /// What a vertex counts in the weight of an edge.
  private final long[] weights;

  /// The weight of the edges that lack among the neighbours of each vertex.
  private final long[] fill;

  /// The weight of the neighbours of each vertex.
  private final long[] around;

  private final int[] mark;
  private int current;
  private final boolean[] isChanged;
  private final int[] changed;
  private int changes;
  private final double[] primary;
  private final double[] secondary;
  private final int[] tie;
  private final int[] tournament;
  private final int leaves;

  private Triangulation(
      int[] cardinalities, List<int[]> scopes, Rule rule, @Nullable SplittableRandom shuffle) {
    int size = cardinalities.length;
    this.cardinalities = cardinalities;
    this.logCardinalities = Arrays.stream(cardinalities).mapToDouble(StrictMath::log).toArray();
    this.rule = rule;
    this.neighbours = new int[size][4];
    this.degree = new int[size];
    this.weights = new long[size];
    Arrays.setAll(weights, i -> rule == Rule.WEIGHTED_FILL ? cardinalities[i] : 1);
    this.fill = new long[size];
    this.around = new long[size];
    this.mark = new int[size];
    this.isChanged = new boolean[size];
    this.changed = new int[size];
    this.primary = new double[size];
    this.secondary = new double[size];
    this.tie = new int[size];
    this.leaves = Math.max(1, Integer.highestOneBit(Math.max(1, size - 1)) << 1);
    this.tournament = new int[2 * leaves];
    for (int i = 0; i < size; i++) {
      tie[i] = shuffle == null ? i : shuffle.nextInt();
    }
    Arrays.fill(tournament, -1);
    for (int[] scope : scopes) {
      for (int i = 0; i < scope.length; i++) {
        connect(scope[i], scope, i + 1);
        tournament[leaves + scope[i]] = scope[i];
      }
    }
    for (int vertex = 0; vertex < size; vertex++) {
      score(vertex);
      isChanged[vertex] = false;
    }
    changes = 0;
    for (int node = leaves - 1; node > 0; node--) {
      tournament[node] = better(tournament[2 * node], tournament[2 * node + 1]);
    }
  }

  /// Eliminates every vertex that is in some scope.
  ///
  /// @param bound gives up, returning null, once the cliques' tables exceed it for certain
  /// @return the elimination cliques in order, each with the eliminated vertex first
  static @Nullable List<int[]> cliques(
      int[] cardinalities,
      List<int[]> scopes,
      Rule rule,
      @Nullable SplittableRandom shuffle,
      double bound) {
    return new Triangulation(cardinalities, scopes, rule, shuffle).eliminateAll(bound);
  }

  private @Nullable List<int[]> eliminateAll(double bound) {
    List<int[]> cliques = new ArrayList<>();
    while (tournament[1] >= 0) {
      int vertex = tournament[1];
      int[] clique = new int[degree[vertex] + 1];
      clique[0] = vertex;
      System.arraycopy(neighbours[vertex], 0, clique, 1, degree[vertex]);
      if (tableSize(clique) > bound) {
        return null;
      }
      cliques.add(clique);
      eliminate(vertex, clique);
    }
    return cliques;
  }

  private double tableSize(int[] clique) {
    double size = 1;
    for (int vertex : clique) {
      size *= cardinalities[vertex];
    }
    return size;
  }

  private void eliminate(int vertex, int[] clique) {
    replay(vertex, -1);
    current++;
    for (int i = 1; i < clique.length; i++) {
      mark[clique[i]] = current;
    }
    for (int i = 1; i < clique.length; i++) {
      leave(clique[i], vertex);
    }
    for (int i = 1; i < clique.length; i++) {
      connect(clique[i], clique, i + 1);
    }
    for (int i = 0; i < changes; i++) {
      score(changed[i]);
      replay(changed[i], changed[i]);
      isChanged[changed[i]] = false;
    }
    changes = 0;
  }

  /// Takes an eliminated vertex, whose neighbours are marked, from the neighbours of another, and
  /// with it the edges that lacked there.
  private void leave(int vertex, int eliminated) {
    int[] list = neighbours[vertex];
    int last = --degree[vertex];
    for (int i = 0; i <= last; i++) {
      if (list[i] == eliminated) {
        list[i] = list[last];
        break;
      }
    }
    long apart = 0;
    for (int i = 0; i < last; i++) {
      if (mark[list[i]] != current) {
        apart += weights[list[i]];
      }
    }
    fill[vertex] -= weights[eliminated] * apart;
    around[vertex] -= weights[eliminated];
    change(vertex);
  }

  /// Joins a vertex to those of a clique from a position on that it is not joined to.
  private void connect(int vertex, int[] clique, int from) {
    current++;
    mark[vertex] = current;
    for (int i = 0; i < degree[vertex]; i++) {
      mark[neighbours[vertex][i]] = current;
    }
    for (int i = from; i < clique.length; i++) {
      if (mark[clique[i]] != current) {
        join(vertex, clique[i]);
        mark[clique[i]] = current;
      }
    }
  }

  /// Adds an edge from a vertex, whose neighbours are marked. Common neighbours lack one edge less;
  /// each end now lacks those from the other to its own remaining neighbours.
  private void join(int vertex, int other) {
    long edge = weights[vertex] * weights[other];
    long common = 0;
    for (int i = 0; i < degree[other]; i++) {
      int third = neighbours[other][i];
      if (mark[third] == current) {
        common += weights[third];
        fill[third] -= edge;
        change(third);
      }
    }
    fill[other] += weights[vertex] * (around[other] - common);
    fill[vertex] += weights[other] * (around[vertex] - common);
    append(vertex, other);
    append(other, vertex);
    change(vertex);
    change(other);
  }

  private void append(int vertex, int neighbour) {
    if (degree[vertex] == neighbours[vertex].length) {
      neighbours[vertex] = Arrays.copyOf(neighbours[vertex], 2 * degree[vertex]);
    }
    neighbours[vertex][degree[vertex]++] = neighbour;
    around[vertex] += weights[neighbour];
  }

  private void change(int vertex) {
    if (!isChanged[vertex]) {
      isChanged[vertex] = true;
      changed[changes++] = vertex;
    }
  }

  private void score(int vertex) {
    double logWeight = logCardinalities[vertex];
    for (int i = 0; i < degree[vertex]; i++) {
      logWeight += logCardinalities[neighbours[vertex][i]];
    }
    primary[vertex] = rule == Rule.WEIGHT ? logWeight : fill[vertex];
    secondary[vertex] = rule == Rule.WEIGHT ? fill[vertex] : logWeight;
  }

  /// Plays the vertex's path to the root of the tournament again.
  private void replay(int vertex, int entry) {
    int node = leaves + vertex;
    tournament[node] = entry;
    for (node >>= 1; node > 0; node >>= 1) {
      tournament[node] = better(tournament[2 * node], tournament[2 * node + 1]);
    }
  }

  private int better(int a, int b) {
    if (a < 0 || b < 0) {
      return Math.max(a, b);
    }
    int order = Double.compare(primary[a], primary[b]);
    if (order == 0) {
      order = Double.compare(secondary[a], secondary[b]);
    }
    if (order == 0) {
      order = Integer.compare(tie[a], tie[b]);
    }
    return order <= 0 ? a : b;
  }
}
