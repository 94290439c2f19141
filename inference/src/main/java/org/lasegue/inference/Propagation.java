package org.lasegue.inference;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two passes over a junction tree in plain floating-point arithmetic.
///
/// Upwards, each clique's table takes in the messages of its children and sends the sum over what
/// its parent does not hold. Downwards, each table is multiplied with the quotient of the two sums
/// over the separator (Hugin's rule). A quotient with denominator zero stands for a configuration
/// that is impossible in the child already, so it is taken as zero and loses nothing. Everything is
/// non-negative, nothing is subtracted: the relative error of each entry grows only with the number
/// of operations behind it.
///
/// Messages are scaled by powers of two. For every clique a lower bound of its positive entries is
/// kept; where a product might leave the range of a `double` it is checked entry by entry, and if
/// one does, [#run] says so and [WidePropagation] has to answer instead.
final class Propagation {

  private final JunctionTree tree;
  private final CliqueTree cliques;
  private final double[] tables;
  private final double[] messages;
  private final double[] floors;
  private final double[] buffer;
  private long exponent;
  private double logarithms;
  private boolean lost;
  private boolean impossible;

  Propagation(JunctionTree tree, Workspace workspace) {
    workspace.ensure(tree);
    this.tree = tree;
    this.cliques = tree.cliques();
    this.tables = workspace.tables;
    this.messages = workspace.messages;
    this.floors = workspace.floors;
    this.buffer = workspace.buffer;
  }

  /// The product of the factors in each clique, before anything is passed on.
  ///
  /// @param logarithm of the factors without scope
  record Potentials(double[] tables, double[] floors, long exponent, double logarithm) {}

  /// Multiplies the factors, for reuse by every query whose factors do not depend on its evidence.
  /// Null if a product leaves the range of a `double`.
  @Nullable Potentials potentials(Observations observations) {
    fill(observations);
    return lost || impossible
        ? null
        : new Potentials(
            Arrays.copyOf(tables, cliques.tableEntries()),
            Arrays.copyOf(floors, cliques.size()),
            exponent,
            logarithms);
  }

  /// @param potentials from an earlier call, or null to multiply the factors now
  /// @return false if a number left the range of a `double`, so that nothing here can be trusted
  boolean run(Observations observations, @Nullable Potentials potentials) {
    if (potentials == null) {
      fill(observations);
    } else {
      System.arraycopy(potentials.tables, 0, tables, 0, potentials.tables.length);
      System.arraycopy(potentials.floors, 0, floors, 0, potentials.floors.length);
      exponent = potentials.exponent;
      logarithms = potentials.logarithm;
    }
    weigh(observations);
    collect();
    if (!lost && !impossible) {
      distribute();
    }
    return !lost;
  }

  boolean isImpossible() {
    return impossible;
  }

  /// The natural logarithm of the probability of the evidence.
  double logProbability(Observations observations) {
    return logarithms + (exponent + observations.exponent()) * Constants.LN_2;
  }

  /// Writes the posterior of a variable.
  void posterior(int variable, double[] target) {
    int clique = cliques.home[variable];
    Arrays.fill(target, 0);
    cliques.toVertex[variable].addTo(target, 0, tables, cliques.tableAt[clique]);
    double sum = 0;
    for (double value : target) {
      sum += value;
    }
    for (int state = 0; state < target.length; state++) {
      target[state] /= sum;
    }
  }

  private void fill(Observations observations) {
    Arrays.fill(tables, 0, cliques.tableEntries(), 1);
    Arrays.fill(floors, 0, cliques.size(), 1);
    for (Factor constant : tree.constants()) {
      exponent += constant.fill(observations, buffer);
      exponent += Scaling.toUnit(buffer, 0, 1);
      logarithms += StrictMath.log(buffer[0]);
      impossible |= buffer[0] == 0;
    }
    List<Factor> factors = tree.factors();
    for (int i = 0; i < factors.size(); i++) {
      exponent += factors.get(i).fill(observations, buffer);
      multiply(tree.cliqueOf(i), tree.projection(i), buffer, 0, tree.sizeOf(i));
    }
  }

