package org.lasegue.inference;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A node of a [SparseTree] nearly all of whose entries are possible.
///
/// Nothing is listed for each entry. The table is a list of rows: the variables that most messages
/// share run inside a row, the others from row to row. Where a message falls in a row, and which of
/// its rows belongs to which row of the table, follows from the digits of the variables; rows that
/// the evidence excludes are left out.
final class DenseNode {

  /// How much faster a piece is copied than its entries one by one.
  private static final double PIECES = 5;

  /// The variables that change from row to row.
  final int[] vertices;

  final int[] cardinalities;

  /// How far one state of each of these moves in the list of rows.
  final int[] strides;

  /// The number of rows.
  final int rows;

  /// The number of entries of a row.
  final int length;

  /// How far one state moves in the rows of weights: 0 for vertices that they do not depend on.
  final int[] weightStrides;

  /// Rows of weights, zero where the network makes an entry impossible.
  final double[][] weights;

  /// The node's own message, then those it takes in.
  final Operand[] operands;

  /// A message as rows of the node's length.
  ///
  /// @param at where the message begins
  /// @param strides how far a state of each vertex moves in the message
  /// @param rowStrides how far it moves in the rows of this message
  /// @param rows the number of its rows
  /// @param offsets where the entries of a row are in the message
  /// @param consecutive whether a row is a part of the message, entry by entry
  record Operand(
      int at, int[] strides, int[] rowStrides, int rows, int[] offsets, boolean consecutive) {}

  private DenseNode(
      int[] vertices,
      int[] cardinalities,
      int[] strides,
      int rows,
      int length,
      int[] weightStrides,
      double[][] weights,
      Operand[] operands) {
    this.vertices = vertices;
    this.cardinalities = cardinalities;
    this.strides = strides;
    this.rows = rows;
    this.length = length;
    this.weightStrides = weightStrides;
    this.weights = weights;
    this.operands = operands;
  }

  /// The order in which to walk a table, and to lay out the messages it takes in: what most
  /// messages share comes last, or, where that is less work, what comes last in its own message.
  ///
  /// @param scope the variables of the table
  /// @param own the variables of its message in their order, if that is settled, or null
  /// @param scopes of all its messages
  /// @param rowEntries a row has at least so many entries
  static int[] order(
      CliqueTree cliques, int[] scope, int @Nullable [] own, List<int[]> scopes, int rowEntries) {
    int[] shared = sharedLast(cliques, scope, scopes);
    if (own == null) {
      return shared;
    }
    int[] ownLast =
        IntStream.concat(
                Arrays.stream(shared).filter(vertex -> !CliqueTree.contains(own, vertex)),
                Arrays.stream(own))
            .toArray();
    return copied(cliques, ownLast, own, scopes, rowEntries)
            < copied(cliques, shared, own, scopes, rowEntries)
        ? ownLast
        : shared;
  }

  /// Takes from the end each time the vertex that makes the messages, drawn out to whole rows,
  /// least large.
  private static int[] sharedLast(CliqueTree cliques, int[] scope, List<int[]> scopes) {
    int[] order = scope.clone();
    for (int last = order.length - 1; last > 0; last--) {
      double least = Double.POSITIVE_INFINITY;
      int best = last;
      for (int i = last; i >= 0; i--) {
        int swapped = order[last];
        order[last] = order[i];
        order[i] = swapped;
        double size = 0;
        for (int[] message : scopes) {
          size += drawnOut(cliques, order, last, message);
        }
        if (size < least) {
          least = size;
          best = i;
        }
        order[i] = order[last];
        order[last] = swapped;
      }
      int chosen = order[best];
      System.arraycopy(order, best + 1, order, best, last - best);
      order[last] = chosen;
    }
    return order;
  }

  /// The size of a message drawn out over all of an order from some place on.
  private static double drawnOut(CliqueTree cliques, int[] order, int from, int[] message) {
    double size = 1;
    for (int i = 0; i < order.length; i++) {
      size *=
          i >= from || CliqueTree.contains(message, order[i]) ? cliques.cardinality(order[i]) : 1;
    }
    return size;
  }

  /// How much is copied between messages and rows, entry by entry or in one piece.
  private static double copied(
      CliqueTree cliques, int[] order, int[] own, List<int[]> scopes, int rowEntries) {
    int split = split(cliques, order, rowEntries);
    double copied = 0;
    for (int i = 0; i < scopes.size(); i++) {
      int[] message = scopes.get(i);
      int[] layout = i == 0 ? own : order;
      boolean consecutive =
          Arrays.stream(order, split, order.length)
                  .allMatch(vertex -> CliqueTree.contains(message, vertex))
              && (i > 0
                  || Arrays.equals(
                      layout,
                      Math.max(0, layout.length - (order.length - split)),
                      layout.length,
                      order,
                      split,
                      order.length));
      copied += drawnOut(cliques, order, split, message) / (consecutive ? PIECES : 1);
    }
    return copied;
  }

