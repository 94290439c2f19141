package org.lasegue.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Case;

class PdfReportTest {
  private static final PdfReport REPORT = new PdfReport(Examples.KNOWLEDGE);

  @Test
  void theUrgencyComesFirstAndTheRestInTheOrderOfAConsultation() throws IOException {
    assertThat(text(REPORT.of(Examples.assessed("l5-sciatica"), Set.of())))
        .containsSubsequence(
            "Back and leg pain: assessment for the clinician",
            "Be seen within days",
            "What to say to the person",
            "Presenting history",
            "Pain going below the knee",
            "left 14 days 8 of 10",
            "Danger screen",
            "NOT ASKED",
            "Absent",
            "Background and medicines",
            "Examination and tests",
            "Straight-leg raise (Lasegue) (left)",
            "Localisation",
            "L5 left",
            "Differential",
            "What speaks for and against",
            "Why this urgent: rules and risks",
            "weakness-stable",
            "What to ask or examine next",
            "What would change this",
            "Plan",
            "Do",
            "Don't",
            "Come back or call for help",
            "What this cannot tell",
            "Mode: examined. Answered by the person. Knowledge ",
            "Sources");
  }

  @Test
  void anEmergencyStandsAtTheHeadOfEveryPageAndWithholdsThePlan() throws IOException {
    byte[] pdf = REPORT.of(Examples.assessed("cauda-equina"), Set.of());
    List<String> pages = pages(pdf);
    assertThat(pages)
        .hasSizeGreaterThan(2)
        .allSatisfy(page ->
            assertThat(page.lines().limit(2))
                .anyMatch(l -> l.startsWith("EMERGENCY: Go to an emergency department now.")));
    assertThat(text(pdf))
        .contains("Advice for the next weeks is withheld while this may be an emergency.")
        .doesNotContain("Medicines to discuss");
  }

  @Test
  void everyPageHasItsNumberTheCaseTheHeadAndTheDisclaimer() throws IOException {
    List<String> pages =
        pages(REPORT.of(Examples.assessed("simple-strain"), Set.of(), "Printed for a visit"));
    for (int i = 0; i < pages.size(); i++) {
      assertThat(pages.get(i).replaceAll("\\s+", " "))
          .contains(
              "Case simple-strain",
              "Printed for a visit",
              Shown.DISCLAIMER,
              "Page " + (i + 1) + " of " + pages.size());
    }
  }

  @Test
  void itIsTaggedForScreenReadersAndEveryPictureHasItsText() throws IOException {
    try (PDDocument pdf = open(REPORT.of(Examples.assessed("l5-sciatica"), Set.of()))) {
      assertThat(pdf.getDocumentCatalog().getMarkInfo().isMarked()).isTrue();
      assertThat(pdf.getDocumentCatalog().getLanguage()).isEqualTo("en");
      assertThat(pdf.getDocumentCatalog().getViewerPreferences().displayDocTitle()).isTrue();
      assertThat(pdf.getDocumentInformation().getTitle()).contains("l5-sciatica");
      List<PDStructureElement> tags = new ArrayList<>();
      collect(pdf.getDocumentCatalog().getStructureTreeRoot(), tags);
      assertThat(tags.stream().map(PDStructureElement::getStructureType))
          .contains("H1", "H2", "H3", "P", "L", "LI", "Table", "TH", "TD", "Figure");
      assertThat(tags.stream().filter(t -> t.getStructureType().equals("Figure")))
          .hasSize(3)
          .allSatisfy(t -> assertThat(t.getAlternateDescription()).contains("dB"));
    }
  }

  @Test
  void itsFontsAreInsideAndOurs() throws IOException {
    try (PDDocument pdf = open(REPORT.of(Examples.assessed("l5-sciatica"), Set.of()))) {
      for (PDPage page : pdf.getPages()) {
        for (COSName name : page.getResources().getFontNames()) {
          PDFont font = page.getResources().getFont(name);
          assertThat(font.isEmbedded()).isTrue();
          assertThat(font.getName()).contains("AtkinsonHyperlegible");
        }
      }
    }
  }

