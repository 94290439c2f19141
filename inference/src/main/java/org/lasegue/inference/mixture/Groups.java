package org.lasegue.inference.mixture;

import java.util.Arrays;

/// Causes that are counted together in the answers.
///
/// @param of the group of each cause, @param count number of groups
public record Groups(int[] of, int count) {
  /// Each of `causes` causes on its own.
  public static Groups single(int causes) {
    int[] of = new int[causes];
    Arrays.setAll(of, i -> i);
    return new Groups(of, causes);
  }
}
