package org.lasegue.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.lasegue.store.CaseStoreTest.LATER;
import static org.lasegue.store.CaseStoreTest.NOW;
import static org.lasegue.store.CaseStoreTest.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The database fails: it is said clearly, nothing acknowledged is lost, and the store goes on by
/// itself afterwards.
class FailureTest {

  @TempDir Path folder;

  @Test
  void aLockedDatabaseIsUnavailableForWritingAndStillRead() throws Exception {
    TestDatabase database = TestDatabase.Kind.SQLITE.create(folder);
    try (CaseStore store = database.open()) {
      String link = store.create(NOW, LATER);
      Entry first = store.append(link, "answer", bytes("1"), NOW);
      try (var other = database.connect();
          var statement = other.createStatement()) {
        statement.execute("BEGIN IMMEDIATE");
        assertThatThrownBy(() -> store.append(link, "answer", bytes("2"), NOW))
            .isInstanceOf(StoreUnavailableException.class);
        assertThat(store.entries(link, NOW)).containsExactly(first);
      }
      Entry third = store.append(link, "answer", bytes("3"), NOW);
      assertThat(store.entries(link, NOW)).containsExactly(first, third);
    }
  }

  /// In a mount namespace of its own, on a disk of 4 MB.
  @Test
  void aFullDiskLosesNothingAcknowledged() throws Exception {
    List<String> alone = List.of("unshare", "--user", "--map-root-user", "--mount");
    String mount = "mount -t tmpfs -o size=4m none " + folder;
    assumeTrue(
        runs(alone, "sh", "-c", mount), "this machine lets nobody mount a disk in a namespace");
    var before = new ArrayList<>(alone);
    before.addAll(List.of("sh", "-c", mount + " && exec \"$@\"", "sh"));
    Process process =
        ChildJvm.start(before, ProcessBuilder.Redirect.PIPE, FullDisk.class, folder.toString());
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8)).isEqualTo("done\n");
    assertThat(process.waitFor()).isZero();
  }

  private static boolean runs(List<String> before, String... command) throws Exception {
    var all = new ArrayList<>(before);
    all.addAll(List.of(command));
    try {
      return new ProcessBuilder(all).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void connectionsThatAreCutLoseNothingAcknowledged() throws Exception {
    TestDatabase database = TestDatabase.Kind.POSTGRESQL.create(folder);
    disturb(
        database,
        process ->
            database.query(
                "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()"));
  }

  /// Killing one server process makes PostgreSQL drop all connections and recover from its log.
  @Test
  void aCrashOfPostgresqlLosesNothingAcknowledged() throws Exception {
    TestDatabase database = TestDatabase.Kind.POSTGRESQL.create(folder);
    disturb(
        database,
        process -> assertThat(ProcessHandle.of(process).orElseThrow().destroyForcibly()).isTrue());
  }

  /// People answer while the database is disturbed; what failed for them failed as unavailable.
  private static void disturb(TestDatabase database, LongConsumer disturbance) throws Exception {
    var stop = new AtomicBoolean();
    try (CaseStore store = database.open();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var people = new HashMap<String, Future<List<Entry>>>();
      for (int i = 0; i < 20; i++) {
        String link = store.create(NOW, LATER);
        people.put(link, executor.submit(() -> answer(store, link, stop)));
      }
      for (int i = 0; i < 3; i++) {
        Thread.sleep(300);
        long process =
            database.query(
                "SELECT MAX(pid) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
        disturbance.accept(process);
        Thread.sleep(1500);
        assertThat(ProcessHandle.of(process)).as("the server's process is gone").isEmpty();
      }
      stop.set(true);
      Map<String, List<Entry>> acknowledged = new HashMap<>();
      for (var person : people.entrySet()) {
        acknowledged.put(person.getKey(), person.getValue().get());
      }
      assertThat(acknowledged)
          .allSatisfy((link, entries) -> {
            // A commit whose answer was cut off may be there too.
            assertThat(store.entries(link, NOW)).containsAll(entries);
            assertThat(entries.getLast().content())
                .as("it went on after the last disturbance")
                .isEqualTo(bytes("last"));
          });
    }
  }

  private static List<Entry> answer(CaseStore store, String link, AtomicBoolean stop)
      throws InterruptedException {
    var mine = new ArrayList<Entry>();
    while (!stop.get()) {
      try {
        mine.add(store.append(link, "answer", bytes("x"), NOW));
      } catch (StoreUnavailableException e) {
        // Not acknowledged: nothing to find again.
        Thread.sleep(20);
      }
    }
    mine.add(store.append(link, "answer", bytes("last"), NOW));
    return mine;
  }

  @Test
  void aDatabaseThatRefusesIsUnavailableUntilItAcceptsAgain() {
    String name = "refusing";
    TestDatabase database = TestDatabase.postgresqlAlone(folder, name);
    TestDatabase beside = TestDatabase.Kind.POSTGRESQL.create(folder);
    try (CaseStore store = database.open()) {
      String link = store.create(NOW, LATER);
      Entry first = store.append(link, "answer", bytes("1"), NOW);
      beside.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS false");
      beside.query(
          "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = '"
              + name
              + "'");
      assertThatThrownBy(() -> store.append(link, "answer", bytes("2"), NOW))
          .isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> store.entries(link, NOW))
          .isInstanceOf(StoreUnavailableException.class);
      assertThatThrownBy(() -> store.keptUntil(link, NOW))
          .isInstanceOf(StoreUnavailableException.class);

      beside.execute("ALTER DATABASE " + name + " WITH ALLOW_CONNECTIONS true");
      Entry third = store.append(link, "answer", bytes("3"), NOW);
      assertThat(store.entries(link, NOW)).containsExactly(first, third);
    }
  }

  @Test
  void oneBadAppendSpoilsNotTheGroupItIsIn() throws Exception {
    TestDatabase database = TestDatabase.Kind.SQLITE.create(folder);
    try (CaseStore store = database.open();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      String good = store.create(NOW, LATER);
      String bad = store.create(NOW, LATER);
      database.execute(
          "UPDATE cases SET sealed_key = X'00' WHERE link_hash = ?", new Link(bad).hash());
      var goods = new ArrayList<Future<Entry>>();
      var bads = new ArrayList<Future<Entry>>();
      for (int i = 0; i < 100; i++) {
        goods.add(executor.submit(() -> store.append(good, "answer", bytes("x"), NOW)));
        bads.add(executor.submit(() -> store.append(bad, "answer", bytes("x"), NOW)));
      }
      for (int i = 0; i < 100; i++) {
        goods.get(i).get();
        assertThatThrownBy(bads.get(i)::get).hasCauseInstanceOf(TamperedException.class);
      }
      assertThat(store.entries(good, NOW)).hasSize(100);
      assertThat(database.count("entries")).isEqualTo(100);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDatabaseThatIsNotThereIsUnavailable(TestDatabase.Kind kind) throws IOException {
    Path key = folder.resolve("master.json");
    Path noDatabase = folder.resolve("letter.txt");
    Files.writeString(noDatabase, "Dear doctor, ".repeat(100));
    StoreSettings settings =
        kind == TestDatabase.Kind.SQLITE
            ? StoreSettings.sqlite(noDatabase, key)
            : new StoreSettings("jdbc:postgresql://localhost:1/none", "u", "secret", key);
    assertThatThrownBy(() -> CaseStore.open(settings))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageNotContaining("secret");
    assertThat(key).doesNotExist();
    assertThat(noDatabase).content().startsWith("Dear doctor, ");
  }
}
