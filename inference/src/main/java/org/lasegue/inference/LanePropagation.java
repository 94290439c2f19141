package org.lasegue.inference;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final Bounds bounds;
  private final double[] @Nullable [] unscale;
  private final double[] product;
  private final double[] maximum;
  private final double[] minimum;
  private final double[] factor;
  private final long[] exponents;
  private final double[] logarithms;
  private boolean lost;
  private boolean safe;
  private final boolean[] impossible;

  LanePropagation(SparseTree tree, int lanes) {
    this.tree = tree;
    this.lanes = lanes;
    this.messages = new double[tree.places()][lanes];
    this.sums = new double[tree.places()][lanes];
    this.bounds = new Bounds(tree);
    this.unscale = new double[tree.nodes][];
    this.product = new double[lanes];
    this.maximum = new double[lanes];
    this.minimum = new double[lanes];
    this.factor = new double[lanes];
    this.exponents = new long[lanes];
    this.logarithms = new double[lanes];
    this.impossible = new boolean[lanes];
  }

  int lanes() {
    return lanes;
  }

  /// @param cases at most as many as there are lanes; the last one is repeated in those left over
  void run(List<Observations> cases) {
    Arrays.fill(exponents, tree.exponent);
    Arrays.fill(logarithms, tree.logarithm);
    Arrays.fill(impossible, false);
    bounds.clear();
    Arrays.fill(unscale, null);
    safe = cases.stream().allMatch(tree::isSafe);
    for (int place = 0; place < tree.variableAt[tree.variableAt.length - 1]; place++) {
      Arrays.fill(messages[place], 1);
    }
    for (int lane = 0; lane < lanes; lane++) {
      weigh(lane, cases.get(Math.min(lane, cases.size() - 1)));
    }
    lost = !collect();
    if (!lost) {
      for (double[] place : sums) {
        Arrays.fill(place, 0);
      }
      lost = !distribute();
    }
  }

  private boolean collect() {
    for (int node = 0; node < tree.nodes; node++) {
      if (!safe && !bounds.admitsProducts(node, this::scale)) {
        return false;
      }
      collect(node);
      if (tree.isRoot(node)) {
        scale(node);
        double[] root = messages[tree.messageAt[node]];
        for (int lane = 0; lane < lanes; lane++) {
          impossible[lane] |= root[lane] == 0;
          logarithms[lane] += StrictMath.log(root[lane]);
        }
      }
    }
    return true;
  }

  private boolean distribute() {
    for (int node = tree.nodes - 1; node >= 0; node--) {
      if (!divide(node)) {
        return false;
      }
      distribute(node);
    }
    return true;
  }

  /// Whether a number might have left the range of a `double`, so that nothing here counts.
  boolean isLost() {
    return lost;
  }

  boolean isImpossible(int lane) {
    return impossible[lane];
  }

  double logProbability(int lane, Observations observations) {
    return logarithms[lane] + (exponents[lane] + observations.exponent()) * Constants.LN_2;
  }

  /// For each lane the distributions of all variables, one after the other.
  double[][] posteriors(int count) {
    int[] at = tree.variableAt;
    for (int variable = 0; variable < at.length - 1; variable++) {
      Arrays.fill(product, 0);
      for (int place = at[variable]; place < at[variable + 1]; place++) {
        add(product, sums[place]);
      }
      for (int place = at[variable]; place < at[variable + 1]; place++) {
        divide(sums[place], product);
      }
    }
    int length = at[at.length - 1];
    double[][] posteriors = new double[count][length];
    for (int place = 0; place < length; place++) {
      double[] values = sums[place];
      for (int lane = 0; lane < count; lane++) {
        posteriors[lane][place] = values[lane];
      }
    }
    return posteriors;
  }

  private void weigh(int lane, Observations observations) {
    for (int variable = 0; variable < tree.variableAt.length - 1; variable++) {
      double[] weights = observations.weights(variable);
      int observed = observations.state(variable);
      if (observed < 0 && weights == null) {
        continue;
      }
      int at = tree.variableAt[variable];
      int states = tree.variableAt[variable + 1] - at;
      for (int state = 0; state < states; state++) {
        messages[at + state][lane] = weights != null ? weights[state] : state == observed ? 1 : 0;
      }
      if (weights != null) {
        bounds.weigh(variable, weights);
      }
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
  }

  /// Scales the message of a node in each lane so that its largest entry is in [1/2, 1), and notes
  /// its smallest.
  private void scale(int node) {
    int from = tree.messageAt[node];
    int to = tree.messageAt[node + 1];
    Arrays.fill(maximum, 0);
    for (int place = from; place < to; place++) {
      max(maximum, messages[place]);
    }
    double[] by = unscale[node];
    if (by == null) {
      by = new double[lanes];
      Arrays.fill(by, 1);
      unscale[node] = by;
    }
    for (int lane = 0; lane < lanes; lane++) {
      int exponent = maximum[lane] > 0 ? Scaling.exponent(maximum[lane]) : 0;
      exponents[lane] += exponent;
      factor[lane] = Math.scalb(1.0, -exponent);
      by[lane] *= factor[lane];
    }
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    for (int place = from; place < to; place++) {
      multiply(messages[place], factor);
      minPositive(minimum, messages[place]);
    }
    bounds.scaled(node, least(minimum));
  }

  /// The quotients over the separator.
  ///
  /// @return false if a product with them might leave the range of a `double`
  private boolean divide(int node) {
    int from = tree.messageAt[node];
    int to = tree.messageAt[node + 1];
    double[] by = unscale[node];
    if (by != null && tree.isRoot(node)) {
      System.arraycopy(by, 0, sums[from], 0, lanes);
      bounds.enter(node, least(by));
      return true;
    }
    for (int place = from; place < to; place++) {
      divide(sums[place], messages[place]);
      if (by != null) {
        multiply(sums[place], by);
      }
    }
    return safe
        || bounds.admitsEntries(node, by == null ? 1 : least(by), () -> leastQuotient(from, to));
  }

  private double leastQuotient(int from, int to) {
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    for (int place = from; place < to; place++) {
      minPositive(minimum, sums[place]);
    }
    return least(minimum);
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private void distribute(int node) {
    int from = tree.messageAt[node];
    int to = tree.messageAt[node + 1];
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
            share(sums[places[place]], sums[places[place + 1]], weight, a, b, quotient);
          }
          case 3 -> {
            double[] a = messages[places[place]];
            double[] b = messages[places[place + 1]];
            double[] c = messages[places[place + 2]];
            share(
                sums[places[place]],
                sums[places[place + 1]],
                sums[places[place + 2]],
                weight,
                a,
                b,
                c,
                quotient);
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

  private static void share(
      double[] first, double[] second, double weight, double[] a, double[] b, double[] quotient) {
    for (int lane = 0; lane < first.length; lane++) {
      double value = weight * a[lane] * b[lane] * quotient[lane];
      first[lane] += value;
      second[lane] += value;
    }
  }

  private static void share(
      double[] first,
      double[] second,
      double[] third,
      double weight,
      double[] a,
      double[] b,
      double[] c,
      double[] quotient) {
    for (int lane = 0; lane < first.length; lane++) {
      double value = weight * a[lane] * b[lane] * c[lane] * quotient[lane];
      first[lane] += value;
      second[lane] += value;
      third[lane] += value;
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
