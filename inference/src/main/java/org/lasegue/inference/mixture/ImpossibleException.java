package org.lasegue.inference.mixture;

/// Every pair of causes gives the observations probability zero.
public final class ImpossibleException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ImpossibleException() {
    super("these observations cannot occur together in this model");
  }
}
