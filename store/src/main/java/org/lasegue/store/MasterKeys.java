package org.lasegue.store;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// The master keys: what keeps the data keys of all cases closed, and how to change it.
///
/// The table `master_keys` names those in use, and every case refers to the one that sealed its
/// data key. So the database itself refuses to forget a key that a case still needs, and a running
/// store learns of a new one.
public final class MasterKeys {

  private static final int CASES_AT_ONCE = 200;
  private static final int ATTEMPTS = 20;

  private final Path file;
  private volatile KeyRing ring;

  private MasterKeys(Path file, KeyRing ring) {
    this.file = file;
    this.ring = ring;
  }

  /// Makes a new master key and seals the data keys of all cases with it. May be done while a store
  /// is running, and again after a crash. The old key stays in the file, for backups and running
  /// stores, until [#destroyRetired].
  ///
  /// @return how many data keys were sealed anew
  /// @throws MasterKeyException if the key file is not in order
  /// @throws StoreUnavailableException if the database fails; do it again then
  public static int rotate(StoreSettings settings) {
    try (Database database = Database.open(settings)) {
      MasterKeys old = open(settings.masterKeyFile(), database);
      KeyRing ring = old.ring.withNewKey();
      ring.replace(old.file);
      JdbcClient client = database.client();
      insertIfNew(client, ring);
      int sealed = 0;
      for (int attempt = 1; ; attempt++) {
        sealed += resealAll(database, ring);
        try {
          client.sql("DELETE FROM master_keys WHERE id <> ?").param(ring.sealingId()).update();
          return sealed;
        } catch (DataAccessException e) {
          // A running store has just made a case with the old key.
          if (attempt == ATTEMPTS) {
            throw e;
          }
        }
      }
    } catch (IOException e) {
      throw new MasterKeyException("the master key file cannot be written", e);
    } catch (DataAccessException e) {
      throw new StoreUnavailableException(
          "the database failed while master keys were changed; nothing is lost, rotate again", e);
    }
  }

  /// Removes from the key file the keys that no case needs any more. Backups made before the
  /// rotation are then unreadable.
  ///
  /// @return how many keys were removed
  /// @throws MasterKeyException if the key file is not in order
  /// @throws StoreUnavailableException if the database fails
  public static int destroyRetired(StoreSettings settings) {
    try (Database database = Database.open(settings)) {
      MasterKeys all = open(settings.masterKeyFile(), database);
      var inUse = new HashSet<>(usedIds(database.client()));
      inUse.add(all.ring.sealingId());
      KeyRing left = all.ring.only(inUse);
      left.replace(all.file);
      return all.ring.ids().size() - left.ids().size();
    } catch (IOException e) {
      throw new MasterKeyException("the master key file cannot be written", e);
    } catch (DataAccessException e) {
      throw new StoreUnavailableException("the database failed; no key was removed", e);
    }
  }

  /// The keys of this database, made if it has no cases yet.
  ///
  /// @throws MasterKeyException if the file is missing although there are cases, or is not this
  ///   database's
  static MasterKeys open(Path file, Database database) {
    JdbcClient client = database.client();
    KeyRing ring = readOrCreate(file, client);
    var unknown =
        client
            .sql("SELECT id, proof FROM master_keys WHERE id IN (SELECT master_key FROM cases)")
            .query((row, n) -> ring.proves(row.getInt(1), row.getBytes(2)))
            .list()
            .contains(false);
    if (unknown) {
      throw new MasterKeyException(
          ("the master key file %s is not the one that this database was sealed with;"
                  + " put back the right file from its backup")
              .formatted(file),
          null);
    }
    insertIfNew(client, ring);
    return new MasterKeys(file, ring);
  }

  private static KeyRing readOrCreate(Path file, JdbcClient client) {
    try {
      return KeyRing.read(file);
    } catch (NoSuchFileException e) {
      if (!usedIds(client).isEmpty()) {
        throw new MasterKeyException(
            "the master key file %s is missing, and there are cases that only it opens; put it back"
                    .formatted(file)
                + " from its backup, or start with an empty database",
            e);
      }
    } catch (IOException e) {
      throw new MasterKeyException("the master key file %s cannot be read".formatted(file), e);
    }
    try {
      return KeyRing.create(file);
    } catch (FileAlreadyExistsException e) {
      // Another process started at the same moment.
      return readOrCreate(file, client);
    } catch (IOException e) {
      throw new MasterKeyException("the master key file %s cannot be made".formatted(file), e);
    }
  }

  private static Set<Integer> usedIds(JdbcClient client) {
    return client
        .sql("SELECT DISTINCT master_key FROM cases")
        .query((row, n) -> row.getInt(1))
        .set();
  }

  private static void insertIfNew(JdbcClient client, KeyRing ring) {
    client
        .sql("INSERT INTO master_keys (id, proof) VALUES (?, ?) ON CONFLICT (id) DO NOTHING")
        .param(ring.sealingId())
        .param(ring.proof())
        .update();
  }

  private static int resealAll(Database database, KeyRing ring) {
    int sealed = 0;
    while (true) {
      int some = database.inTransaction(client -> resealSome(client, ring));
      if (some == 0) {
        return sealed;
      }
      sealed += some;
    }
  }

  private static int resealSome(JdbcClient client, KeyRing ring) {
    record Sealed(byte[] linkHash, byte[] key) {}
    List<Sealed> some =
        client
            .sql("SELECT link_hash, sealed_key FROM cases WHERE master_key <> ? LIMIT ?")
            .param(ring.sealingId())
            .param(CASES_AT_ONCE)
            .query((row, n) -> new Sealed(row.getBytes(1), row.getBytes(2)))
            .list();
    for (Sealed old : some) {
      byte[] dataKey;
      try {
        dataKey = ring.open(old.key, old.linkHash);
      } catch (GeneralSecurityException e) {
        throw new TamperedException("a data key is not as it was sealed; rotation stopped", e);
      }
      client
          .sql("UPDATE cases SET sealed_key = ?, master_key = ? WHERE link_hash = ?")
          .param(ring.seal(dataKey, old.linkHash))
          .param(ring.sealingId())
          .param(old.linkHash)
          .update();
    }
    return some.size();
  }

  /// The keys as this process knows them.
  KeyRing current() {
    return ring;
  }

  /// Reads the file again.
  ///
  /// @return whether another key seals now
  boolean renewed() {
    int before = ring.sealingId();
    return reread().sealingId() != before;
  }

  /// Opens a data key.
  ///
  /// @throws MasterKeyException if the file has no such master key
  /// @throws TamperedException if the data key is not as it was sealed
  byte[] open(int id, byte[] sealed, byte[] linkHash) {
    KeyRing keys = ring.ids().contains(id) ? ring : reread();
    if (!keys.ids().contains(id)) {
      throw new MasterKeyException(
          "a case was sealed with a master key that %s does not have".formatted(file), null);
    }
    try {
      return keys.open(sealed, linkHash);
    } catch (GeneralSecurityException e) {
      throw new TamperedException("the data key of a case is not as it was sealed", e);
    }
  }

  private KeyRing reread() {
    try {
      KeyRing read = KeyRing.read(file);
      ring = read;
      return read;
    } catch (IOException e) {
      throw new MasterKeyException("the master key file %s cannot be read".formatted(file), e);
    }
  }
}
