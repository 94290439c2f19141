package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// With a provider set, clinicians sign in and programs bring a token. A real Keycloak is in
/// `KeycloakTest`.
@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "lasegue.data=target/test-data/${random.uuid}",
      "lasegue.requests-per-minute=100000",
      "lasegue.begins-per-hour=100000",
      "lasegue.oidc-group=clinicians",
      "lasegue.oidc-client-secret=secret",
      "lasegue.oidc-client-id=" + IdentityProvider.CLIENT,
      "lasegue.oidc-audience=" + IdentityProvider.AUDIENCE
    })
class SignInTest extends Visitor {
  private static final IdentityProvider PROVIDER = new IdentityProvider();
  private static final String CASE = "{\"format\":1,\"id\":\"x\"}";

  @DynamicPropertySource
  static void provider(DynamicPropertyRegistry registry) {
    registry.add("lasegue.oidc-issuer", PROVIDER::address);
  }

  @AfterAll
  static void end() {
    PROVIDER.close();
  }

  @Test
  void aClinicianSignsInComesBackToTheCaseAndSignsOut() {
    String page = site.begin() + "/clinician";
    String back = signIn(page, "clinicians");
    assertThat(back).isEqualTo(page);
    assertThat(site.get(page).body()).contains("Signed in: Clinician One");
    HttpResponse<String> judged =
        site.post(
            page,
            page.replace("/clinician", "/override"),
            Map.of("level", "routine", "reason", "seen"));
    assertThat(judged.statusCode()).isEqualTo(302);
    assertThat(site.get(page).body()).contains("Recorded by: Clinician One");
    HttpResponse<String> out = site.post(page, "/sign-out", Map.of());
    assertThat(out.headers().firstValue("Location").orElse(""))
        .startsWith(PROVIDER.address() + "/bye?")
        .doesNotContain("/c/");
    assertThat(site.get(page).statusCode()).isEqualTo(302);
  }

  @Test
  void whoIsNotInTheGroupIsNotLetIn() {
    String page = site.begin() + "/clinician";
    HttpResponse<String> refused = callback(page, "people");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("You could not be signed in");
    assertThat(site.get(page).statusCode()).isEqualTo(302);
  }

  @Test
  void whatIsSentWithoutASignInIsNotKept() {
    String visit = site.begin();
    for (String path : List.of("/clinician", "/override", "/letter")) {
      HttpResponse<String> refused =
          site.post(
              visit + "/delete",
              visit + path,
              Map.of("level", "routine", "reason", "zzmine", "letter", "zzmine"));
      assertThat(refused.statusCode()).as(path).isEqualTo(401);
      assertThat(refused.body()).contains("You are not signed in");
    }
    assertThat(site.get(visit + "/clinician/course").statusCode()).isEqualTo(302);
    signIn(visit + "/clinician", "clinicians");
    assertThat(site.get(visit + "/clinician").body()).doesNotContain("zzmine");
  }

  @Test
  void aForgedAnswerOfTheProviderIsRefused() {
    String page = site.begin() + "/clinician";
    Map<String, String> asked = request(page);
    PROVIDER.signsIn("another", "clinicians");
    assertThat(
            site.get("/login/oauth2/code/lasegue?code=1&state=" + asked.get("state")).statusCode())
        .isEqualTo(403);
    PROVIDER.signsIn(nonce(asked), "clinicians");
    assertThat(site.get("/login/oauth2/code/lasegue?code=1&state=forged").statusCode())
        .isEqualTo(403);
    assertThat(site.get(page).statusCode()).isEqualTo(302);
  }

  @Test
  void theAddressOfTheCaseDoesNotReachTheProvider() {
    String page = site.begin() + "/clinician";
    HttpResponse<String> begun = site.get(Site.location(site.get(page)));
    assertThat(begun.headers().firstValue("Location").orElse(""))
        .contains("code_challenge_method=S256", "redirect_uri=")
        .doesNotContain(page.split("/")[2]);
    assertThat(begun.headers().firstValue("Referrer-Policy")).contains("no-referrer");
  }

