package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.knowledge.Knowledge;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/// Twelve weeks of three people in a browser: one gets better, one does not, one gets worse.
@Server
@Import(OverTimeTest.MovedClock.class)
class OverTimeTest {
  /// Milliseconds that the first PDF of a server may take on a machine that is busy.
  private static final double SLOWEST_PDF = 120_000;

  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

  /// Pain from the back down the left leg to the foot.
  private static final String PERSON =
      """
      format: 1
      id: person
      age: 46
      sex: male
      findings:
        low-back-pain: present
        pain-buttock: {left: present, right: absent}
        pain-thigh-back: {left: present, right: absent}
        pain-calf: {left: present, right: absent}
        pain-outer-lower-leg: {left: present, right: absent}
        pain-foot-top-big-toe: {left: present, right: absent}
        leg-pain-below-knee: {left: present, right: absent}
        leg-pain-dominant: present
        leg-tingling: {left: present, right: absent}
        radiating-electric-pain: {left: present, right: absent}
        worse-cough-sneeze: present
        worse-sitting: present
        duration: under-6-weeks
        course: stable
      """;

  /// A clock that the test moves on.
  static final class Time extends Clock {
    private volatile Instant now = START;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }

    void week(int number) {
      at(START.plus(Duration.ofDays(7L * number)));
    }

