package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.fhir.FhirJson;
import org.lasegue.fhir.Responses;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Sex;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Our questionnaire in a renderer that is none of ours (npm `lforms`), answered in Chromium; what
/// it gives back is assessed as the same answers are here.
@Server
@Tag("slow")
class LformsTest {
  private static final String VERSION = "40.1.3";
  private static final Path FOLDER = Path.of("target/lforms");
  private static final String PAGE =
      """
      <!doctype html><html><head><meta charset="utf-8"></head><body><div id="form"></div>
      <script src="webcomponent/assets/lib/zone.min.js"></script>
      <script src="webcomponent/lhc-forms.js"></script>
      <script src="fhir/R4/lformsFHIR.min.js"></script></body></html>
      """;

  @LocalServerPort int port;
  @Autowired Assessor assessor;

  @Test
  void theQuestionnaireIsShownAnsweredAndAssessedTheSame() throws Exception {
    install();
    try (Site site = new Site(port);
        Playwright playwright = Chromium.playwright();
        Browser browser = Chromium.launch(playwright)) {
      Page page = browser.newPage();
      page.route("http://lforms.test/**", LformsTest::fulfill);
      page.navigate("http://lforms.test/");
      page.waitForFunction("() => window.LForms && LForms.FHIR && LForms.FHIR.R4");
      page.evaluate(
          "q => LForms.Util.addFormToPage(JSON.parse(q), 'form', {fhirVersion: 'R4'})",
          site.get("/fhir/Questionnaire/history").body());
      page.waitForSelector("[id='age/1/1']");
      fill(page, "age/1/1", "46");
      fill(page, "sex/1/1", "Male");
      assessor
          .knowledge()
          .screens()
          .forEach(s ->
              fill(
                  page, "danger:" + s.id() + "/1/1", s.id().equals("new-weakness") ? "Yes" : "No"));
      page.waitForSelector("[id='leg-weakness@left/1/1/1']");
      fill(page, "leg-weakness@left/1/1/1", "Yes");
      fill(page, "leg-weakness@right/1/1/1", "No");
      fill(page, "low-back-pain/1/1", "Yes");
      fill(page, "leg-pain-below-knee@left/1/1", "Yes");
      fill(page, "worse-cough-sneeze/1/1", "Not sure");
      String answered =
          (String)
              page.evaluate(
                  "() => JSON.stringify(LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4'))");
      QuestionnaireResponse response = (QuestionnaireResponse) FhirJson.read(answered);
      Case expected = expected();
      assertThat(new Responses(assessor.knowledge()).read(response).findings())
          .isEqualTo(expected.findings());
      HttpResponse<String> sent = site.send("/fhir/$assess", "application/fhir+json", answered);
      assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
      RiskAssessment causes =
          ((Bundle) FhirJson.read(sent.body()))
              .getEntry().stream()
                  .map(Bundle.BundleEntryComponent::getResource)
                  .filter(RiskAssessment.class::isInstance)
                  .map(RiskAssessment.class::cast)
                  .findFirst()
                  .orElseThrow();
      Assessment same = assessor.assess(expected, Mode.SELF_REPORT);
      assertThat(causes.getPrediction())
          .extracting(p -> p.getOutcome().getCodingFirstRep().getCode())
          .isEqualTo(same.causes().stream().map(Assessment.Cause::condition).toList());
      assertThat(sent.body()).contains("\"code\":\"" + same.urgency().level().word() + "\"");
    }
  }

  private Case expected() {
    Map<Key, Answer> findings = new LinkedHashMap<>();
    for (var screen : assessor.knowledge().screens()) {
      if (!screen.id().equals("new-weakness")) {
        for (String id : screen.findings()) {
          Finding finding = assessor.knowledge().findingById(id);
          for (Where where :
              finding.sided() ? List.of(Where.LEFT, Where.RIGHT) : List.of(Where.WHOLE)) {
            findings.put(new Key(id, where), new Answer.Known(0));
          }
        }
      }
    }
    findings.put(new Key("leg-weakness", Where.LEFT), new Answer.Known(1));
    findings.put(new Key("leg-weakness", Where.RIGHT), new Answer.Known(0));
    findings.put(new Key("low-back-pain", Where.WHOLE), new Answer.Known(1));
    findings.put(new Key("leg-pain-below-knee", Where.LEFT), new Answer.Known(1));
    findings.put(new Key("worse-cough-sneeze", Where.WHOLE), new Answer.Unsure());
    OptionalInt age = OptionalInt.of(46);
    return new Case(
        "response",
        new Person(
            age, age, Optional.of(Sex.MALE), Optional.empty(), Person.Pregnancy.UNKNOWN, false),
        findings,
        List.of(),
        Optional.empty());
  }

  private static void fill(Page page, String id, String text) {
    var field = page.locator("[id='" + id + "']");
    field.fill(text);
    field.press("Tab");
  }

  private static void fulfill(Route route) {
    String path = URI.create(route.request().url()).getPath();
    if (path.equals("/")) {
      route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(PAGE));
      return;
    }
    Path file = FOLDER.resolve("node_modules/lforms/dist/lforms" + path);
    if (Files.isRegularFile(file)) {
      route.fulfill(
          new Route.FulfillOptions()
              .setContentType(path.endsWith(".js") ? "text/javascript" : "text/css")
              .setPath(file));
    } else {
      route.fulfill(new Route.FulfillOptions().setStatus(404));
    }
  }

  /// Its licence allows the test, not that we ship it.
  private static void install() throws IOException, InterruptedException {
    if (Files.isDirectory(FOLDER.resolve("node_modules/lforms"))) {
      return;
    }
    Files.createDirectories(FOLDER);
    Process npm;
    try {
      npm =
          new ProcessBuilder(
                  "npm",
                  "install",
                  "lforms@" + VERSION,
                  "--legacy-peer-deps",
                  "--ignore-scripts",
                  "--no-audit",
                  "--no-fund",
                  "--prefix",
                  ".")
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException _) {
      assumeTrue(false, "npm is not installed");
      return;
    }
    assumeTrue(npm.waitFor(5, TimeUnit.MINUTES) && npm.exitValue() == 0, "npm is not reachable");
  }
}
