package org.lasegue.knowledge.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// The nearest known name to a misspelt one.
public final class Nearest {
  private Nearest() {}

  public static Optional<String> of(String word, Collection<String> known) {
    int limit = Math.max(2, word.length() / 3);
    LevenshteinDistance distance = new LevenshteinDistance(limit);
    return known.stream()
        .filter(k -> distance.apply(word, k) >= 0)
        .min(Comparator.<String>comparingInt(k -> distance.apply(word, k)).thenComparing(k -> k));
  }

  /// A sentence part such as `; did you mean 'leg-weakness'?`, or nothing when no name is near.
  public static String hint(String word, Collection<String> known) {
    return of(word, known).map(n -> "; did you mean '" + n + "'?").orElse("");
  }
}