  private void weigh(Observations observations) {
    int variables = observations.pattern().length;
    for (int variable = 0; variable < variables; variable++) {
      int clique = cliques.home[variable];
      if (clique < 0) {
        continue;
      }
      double[] weights = observations.weights(variable);
      int cardinality = cliques.cardinality(variable);
      if (observations.isObserved(variable)) {
        Arrays.fill(buffer, 0, cardinality, 0);
        buffer[observations.state(variable)] = 1;
        multiply(clique, cliques.toVertex[variable], buffer, 0, cardinality);
      } else if (weights != null) {
        multiply(clique, cliques.toVertex[variable], weights, 0, cardinality);
      }
    }
  }

  private void collect() {
    for (int clique = 0; clique < cliques.size(); clique++) {
      for (int child : cliques.children[clique]) {
        int at = cliques.messageAt[child];
        multiply(clique, cliques.fromParent[child], messages, at, cliques.messageSize[child]);
      }
      int at = cliques.messageAt[clique];
      int size = cliques.messageSize[clique];
      sumBlocks(cliques.tableAt[clique], cliques.tableSize[clique] / size, at, size);
      exponent += Scaling.toUnit(messages, at, size);
      if (cliques.parent[clique] < 0) {
        impossible |= messages[at] == 0;
        logarithms += StrictMath.log(messages[at]);
      }
      if (lost || impossible) {
        return;
      }
    }
  }

  private void sumBlocks(int tableAt, int block, int messageAt, int messageSize) {
    int entry = tableAt;
    for (int place = messageAt; place < messageAt + messageSize; place++) {
      double sum = 0;
      for (int end = entry + block; entry < end; entry++) {
        sum += tables[entry];
      }
      messages[place] = sum;
    }
  }

  private void distribute() {
    for (int clique = cliques.size() - 1; clique >= 0; clique--) {
      int parent = cliques.parent[clique];
      if (parent < 0) {
        continue;
      }
      int size = cliques.messageSize[clique];
      int messageAt = cliques.messageAt[clique];
      Arrays.fill(buffer, 0, size, 0);
      cliques.fromParent[clique].addTo(buffer, 0, tables, cliques.tableAt[parent]);
      for (int place = 0; place < size; place++) {
        double before = messages[messageAt + place];
        buffer[place] = before == 0 ? 0 : buffer[place] / before;
      }
      Scaling.toUnit(buffer, 0, size);
      multiplyBlocks(clique, size);
    }
  }

  private void multiplyBlocks(int clique, int size) {
    double min = Scaling.minPositive(buffer, 0, size);
    if (floors[clique] * min < Scaling.SAFE) {
      Projection projection = cliques.projection(clique, cliques.separator(clique));
      multiplyCarefully(clique, projection, buffer, 0, min);
      return;
    }
    floors[clique] *= min;
    int entry = cliques.tableAt[clique];
    int block = cliques.tableSize[clique] / size;
    for (int place = 0; place < size; place++) {
      double quotient = buffer[place];
      for (int end = entry + block; entry < end; entry++) {
        tables[entry] *= quotient;
      }
    }
  }

  private void multiply(int clique, Projection projection, double[] factor, int at, int size) {
    double min = Scaling.minPositive(factor, at, size);
    if (min == Double.POSITIVE_INFINITY) {
      impossible = true;
    } else if (floors[clique] * min < Scaling.SAFE) {
      multiplyCarefully(clique, projection, factor, at, min);
    } else {
      floors[clique] *= min;
      projection.multiply(tables, cliques.tableAt[clique], factor, at);
    }
  }

  private void multiplyCarefully(
      int clique, Projection projection, double[] factor, int at, double min) {
    int tableAt = cliques.tableAt[clique];
    int size = cliques.tableSize[clique];
    exponent += Scaling.toUnit(tables, tableAt, size);
    floors[clique] = Scaling.minPositive(tables, tableAt, size);
    if (floors[clique] * min >= Scaling.SAFE) {
      floors[clique] *= min;
      projection.multiply(tables, tableAt, factor, at);
      return;
    }
    for (int entry = 0; entry < size; entry++) {
      double before = tables[tableAt + entry];
      double by = factor[at + projection.place(entry)];
      double product = before * by;
      lost |= before > 0 && by > 0 && product < Scaling.SAFE;
      tables[tableAt + entry] = product;
    }
    floors[clique] = Scaling.minPositive(tables, tableAt, size);
  }
}
