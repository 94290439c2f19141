package org.lasegue.store;

import org.jspecify.annotations.Nullable;

/// What the database holds of a case is not what was written to it: a row was changed, moved, lost
/// or added from outside.
public final class TamperedException extends StoreException {

  TamperedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
