package org.lasegue.store;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Cases, each a log to which entries are only appended, sealed before they reach the database.
///
/// A case is reached by its link, an unguessable token. A link whose case never was, was deleted or
/// has expired is unknown, and nothing tells which. A method that writes returns after the write is
/// durable. Safe for use by many threads.
///
/// Every method throws [StoreUnavailableException] if the database fails, and those that read or
/// append also [TamperedException] if it does not hold what was written.
public final class CaseStore implements AutoCloseable {

  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int EXPIRED_AT_ONCE = 100;

  private final Database database;
  private final JdbcClient client;
  private final MasterKeys keys;
  private final GroupCommit commit;

  private CaseStore(Database database, MasterKeys keys) {
    this.database = database;
    this.client = database.client();
    this.keys = keys;
    this.commit = new GroupCommit(database);
  }

  /// Opens the store; on first start makes the database's tables and the master key.
  ///
  /// @throws MasterKeyException if the key file is missing although there are cases, is readable by
  ///   others, or is not the one that the database was sealed with
  /// @throws StoreUnavailableException if the database cannot be reached
  public static CaseStore open(StoreSettings settings) {
    Database database = Database.open(settings);
    try {
      return new CaseStore(database, MasterKeys.open(settings.masterKeyFile(), database));
    } catch (DataAccessException e) {
      database.close();
      throw new StoreUnavailableException("the database failed while it was opened", e);
    } catch (StoreException e) {
      database.close();
      throw e;
    }
  }

  /// Starts a case.
  ///
  /// @param keepUntil when it expires, after `now`; kept to the millisecond
  /// @return its link: 32 characters that need no escaping in a URL
  public String create(Instant now, Instant keepUntil) {
    requireAfter(now, keepUntil);
    Link link = Link.random();
    byte[] dataKey = new byte[CaseCipher.DATA_KEY_BYTES];
    RANDOM.nextBytes(dataKey);
    try {
      insert(link, dataKey, keepUntil);
    } catch (DataAccessException e) {
      // The database no longer takes the key that sealed it: has it been rotated by another
      // process?
      if (!keys.renewed()) {
        throw unavailable(e);
      }
      orUnavailable(() -> insert(link, dataKey, keepUntil));
    }
    return link.token();
  }

  private int insert(Link link, byte[] dataKey, Instant keepUntil) {
    KeyRing ring = keys.current();
    byte[] hash = link.hash();
    byte[] sealed = ring.seal(dataKey, hash);
    return commit.write(client ->
        client
            .sql(
                """
                INSERT INTO cases (link_hash, master_key, sealed_key, keep_until, last_sequence)
                VALUES (?, ?, ?, ?, 0)\
                """)
            .params(hash, ring.sealingId(), sealed, keepUntil.toEpochMilli())
            .update());
  }

  /// Appends to a case.
  ///
  /// @param kind a word of lower-case letters, digits and hyphens, at most 40; it is stored in
  ///   plain
  /// @param now when; kept to the millisecond
  /// @return the entry as it stands in the log
  /// @throws UnknownCaseException if there is no such case at `now`
  public Entry append(String link, String kind, byte[] content, Instant now) {
    if (!KIND.matcher(kind).matches()) {
      throw new IllegalArgumentException("a kind is a word of a-z, 0-9 and -, at most 40 long");
    }
    Link parsed = new Link(link);
    byte[] hash = parsed.hash();
    long millis = now.toEpochMilli();
    return known(
        orUnavailable(
            () -> commit.write(client -> appendTo(client, parsed, hash, kind, content, millis))));
  }

