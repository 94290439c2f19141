package org.lasegue.inference;

/// The arrays one propagation writes to, kept for the next one.
final class Workspace {

  private static final double[] EMPTY = {};

  double[] tables = EMPTY;
  double[] messages = EMPTY;
  double[] floors = EMPTY;
  double[] buffer = EMPTY;

  void ensure(JunctionTree tree) {
    CliqueTree cliques = tree.cliques();
    tables = ensure(tables, cliques.tableEntries());
    messages = ensure(messages, cliques.messageEntries());
    floors = ensure(floors, cliques.size());
    buffer = ensure(buffer, tree.bufferSize());
  }

  private static double[] ensure(double[] array, int size) {
    return array.length >= size ? array : new double[size];
  }
}
