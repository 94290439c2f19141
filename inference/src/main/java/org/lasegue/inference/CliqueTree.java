package org.lasegue.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The maximal cliques of a triangulated graph, joined so that the cliques holding any one vertex
/// are connected (a forest, if the graph is not connected), with the layout of all tables.
///
/// A clique lists the vertices of the separator to its parent first, so the message to the parent
/// sums consecutive blocks. Cliques are numbered children before parents.
final class CliqueTree {

  /// The vertices of each clique in the order of its table.
  final int[][] vertices;

  /// The number of each clique's parent, or -1.
  final int[] parent;

  /// Where each clique's table begins.
  final int[] tableAt;

  /// The size of each clique's table.
  final int[] tableSize;

  /// Where each clique's message to its parent begins.
  final int[] messageAt;

  /// The size of each clique's message to its parent; 1 for a root.
  final int[] messageSize;

  /// From the parent's table to the message of this clique.
  final Projection[] fromParent;

  /// The children of each clique, ascending.
  final int[][] children;

  /// For each vertex the smallest clique that holds it, or -1.
  final int[] home;

  /// From the home clique of each vertex to the vertex alone.
  final Projection[] toVertex;

  private final int[] cardinalities;
  private final int[][] cliquesOf;

  private CliqueTree(int[] cardinalities, int[][] cliques, int[] parent) {
    int count = cliques.length;
    this.cardinalities = cardinalities;
    this.parent = parent;
    this.vertices = new int[count][];
    this.tableAt = new int[count + 1];
    this.tableSize = new int[count];
    this.messageAt = new int[count + 1];
    this.messageSize = new int[count];
    this.fromParent = new Projection[count];
    this.children = childrenOf(parent);
    for (int clique = count - 1; clique >= 0; clique--) {
      layOut(clique, cliques[clique]);
    }
    for (int clique = 0; clique < count; clique++) {
      tableAt[clique + 1] = tableAt[clique] + tableSize[clique];
      messageAt[clique + 1] = messageAt[clique] + messageSize[clique];
    }
    this.cliquesOf = cliquesOf();
    this.home = new int[cardinalities.length];
    this.toVertex = new Projection[cardinalities.length];
    for (int vertex = 0; vertex < home.length; vertex++) {
      home[vertex] = smallest(cliquesOf[vertex]);
      if (home[vertex] >= 0) {
        toVertex[vertex] = Projection.of(vertices[home[vertex]], new int[] {vertex}, cardinalities);
      }
    }
  }

  /// What a tree over these elimination cliques would need, without laying it out.
  static Density density(int[] cardinalities, List<int[]> eliminationCliques) {
    int[] merged = merge(cardinalities.length, eliminationCliques);
    int width = 0;
    double entries = 0;
    for (int step = 0; step < merged.length; step++) {
      if (merged[step] == step) {
        int[] clique = eliminationCliques.get(step);
        width = Math.max(width, clique.length - 1);
        double size = 1;
        for (int vertex : clique) {
          size *= cardinalities[vertex];
        }
        entries += size;
      }
    }
    return new Density(width, entries);
  }

  /// Joins elimination cliques into a tree. Their tables together must be countable by an `int`.
  static CliqueTree of(int[] cardinalities, List<int[]> eliminationCliques) {
    int steps = eliminationCliques.size();
    int[] merged = merge(cardinalities.length, eliminationCliques);
    int[] next = next(cardinalities.length, eliminationCliques);
    int[] top = new int[steps];
    for (int step = 0; step < steps; step++) {
      top[merged[step]] = step;
    }
    int[] number = new int[steps];
    int count = 0;
    for (int step = 0; step < steps; step++) {
      if (top[merged[step]] == step) {
        number[merged[step]] = count++;
      }
    }
    int[][] cliques = new int[count][];
    int[] parent = new int[count];
    for (int step = 0; step < steps; step++) {
      if (merged[step] == step) {
        cliques[number[step]] = eliminationCliques.get(step);
        int above = next[top[step]];
        parent[number[step]] = above < 0 ? -1 : number[merged[above]];
      }
    }
    return new CliqueTree(cardinalities, cliques, parent);
  }

  /// For each elimination step the step whose clique stands for it: itself, if its clique is
  /// maximal.
  private static int[] merge(int vertexCount, List<int[]> cliques) {
    int[] next = next(vertexCount, cliques);
    int[] merged = new int[cliques.size()];
    Arrays.fill(merged, -1);
    for (int step = 0; step < merged.length; step++) {
      if (merged[step] < 0) {
        merged[step] = step;
      }
      int above = next[step];
      if (above >= 0
          && merged[above] < 0
          && cliques.get(step).length - 1 == cliques.get(above).length) {
        merged[above] = merged[step];
      }
    }
    return merged;
  }

