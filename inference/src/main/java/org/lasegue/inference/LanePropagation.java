package org.lasegue.inference;

import java.util.Arrays;
import java.util.List;

/// [SparsePropagation] for many sets of evidence side by side, a lane each.
///
/// Weights and places are read once for all lanes; what differs is the messages, which hold an
/// array of lanes at every place. All loops over lanes are plain loops over whole arrays, which the
/// JIT compiler turns into vector instructions. Each lane does the operations of the scalar path in
/// the same order, so it gives the same bits. Products are not kept but calculated again on the way
/// down: memory is that of the messages.
final class LanePropagation {

  private final SparseTree tree;
  private final int lanes;
  private final double[][] messages;
  private final double[][] sums;
  private final double[][] messageFloors;
  private final double[][] variableFloors;
  private final double[][] floors;
  private final double[] product;
  private final double[] maximum;
  private final double[] minimum;
  private final double[] factor;
  private final int[] scaledBy;
  private final long[] exponents;
  private final double[] logarithms;
  private final boolean[] lost;
  private boolean safe;
  private final boolean[] impossible;

  LanePropagation(SparseTree tree, int lanes) {
    this.tree = tree;
    this.lanes = lanes;
    this.messages = new double[tree.places()][lanes];
    this.sums = new double[tree.places()][lanes];
    this.messageFloors = new double[tree.nodes][lanes];
    this.variableFloors = new double[tree.variableAt.length - 1][lanes];
    this.floors = new double[tree.nodes][lanes];
    this.product = new double[lanes];
    this.maximum = new double[lanes];
    this.minimum = new double[lanes];
    this.factor = new double[lanes];
    this.scaledBy = new int[lanes];
    this.exponents = new long[lanes];
    this.logarithms = new double[lanes];
    this.lost = new boolean[lanes];
    this.impossible = new boolean[lanes];
  }

  int lanes() {
    return lanes;
  }

  /// @param cases at most as many as there are lanes; the last one is repeated in those left over
  void run(List<Observations> cases) {
    Arrays.fill(exponents, tree.exponent);
    Arrays.fill(logarithms, tree.logarithm);
    Arrays.fill(lost, false);
    Arrays.fill(impossible, false);
    safe = cases.stream().allMatch(tree::isSafe);
    for (int lane = 0; lane < lanes; lane++) {
      weigh(lane, cases.get(Math.min(lane, cases.size() - 1)));
    }
    for (int node = 0; node < tree.nodes; node++) {
      collect(node);
    }
    for (double[] place : sums) {
      Arrays.fill(place, 0);
    }
    for (int node = tree.nodes - 1; node >= 0; node--) {
      distribute(node);
    }
  }

  /// Whether a number might have left the range of a `double`, so that the lane does not count.
  boolean isLost(int lane) {
    return lost[lane];
  }

  boolean isImpossible(int lane) {
    return impossible[lane];
  }

  double logProbability(int lane, Observations observations) {
    return logarithms[lane] + (exponents[lane] + observations.exponent()) * Constants.LN_2;
  }

  double[] posterior(int lane, int variable) {
    int at = tree.variableAt[variable];
    double[] posterior = new double[tree.variableAt[variable + 1] - at];
    double sum = 0;
    for (int state = 0; state < posterior.length; state++) {
      posterior[state] = sums[at + state][lane];
      sum += posterior[state];
    }
    for (int state = 0; state < posterior.length; state++) {
      posterior[state] /= sum;
    }
    return posterior;
  }

  private void weigh(int lane, Observations observations) {
    for (int variable = 0; variable < variableFloors.length; variable++) {
      double[] weights = observations.weights(variable);
      int at = tree.variableAt[variable];
      int states = tree.variableAt[variable + 1] - at;
      int observed = observations.state(variable);
      for (int state = 0; state < states; state++) {
        messages[at + state][lane] =
            observed >= 0 ? (state == observed ? 1 : 0) : weights == null ? 1 : weights[state];
      }
      variableFloors[variable][lane] =
          weights == null ? 1 : Scaling.minPositive(weights, 0, weights.length);
    }
  }

  private void collect(int node) {
    int[] places = tree.places;
    int degree = tree.degree[node];
    int entry = tree.entryAt[node];
    int last = tree.entryAt[node + 1];
    int place = tree.placeAt[node];
    int from = tree.messageAt[node];
    int to = tree.messageAt[node + 1];
    for (int group = from; group < to; group++) {
      double[] sum = messages[group];
      Arrays.fill(sum, 0);
      for (; entry < last && tree.groups[entry] == group; entry++, place += degree) {
        double weight = tree.weights[entry];
        switch (degree) {
          case 1 -> addProduct(sum, weight, messages[places[place]]);
          case 2 -> addProduct(sum, weight, messages[places[place]], messages[places[place + 1]]);
          case 3 ->
              addProduct(
                  sum,
                  weight,
                  messages[places[place]],
                  messages[places[place + 1]],
                  messages[places[place + 2]]);
          default -> {
            multiplyAll(weight, place, degree);
            add(sum, product);
          }
        }
      }
    }
    if (!safe) {
      bound(node);
    }
    if (!safe || tree.isRoot[node]) {
      scaleUp(node, from, to);
    }
  }

  /// Notes from below the products of a node.
  private void bound(int node) {
    double[] floor = floors[node];
    Arrays.fill(floor, tree.floors[node]);
    for (int input : tree.inputs[node]) {
      multiply(floor, input >= 0 ? messageFloors[input] : variableFloors[~input]);
    }
    for (int lane = 0; lane < lanes; lane++) {
      lost[lane] |= floor[lane] < Scaling.SAFE;
    }
  }