  @Test
  void theSameAssessmentGivesTheSameBytesAndNoTimeIsInside() throws IOException {
    Assessment assessment = Examples.assessed("simple-strain");
    byte[] pdf = REPORT.of(assessment, Set.of());
    assertThat(new PdfReport(Examples.KNOWLEDGE).of(assessment, Set.of())).isEqualTo(pdf);
    try (PDDocument document = open(pdf)) {
      assertThat(document.getDocumentInformation().getCreationDate()).isNull();
      assertThat(document.getDocumentInformation().getModificationDate()).isNull();
    }
  }

  @Test
  void hostileWordsStayWordsAndStayOnThePage() throws IOException {
    String hostile =
        "<script>alert(1)</script> ]]> &amp; \u0000\u001b[31m \u202eabc \ud800 \uffff "
            + "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627 \ud83d\ude00 "
            + "w".repeat(5000);
    Assessment a = Examples.assessed("simple-strain");
    Case subject = a.subject();
    Case renamed =
        new Case(
            hostile,
            subject.person(),
            subject.findings(),
            List.of(hostile, "a second note"),
            subject.expected());
    byte[] pdf = REPORT.of(with(renamed, a), Set.of(), hostile);
    assertThat(text(pdf))
        .contains(
            "Case <script>alert(1)</script> ]]> &amp;", "a second note", "What this cannot tell")
        .doesNotContain("\u001b", "\u202e");
    assertThat(outsideThePage(pdf)).isEmpty();
  }

  @Test
  void whatIsWithheldIsNamedNowhereAndThePageSaysThatSomethingIs() throws IOException {
    Assessment a = Examples.assessed("cauda-equina");
    String name = "Cannot start or empty bladder";
    assertThat(text(REPORT.of(a, Set.of()))).contains(name, "ces-retention");
    assertThat(text(REPORT.of(a, Set.of("urinary-retention"))))
        .doesNotContain(name, "ces-retention", "empty your bladder")
        .contains(
            "The person chose not to print some answers.",
            "For a reason the person chose not to print.",
            "EMERGENCY: Go to an emergency department now.");
  }

  @Test
  void anUnknownIdIsRefusedRatherThanPrinted() {
    Assessment a = Examples.assessed("simple-strain");
    assertThatThrownBy(() -> REPORT.of(a, Set.of("bladder-typo")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bladder-typo");
  }

  private static Assessment with(Case subject, Assessment a) {
    return new Assessment(
        a.knowledgeVersion(),
        a.mode(),
        subject,
        a.urgency(),
        a.causes(),
        a.localisation(),
        a.next(),
        a.wouldChange(),
        a.plan(),
        a.unasked(),
        a.limits(),
        a.leftOut());
  }

  private static void collect(PDStructureNode node, List<PDStructureElement> into) {
    for (Object kid : node.getKids()) {
      if (kid instanceof PDStructureElement element) {
        into.add(element);
        collect(element, into);
      }
    }
  }

  private static PDDocument open(byte[] pdf) throws IOException {
    return Loader.loadPDF(pdf);
  }

  private static String text(byte[] pdf) throws IOException {
    return String.join(" ", pages(pdf)).replaceAll("\\s+", " ");
  }

  private static List<String> pages(byte[] pdf) throws IOException {
    List<String> pages = new ArrayList<>();
    try (PDDocument document = open(pdf)) {
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        pages.add(stripper.getText(document));
      }
    }
    return pages;
  }

  private static List<String> outsideThePage(byte[] pdf) throws IOException {
    List<String> outside = new ArrayList<>();
    try (PDDocument document = open(pdf)) {
      PDFTextStripper stripper =
          new PDFTextStripper() {
            @Override
            protected void processTextPosition(TextPosition sign) {
              float right = sign.getXDirAdj() + sign.getWidthDirAdj();
              float down = sign.getYDirAdj();
              if (sign.getXDirAdj() < 0
                  || right > sign.getPageWidth()
                  || down < 0
                  || down > sign.getPageHeight()) {
                outside.add(sign.getUnicode() + " at " + sign.getXDirAdj() + ", " + down);
              }
            }
          };
      stripper.getText(document);
    }
    return outside;
  }
}
