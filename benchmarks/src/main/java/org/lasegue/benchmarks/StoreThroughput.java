package org.lasegue.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.lasegue.store.CaseStore;
import org.lasegue.store.StoreSettings;

/// How many durable appends a second a store takes, how long each waits, and how long a page's
/// reading takes: people on virtual threads, each in a case of their own, each answering as soon as
/// the last answer is acknowledged.
final class StoreThroughput {

  private static final int ENTRY_BYTES = 400;
  private static final int READ_ENTRIES = 40;

  private StoreThroughput() {}

  /// @param arguments JDBC URL of an empty database (default: a SQLite file in a new folder under
  ///   the current one), user, password
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory(Path.of("").toAbsolutePath(), "store-benchmark");
    Path key = folder.resolve("master.json");
    StoreSettings settings =
        arguments.length == 0
            ? StoreSettings.sqlite(folder.resolve("cases.db"), key)
            : new StoreSettings(arguments[0], arguments[1], arguments[2], key);
    try (CaseStore store = CaseStore.open(settings)) {
      Instant now = Instant.now();
      for (int people : new int[] {20, 1, 20, 200}) {
        append(store, people, Duration.ofSeconds(8), now);
      }
      read(store, now);
      store.deleteExpired(now.plusSeconds(3600));
    } finally {
      delete(folder);
    }
  }

  private static void append(CaseStore store, int people, Duration time, Instant now)
      throws InterruptedException, ExecutionException {
    byte[] content = new byte[ENTRY_BYTES];
    new Random(1).nextBytes(content);
    long end = System.nanoTime() + time.toNanos();
    var waits = new ArrayList<Future<long[]>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < people; i++) {
        waits.add(
            executor.submit(() -> {
              String link = store.create(now, now.plusSeconds(3600));
              var mine = new ArrayList<Long>();
              for (long begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
                store.append(link, "answer", content, now);
                mine.add(System.nanoTime() - begin);
              }
              return mine.stream().mapToLong(Long::longValue).toArray();
            }));
      }
    }
    var all = new ArrayList<long[]>();
    for (Future<long[]> each : waits) {
      all.add(each.get());
    }
    long[] sorted = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    System.out.printf(
        "%d at once: %.0f appends/s, median %.1f ms, p99 %.1f ms%n",
        people,
        sorted.length / (double) time.toSeconds(),
        sorted[sorted.length / 2] / 1e6,
        sorted[sorted.length * 99 / 100] / 1e6);
  }

  private static void read(CaseStore store, Instant now) {
    String link = store.create(now, now.plusSeconds(3600));
    for (int i = 0; i < READ_ENTRIES; i++) {
      store.append(link, "answer", new byte[ENTRY_BYTES], now);
    }
    long[] times = new long[10_000];
    for (int i = 0; i < times.length; i++) {
      long begin = System.nanoTime();
      store.entries(link, now);
      times[i] = System.nanoTime() - begin;
    }
    long[] later = Arrays.copyOfRange(times, times.length / 2, times.length);
    Arrays.sort(later);
    System.out.printf(
        "reading %d entries: median %.2f ms, p99 %.2f ms%n",
        READ_ENTRIES, later[later.length / 2] / 1e6, later[later.length * 99 / 100] / 1e6);
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
