package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of an evaluation in a browser.
class EvaluatePageTest {
  @TempDir Path folder;

  @Test
  void itOpensOfflineAndAnybodyCanReadIt() throws Exception {
    Path html = folder.resolve("page.html");
    Run run =
        Run.of(
            "evaluate",
            Run.ROOT.resolve("cases/development/cm-002.yaml").toString(),
            Run.ROOT.resolve("cases/development/cm-004.yaml").toString(),
            "--format",
            "html");
    assertThat(run.code()).isZero();
    Files.writeString(html, run.out());
    try (Playwright playwright =
            Playwright.create(
                new Playwright.CreateOptions()
                    .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        Browser browser =
            playwright
                .chromium()
                .launch(
                    new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium())
                        .setArgs(
                            List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run")));
        // the page forbids every script, also that of the checker
        BrowserContext context =
            browser.newContext(new Browser.NewContextOptions().setBypassCSP(true))) {
      Page page = context.newPage();
      List<String> requests = new ArrayList<>();
      page.onRequest(request -> requests.add(request.url()));
      page.navigate(html.toUri().toString());
      assertThat(requests).as("nothing but the page itself is asked for").hasSize(1);
      assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations()).isEmpty();
      assertThat(page.locator("svg[role=img]").count()).isEqualTo(4);
    }
  }

  private static Path chromium() {
    return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("install Debian's package chromium"));
  }
}
