package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/// Requests that no page of ours would send.
@Server
@ExtendWith(OutputCaptureExtension.class)
class HostileRequestTest extends Visitor {
  private static final Pattern FIELD = Pattern.compile("<(?:select|input)[^>]* name=\"([^\"]+)\"");

  @Autowired Refusals refusals;

  @Test
  void aRedirectLeadsToAPathOfOursAndCarriesNothing() {
    String begun = site.post("/", "/begin", Map.of("for", "me")).headers().map().toString();
    assertThat(begun).containsPattern("ocation=\\[/c/[A-Za-z0-9_-]{32}/question]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/actuator",
        "/actuator/env",
        "/h2-console",
        "/assets/",
        "/templates/start.html",
        "/application.properties",
        "/assets/%2e%2e/application.properties",
        "/assets/..;/application.properties",
        "/error?trace=true&message=true",
        "//example.org/c",
        "/c/x/question/../../..",
        "/c/%00/result"
      })
  void nothingButThePagesIsServed(String path) {
    HttpResponse<String> response = site.get(path);
    assertThat(response.statusCode()).isGreaterThanOrEqualTo(400);
    assertThat(response.body())
        .doesNotContain("Exception", "at org.", "spring", "Tomcat", "lasegue.data");
    assertThat(response.headers().firstValue("Server")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "PUT", "PATCH", "DELETE"})
  void otherMethodsAreRefused(String method) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                  .method(method, HttpRequest.BodyPublishers.noBody())
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).isBetween(400, 499);
    }
  }

  @Test
  void theWholeExaminationFitsTheLimitOfParametersAndMoreIsRefused() {
    String page = site.begin() + "/clinician";
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(site.get(page).body());
    while (field.find()) {
      if (!field.group(1).startsWith("normal:") && !field.group(1).equals("_csrf")) {
        fields.put(field.group(1), "");
      }
    }
    assertThat(fields.size()).isBetween(200, 900);
    assertThat(site.post(page, page, fields).statusCode()).isEqualTo(302);

    String many =
        IntStream.range(0, 2000).mapToObj(i -> "p" + i + "=1").collect(Collectors.joining("&"));
    assertThat(site.raw(page, many).statusCode()).isBetween(400, 499);
  }

  @Test
  void aCaseForTheApiThatIsTooLargeIsRefused() {
    for (String path : new String[] {"/api/v1/assess", "/api/v1/next"}) {
      assertThat(site.send(path, "application/json", "x".repeat(70_000)).statusCode())
          .isEqualTo(413);
    }
  }

  @Test
  void anUploadIsNotRead() throws Exception {
    String page = site.begin() + "/letter";
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"letter\"\r\n\r\nunsealed\r\n--b--\r\n";
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          client.send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + page))
                  .header("Content-Type", "multipart/form-data; boundary=b")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              BodyHandlers.ofString());
      assertThat(response.statusCode()).isBetween(400, 499);
    }
  }

  @Test
  void aLetterStaysTextAndOneThatIsTooLongIsRefused() {
    String visit = site.begin();
    String page = visit + "/clinician";
    site.post(
        page, visit + "/letter", Map.of("letter", "</textarea><script>alert(1)</script> ${7*7}"));
    assertThat(site.get(page).body())
        .contains("&lt;/textarea&gt;&lt;script&gt;", "${7*7}")
        .doesNotContain("<script>alert");
    assertThat(
            site.post(page, visit + "/letter", Map.of("letter", "x".repeat(20_001))).statusCode())
        .isEqualTo(422);
    assertThat(
            site.post(
                    page,
                    visit + "/override",
                    Map.of("level", "same-day", "reason", "x".repeat(501)))
                .statusCode())
        .isEqualTo(422);
    assertThat(
            site.post(page, visit + "/override", Map.of("level", "fine", "reason", "x"))
                .statusCode())
        .isEqualTo(422);
  }

  @Test
  void noLogHoldsWhatWasSentNorTheLink(CapturedOutput output) {
    LoggerFactory.getLogger(HostileRequestTest.class).warn("the log is heard");
    String visit = site.begin();
    site.answer(visit, "about", Map.of("age", "119", "sex", "male"));
    site.answer(visit, "danger:bladder", Map.of("said", "yes"));
    site.post(visit + "/clinician", visit + "/override", Map.of("reason", "zqsecret"));
    site.post(visit + "/clinician", visit + "/clinician", Map.of("temperature", "zqsecret"));
    site.post(visit + "/clinician", visit + "/override", Map.of("level", "zqsecret"));
    site.get(visit + "/question/zqsecret");
    site.get("/c/zqsecret/result");
    site.get("/library?q=zqsecret");
    site.raw(visit + "/question", "step=danger:zqsecret&said=%zz&zqsecret");
    site.reply(visit, "danger:zqsecret", Map.of("said", "yes"));
    site.get(visit + "/result");
    assertThat(output.getAll())
        .contains("the log is heard")
        .doesNotContain(visit.substring(3), "zqsecret", "danger:", "retention");
  }

  @Test
  void whatIsRefusedIsCountedInTheLogWithoutWhoOrWhat(CapturedOutput output) {
    refusals.log(); // what other tests did
    int before = output.getAll().length();
    String visit = site.begin();
    site.raw(visit + "/question", "step=about&age=zqsecret&_csrf=wrong");
    site.get("/c/zqsecret/result");
    site.get("/c/zqsecret/week");
    site.send(visit + "/letter", "multipart/form-data; boundary=b", "--b--");
    site.send("/api/v1/assess", "application/json", "x".repeat(70_000));
    refusals.log();
    String log = output.getAll().substring(before);
    assertThat(refused(log))
        .containsOnly(
            Map.entry("forged-form", 1),
            Map.entry("wrong-link", 2),
            Map.entry("upload", 1),
            Map.entry("too-large", 1));
    assertThat(log).doesNotContain("zqsecret", visit.substring(3), "127.0.0.1", "/c/");
    refusals.log();
    assertThat(refused(output.getAll().substring(before + log.length()))).isEmpty();
  }

  /// The counts of a log, which may stand in several lines, as it is written each minute.
  static Map<String, Integer> refused(String log) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Matcher line = Pattern.compile("refused: ([a-z-]+) ([0-9]+)").matcher(log);
    while (line.find()) {
      counts.merge(line.group(1), Integer.valueOf(line.group(2)), Integer::sum);
    }
    return counts;
  }

  @Test
  void aLetterThatIsLargerThanAFormMayBeIsToldSo() {
    String visit = site.begin();
    String page = visit + "/clinician";
    HttpResponse<String> refused =
        site.post(page, visit + "/letter", Map.of("letter", "\u00e9".repeat(19_000)));
    assertThat(refused.statusCode()).isEqualTo(413);
    assertThat(refused.body()).contains("That is too long", "Make it shorter");
    assertThat(
            site.post(page, visit + "/letter", Map.of("letter", "\u00e9".repeat(9_000)))
                .statusCode())
        .isEqualTo(302);
  }

  @Test
  void aFailureIsLoggedByItsTypeAndPlaceAndNotByItsWords() {
    String log =
        Failures.where(new IllegalStateException("zqsecret", new ArithmeticException("zqsecret")));
    assertThat(log)
        .contains("IllegalStateException", "ArithmeticException", "HostileRequestTest")
        .doesNotContain("zqsecret");
  }
}
