package org.lasegue.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lasegue.store.CaseStoreTest.LATER;
import static org.lasegue.store.CaseStoreTest.NOW;
import static org.lasegue.store.CaseStoreTest.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource
class MasterKeysTest {

  @Parameter TestDatabase.Kind kind;
  @TempDir Path folder;
  TestDatabase database;
  Path keyFile;

  @BeforeEach
  void newDatabase() {
    database = kind.create(folder);
    keyFile = database.settings().masterKeyFile();
  }

  private String oneCase() {
    try (CaseStore store = database.open()) {
      String link = store.create(NOW, LATER);
      store.append(link, "answer", bytes("x"), NOW);
      return link;
    }
  }

  private void assertReads(String link) {
    try (CaseStore store = database.open()) {
      assertThat(store.entries(link, NOW).getFirst().content()).isEqualTo(bytes("x"));
    }
  }

  @Test
  void theKeyFileIsMadeForItsOwnerAlone() throws IOException {
    database.open().close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile.getParent())))
        .isEqualTo("rwx------");
    try (var files = Files.list(keyFile.getParent())) {
      assertThat(files).containsExactly(keyFile);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx------"})
  void aKeyFileThatOthersMayUseIsRefused(String permissions) throws IOException {
    database.open().close();
    Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString(permissions));
    assertThatThrownBy(database::open)
        .isInstanceOf(MasterKeyException.class)
        .hasMessageContaining("chmod 600 " + keyFile);
  }

  @Test
  void aMissingKeyFileIsRefusedWhileThereAreCases() throws IOException {
    String link = oneCase();
    Path backup = folder.resolve("backup");
    Files.move(keyFile, backup);
    assertThatThrownBy(database::open)
        .isInstanceOf(MasterKeyException.class)
        .hasMessageContaining(keyFile + " is missing");
    assertThat(keyFile).doesNotExist();

    Files.move(backup, keyFile);
    assertReads(link);
  }

  @Test
  void withoutCasesANewKeyIsMade() throws IOException {
    String link = oneCase();
    try (CaseStore store = database.open()) {
      store.delete(link, NOW);
    }
    Files.delete(keyFile);
    assertReads(oneCase());
  }

  @Test
  void anotherDatabasesKeyIsRefused() throws IOException {
    oneCase();
    Files.delete(keyFile);
    TestDatabase.Kind.SQLITE.create(folder.resolve("other")).open().close();
    Files.move(folder.resolve("other/keys/master.json"), keyFile);
    assertThatThrownBy(database::open)
        .isInstanceOf(MasterKeyException.class)
        .hasMessageContaining("not the one that this database was sealed with");
  }

  @Test
  void aKeyWithTheRightNumberAndOtherBytesIsRefused() throws IOException {
    oneCase();
    String json = Files.readString(keyFile);
    int last = json.indexOf('"', json.indexOf("\"value\"") + "\"value\":\"".length()) - 8;
    char other = json.charAt(last) == 'A' ? 'B' : 'A';
    Files.writeString(keyFile, json.substring(0, last) + other + json.substring(last + 1));
    assertThatThrownBy(database::open)
        .isInstanceOf(MasterKeyException.class)
        .hasMessageContaining("not the one that this database was sealed with");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "not a key", "{\"primaryKeyId\":1,\"key\":[]}"})
  void aDamagedKeyFileIsRefusedWithoutQuotingIt(String content) throws IOException {
    oneCase();
    Files.writeString(keyFile, content);
    assertThatThrownBy(database::open)
        .isInstanceOf(MasterKeyException.class)
        .hasMessageContaining("holds no readable keys")
        .hasNoCause();
  }

  @Test
  void afterARotationTheOldKeyCanBeDestroyed() throws IOException {
    var links = new ArrayList<String>();
    for (int i = 0; i < 3; i++) {
      links.add(oneCase());
    }
    byte[] sealedBefore =
        database.bytes(
            "SELECT sealed_key FROM cases WHERE link_hash = ?", new Link(links.getFirst()).hash());
    String oldFile = Files.readString(keyFile);

    assertThat(MasterKeys.rotate(database.settings())).isEqualTo(3);
    links.forEach(this::assertReads);
    assertThat(database.count("master_keys")).isEqualTo(1);
    assertThat(
            database.bytes(
                "SELECT sealed_key FROM cases WHERE link_hash = ?",
                new Link(links.getFirst()).hash()))
        .isNotEqualTo(sealedBefore);

    assertThat(MasterKeys.destroyRetired(database.settings())).isEqualTo(1);
    assertThat(MasterKeys.destroyRetired(database.settings())).isZero();
    links.forEach(this::assertReads);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
        .isEqualTo("rw-------");

    Files.writeString(keyFile, oldFile);
    assertThatThrownBy(database::open).isInstanceOf(MasterKeyException.class);
  }

  @Test
  void aRotationThatWasBrokenOffIsFinishedByTheNext() throws IOException {
    String link = oneCase();
    // As after a crash between writing the file and sealing the data keys.
    KeyRing.read(keyFile).withNewKey().replace(keyFile);
    assertReads(link);
    assertThat(MasterKeys.destroyRetired(database.settings())).isZero();
    assertReads(link);

    assertThat(MasterKeys.rotate(database.settings())).isEqualTo(1);
    assertThat(MasterKeys.destroyRetired(database.settings())).isEqualTo(2);
    assertReads(link);
  }

  @Test
  void aRunningStoreFollowsARotation() throws Exception {
    try (CaseStore store = database.open();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      String link = store.create(NOW, LATER);
      store.append(link, "answer", bytes("x"), NOW);
      var stop = new AtomicBoolean();
      var made =
          executor.submit(() -> {
            var links = new ArrayList<String>();
            while (!stop.get()) {
              String each = store.create(NOW, LATER);
              store.append(each, "answer", bytes("x"), NOW);
              store.entries(link, NOW);
              links.add(each);
            }
            return links;
          });
      for (int i = 0; i < 3; i++) {
        MasterKeys.rotate(database.settings());
        Thread.sleep(50);
      }
      stop.set(true);
      List<String> links = made.get();
      assertThat(links).isNotEmpty();
      MasterKeys.rotate(database.settings());
      MasterKeys.destroyRetired(database.settings());
      links.add(link);
      links.add(store.create(NOW, LATER));
      store.append(links.getLast(), "answer", bytes("x"), NOW);
      try (CaseStore fresh = database.open()) {
        for (String each : links) {
          assertThat(fresh.entries(each, NOW)).hasSize(1).isEqualTo(store.entries(each, NOW));
        }
      }
    }
  }
}
