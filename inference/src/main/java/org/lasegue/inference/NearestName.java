package org.lasegue.inference;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Finds the known name that a mistyped one most likely meant.
final class NearestName {

  private NearestName() {}

  static String suggestion(String name, Collection<String> known) {
    String nearest = nearest(name, known);
    return nearest == null ? "" : " (did you mean '" + nearest + "'?)";
  }

  /// The known name at the smallest edit distance, ignoring case, or null if nothing is near. Of
  /// equally near names the first one wins.
  static @Nullable String nearest(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String best = null;
    int bestDistance = Math.max(2, name.length() / 2) + 1;
    for (String candidate : known) {
      int distance = distance(wanted, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance && distance < Math.max(name.length(), candidate.length())) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best;
  }

  /// Levenshtein's edit distance.
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] swap = previous;
      previous = current;
      current = swap;
    }
    return previous[b.length()];
  }
}
