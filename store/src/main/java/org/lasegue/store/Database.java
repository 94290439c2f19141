package org.lasegue.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.Pragma;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteDataSource;

/// The connections to SQLite or PostgreSQL, with the tables in place. All that differs between the
/// two is here.
final class Database implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 3000;

  /// Bytes of an SQLite file that a deletion rewrites; about half a second of a disk.
  private static final long REWRITTEN_AT_MOST = 64L << 20;

  private final boolean sqlite;
  private final HikariDataSource pool;
  private final JdbcClient client;

  private Database(boolean sqlite, HikariDataSource pool) {
    this.sqlite = sqlite;
    this.pool = pool;
    this.client = JdbcClient.create(pool);
  }

  /// Connects, and brings the tables to this version.
  ///
  /// @throws StoreUnavailableException if that fails
  static Database open(StoreSettings settings) {
    Path file = settings.sqliteFile();
    var config = new HikariConfig();
    config.setPoolName("lasegue-store");
    config.setConnectionTimeout(PATIENCE_MILLIS);
    if (file == null) {
      postgresql(config, settings);
    } else {
      sqlite(config, settings, file);
    }
    HikariDataSource pool;
    try {
      pool = new HikariDataSource(config);
    } catch (RuntimeException e) {
      throw new StoreUnavailableException(
          "the database does not answer; check the setting of its URL, user and password", e);
    }
    try {
      Flyway.configure(Database.class.getClassLoader())
          .dataSource(pool)
          .locations("classpath:org/lasegue/store/migrations")
          .placeholders(Map.of("bytes", file == null ? "BYTEA" : "BLOB"))
          .load()
          .migrate();
    } catch (FlywayException e) {
      pool.close();
      throw new StoreUnavailableException(
          "the tables could not be made or brought to this version", e);
    }
    return new Database(file != null, pool);
  }

  private static void sqlite(HikariConfig config, StoreSettings settings, Path file) {
    try {
      if (Files.notExists(file)) {
        OwnerOnly.createFile(file);
      }
    } catch (FileAlreadyExistsException e) {
      // Another process started at the same moment.
    } catch (IOException e) {
      throw new StoreUnavailableException("the database file %s cannot be made".formatted(file), e);
    }
    var sqlite = new SQLiteConfig();
    sqlite.setJournalMode(JournalMode.WAL);
    sqlite.setSynchronous(SynchronousMode.FULL);
    sqlite.enforceForeignKeys(true);
    sqlite.setBusyTimeout(PATIENCE_MILLIS);
    sqlite.setPragma(Pragma.SECURE_DELETE, "true");
    // A rewritten file passes through memory, never through a temporary file that stays behind.
    sqlite.setPragma(Pragma.TEMP_STORE, "MEMORY");
    var source = new SQLiteDataSource(sqlite);
    source.setUrl(settings.jdbcUrl());
    config.setDataSource(source);
    config.setMaximumPoolSize(4);
  }

  private static void postgresql(HikariConfig config, StoreSettings settings) {
    config.setJdbcUrl(settings.jdbcUrl());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setMaximumPoolSize(8);
    config.addDataSourceProperty("connectTimeout", "3");
    config.addDataSourceProperty("socketTimeout", "30");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    // A server's detail may quote a row.
    config.addDataSourceProperty("logServerErrorDetail", "false");
  }

  JdbcClient client() {
    return client;
  }

  /// Runs `body` in a transaction and returns after it is durable.
  ///
  /// Begun and ended by SQL: SQLite's driver counts a transaction as begun even if that failed, and
  /// its rollback fails after a full disk. After any failure the connection is thrown away instead,
  /// which undoes everything in both databases.
  ///
  /// @throws StoreUnavailableException if the transaction cannot be begun or committed; what `body`
  ///   throws goes through
  <T> T inTransaction(Function<JdbcClient, T> body) {
    try (Connection connection = begun()) {
      try (Statement statement = connection.createStatement()) {
        T result = body.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        statement.execute("COMMIT");
        return result;
      } catch (Throwable e) {
        pool.evictConnection(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw new StoreUnavailableException("the database did not do it", e);
    }
  }

  /// A connection in a new transaction. After PostgreSQL was away the pool holds connections that
  /// are dead: as nothing is written yet, the next may be tried.
  private Connection begun() throws SQLException {
    for (int dead = 0; ; dead++) {
      Connection connection = pool.getConnection();
      try (Statement statement = connection.createStatement()) {
        statement.execute(sqlite ? "BEGIN IMMEDIATE" : "BEGIN");
        return connection;
      } catch (SQLException e) {
        pool.evictConnection(connection);
        connection.close();
        if (sqlite || dead == pool.getMaximumPoolSize()) {
          throw e;
        }
      }
    }
  }

  /// Overwrites what was deleted, as far as the database can. SQLite has zeroed the rows in their
  /// pages (secure_delete), but a row that was moved when pages were split or joined has left a
  /// copy in the unused part of its old page, which is not zeroed; so the file is rewritten, as
  /// long as that holds up nobody for long. Then the log is copied to the file and cut to nothing.
  /// PostgreSQL cannot do any of it.
  ///
  /// @return whether nothing of it is left in the files
  boolean overwriteDeleted() {
    if (!sqlite) {
      return false;
    }
    boolean rewritten =
        number("PRAGMA page_count") * number("PRAGMA page_size") <= REWRITTEN_AT_MOST;
    if (rewritten) {
      try {
        client.sql("VACUUM").update();
      } catch (DataAccessException e) {
        rewritten = false; // no space for it; the rows are gone all the same
      }
    }
    boolean cut = number("PRAGMA wal_checkpoint(TRUNCATE)") == 0;
    return rewritten && cut;
  }

  private long number(String pragma) {
    return client.sql(pragma).query((row, n) -> row.getLong(1)).single();
  }

  @Override
  public void close() {
    pool.close();
  }
}