  private Optional<Entry> appendTo(
      JdbcClient client, Link link, byte[] hash, String kind, byte[] content, long millis) {
    record Place(long sequence, int masterKey, byte[] sealedKey) {}
    // Takes the next number, holds the case against other writers and reads its key, all in one.
    Optional<Place> place =
        client
            .sql(
                """
                UPDATE cases SET last_sequence = last_sequence + 1 WHERE link_hash = ? AND keep_until > ?
                RETURNING last_sequence, master_key, sealed_key\
                """)
            .params(hash, millis)
            .query((row, n) -> new Place(row.getLong(1), row.getInt(2), row.getBytes(3)))
            .optional();
    return place.map(at -> {
      byte[] sealed;
      try {
        sealed =
            cipher(link, hash, at.masterKey, at.sealedKey).seal(at.sequence, millis, kind, content);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
      client
          .sql(
              "INSERT INTO entries (link_hash, sequence, written_at, kind, sealed)"
                  + " VALUES (?, ?, ?, ?, ?)")
          .params(hash, at.sequence, millis, kind, sealed)
          .update();
      return new Entry(at.sequence, Instant.ofEpochMilli(millis), kind, content.clone());
    });
  }

  /// All entries of a case, in order.
  ///
  /// @throws UnknownCaseException if there is no such case at `now`
  public List<Entry> entries(String link, Instant now) {
    Link parsed = new Link(link);
    byte[] hash = parsed.hash();
    List<Row> rows =
        orUnavailable(() ->
            client
                .sql(
                    """
                    SELECT c.master_key, c.sealed_key, c.last_sequence, e.sequence, e.written_at, e.kind, e.sealed
                    FROM cases c LEFT JOIN entries e ON e.link_hash = c.link_hash
                    WHERE c.link_hash = ? AND c.keep_until > ? ORDER BY e.sequence\
                    """)
                .params(hash, now.toEpochMilli())
                .query(Row::read)
                .list());
    if (rows.isEmpty()) {
      throw new UnknownCaseException();
    }
    Row first = rows.getFirst();
    int count = first.sealed == null ? 0 : rows.size();
    if (count != first.lastSequence) {
      throw new TamperedException("a case has lost or gained entries from outside", null);
    }
    try {
      CaseCipher cipher = cipher(parsed, hash, first.masterKey, first.sealedKey);
      var entries = new ArrayList<Entry>(count);
      for (int i = 0; i < count; i++) {
        entries.add(rows.get(i).open(cipher, i + 1));
      }
      return List.copyOf(entries);
    } catch (GeneralSecurityException e) {
      throw new TamperedException("an entry of a case is not as it was sealed", e);
    }
  }

  /// When the case expires; empty if there is no such case at `now`.
  public Optional<Instant> keptUntil(String link, Instant now) {
    byte[] hash;
    try {
      hash = new Link(link).hash();
    } catch (UnknownCaseException e) {
      return Optional.empty();
    }
    return orUnavailable(() ->
            client
                .sql("SELECT keep_until FROM cases WHERE link_hash = ? AND keep_until > ?")
                .params(hash, now.toEpochMilli())
                .query(Long.class)
                .optional())
        .map(Instant::ofEpochMilli);
  }

  /// How many entries the case has.
  ///
  /// @throws UnknownCaseException if there is no such case at `now`
  public long count(String link, Instant now) {
    byte[] hash = new Link(link).hash();
    return known(
        orUnavailable(() ->
            client
                .sql("SELECT last_sequence FROM cases WHERE link_hash = ? AND keep_until > ?")
                .params(hash, now.toEpochMilli())
                .query(Long.class)
                .optional()));
  }

  /// Sets when the case expires.
  ///
  /// @param until after `now`
  /// @throws UnknownCaseException if there is no such case at `now`
  public void keepUntil(String link, Instant until, Instant now) {
    requireAfter(now, until);
    byte[] hash = new Link(link).hash();
    int changed =
        orUnavailable(() ->
            commit.write(client ->
                client
                    .sql(
                        "UPDATE cases SET keep_until = ?"
                            + " WHERE link_hash = ? AND keep_until > ?")
                    .params(until.toEpochMilli(), hash, now.toEpochMilli())
                    .update()));
    if (changed == 0) {
      throw new UnknownCaseException();
    }
  }

  /// Deletes a case at once: its entries and its data key. Then looks whether they are gone.
  ///
  /// @throws UnknownCaseException if there is no such case at `now`
  public Deletion delete(String link, Instant now) {
    byte[] hash = new Link(link).hash();
    record Deleted(long keptUntil, int entries) {}
    Deleted deleted =
        known(
            orUnavailable(() ->
                commit.write(client ->
                    // Holds the case first, or another process could append in between.
                    client
                        .sql(
                            "UPDATE cases SET keep_until = keep_until WHERE link_hash = ?"
                                + " RETURNING keep_until")
                        .param(hash)
                        .query(Long.class)
                        .optional()
                        .map(until -> new Deleted(until, deleteRows(client, hash))))));
    boolean overwritten = overwriteDeleted();
    requireGone(hash);
    if (deleted.keptUntil <= now.toEpochMilli()) {
      throw new UnknownCaseException();
    }
    return new Deletion(1, deleted.entries, overwritten);
  }

  /// Deletes every case that has expired at `now`.
  ///
  /// @return how many
  public int deleteExpired(Instant now) {
    int all = 0;
    int some;
    do {
      some =
          orUnavailable(
              () -> commit.write(client -> deleteSomeExpired(client, now.toEpochMilli())));
      all += some;
    } while (some == EXPIRED_AT_ONCE);
    if (all > 0) {
      overwriteDeleted();
    }
    return all;
  }

  private static int deleteSomeExpired(JdbcClient client, long now) {
    List<byte[]> hashes =
        client
            .sql(
                """
                UPDATE cases SET keep_until = keep_until WHERE link_hash IN
                  (SELECT link_hash FROM cases WHERE keep_until <= ? ORDER BY link_hash LIMIT ?)
                RETURNING link_hash\
                """)
            .params(now, EXPIRED_AT_ONCE)
            .query((row, n) -> row.getBytes(1))
            .list();
    hashes.forEach(hash -> deleteRows(client, hash));
    return hashes.size();
  }

  private static int deleteRows(JdbcClient client, byte[] hash) {
    int entries = client.sql("DELETE FROM entries WHERE link_hash = ?").param(hash).update();
    client.sql("DELETE FROM cases WHERE link_hash = ?").param(hash).update();
    return entries;
  }

  private boolean overwriteDeleted() {
    return orUnavailable(() -> commit.alone(database::overwriteDeleted));
  }

  private void requireGone(byte[] hash) {
    int left =
        orUnavailable(() ->
            client
                .sql(
                    """
                    SELECT (SELECT COUNT(*) FROM cases WHERE link_hash = ?)
                         + (SELECT COUNT(*) FROM entries WHERE link_hash = ?)\
                    """)
                .params(hash, hash)
                .query(Integer.class)
                .single());
    if (left > 0) {
      throw new StoreUnavailableException("a deleted case is still there", null);
    }
  }

  /// Finishes the writes that wait, then lets go of the database.
  @Override
  public void close() {
    commit.close();
    database.close();
  }

  private CaseCipher cipher(Link link, byte[] hash, int masterKey, byte[] sealedKey)
      throws GeneralSecurityException {
    return new CaseCipher(keys.open(masterKey, sealedKey, hash), link);
  }

  private static void requireAfter(Instant now, Instant until) {
    if (!until.isAfter(now)) {
      throw new IllegalArgumentException("a case must be kept until a time to come");
    }
  }

  private static <T> T known(Optional<T> found) {
    return found.orElseThrow(UnknownCaseException::new);
  }

  private static <T> T orUnavailable(Supplier<T> work) {
    try {
      return work.get();
    } catch (DataAccessException e) {
      throw unavailable(e);
    }
  }

  private static StoreUnavailableException unavailable(Exception cause) {
    return new StoreUnavailableException("the database did not do it", cause);
  }

  /// A case with one of its entries, or with none.
  private record Row(
      int masterKey,
      byte[] sealedKey,
      long lastSequence,
      long sequence,
      long writtenAt,
      @Nullable String kind,
      byte @Nullable [] sealed) {

    static Row read(ResultSet row, int number) throws SQLException {
      return new Row(
          row.getInt(1),
          row.getBytes(2),
          row.getLong(3),
          row.getLong(4),
          row.getLong(5),
          row.getString(6),
          row.getBytes(7));
    }

    Entry open(CaseCipher cipher, long place) throws GeneralSecurityException {
      if (sequence != place || kind == null || sealed == null) {
        throw new GeneralSecurityException("out of sequence");
      }
      return new Entry(
          sequence,
          Instant.ofEpochMilli(writtenAt),
          kind,
          cipher.open(sequence, writtenAt, kind, sealed));
    }
  }
}
