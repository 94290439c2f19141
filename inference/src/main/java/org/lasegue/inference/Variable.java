package org.lasegue.inference;

import java.util.HashSet;
import java.util.List;

/// A discrete variable: a name and its named states, in order.
///
/// @param name unique within a network
/// @param states at least one, without duplicates; for a gate they ascend from "no effect"
public record Variable(String name, List<String> states) {

  /// @throws InvalidNetworkException if there is no state, or one is named twice
  public Variable {
    states = List.copyOf(states);
    if (states.isEmpty()) {
      throw new InvalidNetworkException("variable '" + name + "' has no states");
    }
    if (new HashSet<>(states).size() < states.size()) {
      throw new InvalidNetworkException(
          "variable '" + name + "' names a state twice: " + String.join(", ", states));
    }
  }

  /// The position of a state.
  ///
  /// @throws UnknownNameException if there is none of that name
  public int indexOf(String state) {
    int index = states.indexOf(state);
    if (index < 0) {
      throw UnknownNameException.state(name, state, states);
    }
    return index;
  }

  int cardinality() {
    return states.size();
  }
}
