package org.lasegue.store;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// An empty database with a place for its key file, in SQLite or in a real PostgreSQL that all
/// tests share.
record TestDatabase(StoreSettings settings, Path files) {

  enum Kind {
    SQLITE,
    POSTGRESQL;

    TestDatabase create(Path folder) {
      return this == SQLITE ? sqlite(folder) : postgresql(folder);
    }
  }

  private static final AtomicInteger NAMES = new AtomicInteger();

  static TestDatabase sqlite(Path folder) {
    return new TestDatabase(
        StoreSettings.sqlite(folder.resolve("data/cases.db"), folder.resolve("keys/master.json")),
        folder.resolve("data"));
  }

  /// A schema of its own in the shared database: a database each would cost 7 MB of writing.
  static TestDatabase postgresql(Path folder) {
    String name = "cases" + NAMES.incrementAndGet();
    server("CREATE SCHEMA " + name);
    return postgresql(
        folder, Server.RUNNING.getJdbcUrl("postgres", "postgres") + "&currentSchema=" + name);
  }

  /// A database of its own.
  static TestDatabase postgresqlAlone(Path folder, String name) {
    server("CREATE DATABASE " + name);
    return postgresql(folder, Server.RUNNING.getJdbcUrl("postgres", name));
  }

  private static TestDatabase postgresql(Path folder, String url) {
    return new TestDatabase(
        new StoreSettings(url, "postgres", "", folder.resolve("keys/master.json")), Server.FILES);
  }

  private static void server(String sql) {
    try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection()) {
      connection.createStatement().execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  CaseStore open() {
    return CaseStore.open(settings);
  }

  /// Changes the database behind the store's back.
  int execute(String sql, Object... parameters) {
    try (Connection connection = connect();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      statement.execute();
      return statement.getUpdateCount();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The first column of the one row that a query gives.
  byte[] bytes(String sql, Object... parameters) {
    try (Connection connection = connect();
        var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      try (var rows = statement.executeQuery()) {
        rows.next();
        return rows.getBytes(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Lets PostgreSQL write its pages to its files; SQLite has.
  void flush() {
    if (settings.sqliteFile() == null) {
      execute("CHECKPOINT");
    }
  }

  int count(String table) {
    return (int) query("SELECT COUNT(*) FROM " + table);
  }

  /// The one number that a query gives.
  long query(String sql) {
    try (Connection connection = connect();
        var rows = connection.createStatement().executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection(settings.jdbcUrl(), settings.user(), settings.password());
  }

  /// The bytes of all files of the database.
  List<byte[]> raw() {
    try (Stream<Path> all = Files.walk(files)) {
      return all.filter(Files::isRegularFile).map(TestDatabase::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Started by the first test that asks, stopped with the JVM.
  private static final class Server {
    static final Path FILES = folder();
    static final EmbeddedPostgres RUNNING = start();

    private static Path folder() {
      try {
        return Files.createTempDirectory("lasegue-postgresql");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static EmbeddedPostgres start() {
      try {
        return EmbeddedPostgres.builder().setDataDirectory(FILES).start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
