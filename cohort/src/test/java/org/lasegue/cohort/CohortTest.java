package org.lasegue.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.assessment.Mode;

class CohortTest {
  private static final List<String> PEOPLE = People.lines(20);

  @TempDir Path folder;

  @Test
  void everyPersonHasOneRowInTheOrderOfTheInput() throws IOException {
    Cohort.Counts counts = run(input(PEOPLE), 3, 4);
    assertThat(counts).isEqualTo(new Cohort.Counts(20, 0));
    List<String> rows = Files.readAllLines(out());
    assertThat(rows).hasSize(20);
    for (int i = 0; i < 20; i++) {
      assertThat(rows.get(i))
          .startsWith("{\"id\":\"synthetic-11-" + i + "\"")
          .contains("\"urgency\":", "\"causes\":[{", "\"knowledge\":\"");
    }
    assertThat(folder).isDirectoryNotContaining(p -> p.toString().endsWith(".rejected.ndjson"));
    assertThat(folder).isDirectoryNotContaining(p -> p.toString().contains("partial"));
    assertThat(folder).isDirectoryNotContaining(p -> p.toString().contains("checkpoint"));
  }

  @Test
  void threadsAndPartsDoNotChangeAByte() throws IOException {
    Path in = input(PEOPLE);
    run(in, 1, 1000);
    byte[] alone = Files.readAllBytes(out());
    Files.delete(out());
    run(in, 3, 3);
    assertThat(out()).hasBinaryContent(alone);
  }

  @Test
  void whatCannotBeScoredIsCountedWithLineAndReason() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes(PEOPLE.get(0).strip().getBytes(StandardCharsets.UTF_8));
    text.writeBytes(
        "\r\n\n{\"format\":1,\"id\":\"x\",\"findings\":{\"feverr\":\"present\"}}\n"
            .getBytes(StandardCharsets.UTF_8));
    text.writeBytes(new byte[] {'{', (byte) 0xff, '}', '\n'});
    text.writeBytes("{not json\n".getBytes(StandardCharsets.UTF_8));
    text.writeBytes(PEOPLE.get(1).strip().getBytes(StandardCharsets.UTF_8)); // no line break behind
    Path in = folder.resolve("in.ndjson");
    Files.write(in, text.toByteArray());

