package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// One case open in two windows, or a window that shows an old page.
@Server
class TwoTabsTest {
  private static final Pattern RULE = Pattern.compile("name=\"rule\" value=\"([^\"]+)\"");

  @LocalServerPort int port;

  private static String begun(Site site) {
    String visit = site.begin();
    site.answer(visit, "about", Map.of("age", "46", "sex", "male"));
    return visit;
  }

  private static void retention(Site site, String visit, String present) {
    site.answer(visit, "danger:bladder", Map.of("said", "yes"));
    site.answer(
        visit,
        "danger:bladder:details",
        Map.of(
            "urinary-retention", present,
            "bladder-sensation", "no",
            "urinary-stream-weak", "no",
            "urinary-incontinence-new", "no"));
  }

  @Test
  void aCardThatWasReadDoesNotStandForAnEmergencyFoundInAnotherTab() {
    try (Site site = new Site(port)) {
      String visit = begun(site);
      retention(site, visit, "yes");
      String card = visit + "/emergency";
      String read =
          RULE.matcher(site.get(card).body())
              .results()
              .map(r -> r.group(1))
              .collect(Collectors.joining(","));
      assertThat(read).contains("ces-retention");

      assertThat(site.answer(visit, "danger:bowel", Map.of("said", "yes"))).isEqualTo(card);
      site.post(card, card, Map.of("rule", read));

      assertThat(site.answer(visit, "danger:both-legs", Map.of("said", "no"))).isEqualTo(card);
    }
  }

  @Test
  void aCardThatWasReadInterruptsOnlyOnce() {
    try (Site site = new Site(port)) {
      String visit = begun(site);
      retention(site, visit, "yes");
      String card = visit + "/emergency";
      String read =
          RULE.matcher(site.get(card).body())
              .results()
              .map(r -> r.group(1))
              .collect(Collectors.joining(","));
      site.post(card, card, Map.of("rule", read));
      assertThat(site.answer(visit, "danger:both-legs", Map.of("said", "no")))
          .isEqualTo(visit + "/question");
    }
  }

  @Test
  void anOldPageOfDetailsTakesNothingOnceItsQuestionIsNo() {
    try (Site site = new Site(port)) {
      String visit = begun(site);
      retention(site, visit, "no");
      site.answer(visit, "danger:bladder", Map.of("said", "no"));
      assertThat(
              site.reply(visit, "danger:bladder:details", Map.of("urinary-retention", "yes"))
                  .statusCode())
          .isEqualTo(404);
      assertThat(site.get(visit + "/case.json").body())
          .contains("\"urinary-retention\":\"absent\"");
    }
  }

  @Test
  void answersSentAtOnceAreAllKept() throws Exception {
    List<String> steps =
        List.of("bladder", "bowel", "saddle-and-sexual-feeling", "both-legs", "belly", "testicle");
    List<Future<String>> sent = new ArrayList<>();
    try (Site site = new Site(port);
        ExecutorService tabs = Executors.newVirtualThreadPerTaskExecutor()) {
      String visit = begun(site);
      for (String step : steps) {
        sent.add(
            tabs.submit(() -> {
              try (Site tab = new Site(port)) {
                return tab.answer(visit, "danger:" + step, Map.of("said", "no"));
              }
            }));
      }
      for (Future<String> answer : sent) {
        assertThat(answer.get()).startsWith(visit);
      }
      assertThat(site.get(visit + "/case.json").body())
          .contains(
              "\"urinary-retention\":\"absent\"",
              "\"bowel-incontinence-new\":\"absent\"",
              "\"saddle-numbness\":\"absent\"",
              "\"testicle-swelling\"");
    }
  }
}
