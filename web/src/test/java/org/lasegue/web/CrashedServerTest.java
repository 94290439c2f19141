package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.Screen;

/// The real server is killed (SIGKILL) while people answer, its disk is full, its database is gone:
/// every answer that it took thanks for is there afterwards, and the person is told what is the
/// matter.
class CrashedServerTest {
  private static final int PEOPLE = 6;
  private static final String NOT_SAVED = "Your answer could not be saved";
  private static final List<Screen> SCREENS =
      KnowledgeReader.bundled().screens().stream().filter(s -> s.only().isEmpty()).toList();

  @TempDir Path folder;

  @Test
  void aKilledServerOnSqliteKeepsEveryAnswerItTook() throws Exception {
    killed(1, Map.of());
  }

  @Test
  void aKilledServerOnPostgresqlKeepsEveryAnswerItTookAndOneWithoutItsDatabaseSaysSo()
      throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      List<Answering> people = killed(1, settings(postgres));
      withoutDatabase(postgres, people);
    }
  }

  @Tag("kills")
  @Test
  void twoHundredKillsOnSqliteLoseNothing() throws Exception {
    killed(200, Map.of());
  }

  @Tag("kills")
  @Test
  void twoHundredKillsOnPostgresqlLoseNothing() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
      killed(200, settings(postgres));
    }
  }

  private static Map<String, String> settings(EmbeddedPostgres postgres) {
    return Map.of(
        "LASEGUE_DATABASE_URL", postgres.getJdbcUrl("postgres", "postgres"),
        "LASEGUE_DATABASE_USER", "postgres",
        "LASEGUE_DATABASE_PASSWORD", "");
  }

  private List<Answering> killed(int times, Map<String, String> settings) throws Exception {
    var random = new Random(times);
    var all = new ArrayList<Answering>();
    List<Answering> last = List.of();
    for (int round = 0; round <= times; round++) {
      try (ServerProcess server = start(settings)) {
        if (round > 0 && round < times && random.nextInt(8) == 0) {
          Thread.sleep(random.nextInt(4000));
          server.kill(); // while it starts; what was there before is looked for in the next round
          continue;
        }
        int port = server.port();
        (round == times ? all : last).forEach(people -> people.assertAllThere(port));
        if (round < times) {
          last = answering(round);
          all.addAll(last);
          kill(server, port, last, random.nextInt(1500));
        }
      }
    }
    assertThat(all.stream().mapToInt(Answering::thanked).sum()).as("answers taken").isPositive();
    System.out.printf(
        "%s: killed %d times, %d answers taken, all there%n",
        settings.isEmpty() ? "SQLite" : "PostgreSQL",
        times,
        all.stream().mapToInt(Answering::thanked).sum());
    return all;
  }

  private ServerProcess start(Map<String, String> settings) throws IOException {
    return ServerProcess.start(folder.resolve("data"), folder.resolve("output"), settings);
  }

  private static List<Answering> answering(int round) {
    var people = new ArrayList<Answering>();
    for (int i = 0; i < PEOPLE; i++) {
      people.add(new Answering(SCREENS, 1000L * round + i));
    }
    return people;
  }

  /// Some time after the first answers are taken.
  private static void kill(ServerProcess server, int port, List<Answering> people, int millis)
      throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var told = new ArrayList<Future<HttpResponse<String>>>();
      people.forEach(person -> told.add(executor.submit(() -> person.until(port))));
      while (people.stream().mapToInt(Answering::thanked).sum() < PEOPLE
          && told.stream().noneMatch(Future::isDone)) {
        Thread.sleep(20);
      }
      Thread.sleep(millis);
      server.kill();
      for (Future<HttpResponse<String>> last : told) {
        assertThat(last.get()).as("nobody was refused before").isNull();
      }
    }
  }

  private void withoutDatabase(EmbeddedPostgres postgres, List<Answering> before) throws Exception {
    sql(postgres, "CREATE DATABASE beside");
    try (ServerProcess server = start(settings(postgres));
        Connection beside = postgres.getDatabase("postgres", "beside").getConnection();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      int port = server.port();
      Answering person = new Answering(SCREENS, 7);
      Future<HttpResponse<String>> told = executor.submit(() -> person.until(port));
      while (person.thanked() == 0 && !told.isDone()) {
        Thread.sleep(20);
      }
      beside.createStatement().execute("ALTER DATABASE postgres WITH ALLOW_CONNECTIONS false");
      beside
          .createStatement()
          .execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'postgres'");
      assertThat(told.get().statusCode()).isEqualTo(503);
      assertThat(told.get().body()).contains(NOT_SAVED, "call your emergency number");

      beside.createStatement().execute("ALTER DATABASE postgres WITH ALLOW_CONNECTIONS true");
      person.assertAllThere(port);
      before.forEach(earlier -> earlier.assertAllThere(port));
      assertThat(person.thanked()).isPositive();
    }
  }

  private static void sql(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute(sql);
    }
  }

  /// In a mount namespace of its own, on a disk of 6 MB.
  @Test
  void aFullDiskIsToldAndLosesNoAnswerItTook() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path reserve = disk.resolve("reserve");
    String mount = "mount -t tmpfs -o size=6m none " + disk;
    String[] alone = {"unshare", "--user", "--map-root-user", "--mount", "sh", "-c"};
    assumeTrue(runs(alone, mount), "this machine lets nobody mount a disk in a namespace");
    String prepare = mount + " && head -c 1500000 /dev/zero > " + reserve + " && exec \"$@\"";
    String[] before = {alone[0], alone[1], alone[2], alone[3], alone[4], alone[5], prepare, "sh"};
    try (ServerProcess server =
        ServerProcess.start(disk.resolve("data"), folder.resolve("output"), Map.of(), before)) {
      int port = server.port();
      Answering person = new Answering(SCREENS, 11);
      HttpResponse<String> told = person.until(port);
      assertThat(told.statusCode()).isEqualTo(503);
      assertThat(told.body()).contains(NOT_SAVED, "call your emergency number");
      assertThat(person.thanked()).isGreaterThan(50);
      person.assertAllThere(port);

      // the reserve lies on the server's disk, which is seen through the server alone
      Files.delete(Path.of("/proc/" + server.pid() + "/root" + reserve));
      int full = person.thanked();
      Future<HttpResponse<String>> further;
      try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
        further = executor.submit(() -> person.until(port));
        while (person.thanked() == full && !further.isDone()) {
          Thread.sleep(20);
        }
        server.kill();
        further.get();
      }
      assertThat(person.thanked()).as("it goes on when there is room").isGreaterThan(full);
    }
  }

  private static boolean runs(String[] alone, String command) throws InterruptedException {
    var all = new ArrayList<>(List.of(alone));
    all.add(command);
    try {
      return new ProcessBuilder(all).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
