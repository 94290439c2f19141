package org.lasegue.inference.mixture;

import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// Variables that are independent of all others given the pair of causes. A cause acts on them
/// through a hidden state of its own: each cause has a list of weighted [Profile]s.
public final class Block {
  final int[] variables;
  final Profile[] profiles;

  /// Causes that act alike on this block share a row: `firstRow[cause]`.
  final int[] firstRow;

  final int[] secondRow;
  final Row[] rows;

  /// The rows that first and second causes have, without repetition.
  final int[] firstRows;

  final int[] secondRows;

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

  /// A cause's action on the block: profiles with weights that sum to 1.
  public record Action(List<Profile> profiles, List<Double> weights) {}

  /// @param variables indices of the variables
  /// @param first the action of each first cause, @param second that of each second cause
  public Block(int[] variables, List<Action> first, List<Action> second) {
    this.variables = variables.clone();
    Map<Profile, Integer> profileIndex = new HashMap<>();
    Map<Row, Integer> rowIndex = new HashMap<>();
    this.firstRow = rows(first, profileIndex, rowIndex);
    this.secondRow = rows(second, profileIndex, rowIndex);
    this.profiles = new Profile[profileIndex.size()];
    profileIndex.forEach((profile, i) -> profiles[i] = profile);
    this.rows = new Row[rowIndex.size()];
    rowIndex.forEach((row, i) -> rows[i] = row);
    this.firstRows = Arrays.stream(firstRow).distinct().toArray();
    this.secondRows = Arrays.stream(secondRow).distinct().toArray();
  }

  private static int[] rows(
      List<Action> actions, Map<Profile, Integer> profileIndex, Map<Row, Integer> rowIndex) {
    int[] result = new int[actions.size()];
    Map<Action, Integer> seen = new IdentityHashMap<>();
    for (int cause = 0; cause < result.length; cause++) {
      Action action = actions.get(cause);
      Integer same = seen.get(action);
      if (same != null) {
        result[cause] = same;
        continue;
      }
      int[] index = new int[action.profiles().size()];
      double[] weights = new double[index.length];
      for (int i = 0; i < index.length; i++) {
        Profile profile = action.profiles().get(i);
        Integer known = profileIndex.get(profile);
        if (known == null) {
          known = profileIndex.size();
          profileIndex.put(profile, known);
        }
        index[i] = known;
        weights[i] = action.weights().get(i);
      }
      Row row = new Row(index, weights);
      Integer known = rowIndex.get(row);
      if (known == null) {
        known = rowIndex.size();
        rowIndex.put(row, known);
      }
      result[cause] = known;
      seen.put(action, known);
    }
    return result;
  }

  int rowCount() {
    return rows.length;
  }
}