  /// Where the rows of an order begin.
  private static int split(CliqueTree cliques, int[] order, int rowEntries) {
    int split = order.length;
    int length = 1;
    while (split > 0 && length < rowEntries) {
      length *= cliques.cardinality(order[--split]);
    }
    return split;
  }

  /// @param scope the variables of the table, the last running fastest
  /// @param order the same in the order of the walk, see [#order]
  /// @param table the weights of all entries from `at` on, zero where it is impossible
  /// @param scopes of the node's message and of each message it takes in, and where each begins
  /// @param rowEntries a row has at least so many entries
  static DenseNode of(
      CliqueTree cliques,
      int[] scope,
      int[] order,
      double[] table,
      int at,
      List<int[]> scopes,
      int[] begins,
      int rowEntries) {
    int split = split(cliques, order, rowEntries);
    int[] outer = Arrays.copyOf(order, split);
    int[] inner = Arrays.copyOfRange(order, split, order.length);
    int length = cliques.size(inner);
    Projection toTable = cliques.project(order, scope);
    int rows = cliques.size(outer);
    double[][] all = new double[rows][length];
    for (int row = 0; row < rows; row++) {
      for (int entry = 0; entry < length; entry++) {
        all[row][entry] = table[at + toTable.place(row * length + entry)];
      }
    }
    int[] strides = strides(cliques, outer, outer);
    int[] relevant = relevant(cliques, outer, strides, all);
    double[][] weights = new double[cliques.size(relevant)][];
    Projection toWeights = cliques.project(outer, relevant);
    for (int row = 0; row < rows; row++) {
      weights[toWeights.place(row)] = all[row];
    }
    int[] weightStrides = strides(cliques, outer, relevant);
    Operand[] operands = new Operand[scopes.size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = operand(cliques, outer, inner, scopes.get(i), begins[i]);
    }
    int[] cardinalities = Arrays.stream(outer).map(cliques::cardinality).toArray();
    return new DenseNode(
        outer, cardinalities, strides, rows, length, weightStrides, weights, operands);
  }

  /// Those of some vertices whose state makes a difference to the rows.
  private static int[] relevant(
      CliqueTree cliques, int[] vertices, int[] strides, double[][] rows) {
    return IntStream.range(0, vertices.length)
        .filter(i -> {
          int cardinality = cliques.cardinality(vertices[i]);
          return IntStream.range(0, rows.length)
              .filter(row -> row / strides[i] % cardinality > 0)
              .anyMatch(row -> !Arrays.equals(rows[row], rows[row - strides[i]]));
        })
        .map(i -> vertices[i])
        .toArray();
  }

  /// The smallest weight above zero.
  double floor() {
    double floor = Double.POSITIVE_INFINITY;
    for (double[] row : weights) {
      floor = Math.min(floor, Scaling.minPositive(row, 0, row.length));
    }
    return floor;
  }

  private static Operand operand(
      CliqueTree cliques, int[] outer, int[] inner, int[] scope, int at) {
    int[] strides = strides(cliques, outer, scope);
    int[] kept =
        Arrays.stream(outer).filter(vertex -> CliqueTree.contains(scope, vertex)).toArray();
    int[] rowStrides = strides(cliques, outer, kept);
    int[] innerStrides = strides(cliques, inner, scope);
    int[] offsets = {0};
    for (int i = 0; i < inner.length; i++) {
      int cardinality = cliques.cardinality(inner[i]);
      int[] longer = new int[offsets.length * cardinality];
      for (int j = 0; j < longer.length; j++) {
        longer[j] = offsets[j / cardinality] + j % cardinality * innerStrides[i];
      }
      offsets = longer;
    }
    int[] row = offsets;
    boolean consecutive = IntStream.range(0, row.length).allMatch(i -> row[i] == i);
    return new Operand(at, strides, rowStrides, cliques.size(kept), offsets, consecutive);
  }

  /// How far a state of each of some vertices moves in a table, the last vertex of which runs
  /// fastest; 0 for those that it lacks.
  private static int[] strides(CliqueTree cliques, int[] vertices, int[] table) {
    int[] strides = new int[vertices.length];
    int stride = 1;
    for (int i = table.length - 1; i >= 0; i--) {
      for (int j = 0; j < vertices.length; j++) {
        if (vertices[j] == table[i]) {
          strides[j] = stride;
        }
      }
      stride *= cliques.cardinality(table[i]);
    }
    return strides;
  }
}
