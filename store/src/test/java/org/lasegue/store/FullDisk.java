package org.lasegue.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;

/// Fills the disk on which it is started, by appending, and tells what the store does then; for
/// [FailureTest].
final class FullDisk {

  private FullDisk() {}

  /// @param arguments the folder, on a disk of about 4 MB
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Instant now = Instant.parse("2026-03-01T02:00:00Z");
    StoreSettings settings =
        StoreSettings.sqlite(folder.resolve("cases.db"), folder.resolve("master.json"));
    Path reserve = folder.resolve("reserve");
    Files.write(reserve, new byte[1_000_000]);
    var acknowledged = new ArrayList<Entry>();
    String link;
    try (CaseStore store = CaseStore.open(settings)) {
      link = store.create(now, now.plusSeconds(60));
      boolean full = false;
      while (!full) {
        try {
          byte[] content = "a private answer. ".repeat(500).getBytes(UTF_8);
          acknowledged.add(store.append(link, "answer", content, now));
        } catch (StoreUnavailableException e) {
          full = true;
          for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            check(!String.valueOf(cause.getMessage()).contains("private"), "the message is clean");
          }
        }
      }
      check(acknowledged.size() > 50, "it wrote before the disk was full");
      check(store.entries(link, now).equals(acknowledged), "all is read while the disk is full");
      Files.delete(reserve);
      acknowledged.add(store.append(link, "answer", new byte[] {1}, now));
      check(store.entries(link, now).equals(acknowledged), "it goes on when there is room");
    }
    try (CaseStore store = CaseStore.open(settings)) {
      check(store.entries(link, now).equals(acknowledged), "all is there after a restart");
    }
    System.out.println("done");
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError("not so: " + what);
    }
  }
}
