package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.fhir.FhirJson;
import org.lasegue.fhir.Responses;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

@Server
class CdsHooksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MRI =
      "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":{\"resourceType\":\"ServiceRequest\",\"id\":\"s1\",\"status\":\"draft\",\"intent\":\"order\",\"code\":{\"text\":\"MRI of the lumbar spine\"},\"subject\":{\"reference\":\"Patient/p\"}}}]}";
  @LocalServerPort int port;
  @Autowired Assessor assessor;
  @Autowired Settings settings;
  private Site site;

  @BeforeEach
  void visitor() {
    site = new Site(port);
  }

  @AfterEach
  void leave() {
    site.close();
  }

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
    assertThat(card.path("suggestions").get(0).path("actions").get(0).path("resourceId").asString())
        .isEqualTo("ServiceRequest/s1");
  }

  @Test
  void imagingThatCannotWaitIsHurried() {
    JsonNode card =
        cards("lumbar-imaging-select", "order-select", answers(example("cauda-equina")), MRI)
            .get(0);
    assertThat(card.path("indicator").asString()).isEqualTo("critical");
    assertThat(
            card.path("suggestions")
                .get(0)
                .path("actions")
                .get(0)
                .path("resource")
                .path("priority")
                .asString())
        .isEqualTo("stat");
  }

  @Test
  void withDangerSignsNotAskedNoOrderIsTakenAway() {
    String record =
        "\"patient\":{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1990-01-01\",\"gender\":\"male\"},\"conditions\":{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":[{\"resource\":{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/p\"},\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10\",\"code\":\"M54.5\"}]}}}]}";
    for (JsonNode card : cards("lumbar-imaging-sign", "order-sign", record, MRI)) {
      assertThat(card.path("indicator").asString()).isEqualTo("info");
      assertThat(card.path("detail").asString()).contains("Not known from the record");
      assertThat(card.path("suggestions").size()).isZero();
    }
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
    String past =
        "\"patient\":{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1950-01-01\",\"gender\":\"male\"},\"conditions\":{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"entry\":["
            + condition("C61")
            + ","
            + condition("M54.5")
            + "]}";
    JsonNode cards = cards("back-pain-record", "patient-view", past, null);
    assertThat(cards.toString()).contains("past cancer");
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
    return "\"answers\":" + FhirJson.line(new Responses(assessor.knowledge()).of(subject));
  }

  private static String condition(String code) {
    return "{\"resource\":{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"Patient/p\"},\"code\":{\"coding\":[{\"system\":\"http://hl7.org/fhir/sid/icd-10\",\"code\":\""
        + code
        + "\"}]}}}";
  }

  /// Back pain of a few days with every danger question answered no.
  private Case plain() {
    Case base = example("simple-strain");
    var answers = new java.util.LinkedHashMap<>(base.findings());
    for (var screen : assessor.knowledge().screens()) {
      for (String id : screen.findings()) {
        var finding = assessor.knowledge().findingById(id);
        for (Case.Where where :
            finding.sided()
                ? List.of(Case.Where.LEFT, Case.Where.RIGHT)
                : List.of(Case.Where.WHOLE)) {
          answers.putIfAbsent(
              new Case.Key(finding.id(), where), new org.lasegue.assessment.Answer.Known(0));
        }
      }
    }
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
