package org.lasegue.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lines of the form `PERSON VALUE`, joined to `PERSON: VALUE, VALUE`.
class GatheringTest {
  private static final int PEOPLE = 40;

  @TempDir Path folder;

  private List<Path> files;

  @BeforeEach
  void linesOfEveryPersonInEveryFile() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    for (String name : List.of("a", "b", "c")) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < PEOPLE; i++) {
        text.append("person")
            .append(i * 7 % PEOPLE)
            .append(' ')
            .append(name)
            .append(i)
            .append("\r\n");
      }
      Files.writeString(in.resolve(name + ".ndjson"), text);
    }
    Files.writeString(in.resolve("empty.ndjson"), "");
    files = Halfway.files(in, f -> f.toString().endsWith(".ndjson"), "no file");
  }

  @Test
  void everyPersonIsJoinedFromAllFilesInTheirOrder() throws IOException {
    List<String> joined = joined(run(new Words(), 200, 2));
    assertThat(joined).hasSize(PEOPLE).contains("person0: a0, b0, c0", "person7: a1, b1, c1");
    assertThat(joined(run(new Words(), 1 << 20, 1)))
        .as("one part holds them all")
        .containsExactlyInAnyOrderElementsOf(joined);
  }

  @Test
  void threadsDoNotChangeTheOrder() throws IOException {
    List<String> one = joined(run(new Words(), 200, 1));
    assertThat(joined(run(new Words(), 200, 3))).containsExactlyElementsOf(one);
  }

  @Test
  void whatCannotBeTakenIsNamedWithFileAndLineAndTheRestCounted() throws IOException {
    Path bad = folder.resolve("in/b2.ndjson");
    Files.write(
        bad,
        "bad x\nother y\nother z\nperson1 refused\n\u0001 x\n".getBytes(StandardCharsets.UTF_8));
    Files.write(folder.resolve("in/b3.ndjson"), new byte[] {(byte) 0xff, '\n'});
    files = Halfway.files(folder.resolve("in"), f -> f.toString().endsWith(".ndjson"), "no file");
    Gathering.Result result = run(new Words(), 200, 2);
    assertThat(result.others()).isEqualTo(Map.of("others", 2L));
    List<String> rejected = new ArrayList<>();
    for (Path each : result.cases().rejected()) {
      rejected.addAll(Files.readAllLines(each));
    }
    assertThat(rejected).hasSize(4);
    assertThat(rejected.get(0)).contains("b2.ndjson\",\"line\":1,", "a bad line");
    assertThat(rejected.get(1)).contains("b2.ndjson\",\"line\":5,", "control");
    assertThat(rejected.get(2)).contains("b3.ndjson\",\"line\":1,", "UTF-8");
    assertThat(rejected.get(3)).contains("b2.ndjson\",\"line\":4,", "refused");
    assertThat(joined(result)).hasSize(PEOPLE).anyMatch(l -> l.startsWith("person1: a"));
  }

  @Test
  void aRunThatBrokeOffDoesOnlyTheRestAgain() throws IOException {
    List<String> whole = joined(run(new Words(), 200, 1));
    Words breaking = new Words();
    breaking.left = 15;
    assertThatThrownBy(() -> run(breaking, 200, 1)).hasRootCauseMessage("broken off");
    Words second = new Words();
    assertThat(joined(goOn(second))).containsExactlyElementsOf(whole);
    assertThat(second.lines.get()).as("nothing is dealt again").isZero();
    assertThat(second.joined.get()).isBetween(PEOPLE - 15, PEOPLE - 1);
  }

  @Test
  void anotherInputIsRefusedAndAnotherRunWaitsItsTurn() throws IOException {
    try (Halfway halfway = Halfway.beside(folder.resolve("out"), "these", false)) {
      Files.writeString(halfway.folder().resolve("kept"), "");
      assertThatThrownBy(() -> Halfway.beside(folder.resolve("out"), "these", true))
          .hasMessageContaining("another run");
    }
    assertThatThrownBy(() -> Halfway.beside(folder.resolve("out"), "those", false))
        .hasMessageContaining("--overwrite");
    assertThat(folder.resolve("out.halfway/kept")).exists();
    try (Halfway halfway = Halfway.beside(folder.resolve("out"), "those", true)) {
      assertThat(halfway.folder().resolve("kept")).doesNotExist();
      halfway.delete();
    }
    assertThat(folder.resolve("out.halfway")).doesNotExist();
  }

  private Gathering.Result run(Words words, long partBytes, int threads) throws IOException {
    try (Halfway halfway = Halfway.beside(folder.resolve("out"), "these", true)) {
      return new Gathering(words, threads, partBytes).run(files, halfway, (_, _, _) -> {});
    }
  }

  private Gathering.Result goOn(Words words) throws IOException {
    try (Halfway halfway = Halfway.beside(folder.resolve("out"), "these", false)) {
      return new Gathering(words, 1, 200).run(files, halfway, (_, _, _) -> {});
    }
  }

  private static List<String> joined(Gathering.Result result) throws IOException {
    List<String> all = new ArrayList<>();
    for (Cohort.CaseFile each : result.cases().files()) {
      all.addAll(Files.readAllLines(each.path()));
    }
    return all;
  }

  private static final class Words implements Gathering.Format {
    private final AtomicInteger lines = new AtomicInteger();
    private final AtomicInteger joined = new AtomicInteger();
    private int left = Integer.MAX_VALUE;

    @Override
    public Gathering.Line line(String text) {
      lines.incrementAndGet();
      String person = text.split(" ")[0];
      return switch (person) {
        case "bad" -> new Gathering.Line.Bad("a bad line");
        case "other" -> new Gathering.Line.Other("others");
        default -> new Gathering.Line.About(person);
      };
    }

    @Override
    public Gathering.Joined join(String person, List<Gathering.Piece> pieces) {
      if (joined.getAndIncrement() == left) {
        throw new IllegalStateException("broken off");
      }
      List<String> taken = new ArrayList<>();
      List<Scorer.Scored.Rejected> rejected = new ArrayList<>();
      for (Gathering.Piece piece : pieces) {
        String value = piece.text().split(" ")[1];
        if (value.equals("refused")) {
          rejected.add(piece.rejected(value));
        } else {
          taken.add(value);
        }
      }
      return new Gathering.Joined(Optional.of(person + ": " + String.join(", ", taken)), rejected);
    }
  }
}
