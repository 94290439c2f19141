package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.Knowledge;
import org.springframework.beans.factory.annotation.Autowired;

/// What a person keeps back stays back, and what is deleted is gone from the browser too.
@Server
class PrivacyTest extends Visitor {
  private static final Pattern NOTE =
      Pattern.compile("<textarea[^>]*id=\"note\"[^>]*>(.*?)</textarea>", Pattern.DOTALL);
  private static final Pattern LETTER =
      Pattern.compile("<textarea[^>]*id=\"letter\"[^>]*>(.*?)</textarea>", Pattern.DOTALL);

  private static final Pattern LINK = Pattern.compile("(?:href|action)=\"(/c/[^\"]+)\"");
  private static final Pattern NUMBER = Pattern.compile("/question/([^\"]+)\"");

  @Autowired Knowledge knowledge;

  /// Somebody who cannot pass urine, and keeps that back or not.
  private String visit(boolean withheld) {
    String visit = site.begin();
    site.answer(visit, "about", Map.of("age", "46", "sex", "male"));
    Map<String, String> yes = new LinkedHashMap<>(Map.of("said", "yes"));
    if (withheld) {
      yes.put("withheld", "yes");
    }
    site.answer(visit, "danger:bladder", yes);
    site.answer(
        visit,
        "danger:bladder:details",
        Map.of(
            "urinary-retention", "yes",
            "bladder-sensation", "no",
            "urinary-stream-weak", "no",
            "urinary-incontinence-new", "no"));
    return visit;
  }

  private String retention() {
    return knowledge.findingById("urinary-retention").clinical();
  }

  private String found(Pattern pattern, String visit) {
    Matcher text = pattern.matcher(site.get(visit + "/clinician").body());
    assertThat(text.find()).isTrue();
    return text.group(1).replaceAll("\\s+", " ");
  }

  @Test
  void thePdfLeavesOutWhatIsKeptBackUnlessThePersonAsksForAllAndSaysWhenItWasMade()
      throws Exception {
    String visit = visit(true);
    assertThat(pdf(visit + "/report.pdf"))
        .contains("Made on ")
        .doesNotContainIgnoringCase(retention());
    assertThat(pdf(visit + "/report.pdf?private=yes")).containsIgnoringCase(retention());
    assertThat(pdf(visit(false) + "/report.pdf")).containsIgnoringCase(retention());
  }

  @Test
  void theNoteAndTheLetterLeaveOutWhatIsKeptBackAndKeepTheUrgency() {
    String open = visit(false);
    String kept = visit(true);
    for (Pattern text : new Pattern[] {NOTE, LETTER}) {
      assertThat(found(text, open)).containsIgnoringCase(retention()).contains("ces-retention");
      assertThat(found(text, kept))
          .doesNotContainIgnoringCase(retention())
          .doesNotContain("ces-retention")
          .contains("EMERGENCY NOW")
          .contains("keeps some answers out");
    }
  }

  @Test
  void noPageOfAVisitPrintsWhatIsKeptBack() {
    String visit = visit(true);
    try (Playwright playwright = Chromium.playwright();
        Browser browser = Chromium.launch(playwright)) {
      Page page = browser.newPage();
      for (String path : new String[] {"/result", "/answers", "/clinician", "/emergency"}) {
        page.navigate("http://localhost:" + port + visit + path);
        assertThat(page.locator("main").innerText()).as(path).doesNotContain("so this page is not");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(page.locator("body").innerText())
            .as(path)
            .contains("This may be an emergency", "so this page is not printed")
            .doesNotContainIgnoringCase("bladder")
            .doesNotContainIgnoringCase("urin");
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
      }
    }
  }

  @Test
  void noAddressTellsWhatWasAskedOrAnswered() {
    String visit = visit(false);
    for (String page : new String[] {"/question", "/answers", "/emergency"}) {
      List<String> links =
          LINK.matcher(site.get(visit + page).body()).results().map(r -> r.group(1)).toList();
      assertThat(links)
          .isNotEmpty()
          .noneMatch(link -> link.contains("danger") || link.contains("details"));
    }
    try (Site other = new Site(port)) {
      String another = other.begin();
      other.answer(another, "danger:bowel", Map.of("said", "no"));
      assertThat(numbers(other.get(another + "/answers").body()))
          .as("a number means something in its own visit alone")
          .hasSize(1)
          .doesNotContainAnyElementsOf(numbers(site.get(visit + "/answers").body()));
    }
  }

  private static List<String> numbers(String page) {
    return NUMBER.matcher(page).results().map(r -> r.group(1)).toList();
  }

  @Test
  void aFormThatIsGivenBackRepeatsTheEmergency() {
    String visit = visit(false);
    HttpResponse<String> again = site.reply(visit, "danger:bowel", Map.of());
    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("This may be an emergency");
  }

  @Test
  void deletingTellsTheBrowserToForgetItsCopies() {
    String visit = visit(false);
    HttpResponse<String> deleted = site.post(visit + "/delete", visit + "/delete", Map.of());
    assertThat(deleted.statusCode()).isEqualTo(200);
    assertThat(deleted.headers().firstValue("Clear-Site-Data")).contains("\"cache\"");
  }

  @Test
  void whereTheFastExitLeadsNothingSpeaksOfHealth() {
    assertThat(site.get("/away").body())
        .doesNotContainIgnoringCase("lasegue")
        .doesNotContainIgnoringCase("pain")
        .doesNotContain("/c/");
  }

  private String pdf(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
              BodyHandlers.ofByteArray());
      assertThat(response.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
      try (PDDocument document = Loader.loadPDF(response.body())) {
        return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
      }
    }
  }
}
