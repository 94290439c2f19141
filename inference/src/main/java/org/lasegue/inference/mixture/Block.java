package org.lasegue.inference.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Variables that are independent of all others given the pair of causes. A cause acts on them
/// through a hidden state of its own: each cause has a list of weighted [Profile]s.
public final class Block {
  final int[] variables;
  final Causes first;
  final Causes second;

  /// A cause's action on the block: profiles with weights that sum to 1.
  public record Action(List<Profile> profiles, List<Double> weights) {}

  /// @param variables indices of the variables
  /// @param first the action of each first cause, @param second that of each second cause
  public Block(int[] variables, List<Action> first, List<Action> second) {
    this.variables = variables.clone();
    this.first = Causes.of(first);
    this.second = Causes.of(second);
  }

  /// The causes of one place in the pair. Those that act alike share a row.
  ///
  /// @param rowOf the row of each cause, @param rows the distinct rows, @param profiles the
  ///   distinct profiles
  record Causes(int[] rowOf, Row[] rows, Profile[] profiles) {
    static Causes of(List<Action> actions) {
      Map<Profile, Integer> profileIndex = new HashMap<>();
      List<Profile> profiles = new ArrayList<>();
      Map<Row, Integer> rowIndex = new HashMap<>();
      List<Row> rows = new ArrayList<>();
      Map<Action, Integer> seen = new IdentityHashMap<>();
      int[] rowOf = new int[actions.size()];
      for (int cause = 0; cause < rowOf.length; cause++) {
        Action action = actions.get(cause);
        Integer known = seen.get(action);
        if (known == null) {
          known = index(row(action, profileIndex, profiles), rowIndex, rows);
          seen.put(action, known);
        }
        rowOf[cause] = known;
      }
      return new Causes(rowOf, rows.toArray(Row[]::new), profiles.toArray(Profile[]::new));
    }

    private static Row row(
        Action action, Map<Profile, Integer> profileIndex, List<Profile> profiles) {
      int[] index = new int[action.profiles().size()];
      double[] weights = new double[index.length];
      for (int i = 0; i < index.length; i++) {
        index[i] = index(action.profiles().get(i), profileIndex, profiles);
        weights[i] = action.weights().get(i);
      }
      return new Row(index, weights);
    }

    private static <T> int index(T item, Map<T, Integer> index, List<T> items) {
      Integer known = index.get(item);
      if (known == null) {
        known = items.size();
        index.put(item, known);
        items.add(item);
      }
      return known;
    }
  }

  record Row(int[] profiles, double[] weights) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Row r
          && Arrays.equals(profiles, r.profiles)
          && Arrays.equals(weights, r.weights);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(profiles) + Arrays.hashCode(weights);
    }
  }
}
