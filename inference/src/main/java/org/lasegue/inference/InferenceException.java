package org.lasegue.inference;

/// What this module refuses to do, in words for the one who can mend it.
public abstract sealed class InferenceException extends RuntimeException
    permits InvalidNetworkException,
        InvalidEvidenceException,
        UnknownNameException,
        ImpossibleEvidenceException,
        TooDenseException,
        BifException {

  private final String reason;

  InferenceException(String message) {
    super(message);
    this.reason = message;
  }

  @Override
  public String getMessage() {
    return reason;
  }
}
