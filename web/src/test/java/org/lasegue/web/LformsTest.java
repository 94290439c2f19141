package org.lasegue.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Our questionnaire in npm's `lforms`, answered in Chromium; what it gives back is assessed as the
/// same answers are here. Its licence allows the test, not that we ship it.
@Server
@Tag("slow")
class LformsTest {
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
    RenderedForm.install(FOLDER, "lforms@40.1.3");
    RenderedForm form = new RenderedForm(assessor);
    try (Site site = new Site(port);
        Playwright playwright = Chromium.playwright();
        Browser browser = Chromium.launch(playwright)) {
      Page page = browser.newPage();
      Path files = FOLDER.resolve("node_modules/lforms/dist/lforms");
      page.route("http://lforms.test/**", route -> RenderedForm.fulfill(route, files, PAGE));
      page.navigate("http://lforms.test/");
      page.waitForFunction("() => window.LForms && LForms.FHIR && LForms.FHIR.R4");
      page.evaluate(
          "q => LForms.Util.addFormToPage(JSON.parse(q), 'form', {fhirVersion: 'R4'})",
          site.get("/fhir/Questionnaire/history").body());
      page.waitForSelector("[id='age/1/1']");
      form.fill((linkId, text) -> {
        var field = page.locator("input[id^='" + linkId + "/1/']");
        field.fill(text);
        field.press("Tab");
      });
      String answered =
          (String)
              page.evaluate(
                  "() => JSON.stringify(LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4'))");
      form.assertAssessedTheSame(answered, site);
    }
  }
}
