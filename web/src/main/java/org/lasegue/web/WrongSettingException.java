package org.lasegue.web;

/// A setting that the server cannot start with, and what to set instead.
public final class WrongSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WrongSettingException(String remedy) {
    super(remedy);
  }
}
