package org.lasegue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lasegue.store.CaseStoreTest.NOW;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Kills a writing process (SIGKILL) at random moments: whatever it had acknowledged is there
/// afterwards.
class CrashTest {

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void aKilledProcessLosesNothingAcknowledged(TestDatabase.Kind kind) throws Exception {
    kill(kind, 3);
  }

  @Tag("slow")
  @ParameterizedTest
  @EnumSource
  void aProcessKilledTwoHundredTimesLosesNothingAcknowledged(TestDatabase.Kind kind)
      throws Exception {
    kill(kind, 200);
  }

  private void kill(TestDatabase.Kind kind, int times) throws Exception {
    TestDatabase database = kind.create(folder);
    var random = new Random(times);
    var all = new Acknowledged();
    for (int round = 0; round < times; round++) {
      var acknowledged = new Acknowledged();
      acknowledged.read(outputUntilKilled(database, random));
      assertAllThere(database, acknowledged);
      all.add(acknowledged);
    }
    assertAllThere(database, all);
    assertThat(all.entries).as("the processes wrote before they were killed").isNotEmpty();
    System.out.printf(
        "%s: %d processes killed, %d cases, %d entries, %d deletions acknowledged, all as told%n",
        kind,
        times,
        all.entries.size(),
        all.entries.values().stream().mapToInt(i -> i).sum(),
        all.deleted.size());
  }

  /// One round in four may be killed while it starts, the others once they write.
  private String outputUntilKilled(TestDatabase database, Random random) throws Exception {
    StoreSettings settings = database.settings();
    Path output = folder.resolve("output");
    Process process =
        ChildJvm.start(
            List.of(),
            ProcessBuilder.Redirect.to(output.toFile()),
            KilledWriter.class,
            settings.jdbcUrl(),
            settings.user() == null ? "" : settings.user(),
            settings.password() == null ? "" : settings.password(),
            settings.masterKeyFile().toString());
    if (random.nextInt(4) == 0) {
      Thread.sleep(random.nextInt(2000));
    } else {
      while (process.isAlive() && Files.size(output) == 0) {
        Thread.sleep(10);
      }
      Thread.sleep(random.nextInt(1500));
    }
    process.destroyForcibly();
    assertThat(process.waitFor()).as("ended by SIGKILL").isEqualTo(128 + 9);
    return Files.readString(output);
  }

  private static void assertAllThere(TestDatabase database, Acknowledged acknowledged) {
    try (CaseStore store = database.open()) {
      acknowledged.entries.forEach((link, count) -> {
        if (acknowledged.deleted.contains(link)) {
          assertThatThrownBy(() -> store.entries(link, NOW))
              .isInstanceOf(UnknownCaseException.class);
        } else if (!acknowledged.deleting.contains(link)) {
          List<Entry> entries = store.entries(link, NOW);
          assertThat(entries).hasSizeGreaterThanOrEqualTo(count);
          assertThat(entries)
              .allMatch(entry ->
                  new Entry(
                          entry.sequence(),
                          NOW,
                          "answer",
                          KilledWriter.content(link, entry.sequence()))
                      .equals(entry));
        }
      });
    }
  }

  /// What a process told before it was killed.
  private static final class Acknowledged {
    final Map<String, Integer> entries = new HashMap<>();
    final Set<String> deleting = new HashSet<>();
    final Set<String> deleted = new HashSet<>();

    void read(String output) {
      output
          .substring(0, output.lastIndexOf('\n') + 1)
          .lines()
          .forEach(line -> {
            String[] words = line.split(" ");
            switch (words[0]) {
              case "case" -> entries.put(words[1], 0);
              case "entry" -> entries.merge(words[1], Integer.valueOf(words[2]), Math::max);
              case "deleting" -> deleting.add(words[1]);
              case "deleted" -> deleted.add(words[1]);
              default -> throw new AssertionError(line);
            }
          });
    }

    void add(Acknowledged other) {
      entries.putAll(other.entries);
      deleting.addAll(other.deleting);
      deleted.addAll(other.deleted);
    }
  }
}