    assertThat(run(in, 2, 2)).isEqualTo(new Cohort.Counts(2, 3));
    assertThat(Files.readAllLines(out())).hasSize(2);
    List<String> rejected = Files.readAllLines(folder.resolve("out.ndjson.rejected.ndjson"));
    assertThat(rejected).hasSize(3).allMatch(r -> r.contains("in.ndjson\",\"line\":"));
    assertThat(rejected.get(0)).contains("\"line\":3,", "feverr", "fever");
    assertThat(rejected.get(1)).contains("\"line\":4,", "UTF-8");
    assertThat(rejected.get(2)).contains("\"line\":5,");
  }

  @Test
  void aLineWithoutEndIsRefusedAndTheNextOneRead() throws IOException {
    Path in = folder.resolve("in.ndjson");
    Files.writeString(in, "x".repeat(17_000_000) + "\n" + PEOPLE.get(0));
    assertThat(run(in, 1, 10)).isEqualTo(new Cohort.Counts(1, 1));
    assertThat(folder.resolve("out.ndjson.rejected.ndjson")).content().contains("longer than");
  }

  @Test
  void aDirectoryIsReadInTheOrderOfItsNames() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("b.ndjson"), PEOPLE.get(0));
    Files.writeString(in.resolve("a.yaml"), "format: 1\nid: first\nage: 40\nfindings: {}\n");
    Files.writeString(in.resolve("c.yaml"), "\n");
    Files.writeString(in.resolve("d.txt"), "not a case");
    assertThat(run(in, 2, 1)).isEqualTo(new Cohort.Counts(2, 1));
    assertThat(Files.readAllLines(out()).getFirst())
        .startsWith("{\"id\":\"first\",\"age\":\"40-49\"");
    assertThat(folder.resolve("out.ndjson.rejected.ndjson")).content().contains("c.yaml");
  }

  @Test
  void nothingIsOverwrittenUnasked() throws IOException {
    Path in = input(PEOPLE.subList(0, 1));
    Files.writeString(out(), "precious");
    assertThatThrownBy(() -> run(in, 1, 1)).hasMessageContaining("--overwrite");
    assertThat(out()).hasContent("precious");
    new Cohort(People.KNOWLEDGE, Mode.EXAMINED, 1).run(in, out(), true, (_, _, _) -> {});
    assertThat(out()).content().startsWith("{\"id\"");
  }

  @Test
  void overwritingTakesNothingFromARunThatIsUnderWay() throws IOException {
    Path in = input(PEOPLE.subList(0, 1));
    Files.writeString(out(), "precious");
    try (SafeFile _ = new SafeFile(folder.resolve("out.ndjson.partial"), 0)) {
      Cohort second = new Cohort(People.KNOWLEDGE, Mode.EXAMINED, 1);
      assertThatThrownBy(() -> second.run(in, out(), true, (_, _, _) -> {}))
          .hasMessageContaining("another run");
    }
    assertThat(out()).hasContent("precious");
  }

  @Test
  void aCheckpointOfOtherInputIsRefused() throws IOException {
    Path in = input(PEOPLE.subList(0, 6));
    stopAfterFirstPart(in);
    Files.writeString(in, PEOPLE.get(7));
    assertThatThrownBy(() -> run(in, 1, 2)).hasMessageContaining("another input");
  }

  @Test
  void aStoppedRunGoesOnWhereItWas() throws IOException {
    Path in = input(PEOPLE);
    run(in, 1, 2);
    byte[] whole = Files.readAllBytes(out());
    Files.delete(out());
    stopAfterFirstPart(in);
    // what a crash may leave behind the last safe part
    Files.writeString(
        folder.resolve("out.ndjson.partial"),
        "{\"half a ro",
        java.nio.file.StandardOpenOption.APPEND);
    List<Long> people = new ArrayList<>();
    new Cohort(People.KNOWLEDGE, Mode.EXAMINED, 1, 2)
        .run(in, out(), false, (counts, _, _) -> people.add(counts.rows()));
    assertThat(people.getFirst()).as("the first part is not scored again").isEqualTo(4);
    assertThat(out()).hasBinaryContent(whole);
  }

  @Test
  void theOutputMayNotLieInTheInput() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("a.ndjson"), PEOPLE.get(0));
    assertThatThrownBy(() ->
            new Cohort(People.KNOWLEDGE, Mode.EXAMINED, 1)
                .run(in, in.resolve("out.ndjson"), false, (_, _, _) -> {}))
        .isInstanceOf(CohortException.class)
        .hasMessageContaining("elsewhere");
  }

  @Test
  void whatAStepBeforeRejectedComesFirstAndIsCountedOnce() throws IOException {
    Path in = input(PEOPLE.subList(0, 6));
    Files.writeString(in, "{bad\n", java.nio.file.StandardOpenOption.APPEND);
    Path earlier = folder.resolve("earlier.ndjson");
    Files.writeString(earlier, "{\"reason\":\"one\"}\n{\"reason\":\"two\"}\n");
    Cohort.Cases cases = new Cohort.Cases(List.of(Cohort.CaseFile.of(in)), List.of(earlier));
    Cohort cohort = new Cohort(People.KNOWLEDGE, Mode.EXAMINED, 1, 2);
    assertThatThrownBy(() ->
            cohort.run(
                cases,
                out(),
                Optional.empty(),
                false,
                (_, _, _) -> {
                  throw new IllegalStateException("stop");
                }))
        .hasMessage("stop");
    assertThat(cohort.run(cases, out(), Optional.empty(), false, (_, _, _) -> {}))
        .isEqualTo(new Cohort.Counts(6, 3));
    assertThat(Files.readAllLines(folder.resolve("out.ndjson.rejected.ndjson")))
        .hasSize(3)
        .startsWith("{\"reason\":\"one\"}", "{\"reason\":\"two\"}");
  }

  @Test
  void anotherFormIsMadeOfWholeRowsAlsoAfterItBrokeOff() throws IOException {
    Path in = input(PEOPLE.subList(0, 6));
    Cohort cohort = new Cohort(People.KNOWLEDGE, Mode.EXAMINED, 1, 2);
    Cohort.Cases cases = Cohort.Cases.in(in);
    Cohort.Form breaking =
        (rows, to) -> {
          Files.writeString(to, "half");
          throw new IllegalStateException("stop");
        };
    assertThatThrownBy(
            () -> cohort.run(cases, out(), Optional.of(breaking), false, (_, _, _) -> {}))
        .hasMessage("stop");
    assertThat(out()).doesNotExist();
    Cohort.Form counting =
        (rows, to) -> Files.writeString(to, Files.readAllLines(rows).size() + " rows");
    Cohort.Counts counts =
        cohort.run(
            cases,
            out(),
            Optional.of(counting),
            false,
            (_, _, _) -> {
              throw new IllegalStateException("no one is scored again");
            });
    assertThat(counts).isEqualTo(new Cohort.Counts(6, 0));
    assertThat(out()).hasContent("6 rows");
    assertThat(folder).isDirectoryNotContaining(p -> p.toString().contains("partial"));
  }

  private void stopAfterFirstPart(Path in) {
    assertThatThrownBy(() ->
            new Cohort(People.KNOWLEDGE, Mode.EXAMINED, 1, 2)
                .run(
                    in,
                    out(),
                    false,
                    (_, _, _) -> {
                      throw new IllegalStateException("stop");
                    }))
        .hasMessage("stop");
  }

  private Path out() {
    return folder.resolve("out.ndjson");
  }

  private Path input(List<String> lines) throws IOException {
    Path in = folder.resolve("in.ndjson");
    Files.writeString(in, String.join("", lines));
    return in;
  }

  private Cohort.Counts run(Path in, int threads, int part) throws IOException {
    return new Cohort(People.KNOWLEDGE, Mode.EXAMINED, threads, part)
        .run(in, out(), false, (_, _, _) -> {});
  }
}
