package org.lasegue.store;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One thing written to a case. Never changed afterwards.
///
/// @param sequence 1, 2, 3, ... within its case
/// @param at when, to the millisecond
/// @param kind what it is, in the words of the writer; stored in plain, so nothing of the person
/// @param content what was written; the store does not look into it
@SuppressWarnings("ArrayRecordComponent") // equals and hashCode look into the array
public record Entry(long sequence, Instant at, String kind, byte[] content) {

  @Override
  public boolean equals(@Nullable Object other) {
    return other
            instanceof Entry(long otherSequence, Instant otherAt, String otherKind, byte[] bytes)
        && sequence == otherSequence
        && at.equals(otherAt)
        && kind.equals(otherKind)
        && Arrays.equals(content, bytes);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(sequence) * 31 + Arrays.hashCode(content);
  }

  /// Without the content.
  @Override
  public String toString() {
    return "Entry[" + sequence + ", " + at + ", " + kind + ", " + content.length + " bytes]";
  }
}
