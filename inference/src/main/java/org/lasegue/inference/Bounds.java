package org.lasegue.inference;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.IntConsumer;

/// Bounds of what a propagation over a [SparseTree] multiplies and adds up, so that messages need
/// to be read and scaled only where a number might leave the range of a `double`. With many sets of
/// evidence side by side they hold for all of them.
final class Bounds {

  /// Bounds outside of this and its reciprocal are replaced by exact ones.
  private static final double NARROW = 0x1p-400;

  private final SparseTree tree;
  private final double[] variableFloors;
  private final double[] productFloors;
  private final double[] messageFloors;
  private final double[] messageCeilings;
  private final double[] entryFloors;

  Bounds(SparseTree tree) {
    this.tree = tree;
    this.variableFloors = new double[tree.variableAt.length - 1];
    this.productFloors = new double[tree.nodes];
    this.messageFloors = new double[tree.nodes];
    this.messageCeilings = new double[tree.nodes];
    this.entryFloors = new double[tree.nodes];
  }

  /// Forgets what was weighed.
  void clear() {
    Arrays.fill(variableFloors, 1);
  }

  /// Takes in the weights of a variable.
  void weigh(int variable, double[] weights) {
    double floor = Scaling.minPositive(weights, 0, weights.length);
    variableFloors[variable] = Math.min(variableFloors[variable], floor);
  }

  /// On the way up, before the products of a node are made.
  ///
  /// @param scale scales the message of a node and calls [#scaled]
  /// @return false if a product might leave the range of a `double`
  boolean admitsProducts(int node, IntConsumer scale) {
    if (!bound(node)) {
      for (int input : tree.inputs[node]) {
        if (input >= 0) {
          scale.accept(input);
        }
      }
      if (!bound(node) && productFloors[node] < Scaling.SAFE) {
        return false;
      }
    }
    messageFloors[node] = productFloors[node];
    return true;
  }

  /// Bounds the products of a node from below and their sums from above, and says whether that is
  /// enough.
  private boolean bound(int node) {
    double floor = tree.floors[node];
    double ceiling = tree.entries(node);
    for (int input : tree.inputs[node]) {
      if (input >= 0) {
        floor *= messageFloors[input];
        ceiling *= messageCeilings[input];
      } else {
        floor *= variableFloors[~input];
      }
    }
    productFloors[node] = floor;
    messageCeilings[node] = ceiling;
    return floor > NARROW && ceiling < 1 / NARROW;
  }

  /// The message of a node has been scaled so that its largest entry is in [1/2, 1).
  ///
  /// @param floor its smallest positive entry
  void scaled(int node, double floor) {
    messageFloors[node] = floor;
    messageCeilings[node] = 1;
  }

  /// On the way down, at a root.
  ///
  /// @param quotient what its products are multiplied with, the smallest
  void enter(int root, double quotient) {
    entryFloors[root] = productFloors[root] * quotient;
  }

  /// On the way down, before the products of a node meet the quotients over the separator: its
  /// entries are then a sum of its parent's, at least as large as the smallest of these, over a
  /// message, times a product.
  ///
  /// @param scale what the quotients are multiplied with beside
  /// @param leastQuotient reads the quotients for the smallest positive one
  /// @return false if an entry might leave the range of a `double`
  boolean admitsEntries(int node, double scale, DoubleSupplier leastQuotient) {
    double above = entryFloors[tree.parents[node]];
    double least = above * scale / messageCeilings[node] * productFloors[node];
    if (!(least > NARROW)) {
      least = leastQuotient.getAsDouble() * productFloors[node];
    }
    entryFloors[node] = least;
    return least >= Scaling.SAFE;
  }
}
