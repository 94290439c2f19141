package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Server
class SecurityTest extends Visitor {
  private static final String HOSTILE = "<script>alert(1)</script>";

  @Test
  void everyPageForbidsInlineCodeOtherSitesAndReferrers() {
    for (String path : List.of("/", "/library", "/about", site.begin() + "/question", "/nothing")) {
      HttpResponse<String> page = site.get(path);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(page.body()).doesNotContain("style=\"").doesNotContain("onclick");
    }
  }

  @Test
  void thePageOfACaseIsNotCachedAndNotIndexed() {
    HttpResponse<String> page = site.get(site.begin() + "/question");
    assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(page.body()).contains("noindex");
  }

  @Test
  void theOnlyCookieIsForFormsAndHiddenFromScriptsAndOtherSites() {
    List<String> cookies = site.get("/").headers().allValues("Set-Cookie");
    assertThat(cookies).hasSize(1);
    assertThat(cookies.getFirst()).contains("HttpOnly", "SameSite=Strict");
  }

  @Test
  void aFormWithoutItsTokenIsRefusedAndKeepsNothing() {
    String visit = site.begin();
    HttpResponse<String> response =
        site.raw(visit + "/question", "step=about&age=46&sex=male&_csrf=wrong");
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.body()).contains("This page was open too long");
    assertThat(site.get(visit + "/case.json").body()).doesNotContain("46");
  }

  @Test
  void whatIsNotThereLooksTheSameWhateverTheLink() {
    String gone = site.begin();
    site.post(gone + "/delete", gone + "/delete", Map.of());
    String one = site.get(gone + "/result").body();
    assertThat(site.get("/c/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/result").body()).isEqualTo(one);
    assertThat(site.get("/c/x/result").body()).isEqualTo(one);
    assertThat(site.get("/c/x/result").statusCode()).isEqualTo(404);
  }

  @Test
  void noErrorPageRepeatsWhatWasSent() {
    String visit = site.begin();
    for (HttpResponse<String> response :
        List.of(
            site.get("/library?q=%3Cscript%3Ealert(1)%3C/script%3E"),
            site.get("/%3Cscript%3Ealert(1)%3C/script%3E"),
            site.get(visit + "/question/%3Cscript%3E"),
            site.reply(visit, "danger:bladder", Map.of("said", HOSTILE)),
            site.reply(visit, HOSTILE, Map.of("said", "yes")),
            site.reply(visit, "about", Map.of("age", HOSTILE)))) {
      assertThat(response.body()).doesNotContain("<script>alert");
      assertThat(response.statusCode()).isLessThan(500);
    }
  }

  @Test
  void aFormThatIsTooLargeIsRefused() {
    String visit = site.begin();
    HttpResponse<String> response =
        site.post(visit + "/clinician", visit + "/letter", Map.of("letter", "x".repeat(200_000)));
    assertThat(response.statusCode()).isBetween(400, 499);
  }

  @Test
  void noPageAsksAnotherSiteForAnything() {
    String visit = site.begin();
    for (String path :
        List.of("/", "/library", "/library/conditions/disc-herniation", visit + "/question")) {
      assertThat(site.get(path).body())
          .as(path)
          .doesNotContainPattern(
              "(src|href)=\"(https?:)?//(?!doi\\.org)[^\"]*\\.(js|css|png|svg|woff2?)\"");
    }
    assertThat(site.get("/assets/nhsuk-frontend.min.css").body())
        .doesNotContain("@font-face")
        .doesNotContain("Frutiger")
        .doesNotContainPattern("url\\((https?:)?//");
    assertThat(site.get("/assets/lasegue.css").body()).doesNotContainPattern("url\\((https?:)?//");
  }
}
