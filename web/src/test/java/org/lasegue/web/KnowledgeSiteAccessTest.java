package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.KnowledgeSite;

/// The static pages of the knowledge hold what axe can check, one page of each kind, on a wide and
/// on a narrow screen.
class KnowledgeSiteAccessTest {
  private static final List<String> PAGES =
      List.of(
          "index.html",
          "claims.html",
          "condition/disc-herniation.html",
          "condition/cauda-equina-syndrome.html",
          "finding/straight-leg-raise.html",
          "finding/saddle-numbness.html",
          "mechanism/nerve-deficit.html",
          "rule/ces-saddle-numbness.html",
          "care-action/keep-moving.html",
          "claim/C001.html",
          "source/van-der-windt-2010.html");

  private static final List<String> SOME =
      List.of("condition/cauda-equina-syndrome.html", "rule/ces-saddle-numbness.html");

  /// Lists and tables of hundreds of lines made alike: ten of each are looked at.
  private static final String SHORTEN =
      "document.querySelectorAll('li:nth-child(n+11), tr:nth-child(n+11)')"
          + ".forEach(line => line.remove())";

  @Test
  void axeFindsNothingOnANarrowScreen(@TempDir Path directory) {
    axeFindsNothing(directory, List.of(360), SOME);
  }

  @Tag("slow")
  @Test
  void axeFindsNothingOnAnyKindOfPage(@TempDir Path directory) {
    axeFindsNothing(directory, List.of(1280, 360), PAGES);
  }

  private static void axeFindsNothing(Path directory, List<Integer> widths, List<String> pages) {
    new KnowledgeSite(KnowledgeReader.bundled(), List.of()).write(directory);
    try (Playwright playwright = Chromium.playwright();
        Browser browser = Chromium.launch(playwright)) {
      Page page = browser.newPage();
      for (int width : widths) {
        page.setViewportSize(width, 800);
        for (String name : pages) {
          page.navigate(directory.resolve(name).toUri().toString());
          page.evaluate(SHORTEN);
          assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations())
              .as(name + " at " + width)
              .extracting(v -> v.getId() + ": " + v.getNodes().getFirst().getHtml())
              .isEmpty();
        }
      }
    }
  }
}