  /// For each elimination step the next step that eliminates a vertex of its clique, or -1.
  private static int[] next(int vertexCount, List<int[]> cliques) {
    int[] stepOf = new int[vertexCount];
    for (int step = 0; step < cliques.size(); step++) {
      stepOf[cliques.get(step)[0]] = step;
    }
    int[] next = new int[cliques.size()];
    for (int step = 0; step < next.length; step++) {
      int[] clique = cliques.get(step);
      int first = Integer.MAX_VALUE;
      for (int i = 1; i < clique.length; i++) {
        first = Math.min(first, stepOf[clique[i]]);
      }
      next[step] = first == Integer.MAX_VALUE ? -1 : first;
    }
    return next;
  }

  private static int[][] childrenOf(int[] parent) {
    List<List<Integer>> children = new ArrayList<>();
    for (int i = 0; i < parent.length; i++) {
      children.add(new ArrayList<>());
    }
    for (int i = 0; i < parent.length; i++) {
      if (parent[i] >= 0) {
        children.get(parent[i]).add(i);
      }
    }
    return children.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  private void layOut(int clique, int[] members) {
    int[] sorted = members.clone();
    Arrays.sort(sorted);
    int[] ordered = new int[sorted.length];
    int separator = 0;
    if (parent[clique] >= 0) {
      for (int vertex : vertices[parent[clique]]) {
        if (Arrays.binarySearch(sorted, vertex) >= 0) {
          ordered[separator++] = vertex;
        }
      }
    }
    int[] shared = Arrays.copyOf(ordered, separator);
    int filled = separator;
    for (int vertex : sorted) {
      if (!contains(shared, vertex)) {
        ordered[filled++] = vertex;
      }
    }
    vertices[clique] = ordered;
    tableSize[clique] = size(ordered);
    messageSize[clique] = size(shared);
    if (parent[clique] >= 0) {
      fromParent[clique] = Projection.of(vertices[parent[clique]], shared, cardinalities);
    }
  }

  static boolean contains(int[] list, int vertex) {
    for (int member : list) {
      if (member == vertex) {
        return true;
      }
    }
    return false;
  }

  /// The size of a table over some vertices.
  int size(int[] scope) {
    int size = 1;
    for (int vertex : scope) {
      size *= cardinalities[vertex];
    }
    return size;
  }

  private int[][] cliquesOf() {
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < cardinalities.length; i++) {
      lists.add(new ArrayList<>());
    }
    for (int clique = 0; clique < vertices.length; clique++) {
      for (int vertex : vertices[clique]) {
        lists.get(vertex).add(clique);
      }
    }
    return lists.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  private int smallest(int[] cliques) {
    int best = -1;
    for (int clique : cliques) {
      if (best < 0 || tableSize[clique] < tableSize[best]) {
        best = clique;
      }
    }
    return best;
  }

  int size() {
    return vertices.length;
  }

  int tableEntries() {
    return tableAt[size()];
  }

  int messageEntries() {
    return messageAt[size()];
  }

  /// The smallest clique that holds a whole non-empty scope.
  int holding(int[] scope) {
    int[] candidates = cliquesOf[scope[0]];
    for (int vertex : scope) {
      if (cliquesOf[vertex].length < candidates.length) {
        candidates = cliquesOf[vertex];
      }
    }
    int best = -1;
    for (int clique : candidates) {
      if ((best < 0 || tableSize[clique] < tableSize[best]) && holds(clique, scope)) {
        best = clique;
      }
    }
    return best;
  }

  private boolean holds(int clique, int[] scope) {
    for (int vertex : scope) {
      if (!contains(vertices[clique], vertex)) {
        return false;
      }
    }
    return true;
  }

  /// The vertices a clique shares with its parent.
  int[] separator(int clique) {
    int length = 0;
    int size = 1;
    while (size < messageSize[clique]) {
      size *= cardinalities[vertices[clique][length++]];
    }
    return Arrays.copyOf(vertices[clique], length);
  }

  int cardinality(int vertex) {
    return cardinalities[vertex];
  }

  Projection projection(int clique, int[] scope) {
    return project(vertices[clique], scope);
  }

  /// From a table over some vertices to one over a part of them.
  Projection project(int[] from, int[] to) {
    return Projection.of(from, to, cardinalities);
  }
}
