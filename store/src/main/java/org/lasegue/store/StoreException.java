package org.lasegue.store;

import org.jspecify.annotations.Nullable;

/// What can go wrong in a store. No message holds a link, a content or anything else of a person.
public abstract sealed class StoreException extends RuntimeException
    permits MasterKeyException, StoreUnavailableException, TamperedException, UnknownCaseException {

  StoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
