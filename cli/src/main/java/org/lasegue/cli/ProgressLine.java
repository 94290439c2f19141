package org.lasegue.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import org.lasegue.cohort.Cohort;
import org.lasegue.cohort.Gathering;

/// How far a cohort is, its rate and the time left: one line that is written over on a terminal, a
/// new line every half minute elsewhere.
final class ProgressLine implements Cohort.Progress, Gathering.Progress {
  private static final int WIDTH = 30;
  private static final long SELDOM = Duration.ofSeconds(30).toNanos();

  private final PrintWriter out;
  private final boolean terminal;
  private long began;
  private long told = System.nanoTime();
  private boolean anything;

  /// Where this run began, after earlier ones that ended early; negative until known.
  private long firstPeople = -1;

  private long firstBytes;

  ProgressLine(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public void at(Cohort.Counts counts, long bytes, long of) {
    long now = System.nanoTime();
    long people = counts.rows() + counts.rejected();
    if (firstPeople < 0) {
      // the rate is measured from here on, as the time before is partly that of starting
      firstPeople = people;
      firstBytes = bytes;
      began = now;
    }
    if (!terminal && now - told < SELDOM) {
      return;
    }
    told = now;
    anything = true;
    String line = line(people, counts.rejected(), bytes, of, (now - began) / 1e9);
    if (terminal) {
      out.print("\r" + line + "  ");
    } else {
      out.println(line);
    }
    out.flush();
  }

  @Override
  public void at(String what, long done, long of) {
    long now = System.nanoTime();
    if (!terminal && now - told < SELDOM) {
      return;
    }
    told = now;
    anything = true;
    String line =
        String.format(Locale.ROOT, "%s: %.0f %%", what, of == 0 ? 100.0 : 100.0 * done / of);
    if (terminal) {
      out.printf("\r%-" + (2 * WIDTH) + "s", line);
    } else {
      out.println(line);
    }
    out.flush();
  }

  String line(long people, long rejected, long bytes, long of, double seconds) {
    double share = of == 0 ? 1 : (double) bytes / of;
    int full = (int) Math.round(share * WIDTH);
    long moved = bytes - firstBytes;
    String rate =
        moved <= 0
            ? ""
            : String.format(
                Locale.ROOT,
                ", %.0f a second, %s left",
                (people - firstPeople) / seconds,
                time((long) (seconds * (of - bytes) / moved)));
    return String.format(
        Locale.ROOT,
        "[%s%s] %3.0f %%  %,d people, %,d rejected%s",
        "#".repeat(full),
        ".".repeat(WIDTH - full),
        100 * share,
        people,
        rejected,
        rate);
  }

  private static String time(long seconds) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  void end() {
    if (terminal && anything) {
      out.println();
    }
  }
}
