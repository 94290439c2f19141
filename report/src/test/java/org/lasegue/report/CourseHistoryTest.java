package org.lasegue.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureNode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.assessment.followup.DiaryReader;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Progression.Felt;
import org.lasegue.knowledge.Urgency;

/// The PDF of a case that is followed.
class CourseHistoryTest {
  private static final LocalDate START = LocalDate.of(2026, 3, 2);
  private static final Assessor ASSESSOR = new Assessor(Examples.KNOWLEDGE);
  private static final FollowUp FOLLOW_UP = new FollowUp(ASSESSOR);

  private static DiaryEntry entry(int day, int pain, Change change) {
    return new DiaryEntry(
        START.plusDays(day),
        OptionalInt.of(pain / 2),
        OptionalInt.of(pain),
        OptionalInt.of(12),
        Optional.of(DiaryEntry.Sleep.BROKEN),
        Optional.of(Felt.RIGHT),
        Optional.of(change),
        day == 49 ? "paracetamol <b>" : "",
        "a note for myself");
  }

  private static OverTime over(Case told, Diary diary, Assessment before, Assessment now) {
    LocalDate today = diary.latest().orElseThrow().day();
    return new OverTime(
        FOLLOW_UP.course(now, told, diary, START, today),
        diary,
        FOLLOW_UP.week(now, diary, today),
        today,
        Optional.of(
            new OverTime.Since(
                START, false, before.urgency().level(), FollowUp.moved(before, now))));
  }

  private static byte[] pdf(Diary diary) {
    Case told = Examples.assessed("l5-sciatica").subject();
    Assessment before = ASSESSOR.assess(told, Mode.SELF_REPORT);
    Assessment now = ASSESSOR.assess(FOLLOW_UP.with(told, diary, START), Mode.SELF_REPORT);
    return new PdfReport(Examples.KNOWLEDGE)
        .of(now, Set.of(), "", Optional.of(over(told, diary, before, now)));
  }

  private static Diary diary(Change change) {
    return new Diary(
        IntStream.rangeClosed(0, 7).mapToObj(week -> entry(week * 7, 6, change)).toList(),
        List.of(new Diary.Score(START, "roland-morris", 14)));
  }

  @Test
  void thePdfHoldsTheCurveItsTableTheWeeksTheScoresThePlanAndWhatChanged() throws IOException {
    byte[] bytes = pdf(diary(Change.SAME));
    try (PDDocument document = Loader.loadPDF(bytes)) {
      assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
          .containsSubsequence(
              "Course over time",
              "Diary: 4 of the last 28 days written, last today; walking on the days that tell it: mean"
                  + " 12 minutes.",
              "Medicines as last written (20 Apr 2026): paracetamol <b>.",
              "Time for a review.",
              "Against the published course",
              "Published: week",
              "5.2",
              "[konstantinou-2015]",
              "The diary by week",
              "2 Mar 2026",
              "6.0",
              "Roland-Morris Disability Questionnaire",
              "Plan of week 8",
              "Changed since the first result, 2 Mar 2026",
              "Sources")
          .doesNotContain("a note for myself");
      List<String> pictures = new ArrayList<>();
      collect(document.getDocumentCatalog().getStructureTreeRoot(), pictures);
      assertThat(pictures)
          .anyMatch(alt -> alt.contains("Pain over the weeks") && alt.contains("8 days written"));
    }
  }

  @Test
  void whileAWarningSignStandsThePdfSaysNothingOfTheCourseAndPlansNoExercise() throws IOException {
    Case told = Examples.assessed("cauda-equina").subject();
    Diary diary = diary(Change.SAME);
    Assessment now = ASSESSOR.assess(FOLLOW_UP.with(told, diary, START), Mode.SELF_REPORT);
    assertThat(now.urgency().level()).isEqualTo(Urgency.EMERGENCY_NOW);
    byte[] bytes =
        new PdfReport(Examples.KNOWLEDGE)
            .of(now, Set.of(), "", Optional.of(over(told, diary, now, now)));
    try (PDDocument document = Loader.loadPDF(bytes)) {
      assertThat(new PDFTextStripper().getText(document).replaceAll("\\s+", " "))
          .contains(
              "A warning sign must be checked first; nothing is said of the course.",
              "A warning sign must be checked first: no walking and no exercise.")
          .doesNotContain("minutes on 5 days");
    }
  }

  /// Each line of the picture differs from every other in more than its colour, and is named.
  @Test
  void thePictureCanBeReadWithoutColour() {
    Case told = Examples.assessed("l5-sciatica").subject();
    Diary diary = diary(Change.SAME);
    Assessment now = ASSESSOR.assess(FOLLOW_UP.with(told, diary, START), Mode.SELF_REPORT);
    OverTime over = over(told, diary, now, now);
    String picture =
        CoursePicture.of(
            over.course(),
            over.course().kind().orElseThrow(),
            2,
            new CoursePicture.Labels("t", "d", "Pain", "Weeks", "Others", "Me", "Better"));
    assertThat(picture)
        .containsPattern("lg-curve__mean\"[^>]*stroke-dasharray=\"7 5\"")
        .containsPattern("lg-curve__better\"[^>]*stroke-dasharray=\"2 4\"")
        .containsPattern("lg-curve__mine\"[^>]*stroke-dasharray=\"none\"")
        .contains(">Others<", ">Me<", ">Better<", ">Weeks<", ">Pain<");
    assertThat(picture.split("<circle", -1)).hasSize(diary.entries().size() + 1);
    assertThat(picture.replaceAll("#([0-9a-f]{2})\\1\\1", "")).doesNotContain("#");
  }

  @Test
  void aDiaryFileIsReadAgainAsItWasWritten() {
    Diary diary = diary(Change.WORSE);
    String text =
        DiaryJson.of(
            diary.entries().stream()
                .map(e -> new DiaryJson.Day(e, Map.of("bladder", "no"), e.day().equals(START)))
                .toList(),
            diary.scores());
    Diary read = DiaryReader.read(text, "diary.json");
    assertThat(read.entries()).isEqualTo(diary.entries());
    assertThat(read.scores()).isEqualTo(diary.scores());
    assertThat(read.stops()).containsExactly(START);
    assertThat(text).contains("\"danger\":{\"bladder\":\"no\"}");
  }

  private static void collect(PDStructureNode node, List<String> pictures) {
    for (Object kid : node.getKids()) {
      if (kid instanceof PDStructureElement element) {
        if (element.getStructureType().equals("Figure")) {
          pictures.add(element.getAlternateDescription());
        }
        collect(element, pictures);
      }
    }
  }
}
