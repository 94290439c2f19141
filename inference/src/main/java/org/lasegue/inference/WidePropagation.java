package org.lasegue.inference;

import java.util.List;

/// The two passes of [Propagation] in numbers that cannot underflow: slower, for the rare evidence
/// that contradicts itself over more than three hundred orders of magnitude.
final class WidePropagation {

  private final JunctionTree tree;
  private final CliqueTree cliques;
  private final WideTable tables;
  private final WideTable messages;
  private final WideTable quotients;
  private long exponent;
  private double logarithms;
  private boolean impossible;

  WidePropagation(JunctionTree tree) {
    this.tree = tree;
    this.cliques = tree.cliques();
    this.tables = new WideTable(cliques.tableEntries());
    this.messages = new WideTable(cliques.messageEntries());
    this.quotients = new WideTable(tree.bufferSize());
  }

  void run(Observations observations) {
    fill(observations);
    weigh(observations);
    collect();
    if (!impossible) {
      distribute();
    }
  }

  boolean isImpossible() {
    return impossible;
  }

  double logProbability(Observations observations) {
    return logarithms + (exponent + observations.exponent()) * Constants.LN_2;
  }

  void posterior(int variable, double[] target) {
    int clique = cliques.home[variable];
    WideTable marginal = new WideTable(target.length + 1);
    int tableAt = cliques.tableAt[clique];
    for (int entry = 0; entry < cliques.tableSize[clique]; entry++) {
      marginal.add(cliques.toVertex[variable].place(entry), tables, tableAt + entry);
      marginal.add(target.length, tables, tableAt + entry);
    }
    for (int state = 0; state < target.length; state++) {
      target[state] = marginal.ratio(state, marginal, target.length);
    }
  }

  private void fill(Observations observations) {
    tables.fill(0, cliques.tableEntries(), 1);
    double[] values = new double[tree.bufferSize()];
    for (Factor constant : tree.constants()) {
      exponent += constant.fill(observations, values);
      exponent += Scaling.toUnit(values, 0, 1);
      logarithms += StrictMath.log(values[0]);
      impossible |= values[0] == 0;
    }
    List<Factor> factors = tree.factors();
    for (int i = 0; i < factors.size(); i++) {
      exponent += factors.get(i).fill(observations, values);
      multiply(tree.cliqueOf(i), tree.projection(i), values);
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
      if (observations.isObserved(variable)) {
        double[] indicator = new double[cliques.cardinality(variable)];
        indicator[observations.state(variable)] = 1;
        multiply(clique, cliques.toVertex[variable], indicator);
      } else if (weights != null) {
        multiply(clique, cliques.toVertex[variable], weights);
      }
    }
  }

  private void multiply(int clique, Projection projection, double[] factor) {
    int tableAt = cliques.tableAt[clique];
    for (int entry = 0; entry < cliques.tableSize[clique]; entry++) {
      tables.multiply(tableAt + entry, factor[projection.place(entry)]);
    }
  }

  private void collect() {
    for (int clique = 0; clique < cliques.size(); clique++) {
      int tableAt = cliques.tableAt[clique];
      for (int child : cliques.children[clique]) {
        for (int entry = 0; entry < cliques.tableSize[clique]; entry++) {
          int place = cliques.messageAt[child] + cliques.fromParent[child].place(entry);
          tables.multiply(tableAt + entry, messages, place);
        }
      }
      int block = cliques.tableSize[clique] / cliques.messageSize[clique];
      for (int entry = 0; entry < cliques.tableSize[clique]; entry++) {
        messages.add(cliques.messageAt[clique] + entry / block, tables, tableAt + entry);
      }
      if (cliques.parent[clique] < 0) {
        impossible |= messages.isZero(cliques.messageAt[clique]);
        logarithms += messages.log(cliques.messageAt[clique]);
      }
    }
  }

  private void distribute() {
    for (int clique = cliques.size() - 1; clique >= 0; clique--) {
      int parent = cliques.parent[clique];
      if (parent < 0) {
        continue;
      }
      int size = cliques.messageSize[clique];
      quotients.fill(0, size, 0);
      for (int entry = 0; entry < cliques.tableSize[parent]; entry++) {
        quotients.add(
            cliques.fromParent[clique].place(entry), tables, cliques.tableAt[parent] + entry);
      }
      for (int place = 0; place < size; place++) {
        quotients.divide(place, messages, cliques.messageAt[clique] + place);
      }
      int block = cliques.tableSize[clique] / size;
      for (int entry = 0; entry < cliques.tableSize[clique]; entry++) {
        tables.multiply(cliques.tableAt[clique] + entry, quotients, entry / block);
      }
    }
  }
}
