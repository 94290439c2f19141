package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Contrast;
import com.microsoft.playwright.options.ScreenshotScale;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Real cases answered page by page in a real browser, in the ways people use one.
@Server
class JourneyTest {
  private static Playwright playwright;
  private static Browser browser;

  @LocalServerPort int port;
  @Autowired Knowledge knowledge;
  @Autowired Assessor assessor;
  @Autowired Messages messages;

  @BeforeAll
  static void open() {
    playwright = Chromium.playwright();
    browser = Chromium.launch(playwright);
  }

  @AfterAll
  static void close() {
    browser.close();
    playwright.close();
  }

  enum Way {
    /// A desk and a mouse.
    DESK("cm-008"),
    WITHOUT_SCRIPT("cm-002"),
    KEYS_ONLY("cm-015"),
    SMALL_PHONE_IN_THE_DARK("ns-010"),
    /// 1280 pixels at 400 %, with more contrast.
    ENLARGED("ns-026");

    final String subject;

    Way(String subject) {
      this.subject = subject;
    }

    Browser.NewContextOptions options() {
      Browser.NewContextOptions options = new Browser.NewContextOptions();
      return switch (this) {
        case DESK, KEYS_ONLY -> options.setViewportSize(1100, 900);
        case WITHOUT_SCRIPT -> options.setJavaScriptEnabled(false).setViewportSize(800, 900);
        case SMALL_PHONE_IN_THE_DARK ->
            options.setViewportSize(320, 640).setColorScheme(ColorScheme.DARK);
        case ENLARGED ->
            options.setViewportSize(320, 256).setDeviceScaleFactor(4).setContrast(Contrast.MORE);
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void theResultIsThatOfTheCaseAndEveryPageCanBeUsed(Way way) {
    Case truth = development(way.subject);
    List<String> faults = new ArrayList<>();
    Set<String> kinds = new HashSet<>();
    List<String> outside = new ArrayList<>();
    try (BrowserContext context = browser.newContext(way.options())) {
      context.onRequest(r -> {
        if (!r.url().startsWith("http://localhost:" + port) && !r.url().startsWith("data:")) {
          outside.add(r.url());
        }
      });
      Page page = context.newPage();
      page.onPageError(e -> faults.add("script: " + e));
      Patient.Hand hand = way == Way.KEYS_ONLY ? Patient.Hand.KEYS : Patient.Hand.POINTER;
      boolean interrupted =
          new Patient(page, truth, knowledge, hand)
              .journey(
                  "http://localhost:" + port + "/",
                  p -> {
                    if (kinds.add(kind(p))) {
                      inspect(p, way, faults);
                    }
                  });
      Assessment expected = assessor.assess(exported(page), Mode.SELF_REPORT);
      assertThat(page.locator("#urgency").textContent())
          .isEqualTo(messages.text("level." + expected.urgency().level().word()));
      assertThat(interrupted)
          .isEqualTo(
              expected.urgency().fired().stream()
                  .anyMatch(r -> r.level() == Urgency.EMERGENCY_NOW));
    }
    assertThat(faults).isEmpty();
    assertThat(outside).isEmpty();
  }

  /// The address, and on a question page the kind of question, without what is different for every
  /// visit.
  private static String kind(Page page) {
    Locator step = page.locator("main form input[name=step]");
    String url =
        step.count() > 0 ? "/c/x/question/" + step.first().getAttribute("value") : page.url();
    return URLDecoder.decode(url, StandardCharsets.UTF_8)
        .replaceAll("https?://[^/]+", "")
        .replaceAll("/c/[^/]+", "/c")
        .replaceAll("(danger|value):[a-z0-9-]+", "$1");
  }

  private static void inspect(Page page, Way way, List<String> faults) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setScale(ScreenshotScale.CSS)
            .setPath(
                Path.of(
                    "target/screenshots",
                    way.name().toLowerCase(java.util.Locale.ROOT)
                        + kind(page).replaceAll("[^a-z0-9]+", "-")
                        + ".png")));
    Object wide =
        page.evaluate(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth");
    if (Boolean.TRUE.equals(wide)) {
      faults.add(page.url() + " scrolls sideways");
    }
    if (way != Way.WITHOUT_SCRIPT) {
      // without a second page to gather frames in: there are none
      AxeResults results = new AxeBuilder(page).setLegacyMode(true).analyze();
      results
          .getViolations()
          .forEach(v ->
              faults.add(kind(page) + ": " + v.getId() + " " + v.getNodes().getFirst().getHtml()));
    }
  }

  private Case exported(Page page) {
    String link = page.url().replaceAll("/result.*", "");
    String text = page.request().get(link + "/case.json").text();
    return ((CaseReader.Result.Accepted) new CaseReader(knowledge).read(text, "export", 1)).value();
  }

  private Case development(String id) {
    Path file = Path.of("../cases/development", id + ".yaml");
    return ((CaseReader.Result.Accepted) new CaseReader(knowledge).read(file).getFirst()).value();
  }
}
