package org.lasegue.inference.mixture;

import java.util.Arrays;

/// What one state of a cause does to the variables of a block: for each variable of the block a
/// distribution over its levels ([Gate#MAX]) or a factor for each level ([Gate#ODDS]).
public record Profile(double[][] effects) {
  @Override
  public boolean equals(Object other) {
    return other instanceof Profile p && Arrays.deepEquals(effects, p.effects);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(effects);
  }
}
