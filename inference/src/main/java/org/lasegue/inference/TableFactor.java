package org.lasegue.inference;

/// A conditional probability table, cut to the observed states.
final class TableFactor implements Factor {

  private final double[] table;
  private final int[] scope;
  private final int[] cardinalities;
  private final int[] strides;
  private final int[] observed;
  private final int[] observedStrides;

  private TableFactor(
      double[] table,
      int[] scope,
      int[] cardinalities,
      int[] strides,
      int[] observed,
      int[] observedStrides) {
    this.table = table;
    this.scope = scope;
    this.cardinalities = cardinalities;
    this.strides = strides;
    this.observed = observed;
    this.observedStrides = observedStrides;
  }

  static TableFactor of(Network network, int variable, Table table, byte[] pattern) {
    int[] parents = network.parents(variable);
    int[] family = new int[parents.length + 1];
    System.arraycopy(parents, 0, family, 0, parents.length);
    family[parents.length] = variable;
    int[] strides = new int[family.length];
    int stride = 1;
    int free = 0;
    for (int i = family.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= network.cardinality(family[i]);
      if (!Observations.isObserved(pattern[family[i]])) {
        free++;
      }
    }
    int[] scope = new int[free];
    int[] cardinalities = new int[free];
    int[] scopeStrides = new int[free];
    int[] observed = new int[family.length - free];
    int[] observedStrides = new int[family.length - free];
    int nextFree = 0;
    int nextObserved = 0;
    for (int i = 0; i < family.length; i++) {
      if (Observations.isObserved(pattern[family[i]])) {
        observed[nextObserved] = family[i];
        observedStrides[nextObserved++] = strides[i];
      } else {
        scope[nextFree] = family[i];
        cardinalities[nextFree] = network.cardinality(family[i]);
        scopeStrides[nextFree++] = strides[i];
      }
    }
    return new TableFactor(
        table.raw(), scope, cardinalities, scopeStrides, observed, observedStrides);
  }

  @Override
  public int[] scope() {
    return scope;
  }

  @Override
  public int fill(Observations observations, double[] values) {
    if (observed.length == 0) {
      System.arraycopy(table, 0, values, 0, table.length);
      return 0;
    }
    int source = 0;
    for (int i = 0; i < observed.length; i++) {
      source += observations.state(observed[i]) * observedStrides[i];
    }
    int[] digits = new int[scope.length];
    int target = 0;
    while (true) {
      values[target++] = table[source];
      int position = scope.length - 1;
      while (position >= 0 && ++digits[position] == cardinalities[position]) {
        digits[position] = 0;
        source -= (cardinalities[position] - 1) * strides[position];
        position--;
      }
      if (position < 0) {
        return 0;
      }
      source += strides[position];
    }
  }
}
