package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lasegue.assessment.Assessment;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.NoteReport;
import org.lasegue.report.PdfReport;
import org.lasegue.report.TextPage;
import org.lasegue.report.TextReport;

/// What people read, as files under `src/test/resources/golden`: see [Golden].
class GoldenReportsTest {
  private static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  private static final Assessment ASSESSMENT =
      Fixture.assessment("made-by-hand", java.util.List.of("family worried"));

  @Test
  void theTextShowsEveryPartOfAnAssessment() {
    Golden.check(
        "every-part.txt", new TextReport(KNOWLEDGE, TextPage.Look.PLAIN, true).of(ASSESSMENT));
  }

  @Test
  void theNoteShowsEveryPartOfAnAssessment() {
    Golden.check("every-part-note.txt", new NoteReport(KNOWLEDGE).of(ASSESSMENT));
  }

  @Test
  void thePdfShowsEveryPartOfAnAssessment() throws IOException {
    byte[] pdf =
        new PdfReport(KNOWLEDGE).of(ASSESSMENT, Set.of("weight-loss"), "Printed for a visit");
    try (PDDocument document = Loader.loadPDF(pdf)) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setLineSeparator("\n");
      Golden.check("every-part-pdf.txt", stripper.getText(document));
    }
  }

  /// Figures and rankings move with the knowledge; what an example says first should not.
  @ParameterizedTest
  @ValueSource(strings = {"l5-sciatica", "simple-strain", "cauda-equina"})
  void anExampleBeginsWithTheUrgencyAndItsReasons(String example) {
    String text = Run.of("assess", Run.example(example)).out();
    Golden.check(example + ".txt", text.split("\nDangerous causes|\nNot yet|\nWHAT")[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "l5-sciatica, disc-herniation",
    "simple-strain, acute-lumbar-strain",
    "cauda-equina, cauda-equina-syndrome"
  })
  void anExampleHasTheCauseItWasWrittenFor(String example, String cause) {
    assertThat(Run.of("assess", Run.example(example), "--format", "json").out())
        .contains("\"conditions\":[{\"id\":\"" + cause + "\"");
  }
}
