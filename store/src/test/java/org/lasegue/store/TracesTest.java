package org.lasegue.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.store.CaseStoreTest.LATER;
import static org.lasegue.store.CaseStoreTest.NOW;
import static org.lasegue.store.CaseStoreTest.bytes;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What a thief of the database's files can find in them.
class TracesTest {

  private static final String ANSWER = "numb between the legs since this morning";

  @TempDir Path folder;

  /// All files of the database, one after the other.
  private static String files(TestDatabase database) {
    database.flush();
    return database.raw().stream()
        .map(file -> new String(file, ISO_8859_1))
        .collect(Collectors.joining());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource
  void nothingReadableIsInTheFiles(TestDatabase.Kind kind) {
    TestDatabase database = kind.create(folder);
    try (CaseStore store = database.open()) {
      String link = store.create(NOW, LATER);
      store.append(link, "answer", bytes(ANSWER), NOW);

      String files = files(database);
      assertThat(files.contains("answer")).as("the search finds what is there").isTrue();
      assertThat(files.contains(text(new Link(link).hash()))).isTrue();
      assertThat(files.contains(ANSWER.substring(0, 12))).isFalse();
      assertThat(files.contains(link.substring(0, 12))).isFalse();
      assertThat(files.contains(text(new Link(link).secret()))).isFalse();

      store.delete(link, NOW);
      assertThat(files(database).contains(ANSWER.substring(0, 12))).isFalse();
    }
  }

  /// Sizes are chosen so that rows share pages, fill them, and overflow, and that pages are split
  /// and joined. Links are drawn anew each time, and with them the order of the rows: without a
  /// rewritten file one run in twenty found a piece in the unused part of a page.
  @RepeatedTest(3)
  void aDeletedCaseLeavesNoSealedByteInSqlitesFiles() {
    TestDatabase database = TestDatabase.Kind.SQLITE.create(folder);
    var random = new Random(7);
    record Kept(String link, List<byte[]> traces) {}
    var cases = new ArrayList<Kept>();
    try (CaseStore store = database.open()) {
      for (int i = 0; i < 60; i++) {
        cases.add(new Kept(store.create(NOW, LATER), new ArrayList<>()));
      }
      for (int i = 0; i < 1500; i++) {
        byte[] content = new byte[random.nextInt(8) == 0 ? 9000 : random.nextInt(600)];
        store.append(cases.get(random.nextInt(60)).link, "answer", content, NOW);
      }
      for (Kept each : cases) {
        byte[] hash = new Link(each.link).hash();
        each.traces.add(hash);
        each.traces.add(database.bytes("SELECT sealed_key FROM cases WHERE link_hash = ?", hash));
        int entries = store.entries(each.link, NOW).size();
        for (int sequence = 1; sequence <= entries; sequence++) {
          byte[] sealed =
              database.bytes(
                  "SELECT sealed FROM entries WHERE link_hash = ? AND sequence = ?",
                  hash,
                  sequence);
          // A short piece from the start, the middle and the end: a long one may cross a page.
          for (int start : new int[] {0, sealed.length / 2, sealed.length - 12}) {
            each.traces.add(Arrays.copyOfRange(sealed, start, start + 12));
          }
        }
      }
      String before = files(database);
      assertThat(cases.getFirst().traces).allMatch(trace -> before.contains(text(trace)));
      for (int i = 0; i < 60; i += 2) {
        Deletion deletion = store.delete(cases.get(i).link, NOW);
        assertThat(deletion.overwritten()).isTrue();
      }
      String left = files(database);
      for (int i = 0; i < 60; i++) {
        boolean deleted = i % 2 == 0;
        for (byte[] trace : cases.get(i).traces) {
          assertThat(left.contains(text(trace))).isEqualTo(!deleted);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void noTextOfTheStoreNamesAPersonsData(TestDatabase.Kind kind) {
    TestDatabase database = kind.create(folder);
    try (CaseStore store = database.open()) {
      String link = store.create(NOW, LATER);
      Entry entry = store.append(link, "answer", bytes(ANSWER), NOW);
      assertThat(entry.toString()).doesNotContain(ANSWER);
      assertThat(new Link(link).toString()).doesNotContain(link);
      var settings = new StoreSettings("jdbc:postgresql://h/d?password=p1", "u", "p2", folder);
      assertThat(settings.toString()).doesNotContain("p1").doesNotContain("p2");
    }
  }
}
