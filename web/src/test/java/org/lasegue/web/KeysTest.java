package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.store.CaseStore;
import org.lasegue.store.StoreSettings;
import picocli.CommandLine;

/// `lasegue keys`.
class KeysTest {
  private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

  @TempDir Path folder;

  private record Said(int exit, String words) {}

  private Said said(String... arguments) {
    StringWriter words = new StringWriter();
    PrintWriter to = new PrintWriter(words);
    int exit =
        new CommandLine(new Serve())
            .addSubcommand("keys", new Keys())
            .setOut(to)
            .setErr(to)
            .execute(arguments);
    return new Said(exit, words.toString());
  }

  @Test
  void aRotationSealsEveryCaseAnewAndTheOldKeyCanThenBeDestroyed() throws Exception {
    StoreSettings settings =
        StoreSettings.sqlite(folder.resolve("cases.db"), folder.resolve("master.key"));
    byte[] answer = "an answer".getBytes(StandardCharsets.UTF_8);
    String link;
    try (CaseStore store = CaseStore.open(settings)) {
      link = store.create(NOW, NOW.plusSeconds(60));
      store.append(link, "event", answer, NOW);
    }
    String before = Files.readString(folder.resolve("master.key"));

    assertThat(said("keys", "rotate", "--data", folder.toString()))
        .isEqualTo(new Said(0, "1 cases are sealed with the new master key.%n".formatted()));
    assertThat(Files.readString(folder.resolve("master.key"))).isNotEqualTo(before);
    assertThat(said("keys", "destroy-retired", "--data", folder.toString()))
        .isEqualTo(new Said(0, "1 old master keys are destroyed.%n".formatted()));

    try (CaseStore store = CaseStore.open(settings)) {
      assertThat(store.entries(link, NOW).getFirst().content()).isEqualTo(answer);
    }
  }

  @Test
  void aKeyFileThatIsNotThisDatabasesIsLeftAsItIs() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    for (Path each : new Path[] {folder, other}) {
      try (CaseStore store =
          CaseStore.open(
              StoreSettings.sqlite(each.resolve("cases.db"), each.resolve("master.key")))) {
        store.create(NOW, NOW.plusSeconds(60));
      }
    }
    Files.copy(
        other.resolve("master.key"),
        folder.resolve("master.key"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    String wrong = Files.readString(folder.resolve("master.key"));

    Said said = said("keys", "rotate", "--data", folder.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.words()).contains("Nothing was changed", "is not the one that this database");
    assertThat(Files.readString(folder.resolve("master.key"))).isEqualTo(wrong);
  }
}
