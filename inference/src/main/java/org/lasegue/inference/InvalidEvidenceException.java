package org.lasegue.inference;

/// Evidence that does not fit the network: weights of the wrong length, or a hypothetical question
/// about a variable that has been observed.
public final class InvalidEvidenceException extends InferenceException {

  InvalidEvidenceException(String message) {
    super(message);
  }
}
