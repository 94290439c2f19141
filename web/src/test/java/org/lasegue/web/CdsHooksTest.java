package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.fhir.FhirJson;
import org.lasegue.fhir.Responses;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@Server
class CdsHooksTest extends Visitor {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MRI =
      "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":{\"resourceType\":\"ServiceRequest\",\"id\":\"s1\",\"status\":\"draft\",\"intent\":\"order\",\"code\":{\"text\":\"MRI of the lumbar spine\"},\"subject\":{\"reference\":\"Patient/p\"}}}]}";
  @Autowired Assessor assessor;
  @Autowired Settings settings;

  @Test
  void theServicesAreListedWithWhatTheyNeed() {
    JsonNode services = json(site.get("/cds-services")).path("services");
    assertThat(services.size()).isEqualTo(3);
    for (JsonNode each : services) {
      assertThat(each.path("id").asString()).isNotEmpty();
      assertThat(each.path("hook").asString()).isIn("patient-view", "order-select", "order-sign");
      assertThat(each.path("prefetch").path("patient").asString())
          .isEqualTo("Patient/{{context.patientId}}");
    }
  }

  @Test
  void imagingWithoutADangerSignIsQuestionedWithReasonSourceAndAlternative() {
    JsonNode card = cards("lumbar-imaging-sign", "order-sign", answers(plain()), MRI).get(0);
    assertThat(card.path("summary").asString()).contains("No scan");
    assertThat(card.path("indicator").asString()).isEqualTo("warning");
    assertThat(card.path("detail").asString()).contains("Instead:");
    assertThat(card.path("source").path("url").asString()).startsWith("http");
    assertThat(card.path("overrideReasons").size()).isGreaterThan(2);
    assertThat(card.path("suggestions").size()).isZero();
  }

  @Test
  void imagingThatCannotWaitShowsTheSignAndNothingToClick() {
    JsonNode card =
        cards("lumbar-imaging-select", "order-select", answers(example("cauda-equina")), MRI)
            .get(0);
    assertThat(card.path("indicator").asString()).isEqualTo("critical");
    assertThat(card.path("summary").asString()).startsWith("Emergency now: ");
    assertThat(card.path("suggestions").size()).isZero();
    assertThat(card.path("summary").asString() + card.path("detail").asString())
        .doesNotContain("@", "saddle-numbness");
  }

  @Test
  void withDangerSignsNotAskedACardOnlyInformsAndNamesThem() {
    JsonNode cards = cards("lumbar-imaging-sign", "order-sign", backPain(), MRI);
    assertThat(cards.size()).isEqualTo(1);
    JsonNode card = cards.get(0);
    assertThat(card.path("summary").asString()).contains("No scan");
    assertThat(card.path("indicator").asString()).isEqualTo("info");
    assertThat(card.path("detail").asString())
        .contains("Not known from the record", "To check first")
        .doesNotContain("steroid-use");
    assertThat(card.path("suggestions").size()).isZero();
  }

  @Test
  void afterCancerNoCardSpeaksAgainstAnMri() {
    String past = record(condition("C61"), condition("M54.5"));
    for (String order :
        List.of(
            "MRI of the lumbar spine",
            "CT of the lumbar spine",
            "MRI whole spine",
            "MRI cervical spine")) {
      assertThat(cards("lumbar-imaging-sign", "order-sign", past, order(order)).toString())
          .as(order)
          .doesNotContain("No plain X-ray", "No scan", "suggestions");
    }
    assertThat(
            cards("lumbar-imaging-sign", "order-sign", past, order("X-ray of the lumbar spine"))
                .toString())
        .contains("No plain X-ray");
  }

  @Test
  void anotherPartOfTheSpineAndANameAreNoOrderOfOurs() {
    for (String order :
        List.of(
            "MRI whole spine",
            "CT cervical spine",
            "X-ray of the thoracic spine",
            "MRI neck and spine",
            "Physiotherapy for the lumbar spine, Mr Smith")) {
      assertThat(cards("lumbar-imaging-sign", "order-sign", answers(plain()), order(order)).size())
          .as(order)
          .isZero();
    }
  }

  @Test
  void answersOfAnotherDayAreNotUsedAndTheCardSaysSo() {
    for (String authored : List.of("", Instant.now().minus(Duration.ofDays(3)).toString())) {
      for (Case subject : List.of(plain(), example("cauda-equina"))) {
        JsonNode cards =
            cards("lumbar-imaging-sign", "order-sign", answers(subject, authored), MRI);
        assertThat(cards.size()).as(cards.toString()).isEqualTo(1);
        assertThat(cards.get(0).path("indicator").asString()).isEqualTo("info");
        assertThat(cards.get(0).path("detail").asString()).contains("were not used", "Ask again");
      }
    }
  }

  @Test
  void aYesWithoutDetailsIsNeverSilence() {
    String yes =
        "\"answers\":{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"in-progress\",\"authored\":\""
            + Instant.now()
            + "\",\"item\":[{\"linkId\":\"danger:bladder\",\"answer\":[{\"valueCoding\":{\"system\":\"urn:lasegue:fhir:CodeSystem:answer\",\"code\":\"yes\"}}]}]}";
    assertThat(cards("back-pain-record", "patient-view", yes, null).toString())
        .contains("Same day", "An answer was \\\"not sure\\\"");
    assertThat(
            cards("back-pain-record", "patient-view", yes.replace("in-progress", "completed"), null)
                .toString())
        .contains("not readable as a whole");
  }

  @Test
  void oneBadEntryDoesNotSilenceTheRest() {
    String bad = "{\"resource\":{\"resourceType\":\"Observation\",\"colour\":\"red\"}}";
    JsonNode cards =
        cards(
            "back-pain-record",
            "patient-view",
            record(bad, condition("C61"), condition("M54.5")),
            null);
    assertThat(cards.toString())
        .contains("cancer", "prefetch.conditions.entry[0]")
        .doesNotContain("colour");
    JsonNode order =
        cards("lumbar-imaging-sign", "order-sign", record(bad, condition("M54.5")), MRI);
    assertThat(order.toString()).contains("No scan", "was not used");
  }

  @Test
  void twoPeopleAreRefused() {
    String other = backPain().replace("Patient/p", "Patient/q").replace("\"p\"", "\"q\"");
    String stranger =
        answers(plain())
            .replace("\"status\":", "\"subject\":{\"reference\":\"Patient/q\"},\"status\":");
    for (String prefetch : List.of(other, stranger, backPain() + "," + stranger)) {
      HttpResponse<String> response =
          site.send(
              "/cds-services/lumbar-imaging-sign",
              "application/json",
              request("order-sign", prefetch, MRI));
      assertThat(response.statusCode()).as(prefetch).isEqualTo(422);
    }
    HttpResponse<String> response =
        site.send(
            "/cds-services/lumbar-imaging-sign",
            "application/json",
            request("order-sign", backPain(), MRI.replace("Patient/p", "Patient/q")));
    assertThat(response.statusCode()).isEqualTo(422);
  }

  @Test
  void anotherOrderIsLeftAlone() {
    assertThat(
            cards(
                    "lumbar-imaging-sign",
                    "order-sign",
                    answers(plain()),
                    MRI.replace("MRI of the lumbar spine", "MRI of the knee"))
                .size())
        .isZero();
  }

  @Test
  void aRecordThatIsOpenedShowsItsDangerSigns() {
    JsonNode cards =
        cards(
            "back-pain-record", "patient-view", record(condition("C61"), condition("M54.5")), null);
    assertThat(cards.toString())
        .contains(assessor.knowledge().findingById("past-cancer").clinical());
    assertThat(cards("back-pain-record", "patient-view", "", null).size()).isZero();
  }

  @Test
  void feedbackIsKeptWithoutThePersonAndTheComment() throws IOException {
    JsonNode card = cards("lumbar-imaging-sign", "order-sign", answers(plain()), MRI).get(0);
    HttpResponse<String> response =
        site.send(
            "/cds-services/lumbar-imaging-sign/feedback",
            "application/json",
            "{\"feedback\":[{\"card\":\""
                + card.path("uuid").asString()
                + "\",\"outcome\":\"overridden\",\"overrideReason\":{\"reason\":{\"code\":\"other\"},\"userComment\":\"Smith asked for it\"},\"outcomeTimestamp\":\"2026-01-02T03:04:05Z\"}]}");
    assertThat(response.statusCode()).isEqualTo(200);
    String kept = Files.readString(settings.data().resolve("cds-feedback.ndjson"));
    assertThat(kept)
        .contains("\"outcome\":\"overridden\"", "\"reason\":\"other\"", "no-scan")
        .doesNotContain("Smith", "03:04");
  }

  @Test
  void anUnknownServiceOrMethodIsToldAsAProblem() {
    for (HttpResponse<String> response :
        List.of(
            site.send("/cds-services/nothing", "application/json", "{}"),
            site.send("/cds-services/nothing/feedback", "application/json", "{}"),
            site.send("/cds-services/back-pain-record/else", "application/json", "{}"),
            site.get("/cds-services/back-pain-record"))) {
      assertThat(response.statusCode()).isBetween(404, 405);
      assertThat(response.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
      assertThat(json(response).path("detail").asString()).isNotEmpty();
    }
  }

  @Test
  void malformedRequestsGetAProblemAndNeverAFault() {
    String valid = request("order-sign", answers(plain()), MRI);
    Random random = new Random(5);
    for (int i = 0; i < 100; i++) {
      int at = random.nextInt(valid.length());
      int to = Math.min(valid.length(), at + 1 + random.nextInt(15));
      String body =
          random.nextBoolean()
              ? valid.substring(0, at) + valid.substring(to)
              : valid.substring(0, at) + "null" + valid.substring(to);
      HttpResponse<String> response =
          site.send("/cds-services/lumbar-imaging-sign", "application/json", body);
      assertThat(response.statusCode()).as(body).isIn(200, 400, 422);
    }
    for (String body : List.of("", "[]", "{}", "null", "{\"hook\":\"order-sign\"}")) {
      assertThat(
              site.send("/cds-services/lumbar-imaging-sign", "application/json", body).statusCode())
          .isBetween(400, 499);
      assertThat(
              site.send("/cds-services/lumbar-imaging-sign/feedback", "application/json", body)
                  .statusCode())
          .isBetween(400, 499);
    }
    assertThat(site.send("/cds-services/none", "application/json", "{}").statusCode())
        .isEqualTo(404);
  }

  private JsonNode cards(String service, String hook, String prefetch, @Nullable String orders) {
    HttpResponse<String> response =
        site.send("/cds-services/" + service, "application/json", request(hook, prefetch, orders));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response).path("cards");
  }

  private static String request(String hook, String prefetch, @Nullable String orders) {
    return "{\"hook\":\""
        + hook
        + "\",\"hookInstance\":\"d1577c69-dfbe-44ad-ba6d-3e05e953b2ea\",\"context\":{\"userId\":\"Practitioner/1\",\"patientId\":\"p\""
        + (orders == null ? "" : ",\"draftOrders\":" + orders)
        + "},\"prefetch\":{"
        + prefetch
        + "}}";
  }

  private String answers(Case subject) {
    return answers(subject, Instant.now().toString());
  }

  private String answers(Case subject, String authored) {
    QuestionnaireResponse response = new Responses(assessor.knowledge()).of(subject);
    if (!authored.isEmpty()) {
      response.setAuthored(Date.from(Instant.parse(authored)));
    }
    return "\"answers\":" + FhirJson.line(response);
  }

  private static String backPain() {
    return record(condition("M54.5"));
  }

  private static String record(String... entries) {
    return "\"patient\":{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1975-01-01\",\"gender\":\"male\"},\"conditions\":{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":["
        + String.join(",", entries)
        + "]}";
  }

  private static String order(String words) {
    return MRI.replace("MRI of the lumbar spine", words);
  }

  private static String condition(String code) {
    return "{\"resource\":{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/p\"},\"recordedDate\":\""
        + Instant.now()
        + "\",\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10\",\"code\":\""
        + code
        + "\"}]}}}";
  }

  /// Back pain of a few days with every danger question and every reason for a scan answered no.
  private Case plain() {
    Case base = example("simple-strain");
    var answers = new java.util.LinkedHashMap<>(base.findings());
    var knowledge = assessor.knowledge();
    Stream<String> reasons =
        Pattern.compile("[a-z_]+")
            .matcher(knowledge.care().get("no-scan-back-pain").neverFor().orElseThrow())
            .results()
            .map(r -> r.group().replace('_', '-'));
    Stream.concat(knowledge.screens().stream().flatMap(x -> x.findings().stream()), reasons)
        .flatMap(id -> knowledge.finding(id).stream())
        .forEach(finding -> {
          for (Case.Where where :
              finding.sided()
                  ? List.of(Case.Where.LEFT, Case.Where.RIGHT)
                  : List.of(Case.Where.WHOLE)) {
            answers.putIfAbsent(
                new Case.Key(finding.id(), where), new org.lasegue.assessment.Answer.Known(0));
          }
        });
    return new Case(base.id(), base.person(), answers, base.other(), base.expected());
  }

  private Case example(String name) {
    return ((CaseReader.Result.Accepted)
            new CaseReader(assessor.knowledge())
                .read(Path.of("../cases/examples/" + name + ".yaml"))
                .getFirst())
        .value();
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }
}
