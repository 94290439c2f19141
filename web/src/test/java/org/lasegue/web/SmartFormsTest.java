package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Our questionnaire in npm's `@aehrc/smart-forms-renderer`, answered in Chromium; what it gives
/// back is assessed as the same answers are here.
@Server
@Tag("slow")
class SmartFormsTest {
  private static final Path FOLDER = Path.of("target/smart-forms");
  private static final String PAGE =
      """
      <!doctype html><html><head><meta charset="utf-8"></head><body><div id="form"></div>
      <script type="module" src="form.js"></script></body></html>
      """;

  /// A page around the renderer; it is drawn by React, so there is no form of its own to load.
  private static final String FORM =
      """
      import { createElement } from 'react';
      import { createRoot } from 'react-dom/client';
      import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
      import { BaseRenderer, RendererThemeProvider, buildForm, getResponse } from '@aehrc/smart-forms-renderer';

      window.show = async (questionnaire) => {
        await buildForm({ questionnaire });
        createRoot(document.getElementById('form')).render(
          createElement(RendererThemeProvider, null,
            createElement(QueryClientProvider, { client: new QueryClient() }, createElement(BaseRenderer))));
      };
      window.answered = () => JSON.stringify(getResponse());
      """;

  private static final String VITE =
      """
      export default {
        logLevel: 'error',
        define: { 'process.env.NODE_ENV': '"production"' },
        build: { lib: { entry: 'form.jsx', formats: ['es'], fileName: () => 'form.js', cssFileName: 'form' } },
      };
      """;

  @LocalServerPort int port;
  @Autowired Assessor assessor;

  @Test
  void theQuestionnaireIsShownAnsweredAndAssessedTheSame() throws Exception {
    bundle();
    RenderedForm form = new RenderedForm(assessor);
    try (Site site = new Site(port);
        Playwright playwright = Chromium.playwright();
        Browser browser = Chromium.launch(playwright)) {
      Page page = browser.newPage();
      Path files = FOLDER.resolve("dist");
      page.route("http://smart.test/**", route -> RenderedForm.fulfill(route, files, PAGE));
      page.navigate("http://smart.test/");
      page.waitForFunction("() => window.show");
      page.evaluate(
          "q => window.show(JSON.parse(q))", site.get("/fhir/Questionnaire/history").body());
      page.waitForSelector("[data-linkid='low-back-pain']");
      // what depends on an answer is not shown before it
      assertThat(page.locator("[data-linkid='leg-weakness@left']").count()).isZero();
      form.fill((linkId, text) -> answer(page, linkId, text));
      // it takes over what was typed after a short while
      page.waitForFunction(
          "() => window.answered().includes('worse-cough-sneeze')",
          null,
          new Page.WaitForFunctionOptions().setTimeout(10_000));
      form.assertAssessedTheSame((String) page.evaluate("() => window.answered()"), site);
    }
  }

  private static void answer(Page page, String linkId, String text) {
    Locator item = page.locator("[data-linkid='" + linkId + "'] >> input").first();
    item.fill(text);
    if ("combobox".equals(item.getAttribute("role"))) {
      page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(text).setExact(true))
          .click();
    } else {
      item.press("Tab");
    }
  }

  /// The versions of React and MUI are those that it asks for: newer ones at the top give a blank
  /// page.
  private static void bundle() throws IOException, InterruptedException {
    RenderedForm.install(
        FOLDER,
        "@aehrc/smart-forms-renderer@1.4.0",
        "react@19.2.0",
        "react-dom@19.2.0",
        "@mui/material@7.3.9",
        "@mui/icons-material@7.3.9",
        "vite@8.3.8");
    Files.writeString(FOLDER.resolve("form.jsx"), FORM);
    Files.writeString(FOLDER.resolve("vite.config.mjs"), VITE);
    Process vite = RenderedForm.start(FOLDER, List.of("npx", "--no-install", "vite", "build"));
    assertThat(vite.waitFor(3, TimeUnit.MINUTES) && vite.exitValue() == 0)
        .as(Files.readString(FOLDER.resolve("npm.log")))
        .isTrue();
  }
}
