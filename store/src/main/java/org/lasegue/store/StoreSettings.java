package org.lasegue.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a store keeps its cases.
///
/// @param jdbcUrl `jdbc:sqlite:/path/to/file` (made on first start, folders too) or
///   `jdbc:postgresql://host/database`
/// @param user of PostgreSQL, null if the URL or the server needs none
/// @param password of PostgreSQL, null if the URL or the server needs none
/// @param masterKeyFile the master key, outside the database and its backups; made on first start,
///   for its owner only
public record StoreSettings(
    String jdbcUrl, @Nullable String user, @Nullable String password, Path masterKeyFile) {

  private static final String SQLITE = "jdbc:sqlite:";

  public StoreSettings {
    boolean file =
        jdbcUrl.startsWith(SQLITE)
            && jdbcUrl.length() > SQLITE.length()
            && !jdbcUrl.contains(":memory:")
            && !jdbcUrl.contains("?");
    if (!file && !jdbcUrl.startsWith("jdbc:postgresql:")) {
      throw new IllegalArgumentException(
          "the database must be jdbc:sqlite:FILE (without options) or jdbc:postgresql://HOST/DATABASE");
    }
  }

  /// A store in one SQLite file.
  public static StoreSettings sqlite(Path file, Path masterKeyFile) {
    return new StoreSettings(SQLITE + file, null, null, masterKeyFile);
  }

  /// The SQLite file, or null if the database is PostgreSQL.
  @Nullable Path sqliteFile() {
    return jdbcUrl.startsWith(SQLITE) ? Path.of(jdbcUrl.substring(SQLITE.length())) : null;
  }

  /// Without the password, and without the URL, which may hold one.
  @Override
  public String toString() {
    return "StoreSettings[" + (sqliteFile() == null ? "PostgreSQL" : "SQLite") + "]";
  }
}