  @Test
  void thePagesOfThePersonNeedNoSignInAndHaveNoSession() {
    String visit = site.begin();
    for (String path : List.of("/", "/library", visit + "/question", visit + "/result")) {
      HttpResponse<String> page = site.get(path);
      assertThat(page.statusCode()).as(path).isLessThan(400);
      assertThat(page.headers().allValues("Set-Cookie").toString())
          .doesNotContain("lasegue-clinician");
    }
  }

  @Test
  void onlyATokenOfTheProviderForThisServerOpensTheApiAndFhir() {
    Instant soon = Instant.now().plusSeconds(300);
    String issuer = PROVIDER.address();
    String audience = IdentityProvider.AUDIENCE;
    for (String path : List.of("/api/v1/assess", "/fhir/Questionnaire")) {
      assertThat(call(path, PROVIDER.token(null, issuer, audience, soon))).isEqualTo(200);
      assertThat(call(path, null)).isEqualTo(401);
      assertThat(call(path, "nonsense")).isEqualTo(401);
      assertThat(call(path, PROVIDER.token(IdentityProvider.STRANGE, issuer, audience, soon)))
          .isEqualTo(401);
      assertThat(call(path, PROVIDER.token(null, "https://other.example.org", audience, soon)))
          .isEqualTo(401);
      assertThat(call(path, PROVIDER.token(null, issuer, IdentityProvider.CLIENT, soon)))
          .isEqualTo(401);
      assertThat(call(path, PROVIDER.token(null, issuer, audience, soon.minusSeconds(900))))
          .isEqualTo(401);
    }
  }

  @Test
  void aRefusalSaysSoInTheFormOfItsInterface() {
    HttpResponse<String> api = site.send("/api/v1/assess", "application/json", CASE);
    assertThat(api.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    assertThat(api.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    HttpResponse<String> fhir = site.get("/fhir/Questionnaire");
    assertThat(fhir.body()).contains("\"resourceType\":\"OperationOutcome\"", "\"login\"");
  }

  @Test
  void whatDescribesTheInterfacesStaysOpen() {
    for (String path : List.of("/api/v1/openapi.yaml", "/fhir/metadata", "/cds-services")) {
      assertThat(site.get(path).statusCode()).as(path).isEqualTo(200);
    }
    assertThat(site.get("/fhir/.well-known/smart-configuration").body())
        .contains(
            "\"token_endpoint\":\"" + PROVIDER.address() + "/token\"",
            "\"capabilities\":[\"sso-openid-connect\"]");
  }

  private int call(String path, @Nullable String token) {
    return site.sendWith(token, path, path.startsWith("/api") ? CASE : null).statusCode();
  }

  /// From the page to the provider and back; gives where the browser ends.
  private String signIn(String page, String... groups) {
    return Site.location(callback(page, groups));
  }

  private HttpResponse<String> callback(String page, String... groups) {
    Map<String, String> asked = request(page);
    PROVIDER.signsIn(nonce(asked), groups);
    return site.get("/login/oauth2/code/lasegue?code=1&state=" + asked.get("state"));
  }

  /// What the provider is asked when the page is opened without a sign-in.
  private Map<String, String> request(String page) {
    HttpResponse<String> begun = site.get(Site.location(site.get(page)));
    URI there = URI.create(begun.headers().firstValue("Location").orElseThrow());
    assertThat(there.toString()).startsWith(PROVIDER.address() + "/authorize?");
    return Arrays.stream(there.getRawQuery().split("&"))
        .map(p -> p.split("=", 2))
        .collect(Collectors.toMap(p -> p[0], p -> p[1])); // encoded, as they are sent back
  }

  private static String nonce(Map<String, String> asked) {
    return URLDecoder.decode(asked.get("nonce"), StandardCharsets.UTF_8);
  }
}
