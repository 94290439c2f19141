package org.lasegue.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Executors;

/// The program that [CrashTest] kills: people who start cases, answer, and delete some of them,
/// each told on standard output after the store has acknowledged it.
final class KilledWriter {

  private static final int PEOPLE = 20;
  private static final int ANSWERS = 12;

  private KilledWriter() {}

  /// @param arguments JDBC URL, user, password, master key file
  public static void main(String[] arguments) {
    var settings =
        new StoreSettings(arguments[0], arguments[1], arguments[2], Path.of(arguments[3]));
    CaseStore store = CaseStore.open(settings);
    var executor = Executors.newVirtualThreadPerTaskExecutor();
    for (int i = 0; i < PEOPLE; i++) {
      executor.submit(() -> answerForEver(store));
    }
    executor.close();
  }

  private static void answerForEver(CaseStore store) {
    Instant now = Instant.parse("2026-03-01T02:00:00Z");
    try {
      for (int round = 0; ; round++) {
        String link = store.create(now, now.plusSeconds(1_000_000));
        tell("case", link, 0);
        for (int i = 1; i <= ANSWERS; i++) {
          store.append(link, "answer", content(link, i), now);
          tell("entry", link, i);
        }
        if (round % 3 == 2) {
          tell("deleting", link, 0);
          store.delete(link, now);
          tell("deleted", link, 0);
        }
      }
    } catch (Throwable e) {
      tell("failed", e.toString(), 0);
    }
  }

  static byte[] content(String link, long i) {
    return ("answer " + i + " of " + link).repeat(1 + (int) i * 7).getBytes(UTF_8);
  }

  private static void tell(String what, String link, int i) {
    byte[] line = (what + " " + link + " " + i + "\n").getBytes(UTF_8);
    synchronized (KilledWriter.class) {
      System.out.write(line, 0, line.length);
      System.out.flush();
    }
  }
}
