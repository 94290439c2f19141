package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/// A server with low limits behind a proxy on the same machine.
@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {
      "lasegue.data=target/test-data/${random.uuid}",
      "lasegue.begins-per-hour=3",
      "lasegue.events-per-visit=4"
    })
class BehindProxyTest {
  @LocalServerPort int port;

  @Test
  void overTlsTheCookieIsSecureAndTheBrowserStaysWithTls() throws Exception {
    HttpResponse<String> page = send("GET", "/", "X-Forwarded-Proto", "https");
    assertThat(page.headers().firstValue("Set-Cookie").orElse(""))
        .startsWith("__Host-XSRF-TOKEN=")
        .contains("; Secure", "; Path=/;")
        .doesNotContain("Domain");
    assertThat(page.headers().firstValue("Strict-Transport-Security").orElse(""))
        .contains("max-age=31536000", "includeSubDomains");
  }

  @Test
  void overTlsAFormWithItsTokenIsTaken() throws Exception {
    HttpResponse<String> page = send("GET", "/", "X-Forwarded-Proto", "https");
    String cookie = page.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    String token = page.body().replaceFirst("(?s).*name=\"_csrf\" value=\"([^\"]+)\".*", "$1");
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder begin =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/begin"))
              .header("X-Forwarded-Proto", "https")
              .header("X-Forwarded-For", "203.0.113.99")
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(HttpRequest.BodyPublishers.ofString("for=me&_csrf=" + token));
      assertThat(
              client
                  .send(begin.copy().header("Cookie", cookie).build(), BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(302);
      String planted = cookie.replace("__Host-", ""); // as a neighbouring host could set it
      assertThat(
              client
                  .send(begin.copy().header("Cookie", planted).build(), BodyHandlers.discarding())
                  .statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void everyPersonBehindTheProxyHasALimitOfTheirOwn() throws Exception {
    assertThat(begins("203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.7"))
        .containsExactly(403, 403, 403, 429);
    assertThat(begins("203.0.113.8")).containsExactly(403);
  }

  @Test
  void anAddressThatAClientAddsItselfCountsForNothing() throws Exception {
    assertThat(
            begins(
                "10.0.0.1, 198.51.100.9",
                "10.0.0.2, 198.51.100.9",
                "10.0.0.3, 198.51.100.9",
                "10.0.0.4, 198.51.100.9"))
        .containsExactly(403, 403, 403, 429);
  }

  @Test
  void theAddressesOfOneNetworkOfIpv6CountAsOne() throws Exception {
    assertThat(
            begins("2001:db8:1:2::1", "2001:db8:1:2::2", "2001:db8:1:2:3::", "2001:db8:1:2:f::9"))
        .containsExactly(403, 403, 403, 429);
    assertThat(begins("2001:db8:1:3::1")).containsExactly(403);
  }

  @Test
  void anAddressWrittenInAnotherWayIsLimitedAsWell() throws Exception {
    begins("192.0.2.1", "192.0.2.1", "192.0.2.1");
    assertThat(send("POST", "/%62egin", "X-Forwarded-For", "192.0.2.1").statusCode())
        .isEqualTo(429);
  }

  @Test
  void aVisitThatIsFullTakesNoMoreAndCanBeReadAndDeleted() {
    try (Site site = new Site(port)) {
      String visit = site.begin();
      site.answer(visit, "about", Map.of("age", "46", "sex", "male"));
      site.answer(visit, "danger:bladder", Map.of("said", "no"));
      site.answer(visit, "danger:bowel", Map.of("said", "no"));
      HttpResponse<String> full = site.reply(visit, "danger:both-legs", Map.of("said", "yes"));
      assertThat(full.statusCode()).isEqualTo(409);
      assertThat(full.body()).contains("This case is full", "call your emergency number");
      assertThat(site.get(visit + "/result").statusCode()).isEqualTo(200);
      assertThat(site.get(visit + "/case.json").body()).contains("bowel-incontinence-new");
      assertThat(site.post(visit + "/delete", visit + "/delete", Map.of()).statusCode())
          .isEqualTo(200);
    }
  }

  private List<Integer> begins(String... addresses) throws IOException, InterruptedException {
    List<Integer> statuses = new java.util.ArrayList<>();
    for (String address : addresses) {
      statuses.add(send("POST", "/begin", "X-Forwarded-For", address).statusCode());
    }
    return statuses;
  }

  private HttpResponse<String> send(String method, String path, String header, String value)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .header(header, value)
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          BodyHandlers.ofString());
    }
  }
}
