package org.lasegue.store;

/// No case is kept under this link: it never was, it was deleted, or its time is over. Which of
/// them is not said.
public final class UnknownCaseException extends StoreException {

  UnknownCaseException() {
    super("no case is kept under this link", null);
  }
}