  private void scaleUp(int node, int from, int to) {
    double[] smallest = messageFloors[node];
    scale(messages, from, to, smallest);
    for (int lane = 0; lane < lanes; lane++) {
      exponents[lane] += scaledBy[lane];
      impossible[lane] |= smallest[lane] == Double.POSITIVE_INFINITY;
      if (tree.isRoot[node]) {
        logarithms[lane] += StrictMath.log(messages[from][lane]);
      }
    }
  }

  private void distribute(int node) {
    int from = tree.messageAt[node];
    int to = tree.messageAt[node + 1];
    if (tree.isRoot[node]) {
      Arrays.fill(sums[from], 1);
    } else {
      for (int place = from; place < to; place++) {
        divide(sums[place], messages[place]);
      }
      if (!safe) {
        scale(sums, from, to, minimum);
        for (int lane = 0; lane < lanes; lane++) {
          lost[lane] |= floors[node][lane] * minimum[lane] < Scaling.SAFE;
        }
      }
    }
    int[] places = tree.places;
    int degree = tree.degree[node];
    int entry = tree.entryAt[node];
    int last = tree.entryAt[node + 1];
    int place = tree.placeAt[node];
    for (int group = from; group < to; group++) {
      double[] quotient = sums[group];
      for (; entry < last && tree.groups[entry] == group; entry++, place += degree) {
        double weight = tree.weights[entry];
        switch (degree) {
          case 1 -> {
            int at = places[place];
            addProduct(sums[at], weight, messages[at], quotient);
          }
          case 2 -> {
            double[] a = messages[places[place]];
            double[] b = messages[places[place + 1]];
            addProduct(sums[places[place]], weight, a, b, quotient);
            addProduct(sums[places[place + 1]], weight, a, b, quotient);
          }
          case 3 -> {
            double[] a = messages[places[place]];
            double[] b = messages[places[place + 1]];
            double[] c = messages[places[place + 2]];
            addProduct(sums[places[place]], weight, a, b, c, quotient);
            addProduct(sums[places[place + 1]], weight, a, b, c, quotient);
            addProduct(sums[places[place + 2]], weight, a, b, c, quotient);
          }
          default -> {
            multiplyAll(weight, place, degree);
            multiply(product, quotient);
            for (int i = 0; i < degree; i++) {
              add(sums[places[place + i]], product);
            }
          }
        }
      }
    }
  }

  private void multiplyAll(double weight, int place, int degree) {
    Arrays.fill(product, weight);
    for (int i = 0; i < degree; i++) {
      multiply(product, messages[tree.places[place + i]]);
    }
  }

  /// Scales a message by a power of two in each lane, as [Scaling#toUnit] does.
  ///
  /// @param smallest takes the smallest positive entry of each lane, infinity if there is none
  private void scale(double[][] table, int from, int to, double[] smallest) {
    Arrays.fill(maximum, 0);
    for (int place = from; place < to; place++) {
      max(maximum, table[place]);
    }
    for (int lane = 0; lane < lanes; lane++) {
      double max = maximum[lane];
      // Out of this range the lane is impossible or lost already.
      boolean scalable = max > Scaling.SAFE && max < 1 / Scaling.SAFE;
      scaledBy[lane] = scalable ? Scaling.exponent(max) : 0;
      factor[lane] = Math.scalb(1.0, -scaledBy[lane]);
    }
    Arrays.fill(smallest, Double.POSITIVE_INFINITY);
    for (int place = from; place < to; place++) {
      multiply(table[place], factor);
      minPositive(smallest, table[place]);
    }
  }

  private static void add(double[] sum, double[] values) {
    for (int lane = 0; lane < sum.length; lane++) {
      sum[lane] += values[lane];
    }
  }

  private static void addProduct(double[] sum, double weight, double[] a) {
    for (int lane = 0; lane < sum.length; lane++) {
      sum[lane] += weight * a[lane];
    }
  }

  private static void addProduct(double[] sum, double weight, double[] a, double[] b) {
    for (int lane = 0; lane < sum.length; lane++) {
      sum[lane] += weight * a[lane] * b[lane];
    }
  }

  private static void addProduct(double[] sum, double weight, double[] a, double[] b, double[] c) {
    for (int lane = 0; lane < sum.length; lane++) {
      sum[lane] += weight * a[lane] * b[lane] * c[lane];
    }
  }

  private static void addProduct(
      double[] sum, double weight, double[] a, double[] b, double[] c, double[] d) {
    for (int lane = 0; lane < sum.length; lane++) {
      sum[lane] += weight * a[lane] * b[lane] * c[lane] * d[lane];
    }
  }

  private static void multiply(double[] values, double[] by) {
    for (int lane = 0; lane < values.length; lane++) {
      values[lane] *= by[lane];
    }
  }

  private static void divide(double[] values, double[] by) {
    for (int lane = 0; lane < values.length; lane++) {
      // Where the divisor is zero so is the value, and 0/0 counts as zero.
      values[lane] /= Math.max(by[lane], Double.MIN_NORMAL);
    }
  }

  private static void max(double[] max, double[] values) {
    for (int lane = 0; lane < max.length; lane++) {
      max[lane] = Math.max(max[lane], values[lane]);
    }
  }

  private static void minPositive(double[] min, double[] values) {
    for (int lane = 0; lane < min.length; lane++) {
      min[lane] = values[lane] > 0 && values[lane] < min[lane] ? values[lane] : min[lane];
    }
  }
}
