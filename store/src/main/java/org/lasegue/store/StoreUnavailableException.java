package org.lasegue.store;

import org.jspecify.annotations.Nullable;

/// The database did not do it: lost, locked, disk full, closed. What was acknowledged before is not
/// touched. What was being written was not acknowledged; if the connection broke during the commit
/// it may be there all the same.
public final class StoreUnavailableException extends StoreException {

  StoreUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
