package org.lasegue.inference.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Variables of a block that implication links, directly or in the end. Given the profiles of both
/// causes the components of a block are independent, and profiles that do the same to a component
/// share a class, of which there are far fewer than profiles.
///
/// @param members positions in the block
record Component(int[] members, Classes first, Classes second) {

  /// @param of the class of each profile, @param sample one profile of each class
  record Classes(int[] of, int[] sample) {
    int count() {
      return sample.length;
    }

    private static Classes of(Profile[] profiles, int[] members) {
      Map<List<Double>, Integer> known = new HashMap<>();
      int[] of = new int[profiles.length];
      List<Integer> samples = new ArrayList<>();
      for (int p = 0; p < profiles.length; p++) {
        List<Double> effects = new ArrayList<>();
        for (int member : members) {
          for (double effect : profiles[p].effects()[member]) {
            effects.add(effect);
          }
        }
        Integer index = known.get(effects);
        if (index == null) {
          index = samples.size();
          known.put(effects, index);
          samples.add(p);
        }
        of[p] = index;
      }
      return new Classes(of, samples.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  static Component[] of(Block block, List<Variable> variables) {
    int size = block.variables.length;
    int[] root = new int[size];
    Arrays.setAll(root, i -> i);
    for (int i = 0; i < size; i++) {
      int implied = variables.get(block.variables[i]).implies();
      for (int j = 0; implied >= 0 && j < size; j++) {
        if (block.variables[j] == implied) {
          int from = root[i];
          int to = root[j];
          Arrays.setAll(root, k -> root[k] == from ? to : root[k]);
        }
      }
    }
    List<Component> result = new ArrayList<>();
    for (int r = 0; r < size; r++) {
      int id = r;
      int[] members =
          java.util.stream.IntStream.range(0, size).filter(i -> root[i] == id).toArray();
      if (members.length > 0) {
        result.add(
            new Component(
                members,
                Classes.of(block.first.profiles(), members),
                Classes.of(block.second.profiles(), members)));
      }
    }
    return result.toArray(Component[]::new);
  }
}
