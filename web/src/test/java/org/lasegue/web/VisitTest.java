package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;

@Server
class VisitTest extends Visitor {

  private String aboutAnswered() {
    String visit = site.begin();
    site.answer(visit, "about", Map.of("age", "46", "sex", "male"));
    return visit;
  }

  @Test
  void anEmergencyInterruptsAtOnceAndIsRepeatedOnEveryLaterPage() {
    String visit = aboutAnswered();
    assertThat(site.answer(visit, "danger:bladder", Map.of("said", "yes")))
        .isEqualTo(visit + "/question");
    String next =
        site.answer(
            visit,
            "danger:bladder:details",
            Map.of(
                "urinary-retention", "yes",
                "bladder-sensation", "no",
                "urinary-stream-weak", "yes",
                "urinary-incontinence-new", "no"));
    assertThat(next).isEqualTo(visit + "/emergency");
    assertThat(site.get(next).body())
        .contains("Call the number for an ambulance where you are")
        .doesNotContain("lg-emergency-banner");

    assertThat(Site.location(site.post(next, next, Map.of()))).isEqualTo(visit + "/question");
    for (String page : new String[] {"/question", "/answers", "/result", "/clinician"}) {
      HttpResponse<String> response = followed(visit + page);
      assertThat(response.body())
          .as(page)
          .containsAnyOf("This may be an emergency", "Emergency: get help now");
    }
    assertThat(site.get(visit + "/result").body())
        .contains("Advice for the next weeks comes later");
  }

  @Test
  void theNumberToCallIsThatOfTheCountry() {
    String question = Site.location(site.post("/", "/begin", Map.of("for", "me", "country", "GB")));
    String visit = question.substring(0, question.length() - "/question".length());
    site.answer(visit, "about", Map.of("age", "46", "sex", "male"));
    site.answer(visit, "danger:bowel", Map.of("said", "yes"));
    assertThat(site.get(visit + "/emergency").body()).contains("href=\"tel:999\"");
  }

  @Test
  void aChangedAnswerTakesTheOldOneAndItsDetailsBack() {
    String visit = aboutAnswered();
    site.answer(visit, "danger:bladder", Map.of("said", "yes"));
    site.answer(
        visit,
        "danger:bladder:details",
        Map.of(
            "urinary-retention", "yes",
            "bladder-sensation", "no",
            "urinary-stream-weak", "no",
            "urinary-incontinence-new", "no"));
    assertThat(site.get(visit + "/case.json").body()).contains("\"urinary-retention\":\"present\"");
    assertThat(site.asked(visit, "danger:bladder:details").orElseThrow())
        .containsPattern("name=\"urinary-retention\" value=\"yes\"\\s+checked");

    assertThat(site.answer(visit, "danger:bladder", Map.of("said", "no")))
        .isEqualTo(visit + "/answers");

    assertThat(site.get(visit + "/case.json").body()).contains("\"urinary-retention\":\"absent\"");
    assertThat(site.asked(visit, "danger:bladder:details")).isEmpty();
  }

  @Test
  void aFormWithoutAnAnswerIsGivenBackWithTheReasonAndNothingIsKept() {
    String visit = aboutAnswered();
    HttpResponse<String> response = site.reply(visit, "danger:bladder", Map.of());
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("Choose one answer").contains("href=\"#said-0\"");
    assertThat(site.get(visit + "/case.json").body()).doesNotContain("urinary-retention");
  }

  @Test
  void anImpossibleAgeIsRefusedAndWhatWasTypedStands() {
    String visit = site.begin();
    HttpResponse<String> response =
        site.reply(visit, "about", Map.of("age", "460", "sex", "female"));
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body()).contains("up to 120").contains("value=\"460\"");
    assertThat(response.body()).containsPattern("value=\"female\"\\s+checked");
  }

  @Test
  void deletingLeavesNothingToReach() {
    String visit = aboutAnswered();
    String page = visit + "/delete";
    HttpResponse<String> deleted = site.post(page, page, Map.of());
    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(deleted.body()).contains("Deleted");
    for (String path : new String[] {"/question", "/answers", "/result", "/case.json", "/delete"}) {
      assertThat(site.get(visit + path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void aCaseThatIsKeptLastsLonger() {
    String visit = aboutAnswered();
    assertThat(site.get(visit + "/result").body()).doesNotContain("You chose to keep this case");
    site.post(visit + "/result", visit + "/keep", Map.of());
    assertThat(site.get(visit + "/result").body()).contains("You chose to keep this case");
  }

  @Test
  void anExaminationChangesTheExaminedResultAndLeavesWhatThePersonSaid() {
    String visit = aboutAnswered();
    String page = visit + "/clinician";
    HttpResponse<String> saved =
        site.post(
            page,
            page,
            Map.of(
                "ankle-dorsiflexion-power.left", "2",
                "straight-leg-raise.left", "present",
                "normal:leg-reflexes", "yes"));
    assertThat(saved.statusCode()).isEqualTo(302);
    String shown = site.get(page).body();
    assertThat(shown).containsPattern("name=\"ankle-dorsiflexion-power.left\" value=\"2\"");
    assertThat(shown)
        .contains("With examination and tests")
        .contains("Power of ankle dorsiflexion");
    assertThat(site.get(visit + "/case.json").body())
        .contains("ankle-dorsiflexion-power")
        .contains("knee-reflex");
  }

  @Test
  void anExaminationThatCannotBeIsRefusedWithTheReasonAndKeepsWhatWasTyped() {
    String visit = aboutAnswered();
    String page = visit + "/clinician";
    HttpResponse<String> refused =
        site.post(page, page, Map.of("ankle-dorsiflexion-power.left", "9"));
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("ankle-dorsiflexion-power").contains("value=\"9\"");
  }

  @Test
  void aCliniciansOwnUrgencyIsShownBesideTheComputedOneWithItsReason() {
    String visit = aboutAnswered();
    site.post(
        visit + "/clinician",
        visit + "/override",
        Map.of("level", "same-day", "reason", "Looks <b>ill</b>"));
    assertThat(site.get(visit + "/result").body())
        .contains(
            "A clinician judged this as &quot;Be seen today&quot;: Looks &lt;b&gt;ill&lt;/b&gt;")
        .doesNotContain("<b>ill</b>");
  }

  @Test
  void anAnswerKeptBackIsNotPrintedUnlessAskedFor() throws IOException {
    String visit = aboutAnswered();
    site.answer(visit, "danger:infection-risks", Map.of("said", "yes", "withheld", "yes"));
    site.answer(
        visit,
        "danger:infection-risks:details",
        Map.of(
            "injecting-drugs", "yes",
            "dialysis-or-line", "no",
            "immunosuppression", "no",
            "hiv", "no",
            "recent-infection", "no",
            "recent-spinal-procedure", "no"));
    assertThat(printed(visit + "/report.pdf")).doesNotContain("Injects drugs");
    assertThat(printed(visit + "/report.pdf?private=yes")).contains("Injects drugs");
  }

  private String printed(String path) throws IOException {
    try (PDDocument document = Loader.loadPDF(site.bytes(path))) {
      return new PDFTextStripper().getText(document);
    }
  }

  private HttpResponse<String> followed(String path) {
    HttpResponse<String> response = site.get(path);
    return response.statusCode() == 302 ? site.get(Site.location(response)) : response;
  }
}
