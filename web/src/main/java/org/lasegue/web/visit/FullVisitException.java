package org.lasegue.web.visit;

/// A visit has taken as many answers and changes as it may.
public final class FullVisitException extends RuntimeException {
  private static final long serialVersionUID = 1;
}
