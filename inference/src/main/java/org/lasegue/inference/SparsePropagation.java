package org.lasegue.inference;

import java.util.Arrays;

/// Two passes over a [SparseTree] for one set of evidence.
///
/// Upwards, the entries of each node are its weights times the messages of its inputs, and their
/// sums over the groups are its message. Downwards, the entries are multiplied with the quotient of
/// the two sums over the separator (0/0 counts as zero: the entries it meets are zero already), and
/// added up for every input. What arrives at a variable is its posterior, but for a factor.
///
/// On the way down nothing needs scaling: the entries of every node are joint probabilities and sum
/// to that of the evidence. On the way up bounds of each message are carried along, and only where
/// a product might leave the range of a `double` the messages it takes in are read, for exact
/// bounds, and scaled by a power of two. If that is not enough, [#run] says so.
final class SparsePropagation {

  private final SparseTree tree;
  private final double[] products;
  private final double[] messages;
  private final double[] sums;
  private final Bounds bounds;
  private final int[] scaledBy;
  private final DenseWalk walk;
  private long exponent;
  private double logarithm;
  private boolean safe;
  private boolean impossible;

  SparsePropagation(SparseTree tree) {
    this.tree = tree;
    this.products = new double[tree.weights.length];
    this.messages = new double[tree.places()];
    this.sums = new double[tree.places()];
    this.bounds = new Bounds(tree);
    this.scaledBy = new int[tree.nodes];
    this.walk = new DenseWalk(tree.dense);
  }

  /// @return false if a number might leave the range of a `double`, so that nothing here counts
  boolean run(Observations observations) {
    exponent = tree.exponent;
    logarithm = tree.logarithm;
    impossible = false;
    safe = tree.isSafe(observations);
    weigh(observations);
    return collect(observations) && (impossible || distribute(observations));
  }

  boolean isImpossible() {
    return impossible;
  }

  double logProbability(Observations observations) {
    return logarithm + (exponent + observations.exponent()) * Constants.LN_2;
  }

  /// The distributions of all variables, one after the other.
  double[] posteriors() {
    int[] at = tree.variableAt;
    double[] posteriors = Arrays.copyOf(sums, at[at.length - 1]);
    for (int variable = 0; variable < at.length - 1; variable++) {
      double sum = 0;
      for (int place = at[variable]; place < at[variable + 1]; place++) {
        sum += posteriors[place];
      }
      for (int place = at[variable]; place < at[variable + 1]; place++) {
        posteriors[place] /= sum;
      }
    }
    return posteriors;
  }

  private void weigh(Observations observations) {
    int variables = tree.variableAt.length - 1;
    Arrays.fill(messages, 0, tree.variableAt[variables], 1);
    bounds.clear();
    for (int variable = 0; variable < variables; variable++) {
      double[] weights = observations.weights(variable);
      int at = tree.variableAt[variable];
      if (observations.isObserved(variable)) {
        Arrays.fill(messages, at, tree.variableAt[variable + 1], 0);
        messages[at + observations.state(variable)] = 1;
      } else if (weights != null) {
        System.arraycopy(weights, 0, messages, at, weights.length);
        bounds.weigh(variable, weights);
      }
    }
  }

  private boolean collect(Observations observations) {
    Arrays.fill(scaledBy, 0);
    for (int node = 0; node < tree.nodes; node++) {
      if (!safe && !bounds.admitsProducts(node, this::scale)) {
        return false;
      }
      DenseNode dense = tree.dense[node];
      if (dense == null) {
        multiplyAndAdd(node);
      } else {
        Arrays.fill(messages, tree.messageAt[node], tree.messageAt[node + 1], 0);
        walk.collect(node, observations, messages);
      }
      if (tree.isRoot(node)) {
        scale(node);
        double root = messages[tree.messageAt[node]];
        if (root == 0) {
          impossible = true;
          return true;
        }
        logarithm += StrictMath.log(root);
      }
    }
    return true;
  }

  /// Scales the message of a node so that its largest entry is in [1/2, 1), and notes its smallest.
  private void scale(int node) {
    int from = tree.messageAt[node];
    int length = tree.messageAt[node + 1] - from;
    int by = Scaling.toUnit(messages, from, length);
    scaledBy[node] += by;
    exponent += by;
    bounds.scaled(node, Scaling.minPositive(messages, from, length));
  }

  /// One loop over all entries, where a loop inside for each group would be too short to run well:
  /// the running sum starts anew at each group and is stored at every entry.
  private void multiplyAndAdd(int node) {
    double[] weights = tree.weights;
    int[] groups = tree.groups;
    int[] places = tree.places;
    int degree = tree.degree[node];
    int end = tree.entryAt[node + 1];
    int place = tree.placeAt[node];
    int group = -1;
    double sum = 0;
    for (int entry = tree.entryAt[node]; entry < end; entry++, place += degree) {
      double product =
          switch (degree) {
            case 1 -> weights[entry] * messages[places[place]];
            case 2 -> weights[entry] * messages[places[place]] * messages[places[place + 1]];
            case 3 ->
                weights[entry]
                    * messages[places[place]]
                    * messages[places[place + 1]]
                    * messages[places[place + 2]];
            default -> product(weights[entry], place, degree);
          };
      products[entry] = product;
      sum = groups[entry] == group ? sum + product : product;
      group = groups[entry];
      messages[group] = sum;
    }
  }

  private double product(double weight, int place, int degree) {
    double product = weight;
    for (int i = place; i < place + degree; i++) {
      product *= messages[tree.places[i]];
    }
    return product;
  }

  private boolean distribute(Observations observations) {
    Arrays.fill(sums, 0);
    for (int node = tree.nodes - 1; node >= 0; node--) {
      int from = tree.messageAt[node];
      int to = tree.messageAt[node + 1];
      // The products of a node are not scaled when its message is.
      double scale = Math.scalb(1.0, -scaledBy[node]);
      if (tree.isRoot(node)) {
        sums[from] = messages[from];
        bounds.enter(node, scale);
      } else if (!safe
          && !bounds.admitsEntries(node, scale, () -> leastQuotient(from, to, scale))) {
        return false;
      }
      if (tree.dense[node] == null) {
        for (int place = from; place < to; place++) {
          sums[place] = quotient(place, scale);
        }
        share(node);
      } else {
        walk.distribute(node, sums, messages, scale);
      }
    }
    return true;
  }

  /// Where the divisor is zero so is the sum, and 0/0 counts as zero.
  private double quotient(int place, double scale) {
    return sums[place] / Math.max(messages[place], Double.MIN_NORMAL) * scale;
  }

  private double leastQuotient(int from, int to, double scale) {
    double least = Double.POSITIVE_INFINITY;
    for (int place = from; place < to; place++) {
      if (sums[place] > 0) {
        least = Math.min(least, quotient(place, scale));
      }
    }
    return least;
  }

  private void share(int node) {
    int[] groups = tree.groups;
    int[] places = tree.places;
    int degree = tree.degree[node];
    int end = tree.entryAt[node + 1];
    int place = tree.placeAt[node];
    for (int entry = tree.entryAt[node]; entry < end; entry++, place += degree) {
      double product = products[entry] * sums[groups[entry]];
      switch (degree) {
        case 1 -> sums[places[place]] += product;
        case 2 -> {
          sums[places[place]] += product;
          sums[places[place + 1]] += product;
        }
        case 3 -> {
          sums[places[place]] += product;
          sums[places[place + 1]] += product;
          sums[places[place + 2]] += product;
        }
        default -> {
          for (int i = place; i < place + degree; i++) {
            sums[places[i]] += product;
          }
        }
      }
    }
  }
}
