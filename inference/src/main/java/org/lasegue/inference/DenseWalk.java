package org.lasegue.inference;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The two passes over the rows of [DenseNode]s that the evidence allows.
///
/// Messages are copied to rows first, and sums are added up in rows and given to the messages last,
/// so that the loops over entries are plain loops over whole rows, which the JIT compiler turns
/// into vector instructions. A message has far fewer rows than the table.
final class DenseWalk {

  private final @Nullable Allowed[] allowed;
  private final double[][][] rows;

  /// What the evidence allows of a node.
  private static final class Allowed {
    final DenseNode node;
    final double[][] products;
    final int[] tableRow;
    final int[] weightRow;
    final int[][] messageRow;
    final int[][] ownRow;
    final int[][] ownAt;
    final int[] ownRows;
    int count;

    Allowed(DenseNode node) {
      int operands = node.operands.length;
      this.node = node;
      this.products = new double[node.rows][node.length];
      this.tableRow = new int[node.rows];
      this.weightRow = new int[node.rows];
      this.messageRow = new int[operands][node.rows];
      this.ownRow = new int[operands][];
      this.ownAt = new int[operands][];
      this.ownRows = new int[operands];
      for (int i = 0; i < operands; i++) {
        ownRow[i] = new int[node.operands[i].rows()];
        ownAt[i] = new int[node.operands[i].rows()];
      }
    }

    void observe(Observations observations) {
      count = list(node, observations, node.strides, null, tableRow);
      list(node, observations, node.weightStrides, null, weightRow);
      for (int i = 0; i < node.operands.length; i++) {
        DenseNode.Operand operand = node.operands[i];
        int[] strides = operand.rowStrides();
        list(node, observations, strides, null, messageRow[i]);
        ownRows[i] = list(node, observations, strides, strides, ownRow[i]);
        list(node, observations, operand.strides(), strides, ownAt[i]);
      }
    }
  }

  DenseWalk(@Nullable DenseNode[] nodes) {
    this.allowed = new Allowed[nodes.length];
    int operands = 0;
    int length = 0;
    for (int i = 0; i < nodes.length; i++) {
      DenseNode node = nodes[i];
      if (node != null) {
        allowed[i] = new Allowed(node);
        operands = Math.max(operands, node.operands.length);
        length = Math.max(length, node.length);
      }
    }
    int[] most = new int[operands];
    for (DenseNode node : nodes) {
      for (int i = 0; node != null && i < node.operands.length; i++) {
        most[i] = Math.max(most[i], node.operands[i].rows());
      }
    }
    this.rows = new double[operands][][];
    for (int i = 0; i < operands; i++) {
      rows[i] = new double[most[i]][length];
    }
  }

  /// Multiplies the weights with the messages taken in, and adds up the node's own message.
  void collect(int number, Observations observations, double[] messages) {
    Allowed allowed = of(number);
    allowed.observe(observations);
    DenseNode node = allowed.node;
    int operands = node.operands.length;
    clear(allowed, 0);
    for (int i = 1; i < operands; i++) {
      expand(allowed, i, messages);
    }
    int length = node.length;
    for (int row = 0; row < allowed.count; row++) {
      double[] weights = node.weights[allowed.weightRow[row]];
      double[] product = allowed.products[allowed.tableRow[row]];
      double[] sum = row(allowed, 0, row);
      switch (operands) {
        case 1 -> {
          System.arraycopy(weights, 0, product, 0, length);
          add(length, sum, weights);
        }
        case 2 -> multiply(length, weights, row(allowed, 1, row), product, sum);
        case 3 ->
            multiply(length, weights, row(allowed, 1, row), row(allowed, 2, row), product, sum);
        default -> {
          multiply(length, weights, row(allowed, 1, row), product);
          for (int i = 2; i < operands - 1; i++) {
            multiply(length, product, row(allowed, i, row), product);
          }
          multiply(length, product, row(allowed, operands - 1, row), product, sum);
        }
      }
    }
    collapse(allowed, 0, messages);
  }

  /// Multiplies the products with the quotient over the separator, and adds them up for every
  /// message taken in.
  ///
  /// @param sums of the parent over the separator
  /// @param messages what they are divided by
  /// @param scale what the quotients are multiplied with
  void distribute(int number, double[] sums, double[] messages, double scale) {
    Allowed allowed = of(number);
    DenseNode node = allowed.node;
    int operands = node.operands.length;
    expand(allowed, 0, sums);
    divide(allowed, messages, scale);
    for (int i = 1; i < operands; i++) {
      clear(allowed, i);
    }
    int length = node.length;
    for (int row = 0; row < allowed.count; row++) {
      double[] product = allowed.products[allowed.tableRow[row]];
      double[] quotient = row(allowed, 0, row);
      switch (operands) {
        case 2 -> share(length, product, quotient, row(allowed, 1, row));
        case 3 -> share(length, product, quotient, row(allowed, 1, row), row(allowed, 2, row));
        default -> {
          multiply(length, product, quotient, product);
          for (int i = 1; i < operands; i++) {
            add(length, row(allowed, i, row), product);
          }
        }
      }
    }
    for (int i = 1; i < operands; i++) {
      collapse(allowed, i, sums);
    }
  }

