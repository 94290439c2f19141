package org.lasegue.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a store promises, whichever database it keeps its cases in.
@ParameterizedClass
@EnumSource
class CaseStoreTest {

  static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");
  static final Instant LATER = NOW.plus(Duration.ofDays(7));

  @Parameter TestDatabase.Kind kind;
  @TempDir Path folder;
  TestDatabase database;
  CaseStore store;

  @BeforeEach
  void open() {
    database = kind.create(folder);
    store = database.open();
  }

  @AfterEach
  void close() {
    store.close();
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Test
  void keepsEntriesInTheOrderOfAppending() {
    String link = store.create(NOW, LATER);
    Entry first = store.append(link, "answer", bytes("leg: left"), NOW);
    Entry second = store.append(link, "shown", bytes("page 2"), NOW.plusMillis(1));

    assertThat(store.entries(link, NOW)).containsExactly(first, second);
    assertThat(first).isEqualTo(new Entry(1, NOW, "answer", bytes("leg: left")));
    assertThat(second).isEqualTo(new Entry(2, NOW.plusMillis(1), "shown", bytes("page 2")));
  }

  @Test
  void keepsEverythingOverARestart() {
    String link = store.create(NOW, LATER);
    Entry entry = store.append(link, "answer", new byte[0], NOW);
    store.close();
    store = database.open();

    assertThat(store.entries(link, NOW)).containsExactly(entry);
    assertThat(store.append(link, "answer", bytes("x"), NOW).sequence()).isEqualTo(2);
    assertThat(store.keptUntil(link, NOW)).contains(LATER);
  }

  @Test
  void keepsALargeEntry() {
    byte[] large = new byte[2_000_000];
    new Random(1).nextBytes(large);
    String link = store.create(NOW, LATER);
    store.append(link, "shown", large, NOW);

    assertThat(store.entries(link, NOW).getFirst().content()).isEqualTo(large);
  }

  @Test
  void aNewCaseIsEmpty() {
    assertThat(store.entries(store.create(NOW, LATER), NOW)).isEmpty();
  }

  @Test
  void linksAreUnlikeAndFitAUrl() {
    var links = new HashSet<String>();
    for (int i = 0; i < 100; i++) {
      links.add(store.create(NOW, LATER));
    }
    assertThat(links).hasSize(100).allMatch(link -> link.matches("[A-Za-z0-9_-]{32}"));
  }

  @Test
  void unknownExpiredAndDeletedLinksAreAlike() {
    String expired = store.create(NOW, NOW.plusSeconds(60));
    store.append(expired, "answer", bytes("x"), NOW);
    String deleted = store.create(NOW, LATER);
    store.append(deleted, "answer", bytes("x"), NOW);
    store.delete(deleted, NOW);
    Instant then = NOW.plusSeconds(60);

    for (String link :
        List.of(expired, deleted, "A".repeat(32), "", "x", "../../etc", "é".repeat(32))) {
      assertThat(store.keptUntil(link, then)).isEmpty();
      for (Runnable use :
          List.<Runnable>of(
              () -> store.entries(link, then),
              () -> store.append(link, "answer", bytes("y"), then),
              () -> store.keepUntil(link, LATER, then),
              () -> store.delete(link, then))) {
        assertThatThrownBy(use::run)
            .isExactlyInstanceOf(UnknownCaseException.class)
            .hasMessage("no case is kept under this link")
            .hasNoCause();
      }
    }
  }

  @Test
  void keepsACaseLonger() {
    String link = store.create(NOW, NOW.plusSeconds(60));
    store.keepUntil(link, LATER, NOW.plusSeconds(59));

    assertThat(store.keptUntil(link, NOW.plusSeconds(61))).contains(LATER);
    assertThat(store.entries(link, LATER.minusMillis(1))).isEmpty();
    assertThatThrownBy(() -> store.entries(link, LATER)).isInstanceOf(UnknownCaseException.class);
  }

  @Test
  void deletesOneCaseAndSaysWhatItRemoved() {
    String link = store.create(NOW, LATER);
    store.append(link, "answer", bytes("a"), NOW);
    store.append(link, "answer", bytes("b"), NOW);
    String other = store.create(NOW, LATER);
    store.append(other, "answer", bytes("c"), NOW);

    Deletion deletion = store.delete(link, NOW);

    assertThat(deletion.keys()).isEqualTo(1);
    assertThat(deletion.entries()).isEqualTo(2);
    assertThat(store.entries(other, NOW)).hasSize(1);
    assertThat(database.count("cases")).isEqualTo(1);
    assertThat(database.count("entries")).isEqualTo(1);
  }

  @Test
  void deletesWhatHasExpiredAndNothingElse() {
    var kept = new ArrayList<String>();
    for (int i = 0; i < 250; i++) {
      String link = store.create(NOW, i % 10 == 0 ? LATER : NOW.plusSeconds(i + 1));
      if (i % 10 == 0) {
        kept.add(link);
      }
      store.append(link, "answer", bytes("x" + i), NOW);
    }

    assertThat(store.deleteExpired(NOW.plusSeconds(300))).isEqualTo(225);
    assertThat(store.deleteExpired(NOW.plusSeconds(300))).isZero();
    assertThat(database.count("cases")).isEqualTo(25);
    assertThat(database.count("entries")).isEqualTo(25);
    assertThat(kept).allSatisfy(link -> assertThat(store.entries(link, NOW)).hasSize(1));
  }

  @Test
  void deletingAnExpiredCaseRemovesItWithoutSayingSo() {
    String link = store.create(NOW, NOW.plusSeconds(1));
    assertThatThrownBy(() -> store.delete(link, LATER)).isInstanceOf(UnknownCaseException.class);
    assertThat(database.count("cases")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Answer", "an answer", "1a", "\u00e9", "a\n"})
  void refusesAKindThatCouldSayMoreThanAWord(String kind) {
    String link = store.create(NOW, LATER);
    assertThatThrownBy(() -> store.append(link, kind, bytes("x"), NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesToKeepACaseUntilThePast() {
    assertThatThrownBy(() -> store.create(NOW, NOW)).isInstanceOf(IllegalArgumentException.class);
    String link = store.create(NOW, LATER);
    assertThatThrownBy(() -> store.keepUntil(link, NOW, NOW))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aClosedStoreIsUnavailable() {
    String link = store.create(NOW, LATER);
    store.close();
    assertThatThrownBy(() -> store.append(link, "answer", bytes("x"), NOW))
        .isInstanceOf(StoreUnavailableException.class);
    assertThatThrownBy(() -> store.entries(link, NOW))
        .isInstanceOf(StoreUnavailableException.class);
  }

  @Test
  void manyPeopleAtOnceEachFindTheirOwn() throws Exception {
    int people = 60;
    int answers = 20;
    var seen = new HashMap<String, List<Entry>>();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new HashMap<String, Future<List<Entry>>>();
      for (int p = 0; p < people; p++) {
        String link = store.create(NOW, LATER);
        int person = p;
        tasks.put(
            link,
            executor.submit(() -> {
              var mine = new ArrayList<Entry>();
              for (int i = 0; i < answers; i++) {
                mine.add(store.append(link, "answer", bytes(person + ": " + i), NOW));
                assertThat(store.entries(link, NOW)).isEqualTo(mine);
              }
              return mine;
            }));
      }
      for (var task : tasks.entrySet()) {
        seen.put(task.getKey(), task.getValue().get());
      }
    }
    assertThat(seen)
        .allSatisfy((link, mine) -> {
          assertThat(mine).hasSize(answers);
          assertThat(store.entries(link, NOW)).isEqualTo(mine);
        });
  }

  @Test
  void manyAtOnceInOneCaseGetEachTheirOwnPlace() throws Exception {
    String link = store.create(NOW, LATER);
    var entries = Collections.synchronizedList(new ArrayList<Entry>());
    // A second process, as far as the database can tell.
    try (CaseStore other = database.open();
        var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        CaseStore one = i % 2 == 0 ? store : other;
        byte[] content = bytes("answer " + i);
        executor.submit(() -> entries.add(one.append(link, "answer", content, NOW)));
      }
    }
    assertThat(entries).hasSize(200);
    assertThat(store.entries(link, NOW)).containsExactlyInAnyOrderElementsOf(entries);
  }

  /// Random operations on the store and on a map must tell the same.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void behavesLikeAMapOfLists(long seed) {
    record Kept(Instant until, List<Entry> entries) {}
    var random = new Random(seed);
    Map<String, Kept> model = new HashMap<>();
    var links = new ArrayList<String>();
    Instant now = NOW;
    for (int step = 0; step < 300; step++) {
      now = now.plusMillis(random.nextInt(2000));
      Instant until = now.plusMillis(1 + random.nextInt(200_000));
      if (links.isEmpty() || random.nextInt(10) == 0) {
        String link = store.create(now, until);
        links.add(link);
        model.put(link, new Kept(until, new ArrayList<>()));
      }
      String link = links.get(random.nextInt(links.size()));
      Kept kept = model.get(link);
      boolean known = kept != null && now.isBefore(kept.until);
      Instant at = now;
      switch (random.nextInt(12)) {
        case 0 -> {
          if (known) {
            assertThat(store.delete(link, at).entries()).isEqualTo(kept.entries.size());
          } else {
            assertUnknown(() -> store.delete(link, at));
          }
          model.remove(link);
        }
        case 1 -> {
          if (known) {
            store.keepUntil(link, until, at);
            model.put(link, new Kept(until, kept.entries));
          } else {
            assertUnknown(() -> store.keepUntil(link, until, at));
          }
        }
        case 2 -> {
          int before = model.size();
          model.values().removeIf(each -> !at.isBefore(each.until));
          assertThat(store.deleteExpired(at)).isEqualTo(before - model.size());
        }
        case 3 -> {
          store.close();
          store = database.open();
        }
        case 4, 5, 6 -> {
          assertThat(store.keptUntil(link, at).isPresent()).isEqualTo(known);
          if (known) {
            assertThat(store.keptUntil(link, at)).contains(kept.until);
            assertThat(store.entries(link, at)).isEqualTo(kept.entries);
          } else {
            assertUnknown(() -> store.entries(link, at));
          }
        }
        default -> {
          byte[] content = new byte[random.nextInt(3000)];
          random.nextBytes(content);
          String kind = random.nextBoolean() ? "answer" : "shown";
          if (known) {
            Entry entry = store.append(link, kind, content, at);
            assertThat(entry).isEqualTo(new Entry(kept.entries.size() + 1, at, kind, content));
            kept.entries.add(entry);
          } else {
            assertUnknown(() -> store.append(link, kind, content, at));
          }
        }
      }
    }
    Instant end = now;
    model.values().removeIf(each -> !end.isBefore(each.until));
    model.forEach((link, kept) -> assertThat(store.entries(link, end)).isEqualTo(kept.entries));
    store.deleteExpired(end);
    assertThat(database.count("cases")).isEqualTo(model.size());
  }

  private static void assertUnknown(Runnable use) {
    assertThatThrownBy(use::run).isInstanceOf(UnknownCaseException.class);
  }
}
