package org.lasegue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lasegue.store.CaseStoreTest.LATER;
import static org.lasegue.store.CaseStoreTest.NOW;
import static org.lasegue.store.CaseStoreTest.bytes;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever changes the database behind the store's back is found out when the case is read.
@ParameterizedClass
@EnumSource
class TamperingTest {

  @Parameter TestDatabase.Kind kind;
  @TempDir Path folder;
  TestDatabase database;
  CaseStore store;
  String mine;
  String theirs;

  @BeforeEach
  void twoCasesOfThreeEntries() {
    database = kind.create(folder);
    store = database.open();
    mine = store.create(NOW, LATER);
    theirs = store.create(NOW, LATER);
    for (String link : new String[] {mine, theirs}) {
      for (int i = 1; i <= 3; i++) {
        store.append(link, "answer", bytes("pain in the leg " + i), NOW);
      }
    }
  }

  @AfterEach
  void close() {
    store.close();
  }

  private static byte[] hash(String link) {
    return new Link(link).hash();
  }

  private void assertMineIsRefused() {
    assertThatThrownBy(() -> store.entries(mine, NOW))
        .isInstanceOf(TamperedException.class)
        .hasMessageNotContainingAny(mine, "pain");
    assertThat(store.entries(theirs, NOW)).hasSize(3);
  }

  @Test
  void anUntouchedCaseIsRead() {
    assertThat(store.entries(mine, NOW)).hasSize(3);
    assertThat(store.entries(theirs, NOW)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE entries SET kind = 'shown' WHERE sequence = 2 AND link_hash = ?",
        "UPDATE entries SET written_at = written_at + 1 WHERE sequence = 3 AND link_hash = ?",
        "UPDATE entries SET sequence = 4 WHERE sequence = 3 AND link_hash = ?",
        "DELETE FROM entries WHERE sequence = 1 AND link_hash = ?",
        "DELETE FROM entries WHERE sequence = 3 AND link_hash = ?",
        "DELETE FROM entries WHERE link_hash = ?",
        "UPDATE cases SET last_sequence = 2 WHERE link_hash = ?",
        "UPDATE cases SET sealed_key = sealed_key || sealed_key WHERE link_hash = ?",
      })
  void aChangedOrLostRowIsFound(String sql) {
    assertThat(database.execute(sql, hash(mine))).isPositive();
    assertMineIsRefused();
  }

  @Test
  void everyChangedByteIsFound() {
    byte[] sealed =
        database.bytes(
            "SELECT sealed FROM entries WHERE sequence = 2 AND link_hash = ?", hash(mine));
    for (int i = 0; i < sealed.length; i++) {
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      database.execute(
          "UPDATE entries SET sealed = ? WHERE sequence = 2 AND link_hash = ?",
          changed,
          hash(mine));
      assertMineIsRefused();
    }
    database.execute(
        "UPDATE entries SET sealed = ? WHERE sequence = 2 AND link_hash = ?", sealed, hash(mine));
    assertThat(store.entries(mine, NOW)).hasSize(3);
  }

  @Test
  void entriesSwappedWithinACaseAreFound() {
    for (int[] move : new int[][] {{1, 9}, {2, 1}, {9, 2}}) {
      database.execute(
          "UPDATE entries SET sequence = ? WHERE sequence = ? AND link_hash = ?",
          move[1],
          move[0],
          hash(mine));
    }
    assertMineIsRefused();
  }

  @Test
  void anEntryOfAnotherCaseIsFound() {
    database.execute(
        """
        UPDATE entries SET sealed = (SELECT sealed FROM entries WHERE sequence = 2 AND link_hash = ?)
        WHERE sequence = 2 AND link_hash = ?\
        """,
        hash(theirs),
        hash(mine));
    assertMineIsRefused();
  }

  @Test
  void anotherCasesKeyIsFound() {
    database.execute(
        """
        UPDATE cases SET sealed_key = (SELECT sealed_key FROM cases WHERE link_hash = ?)
        WHERE link_hash = ?\
        """,
        hash(theirs),
        hash(mine));
    assertMineIsRefused();
    assertThatThrownBy(() -> store.append(mine, "answer", bytes("x"), NOW))
        .isInstanceOf(TamperedException.class);
    assertThat(database.count("entries")).isEqualTo(6);
  }

  /// Even with the database, the key file and a case of one's own, another's case does not open.
  @Test
  void anotherCaseGivenToOnesOwnLinkDoesNotOpen() {
    database.execute("DELETE FROM entries WHERE link_hash = ?", hash(mine));
    database.execute(
        "UPDATE entries SET link_hash = ? WHERE link_hash = ?", hash(mine), hash(theirs));
    assertThatThrownBy(() -> store.entries(mine, NOW)).isInstanceOf(TamperedException.class);

    // The attacker has the master key too: seals their data key for the own case.
    MasterKeys keys;
    try (Database open = Database.open(database.settings())) {
      keys = MasterKeys.open(database.settings().masterKeyFile(), open);
    }
    byte[] sealed =
        database.bytes("SELECT sealed_key FROM cases WHERE link_hash = ?", hash(theirs));
    byte[] dataKey = keys.open(keys.current().sealingId(), sealed, hash(theirs));
    database.execute(
        "UPDATE cases SET sealed_key = ? WHERE link_hash = ?",
        keys.current().seal(dataKey, hash(mine)),
        hash(mine));
    assertThatThrownBy(() -> store.entries(mine, NOW)).isInstanceOf(TamperedException.class);
  }
}
