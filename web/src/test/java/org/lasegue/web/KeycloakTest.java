package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Signing in at a real Keycloak, in Chromium, and programs with its tokens.
@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "lasegue.data=target/test-data/${random.uuid}",
      "lasegue.requests-per-minute=100000",
      "lasegue.oidc-group=clinicians",
      "lasegue.oidc-client-secret=secret",
      "lasegue.oidc-client-id=lasegue",
      "lasegue.oidc-audience=https://lasegue.example.org"
    })
@Tag("slow")
class KeycloakTest {
  private static Keycloak keycloak;

  @LocalServerPort int port;

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry registry) throws IOException, InterruptedException {
    keycloak = Keycloak.start();
    registry.add("lasegue.oidc-issuer", keycloak::realm);
  }

  @AfterAll
  static void end() {
    keycloak.close();
  }

  @Test
  void aClinicianSignsInAndOutInABrowserAndAnotherPersonIsNotLetIn() {
    try (Site site = new Site(port);
        Playwright playwright = Chromium.playwright();
        Browser browser = Chromium.launch(playwright)) {
      String clinician = "http://localhost:" + port + site.begin() + "/clinician";
      List<String> refused = new ArrayList<>();
      try (BrowserContext context = browser.newContext()) {
        Page page = context.newPage();
        page.onConsoleMessage(m -> {
          if (m.text().contains("Content Security Policy") && m.text().contains("form-action")) {
            refused.add(m.text());
          }
        });
        signIn(page, clinician, "doctor");
        assertThat(page.url()).isEqualTo(clinician);
        assertThat(page.locator("main").innerText()).contains("Signed in: Test Doctor");
        page.locator("form[action='/sign-out'] button").click();
        page.waitForURL("http://localhost:" + port + "/");
        page.navigate(clinician);
        assertThat(page.url()).as("signed out there too").startsWith(keycloak.realm());
      }
      assertThat(refused).isEmpty();
      try (BrowserContext context = browser.newContext()) {
        Page page = context.newPage();
        signIn(page, clinician, "person");
        assertThat(page.locator("main").innerText()).contains("You could not be signed in");
      }
    }
  }

  @Test
  void aProgramWithATokenForThisServerMayCallAndAnotherMayNot()
      throws IOException, InterruptedException {
    String allowed = keycloak.token("program");
    String other = keycloak.token("stranger");
    assertThat(other).as("a token as well").isNotEmpty();
    String subject = "{\"format\":1,\"id\":\"x\"}";
    try (Site site = new Site(port)) {
      assertThat(site.sendWith(allowed, "/api/v1/assess", subject).statusCode()).isEqualTo(200);
      assertThat(site.sendWith(other, "/api/v1/assess", subject).statusCode()).isEqualTo(401);
      assertThat(site.sendWith(allowed, "/fhir/Questionnaire", null).statusCode()).isEqualTo(200);
      assertThat(site.sendWith(null, "/fhir/Questionnaire", null).statusCode()).isEqualTo(401);
      assertThat(site.get("/fhir/.well-known/smart-configuration").body())
          .contains(keycloak.realm() + "/protocol/openid-connect/token", "S256");
    }
  }

  private static void signIn(Page page, String address, String name) {
    page.setDefaultTimeout(120_000); // its first pages are slow
    page.navigate(address);
    page.locator("#username").fill(name);
    page.locator("#password").fill(name);
    page.locator("#kc-login").click();
    page.waitForURL("http://localhost:*/**");
    page.waitForSelector("main");
  }
}
