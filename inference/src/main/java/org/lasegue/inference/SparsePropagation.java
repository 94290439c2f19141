package org.lasegue.inference;

import java.util.Arrays;

/// Two passes over a [SparseTree] for one set of evidence.
///
/// Upwards, the entries of each node are its weights times the messages of its inputs, and their
/// sums over the groups are its message. Downwards, the entries are multiplied with the quotient of
/// the two sums over the separator (0/0 counts as zero: the entries it meets are zero already), and
/// added up for every input. What arrives at a variable is its posterior, but for a factor.
///
/// Where the network's numbers allow products that leave the range of a `double`, messages are
/// scaled by powers of two, and their smallest positive entry bounds every product from below; if a
/// product might leave the range of a `double`, [#run] says so.
final class SparsePropagation {

  private final SparseTree tree;
  private final double[] products;
  private final double[] messages;
  private final double[] sums;
  private final double[] messageFloors;
  private final double[] variableFloors;
  private final double[] floors;
  private long exponent;
  private double logarithm;
  private boolean safe;
  private boolean impossible;

  SparsePropagation(SparseTree tree) {
    this.tree = tree;
    this.products = new double[tree.weights.length];
    this.messages = new double[tree.places()];
    this.sums = new double[tree.places()];
    this.messageFloors = new double[tree.nodes];
    this.variableFloors = new double[tree.variableAt.length - 1];
    this.floors = new double[tree.nodes];
  }

  /// @return false if a number might leave the range of a `double`, so that nothing here counts
  boolean run(Observations observations) {
    exponent = tree.exponent;
    logarithm = tree.logarithm;
    impossible = false;
    safe = tree.isSafe(observations);
    weigh(observations);
    return collect() && (impossible || distribute());
  }

  boolean isImpossible() {
    return impossible;
  }

  double logProbability(Observations observations) {
    return logarithm + (exponent + observations.exponent()) * Constants.LN_2;
  }

  double[] posterior(int variable) {
    int at = tree.variableAt[variable];
    double[] posterior = Arrays.copyOfRange(sums, at, tree.variableAt[variable + 1]);
    double sum = 0;
    for (double value : posterior) {
      sum += value;
    }
    for (int state = 0; state < posterior.length; state++) {
      posterior[state] /= sum;
    }
    return posterior;
  }

  private void weigh(Observations observations) {
    int variables = variableFloors.length;
    Arrays.fill(messages, 0, tree.variableAt[variables], 1);
    Arrays.fill(variableFloors, 1);
    for (int variable = 0; variable < variables; variable++) {
      double[] weights = observations.weights(variable);
      int at = tree.variableAt[variable];
      if (observations.isObserved(variable)) {
        Arrays.fill(messages, at, tree.variableAt[variable + 1], 0);
        messages[at + observations.state(variable)] = 1;
      } else if (weights != null) {
        System.arraycopy(weights, 0, messages, at, weights.length);
        variableFloors[variable] = Scaling.minPositive(weights, 0, weights.length);
      }
    }
  }

  private boolean collect() {
    for (int node = 0; node < tree.nodes; node++) {
      multiplyAndAdd(node);
      if (!safe || tree.isRoot[node]) {
        if (!scale(node) || impossible) {
          return impossible;
        }
      }
    }
    return true;
  }

  /// Scales the message of a node.
  ///
  /// @return false if a product of the node might leave the range of a `double`
  private boolean scale(int node) {
    double floor = tree.floors[node];
    for (int input : tree.inputs[node]) {
      floor *= input >= 0 ? messageFloors[input] : variableFloors[~input];
    }
    if (!safe && floor < Scaling.SAFE) {
      return false;
    }
    floors[node] = floor;
    int from = tree.messageAt[node];
    int length = tree.messageAt[node + 1] - from;
    exponent += Scaling.toUnit(messages, from, length);
    messageFloors[node] = Scaling.minPositive(messages, from, length);
    if (messageFloors[node] == Double.POSITIVE_INFINITY) {
      impossible = true;
    } else if (tree.isRoot[node]) {
      logarithm += StrictMath.log(messages[from]);
    }
    return true;
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

  private boolean distribute() {
    Arrays.fill(sums, 0);
    for (int node = tree.nodes - 1; node >= 0; node--) {
      int from = tree.messageAt[node];
      int to = tree.messageAt[node + 1];
      if (tree.isRoot[node]) {
        sums[from] = 1;
      } else {
        for (int place = from; place < to; place++) {
          double before = messages[place];
          sums[place] = before == 0 ? 0 : sums[place] / before;
        }
        if (!safe) {
          Scaling.toUnit(sums, from, to - from);
        }
        if (!safe && floors[node] * Scaling.minPositive(sums, from, to - from) < Scaling.SAFE) {
          return false;
        }
      }
      share(node);
    }
    return true;
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