    void at(Instant instant) {
      now = instant;
    }
  }

  @TestConfiguration
  static class MovedClock {
    @Bean
    @Primary
    Time time() {
      return new Time();
    }
  }

  private static Playwright playwright;
  private static Browser browser;

  @LocalServerPort int port;
  @Autowired Knowledge knowledge;
  @Autowired Messages messages;
  @Autowired Time time;

  private final List<String> faults = new ArrayList<>();

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

  @BeforeEach
  void start() {
    time.week(0);
  }

  private String visit(Page page) {
    Case truth =
        ((CaseReader.Result.Accepted) new CaseReader(knowledge).read(PERSON, "person", 1)).value();
    new Patient(page, truth, knowledge, Patient.Hand.POINTER)
        .journey("http://localhost:" + port + "/", p -> {});
    return page.url().replaceAll("/result.*", "");
  }

  private void look(Page page, String name, boolean scripts) {
    look(page, name, scripts, scripts);
  }

  private void look(Page page, String name, boolean scripts, boolean axe) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(Path.of("target/screenshots", "overtime-" + name + ".png")));
    if (!scripts) {
      return;
    }
    if (Boolean.TRUE.equals(
        page.evaluate(
            "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"))) {
      faults.add(name + " scrolls sideways");
    }
    if (!axe) {
      return;
    }
    new AxeBuilder(page)
        .setLegacyMode(true)
        .analyze()
        .getViolations()
        .forEach(
            v -> faults.add(name + ": " + v.getId() + " " + v.getNodes().getFirst().getHtml()));
  }

  /// Fills in a day; every danger question that is asked gets "no", but those named get "yes".
  private static void write(
      Page page, String visit, int back, int leg, String change, String felt, List<String> yes) {
    page.navigate(visit + "/diary");
    page.fill("#back", Integer.toString(back));
    page.fill("#leg", Integer.toString(leg));
    page.fill("#walked", "10");
    for (Object id :
        (List<?>) page.locator("input[name=asked]").evaluateAll("a => a.map(e => e.value)")) {
      page.check("#danger-" + id + (yes.contains(id) ? "-yes" : "-no"));
    }
    if (page.locator("#danger-numbness-leg-no").count() > 0) {
      page.check("#danger-numbness-leg-no");
    }
    if (page.locator("#more-no").count() > 0) {
      page.check("#more-no");
    }
    page.check("#change-" + change);
    page.check("#felt-" + felt);
    page.click("main form button[type=submit]");
  }

  private String verdict(Page page, String visit) {
    page.navigate(visit + "/recovery");
    return page.locator("#verdict").textContent();
  }

  /// Every page of care over time, held to the width of the screen and, if asked for, to axe, which
  /// takes seconds a page.
  private void lookAtAll(Page page, String visit, String name, boolean axe) {
    for (String each :
        List.of(
            "week",
            "diary",
            "recovery",
            "choices",
            "prevention",
            "questionnaire/roland-morris",
            "clinician/course")) {
      page.navigate(visit + "/" + each);
      assertThat(page.url()).endsWith(each);
      look(page, name + "-" + each.replaceAll("/.*", ""), true, axe);
    }
  }

  @Test
  void whoGetsBetterWalksMoreAndIsOnCourse() {
    try (BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(1000, 900))) {
      Page page = context.newPage();
      String visit = visit(page);
      page.navigate(visit + "/week");
      look(page, "better-week-1", true);
      List<String> doses = new ArrayList<>();
      for (int week = 0; week <= 12; week++) {
        time.week(week);
        int pain = Math.max(0, 6 - week);
        write(page, visit, pain / 2, pain, "better", "right", List.of());
        assertThat(page.url()).endsWith("/week");
        doses.add(page.locator(".lg-part--walking .lg-dose").first().textContent());
      }
      assertThat(doses.getFirst()).startsWith("10 minutes");
      assertThat(doses.getLast()).startsWith("30 minutes");
      assertThat(verdict(page, visit)).isEqualTo(messages.text("verdict.well"));
      page.navigate(visit + "/questionnaire/roland-morris");
      page.check("#item-0");
      page.check("#item-23");
      page.click("main form button[type=submit]");
      assertThat(page.locator("main").textContent()).contains("2 of 24");
      lookAtAll(page, visit, "better", true);
      savePdf(context, visit, "better");
      printWeek(page, visit);
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void whoStaysTheSameIsSentForAReviewAtSixWeeksWithoutScripts() {
    String visit;
    try (BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setJavaScriptEnabled(false)
                .setViewportSize(900, 900))) {
      Page page = context.newPage();
      visit = visit(page);
      Map<Integer, String> verdicts = new LinkedHashMap<>();
      for (int week = 0; week <= 12; week++) {
        time.week(week);
        write(page, visit, 4, 6, "same", "right", List.of());
        if (week == 5 || week == 6 || week == 12) {
          verdicts.put(week, verdict(page, visit));
        }
      }
      String review = messages.text("verdict.review-now");
      assertThat(verdicts.get(5)).isNotEqualTo(review);
      assertThat(verdicts.get(6)).isEqualTo(review);
      assertThat(verdicts.get(12)).isEqualTo(review);
      page.navigate(visit + "/choices");
      assertThat(page.locator(".lg-icons").count()).isPositive();
      // what is put aside leaves the plan and comes back, without scripts too
      page.navigate(visit + "/week");
      String first = page.locator(".lg-part--exercise strong").first().textContent();
      page.locator(".lg-part--exercise .lg-wish button").first().click();
      assertThat(page.locator(".lg-part--exercise").textContent()).doesNotContain(first);
      assertThat(page.locator("#aside").textContent()).contains(first.replaceAll("\\.$", ""));
      page.locator("#aside button").first().click();
      assertThat(page.locator(".lg-part--exercise").textContent()).contains(first);
    }
    try (BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(1280, 900)
                .setColorScheme(ColorScheme.DARK))) {
      lookAtAll(context.newPage(), visit, "same", false);
      savePdf(context, visit, "same");
    }
    assertThat(faults).isEmpty();
  }

  @Test
  void whoGetsWorseIsCaughtAndAnEmergencyTakesThePlanAway() {
    try (BrowserContext context =
        browser.newContext(
            new Browser.NewContextOptions()
                .setViewportSize(320, 640)
                .setColorScheme(ColorScheme.DARK))) {
      Page page = context.newPage();
      String visit = visit(page);
      for (int week = 0; week <= 8; week++) {
        time.week(week);
        write(
            page,
            visit,
            week < 5 ? 3 : 6,
            week < 5 ? 3 : 8,
            week < 5 ? "same" : "worse",
            "right",
            List.of());
      }
      assertThat(verdict(page, visit)).isEqualTo(messages.text("verdict.review-now"));
      time.week(9);
      page.navigate(visit + "/week");
      assertThat(page.locator("main").textContent()).contains(messages.text("week.reminded"));
      lookAtAll(page, visit, "worse", true);
      write(page, visit, 6, 9, "worse", "too-hard", List.of("saddle-and-sexual-feeling"));
      assertThat(page.url()).endsWith("/question"); // its details come next
      page.check("input[name='saddle-numbness'][value='yes']");
      page.check("input[name='sexual-dysfunction-new'][value='no']");
      page.click("main form button[type=submit]");
      assertThat(page.url()).endsWith("/emergency");
      look(page, "worse-emergency", true);
      // three weeks later the plan is still not back, whatever the diary says
      for (int week = 9; week <= 12; week++) {
        time.week(week);
        if (week > 9) {
          write(page, visit, 2, 2, "better", "too-easy", List.of("saddle-and-sexual-feeling"));
        }
        page.navigate(visit + "/week");
        assertThat(page.locator(".lg-emergency-banner").count()).isOne();
        assertThat(page.locator(".lg-part").count()).isZero();
        assertThat(page.locator(".lg-dose").count()).isZero();
      }
      lookAtAll(page, visit, "worse-emergency", false);
      page.navigate(visit + "/recovery");
      assertThat(page.locator("#verdict").textContent())
          .isEqualTo(messages.text("verdict.check-first"));
      savePdf(context, visit, "worse");
    }
    assertThat(faults).isEmpty();
  }

  /// The week on paper: what can be done on a screen only is left out.
  private void printWeek(Page page, String visit) {
    page.navigate(visit + "/week");
    byte[] paper =
        page.pdf(
            new Page.PdfOptions()
                .setFormat("A4")
                .setPath(Path.of("target/screenshots", "overtime-week-on-paper.pdf")));
    try (PDDocument document = Loader.loadPDF(paper)) {
      assertThat(new PDFTextStripper().getText(document))
          .contains(
              "30 minutes on 5 days this week",
              messages.text("plan.how-often") + ": ",
              messages.text("plan.progress") + ": ",
              messages.text("plan.stop") + ": ",
              messages.text("plan.come-back"))
          .doesNotContain(
              messages.text("week.aside.put"),
              messages.text("week.calendar"),
              messages.text("site.exit"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The PDF of the case, kept beside the pictures; it holds the course.
  private void savePdf(BrowserContext context, String visit, String name) {
    byte[] pdf =
        context
            .request()
            .get(visit + "/report.pdf", RequestOptions.create().setTimeout(SLOWEST_PDF))
            .body();
    try {
      Files.write(Path.of("target/screenshots", "overtime-" + name + ".pdf"), pdf);
      try (PDDocument document = Loader.loadPDF(pdf)) {
        assertThat(new PDFTextStripper().getText(document))
            .contains("Course over time", "The diary by week", "Published: week");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where the person is, it is another day than in UTC: the form shows theirs, and without scripts
  /// that of UTC, which they can change.
  @ParameterizedTest
  @CsvSource({
    "Pacific/Kiritimati, 2026-03-03T11:00:00Z, true, 2026-03-04",
    "Pacific/Honolulu, 2026-03-03T05:00:00Z, true, 2026-03-02",
    "Europe/Berlin, 2026-03-29T00:30:00Z, true, 2026-03-29",
    "Pacific/Honolulu, 2026-03-03T05:00:00Z, false, 2026-03-03",
  })
  void theFormShowsThePersonsOwnDay(String zone, Instant now, boolean scripts, String day) {
    try (Site site = new Site(port);
        BrowserContext context =
            browser.newContext(
                new Browser.NewContextOptions()
                    .setJavaScriptEnabled(scripts)
                    .setTimezoneId(zone))) {
      time.at(now);
      String visit = begun(site);
      context.clock().setFixedTime(now.toEpochMilli());
      Page page = context.newPage();
      page.navigate("http://localhost:" + port + visit + "/diary");
      assertThat(page.inputValue("#day")).isEqualTo(day);
      // a wrong clock of the device does not give a day that the server would refuse
      context.clock().setFixedTime(Instant.parse("2031-01-01T12:00:00Z").toEpochMilli());
      page.navigate("http://localhost:" + port + visit + "/diary");
      assertThat(page.inputValue("#day"))
          .isEqualTo(LocalDate.ofInstant(now, ZoneOffset.UTC).toString());
    }
  }

  private static final List<String> HEALTH_WORDS =
      List.of(
          "pain",
          "back",
          "leg",
          "sciatica",
          "lasegue",
          "health",
          "doctor",
          "exercise",
          "diary",
          "medic",
          "worse",
          "symptom");

  /// The smallest visit that can be followed.
  private String begun(Site site) {
    String visit = site.begin();
    site.answer(visit, "about", Map.of("age", "46", "sex", "male"));
    return visit;
  }

  private static Map<String, String> day(HttpResponse<String> form, LocalDate day) {
    Map<String, String> values =
        new LinkedHashMap<>(
            Map.of("back", "3", "leg", "2", "change", "same", "day", day.toString()));
    java.util.regex.Matcher asked =
        java.util.regex.Pattern.compile("name=\"asked\" value=\"([a-z-]+)\"").matcher(form.body());
    while (asked.find()) {
      values.put("danger-" + asked.group(1), "no");
    }
    if (form.body().contains("danger-numbness-leg")) {
      values.put("danger-numbness-leg", "no");
    }
    if (form.body().contains("name=\"more\"")) {
      values.put("more", "no");
    }
    return values;
  }

  /// Sends a day; each danger question gets "no" but for what is given.
  private HttpResponse<String> send(Site site, String visit, int week, Map<String, String> given) {
    time.week(week);
    return again(site, visit, site.get(visit + "/diary"), given);
  }

  private HttpResponse<String> again(
      Site site, String visit, HttpResponse<String> form, Map<String, String> given) {
    Map<String, String> values = day(form, LocalDate.ofInstant(time.instant(), ZoneOffset.UTC));
    values.putAll(given);
    HttpResponse<String> sent =
        site.raw(
            visit + "/diary",
            values.entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(java.util.stream.Collectors.joining("&"))
                + asked(form)
                + "&_csrf="
                + java.net.URLEncoder.encode(
                    site.token(visit + "/delete"), java.nio.charset.StandardCharsets.UTF_8));
    return sent;
  }

  private static String asked(HttpResponse<String> form) {
    return java.util.regex.Pattern.compile("name=\"asked\" value=\"([a-z-]+)\"")
        .matcher(form.body())
        .results()
        .map(m -> "&asked=" + m.group(1))
        .collect(java.util.stream.Collectors.joining());
  }

  private static String level(Site site, String visit) {
    java.util.regex.Matcher card =
        java.util.regex.Pattern.compile("lg-card--([a-z-]+)")
            .matcher(site.get(visit + "/result").body());
    return card.find() ? card.group(1) : "";
  }

  private String allAnswered(Site site) {
    String visit = begun(site);
    knowledge.screens().forEach(s -> site.reply(visit, "danger:" + s.id(), Map.of("said", "no")));
    site.post(visit + "/delete", visit + "/keep", Map.of());
    return visit;
  }

  @Test
  void worsePainInTheDiaryEntersTheCaseAndRaisesTheUrgency() {
    try (Site site = new Site(port)) {
      String visit = allAnswered(site);
      site.answer(visit, "danger:cancer-or-weight-loss", Map.of("said", "yes"));
      site.answer(
          visit,
          "danger:cancer-or-weight-loss:details",
          Map.of("active-cancer", "yes", "past-cancer", "no", "weight-loss", "no"));
      site.answer(visit, "value:low-back-pain", Map.of("low-back-pain", "yes"));
      String before = level(site, visit);
      assertThat(before).isNotIn("same-day", "emergency-now");
      send(site, visit, 1, Map.of("back", "9", "change", "worse"));
      assertThat(site.get(visit + "/case.json").body())
          .contains("\"course\":\"worsening\"", "\"pain-severity\"");
      assertThat(level(site, visit)).isEqualTo("same-day");
    }
  }

  @Test
  void aHalfAnsweredDangerCountsAsUnsureAndKeepsThePlanBack() {
    try (Site site = new Site(port)) {
      String visit = allAnswered(site);
      assertThat(Site.location(send(site, visit, 1, Map.of("danger-bladder", "yes"))))
          .endsWith("/question");
      for (String page : List.of("/week", "/recovery", "/result")) {
        assertThat(Site.location(site.get(visit + page))).endsWith("/question");
      }
      assertThat(site.get(visit + "/case.json").body())
          .contains("\"urinary-retention\":\"unsure\"");
    }
  }

  @Test
  void aSecondYesKeepsTheDetailsOfTheFirstAndShowsThemAgain() {
    try (Site site = new Site(port)) {
      String visit = allAnswered(site);
      send(site, visit, 1, Map.of("danger-bladder", "yes"));
      assertThat(
              site.answer(
                  visit,
                  "danger:bladder:details",
                  Map.of(
                      "urinary-retention", "no",
                      "bladder-sensation", "no",
                      "urinary-stream-weak", "yes",
                      "urinary-incontinence-new", "no")))
          .isNotEmpty();
      String before = level(site, visit);
      site.post(visit + "/emergency", visit + "/emergency", Map.of());
      String next = Site.location(send(site, visit, 2, Map.of("danger-bladder", "yes")));
      assertThat(next).doesNotEndWith("/week");
      assertThat(site.get(visit + "/case.json").body())
          .contains("\"urinary-stream-weak\":\"present\"");
      assertThat(level(site, visit)).isEqualTo(before);
      // "not sure" does not take it back either
      send(site, visit, 3, Map.of("danger-bladder", "unsure"));
      assertThat(level(site, visit)).isEqualTo(before);
    }
  }

  @Test
  void aDangerThatIsSaidToBeGoneStaysInTheCaseAndEveryDangerIsAsked() {
    try (Site site = new Site(port)) {
      String visit = allAnswered(site);
      send(site, visit, 1, Map.of("danger-bowel", "yes"));
      assertThat(level(site, visit)).isEqualTo("emergency-now");
      HttpResponse<String> form = send(site, visit, 2, Map.of("danger-bowel", "no"));
      assertThat(form.statusCode()).isEqualTo(422);
      assertThat(form.body()).contains(messages.text("diary.more.asked"), "danger-belly");
      assertThat(again(site, visit, form, Map.of()).statusCode()).isEqualTo(302);
      assertThat(site.get(visit + "/case.json").body())
          .contains("\"bowel-incontinence-new\":\"past\"");
      assertThat(level(site, visit)).isIn("same-day", "emergency-now");
      assertThat(site.get(visit + "/week").body()).doesNotContain("lg-part--walking");
      // a later "not sure" and "no" take the trace away no more than the first "no"
      send(site, visit, 3, Map.of("danger-bowel", "unsure"));
      send(site, visit, 4, Map.of("danger-bowel", "no"));
      assertThat(level(site, visit)).isIn("same-day", "emergency-now");
    }
  }

  @Test
  void anythingElseNewOpensEveryDangerQuestion() {
    try (Site site = new Site(port)) {
      String visit = allAnswered(site);
      HttpResponse<String> form = send(site, visit, 1, Map.of("more", "yes"));
      assertThat(form.statusCode()).isEqualTo(422);
      for (String screen :
          List.of(
              "chest-breath-faint",
              "spreading-weakness",
              "unsteady-or-band-feeling",
              "injury-or-fragile-bones",
              "belly",
              "safety")) {
        assertThat(form.body()).contains("danger-" + screen);
      }
      assertThat(again(site, visit, form, Map.of("danger-safety", "yes")).statusCode())
          .isEqualTo(302);
      assertThat(site.get(visit + "/diary.json").body()).contains("\"days\":[{");
    }
  }

  @Test
  void anEmptyQuestionnaireIsRefusedUnlessNoneIsTrue() {
    try (Site site = new Site(port)) {
      String visit = begun(site);
      String path = visit + "/questionnaire/roland-morris";
      assertThat(site.post(path, path, Map.of()).statusCode()).isEqualTo(422);
      assertThat(site.post(path, path, Map.of("none", "yes", "item", "2")).statusCode())
          .isEqualTo(422);
      assertThat(site.get(visit + "/diary.json").body()).doesNotContain("\"score\"");
      assertThat(site.post(path, path, Map.of("none", "yes")).statusCode()).isEqualTo(302);
      assertThat(site.get(visit + "/diary.json").body()).contains("\"score\":0");
    }
  }

  @Test
  void theCalendarHoldsNoHealthWordAndNoAddressAndFloatsWithThePerson() {
    try (Site site = new Site(port)) {
      String visit = begun(site);
      String calendar = site.get(visit + "/reminders.ics").body();
      assertThat(calendar).startsWith("BEGIN:VCALENDAR").contains("RRULE:FREQ=DAILY");
      assertThat(calendar).contains("DTSTART:20260302T190000\r\n"); // no zone, no Z
      assertThat(calendar.toLowerCase(Locale.ROOT)).doesNotContain(HEALTH_WORDS);
      assertThat(calendar).doesNotContain(visit.substring("/c/".length()), "http");
    }
  }

  @Test
  void aDayThatIsNowhereOnEarthIsRefusedAndEveryDangerQuestionMustBeAnswered() {
    try (Site site = new Site(port)) {
      String visit = begun(site);
      String path = visit + "/diary";
      LocalDate start = LocalDate.ofInstant(START, ZoneOffset.UTC);
      Map<String, String> values = day(site.get(path), start);
      Map<String, String> tomorrow = new LinkedHashMap<>(values);
      tomorrow.put("day", start.plusDays(1).toString());
      // it is 10:00 UTC: midnight has come at UTC+14 and nowhere is it two days later
      assertThat(site.post(path, path, tomorrow).statusCode()).isEqualTo(302);
      tomorrow.put("day", start.plusDays(2).toString());
      assertThat(site.post(path, path, tomorrow).statusCode()).isEqualTo(422);
      tomorrow.put("day", start.minusDays(2).toString());
      assertThat(site.post(path, path, tomorrow).statusCode()).isEqualTo(422);
      Map<String, String> silent = new LinkedHashMap<>(values);
      silent.keySet().removeIf(k -> k.startsWith("danger-"));
      assertThat(values.size()).isGreaterThan(silent.size());
      assertThat(site.post(path, path, silent).statusCode()).isEqualTo(422);
      values.put("back", "11");
      assertThat(site.post(path, path, values).statusCode()).isEqualTo(422);
    }
  }

  @Test
  void theDiaryIsExportedAndDeletedWithTheCase() {
    try (Site site = new Site(port)) {
      String visit = begun(site);
      String path = visit + "/diary";
      LocalDate start = LocalDate.ofInstant(START, ZoneOffset.UTC);
      Map<String, String> values = day(site.get(path), start);
      values.put("note", "my own words");
      site.post(path, path, values);
      assertThat(site.get(visit + "/diary.json").body()).contains("my own words", start.toString());
      site.post(visit + "/delete", visit + "/delete", Map.of());
      assertThat(site.get(visit + "/diary.json").statusCode()).isEqualTo(404);
      assertThat(site.get(visit + "/week").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void anAnswerOfTheDiaryIsTheSameAnswerInTheCase() {
    try (Site site = new Site(port)) {
      String visit = begun(site);
      String path = visit + "/diary";
      Map<String, String> values = day(site.get(path), LocalDate.ofInstant(START, ZoneOffset.UTC));
      values.put("danger-bowel", "yes");
      assertThat(Site.location(site.post(path, path, values))).endsWith("/emergency");
      assertThat(site.get(visit + "/case.json").body()).contains("bowel-incontinence-new");
    }
  }

  @Test
  void newNumbnessGoesToTheCaseWithItsSide() {
    try (Site site = new Site(port)) {
      String visit = begun(site);
      String path = visit + "/diary";
      Map<String, String> values = day(site.get(path), LocalDate.ofInstant(START, ZoneOffset.UTC));
      assertThat(values).containsKey("danger-numbness-leg");
      values.put("danger-numbness-leg", "left");
      assertThat(site.post(path, path, values).statusCode()).isEqualTo(302);
      assertThat(site.get(visit + "/case.json").body()).contains("numbness-leg");
      // what is already known is not asked again as new
      assertThat(site.get(path).body()).doesNotContain("danger-numbness-leg");
    }
  }

  @Test
  void lastingSciaticaHasChoicesInPicturesAndAChangeIsExplained() {
    try (Site site = new Site(port)) {
      String visit = begun(site);
      knowledge.screens().forEach(s -> site.reply(visit, "danger:" + s.id(), Map.of("said", "no")));
      for (String place : List.of("leg-pain-below-knee", "radiating-electric-pain")) {
        site.answer(visit, "value:" + place, Map.of(place, "left"));
      }
      site.answer(visit, "value:worse-cough-sneeze", Map.of("worse-cough-sneeze", "yes"));
      site.answer(visit, "value:duration", Map.of("duration", "over-12-weeks"));
      site.get(visit + "/result");
      String choices = site.get(visit + "/choices").body();
      assertThat(choices).contains("lg-icons__one", "95 of 100", "39 of 100");
      site.answer(visit, "value:leg-pain-dominant", Map.of("leg-pain-dominant", "no"));
      site.answer(visit, "value:radiating-electric-pain", Map.of("radiating-electric-pain", "no"));
      assertThat(site.get(visit + "/recovery").body()).contains(messages.text("moved.title"));
    }
  }

  @Test
  void aDangerInAFormWithAnotherErrorGoesToTriageAtOnceAndNothingIsLost() {
    try (Site site = new Site(port)) {
      String visit = allAnswered(site);
      HttpResponse<String> sent =
          send(
              site,
              visit,
              1,
              Map.of("danger-bowel", "yes", "back", "eleven", "leg", "7", "note", "mine"));
      assertThat(sent.statusCode()).isEqualTo(302);
      assertThat(Site.location(sent)).endsWith("/emergency");
      assertThat(site.get(visit + "/case.json").body())
          .contains("\"bowel-incontinence-new\":\"present\"");
      assertThat(site.get(visit + "/diary.json").body())
          .contains("\"leg\":7", "mine", "\"bowel\":\"yes\"")
          .doesNotContain("\"back\"");
      // a danger whose details are open is asked for them, whatever else is wrong with the form
      String other = allAnswered(site);
      sent = send(site, other, 1, Map.of("danger-bladder", "yes", "day", "1999-01-01"));
      assertThat(Site.location(sent)).endsWith("/question");
      // without a danger the form comes back as before
      String calm = allAnswered(site);
      assertThat(send(site, calm, 1, Map.of("back", "eleven")).statusCode()).isEqualTo(422);
      assertThat(site.get(calm + "/diary.json").body()).contains("\"days\":[]");
    }
  }

  @Test
  void nothingIsFollowedWhileADangerIsHalfAnsweredOrNothingIsAnswered() {
    try (Site site = new Site(port)) {
      String visit = allAnswered(site);
      send(site, visit, 1, Map.of("danger-bladder", "yes"));
      for (String of : List.of(visit, site.begin())) {
        for (String page :
            List.of(
                "/week",
                "/diary",
                "/recovery",
                "/choices",
                "/prevention",
                "/questionnaire/roland-morris")) {
          HttpResponse<String> shown = site.get(of + page);
          assertThat(shown.statusCode()).as(page).isEqualTo(302);
          assertThat(Site.location(shown)).as(page).endsWith("/question");
        }
      }
    }
  }

  @Test
  void theClinicianSeesTheChangesSinceTheLastVisitAndTakesThemAsAPdf() throws IOException {
    try (Site site = new Site(port)) {
      String visit = allAnswered(site);
      site.answer(visit, "value:low-back-pain", Map.of("low-back-pain", "yes"));
      site.get(visit + "/result");
      send(site, visit, 1, Map.of("back", "5", "felt", "right"));
      String first = site.get(visit + "/clinician/course").body();
      assertThat(first)
          .contains(messages.text("clinician.since.first", "2 March"))
          .contains(messages.text("weeks.title"));
      site.post(
          visit + "/clinician", visit + "/clinician", Map.of("ankle-dorsiflexion-power@left", "5"));
      send(site, visit, 2, Map.of("back", "9", "change", "worse"));
      String second = site.get(visit + "/clinician/course").body();
      assertThat(second).contains(messages.text("clinician.since.examined", "9 March"));
      try (PDDocument document = Loader.loadPDF(site.bytes(visit + "/report.pdf"))) {
        assertThat(new PDFTextStripper().getText(document))
            .contains("Changed since the last examination or note, 9 Mar 2026");
      }
    }
  }

  @Test
  void whoWasWorseHasOneMoreReminderAndItSaysNothingOfHealthEither() {
    try (Site site = new Site(port)) {
      String visit = allAnswered(site);
      send(site, visit, 1, Map.of("back", "9", "change", "worse"));
      String calendar = site.get(visit + "/reminders.ics").body();
      assertThat(calendar.split("BEGIN:VEVENT", -1)).hasSize(4);
      assertThat(calendar).contains("DTSTART:20260311T090000");
      assertThat(calendar.toLowerCase(Locale.ROOT)).doesNotContain(HEALTH_WORDS);
      assertThat(calendar.split("SUMMARY:" + messages.text("calendar.safety"), -1)).hasSize(2);
    }
  }
}