  private Allowed of(int number) {
    return Objects.requireNonNull(allowed[number]);
  }

  private double[] row(Allowed allowed, int operand, int row) {
    return rows[operand][allowed.messageRow[operand][row]];
  }

  private static void multiply(int length, double[] a, double[] b, double[] product) {
    for (int k = 0; k < length; k++) {
      product[k] = a[k] * b[k];
    }
  }

  private static void multiply(int length, double[] a, double[] b, double[] product, double[] sum) {
    for (int k = 0; k < length; k++) {
      double value = a[k] * b[k];
      product[k] = value;
      sum[k] += value;
    }
  }

  private static void multiply(
      int length, double[] a, double[] b, double[] c, double[] product, double[] sum) {
    for (int k = 0; k < length; k++) {
      double value = a[k] * b[k] * c[k];
      product[k] = value;
      sum[k] += value;
    }
  }

  private static void share(int length, double[] product, double[] quotient, double[] sum) {
    for (int k = 0; k < length; k++) {
      sum[k] += product[k] * quotient[k];
    }
  }

  private static void share(
      int length, double[] product, double[] quotient, double[] first, double[] second) {
    for (int k = 0; k < length; k++) {
      double value = product[k] * quotient[k];
      first[k] += value;
      second[k] += value;
    }
  }

  private static void add(int length, double[] sum, double[] values) {
    for (int k = 0; k < length; k++) {
      sum[k] += values[k];
    }
  }

  private void divide(Allowed allowed, double[] messages, double scale) {
    DenseNode.Operand operand = allowed.node.operands[0];
    int[] offsets = operand.offsets();
    for (int row = 0; row < allowed.ownRows[0]; row++) {
      double[] values = rows[0][allowed.ownRow[0][row]];
      int from = operand.at() + allowed.ownAt[0][row];
      for (int k = 0; k < offsets.length; k++) {
        values[k] = values[k] / Math.max(messages[from + offsets[k]], Double.MIN_NORMAL) * scale;
      }
    }
  }

  private void clear(Allowed allowed, int number) {
    for (int row = 0; row < allowed.ownRows[number]; row++) {
      Arrays.fill(rows[number][allowed.ownRow[number][row]], 0, allowed.node.length, 0);
    }
  }

  private void expand(Allowed allowed, int number, double[] messages) {
    DenseNode.Operand operand = allowed.node.operands[number];
    int[] offsets = operand.offsets();
    for (int row = 0; row < allowed.ownRows[number]; row++) {
      double[] to = rows[number][allowed.ownRow[number][row]];
      int from = operand.at() + allowed.ownAt[number][row];
      if (operand.consecutive()) {
        System.arraycopy(messages, from, to, 0, offsets.length);
      } else {
        for (int k = 0; k < offsets.length; k++) {
          to[k] = messages[from + offsets[k]];
        }
      }
    }
  }

  private void collapse(Allowed allowed, int number, double[] sums) {
    DenseNode.Operand operand = allowed.node.operands[number];
    int[] offsets = operand.offsets();
    for (int row = 0; row < allowed.ownRows[number]; row++) {
      double[] from = rows[number][allowed.ownRow[number][row]];
      int to = operand.at() + allowed.ownAt[number][row];
      if (operand.consecutive()) {
        // No other row adds to these, and no other node.
        System.arraycopy(from, 0, sums, to, offsets.length);
      } else {
        for (int k = 0; k < offsets.length; k++) {
          sums[to + offsets[k]] += from[k];
        }
      }
    }
  }

  /// Lists where the configurations fall that the evidence allows.
  ///
  /// @param strides how far a state of each vertex moves
  /// @param only vertices for which this is 0 stay in their first state; null if none do
  /// @return how many there are
  private static int list(
      DenseNode node, Observations observations, int[] strides, int @Nullable [] only, int[] list) {
    list[0] = 0;
    int length = 1;
    for (int i = 0; i < strides.length; i++) {
      if (only != null && only[i] == 0) {
        continue;
      }
      int stride = strides[i];
      int vertex = node.vertices[i];
      int state = vertex < observations.size() ? observations.state(vertex) : -1;
      if (state >= 0) {
        for (int j = 0; j < length; j++) {
          list[j] += state * stride;
        }
      } else {
        int cardinality = node.cardinalities[i];
        for (int j = length - 1; j >= 0; j--) {
          int before = list[j];
          for (int s = cardinality - 1; s >= 0; s--) {
            list[j * cardinality + s] = before + s * stride;
          }
        }
        length *= cardinality;
      }
    }
    return length;
  }
}
