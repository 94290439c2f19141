package org.lasegue.inference;

/// A network that cannot be built: a missing or duplicate definition, a cycle, a row of the wrong
/// length or one that does not sum to one.
public final class InvalidNetworkException extends InferenceException {

  InvalidNetworkException(String message) {
    super(message);
  }
}
