package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssessPdfTest {
  @TempDir Path folder;

  @Test
  void oneCaseGoesToStandardOutputAsAPdfAndNothingElse() throws IOException {
    Run run = Run.of("assess", Run.example("simple-strain"), "--format", "pdf");
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEmpty();
    assertThat(titleOf(run.bytes())).contains("simple-strain");
  }

  @Test
  void aScreenGetsNoBytesButTheRemedy() {
    Run run = Run.onAScreen("assess", Run.example("simple-strain"), "--format", "pdf");
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("> file.pdf", "--output DIR");
  }

  @Test
  void severalCasesNeedADirectory() {
    Run run = Run.of("assess", Run.EXAMPLES.toString(), "--format", "pdf");
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.bytes()).isEmpty();
    assertThat(run.err()).contains("3 cases do not go into one PDF", "--output DIR");
  }

  @Test
  void everyCaseGetsAFileInTheDirectoryNamedByItsIdAndNoneElsewhere() throws IOException {
    Path cases = Files.createDirectory(folder.resolve("cases"));
    List<String> ids = List.of("../../out", "a b", "a/b", ".hidden", "ü".repeat(300));
    for (int i = 0; i < ids.size(); i++) {
      Files.writeString(
          cases.resolve(i + ".yaml"),
          "format: 1\nid: \"" + ids.get(i) + "\"\nfindings: {low-back-pain: present}\n");
    }
    Path made = folder.resolve("new/pdf");
    Run run = Run.of("assess", cases.toString(), "--format", "pdf", "-o", made.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.bytes()).isEmpty();
    try (Stream<Path> files = Files.list(made)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "__.._out.pdf", "a_b.pdf", "a_b-2.pdf", "_hidden.pdf", "ü".repeat(60) + ".pdf");
    }
    assertThat(titleOf(Files.readAllBytes(made.resolve("a_b-2.pdf")))).contains("a/b");
  }

  @Test
  void aDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("in-the-way"), "");
    Run run =
        Run.of("assess", Run.example("simple-strain"), "--format", "pdf", "-o", file.toString());
    assertThat(run.code()).isEqualTo(Main.FAILED);
    assertThat(run.err()).contains(file.toString(), "could not be written");
  }

  @Test
  void aDirectoryIsForPdfOnly() {
    Run run = Run.of("assess", Run.example("simple-strain"), "-o", folder.toString());
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("--output is for --format pdf");
  }

  private static String titleOf(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return document.getDocumentInformation().getTitle();
    }
  }
}
