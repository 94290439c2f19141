package org.lasegue.store;

import org.jspecify.annotations.Nullable;

/// The master key file is missing, readable by others, damaged, or not the one that the database
/// was sealed with.
public final class MasterKeyException extends StoreException {

  MasterKeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
