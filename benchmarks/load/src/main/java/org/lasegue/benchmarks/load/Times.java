package org.lasegue.benchmarks.load;

import java.util.Locale;

/// How long something took, counted by the millisecond.
final class Times {
  private static final int LONGEST = 60_000;

  private final String what;
  private final int[] counts = new int[LONGEST + 1];
  private int count;
  private int longest;

  Times(String what) {
    this.what = what;
  }

  synchronized void add(int millis) {
    counts[Math.clamp(millis, 0, LONGEST)]++;
    count++;
    longest = Math.max(longest, millis);
  }

  synchronized int count() {
    return count;
  }

  /// The least number of milliseconds that this share did not exceed.
  synchronized int percentile(double share) {
    long rank = (long) Math.ceil(share * count);
    long seen = 0;
    for (int millis = 0; millis <= LONGEST; millis++) {
      seen += counts[millis];
      if (seen >= rank) {
        return millis;
      }
    }
    return LONGEST;
  }

  synchronized String line(double seconds) {
    return String.format(
        Locale.ROOT,
        "%-10s count=%d perSecond=%.1f p50=%d p95=%d p99=%d max=%d",
        what,
        count,
        count / seconds,
        percentile(0.5),
        percentile(0.95),
        percentile(0.99),
        longest);
  }
}
