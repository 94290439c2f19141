package org.lasegue.inference;

import java.util.Arrays;
import java.util.List;

/// A conditional probability table.
///
/// The values form one row per configuration of the parents, the last parent running fastest; each
/// row holds one probability per state of the variable. With parents of 2 and 3 states and a
/// variable of 4 there are 6 rows and 24 values.
///
/// @param parents names of the parents, empty for a root
/// @param values the rows, one after the other
public record Table(List<String> parents, double[] values) implements ConditionalDistribution {

  public Table {
    parents = List.copyOf(parents);
    values = values.clone();
  }

  /// The prior of a variable without parents.
  public static Table prior(double... probabilities) {
    return new Table(List.of(), probabilities);
  }

  @Override
  public double[] values() {
    return values.clone();
  }

  /// The values without a copy, for reading only.
  double[] raw() {
    return values;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Table that
        && parents.equals(that.parents)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * parents.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "Table[parents=" + parents + ", values=" + values.length + "]";
  }
}
