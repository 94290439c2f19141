package org.lasegue.inference;

import java.util.Collection;

/// A variable or state that the network does not have. The message suggests the nearest known name.
public final class UnknownNameException extends InferenceException {

  private UnknownNameException(String message) {
    super(message);
  }

  static UnknownNameException variable(String name, Collection<String> known) {
    return new UnknownNameException(
        "unknown variable '" + name + "'" + NearestName.suggestion(name, known));
  }

  static UnknownNameException state(String variable, String name, Collection<String> known) {
    return new UnknownNameException(
        "variable '"
            + variable
            + "' has no state '"
            + name
            + "'"
            + NearestName.suggestion(name, known)
            + "; its states are "
            + String.join(", ", known));
  }
}
