package org.lasegue.inference;

/// The observations exclude each other: under the network their joint probability is exactly zero,
/// so no posterior exists. The message names them.
public final class ImpossibleEvidenceException extends InferenceException {

  ImpossibleEvidenceException(String evidence) {
    super("the evidence has probability zero: " + evidence);
  }
}
