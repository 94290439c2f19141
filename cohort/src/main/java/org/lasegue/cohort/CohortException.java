package org.lasegue.cohort;

/// A run that cannot begin or go on, with what to do about it.
public final class CohortException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CohortException(String message) {
    super(message);
  }
}
