package org.lasegue.assessment;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known of one person at one time. What is not in `findings` is unknown, which is not
/// absent.
///
/// @param findings by finding id and place; findings without sides stand under [Where#WHOLE]
/// @param other what was written and not understood: kept, counted, not used
public record Case(
    String id,
    Person person,
    Map<Key, Answer> findings,
    List<String> other,
    Optional<Expected> expected) {

  /// A finding and where it was observed.
  public record Key(String finding, Where where) {
    @Override
    public String toString() {
      return where == Where.WHOLE ? finding : finding + "@" + where.word();
    }
  }

  public enum Where {
    WHOLE,
    LEFT,
    RIGHT,
    /// One side, not recorded which.
    SOME_SIDE;

    public String word() {
      return org.lasegue.knowledge.yaml.Fields.hyphenated(this);
    }
  }
}
