package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.fhir.FhirJson;
import org.lasegue.fhir.Responses;
import org.springframework.beans.factory.annotation.Autowired;

/// The FHIR endpoint, driven by HAPI's own client and by bytes that are no FHIR.
@Server
class FhirTest extends Visitor {
  private static final String JSON = "application/fhir+json";

  @Autowired Assessor assessor;

  @Test
  void theCapabilityStatementNamesTheOperations() {
    CapabilityStatement can = client().capabilities().ofType(CapabilityStatement.class).execute();
    assertThat(can.getFhirVersion().toCode()).isEqualTo("4.0.1");
    assertThat(can.getRestFirstRep().getResource())
        .anySatisfy(r -> {
          assertThat(r.getType()).isEqualTo("Questionnaire");
          assertThat(r.getOperation())
              .extracting(o -> o.getName())
              .contains("next-question", "populate");
        });
    assertThat(can.getRestFirstRep().getOperation())
        .extracting(o -> o.getName())
        .contains("assess");
  }

  @Test
  void questionnairesAreReadAndSearched() {
    Questionnaire history =
        client().read().resource(Questionnaire.class).withId("history").execute();
    assertThat(history.getItem()).isNotEmpty();
    Bundle found =
        client()
            .search()
            .forResource(Questionnaire.class)
            .where(Questionnaire.URL.matches().value(history.getUrl()))
            .returnBundle(Bundle.class)
            .execute();
    assertThat(found.getEntry()).hasSize(1);
    assertThatThrownBy(() -> client().read().resource(Questionnaire.class).withId("none").execute())
        .isInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void aResponseIsAssessedAsTheLibraryDoes() {
    Case subject = example("l5-sciatica");
    QuestionnaireResponse response = new Responses(assessor.knowledge()).of(subject);
    response.getSubject().setReference("Patient/42");
    Bundle bundle = assess(response);
    RiskAssessment causes = resource(bundle, RiskAssessment.class);
    var first = assessor.assess(subject, Mode.EXAMINED).causes().getFirst();
    assertThat(causes.getPredictionFirstRep().getOutcome().getCodingFirstRep().getCode())
        .isEqualTo(first.condition());
    assertThat(causes.getPredictionFirstRep().getProbabilityDecimalType().getValue().doubleValue())
        .isCloseTo(first.probability() * 100, org.assertj.core.data.Offset.offset(1e-4));
    assertThat(causes.getSubject().getReference()).isEqualTo("Patient/42");
  }

  @Test
  void aBundleIsSentWholeAndNotInThousandsOfChunks() {
    QuestionnaireResponse response = new Responses(assessor.knowledge()).of(example("l5-sciatica"));
    HttpResponse<String> answer = site.send("/fhir/$assess", JSON, FhirJson.line(response));
    assertThat(answer.headers().firstValueAsLong("Content-Length"))
        .hasValue(answer.body().getBytes(StandardCharsets.UTF_8).length);
  }

  @Test
  void theInterviewGrowsByOneQuestion() {
    QuestionnaireResponse response = new QuestionnaireResponse();
    response
        .setQuestionnaire("urn:lasegue:fhir:Questionnaire:adaptive")
        .setStatus(QuestionnaireResponseStatus.INPROGRESS);
    Parameters sent = new Parameters();
    sent.addParameter().setName("questionnaire-response").setResource(response);
    Parameters answer =
        client()
            .operation()
            .onType(Questionnaire.class)
            .named("$next-question")
            .withParameters(sent)
            .execute();
    QuestionnaireResponse next =
        (QuestionnaireResponse) answer.getParameterFirstRep().getResource();
    assertThat(((Questionnaire) next.getContained().getFirst()).getItem()).hasSize(1);
    HttpResponse<String> bare =
        site.send("/fhir/Questionnaire/$next-question", JSON, FhirJson.line(next));
    assertThat(bare.statusCode()).isEqualTo(200);
    QuestionnaireResponse third = (QuestionnaireResponse) FhirJson.read(bare.body());
    assertThat(((Questionnaire) third.getContained().getFirst()).getItem()).hasSize(2);
  }

  @Test
  void aRecordFillsInAnswers() {
    Bundle record = new Bundle().setType(Bundle.BundleType.COLLECTION);
    Patient patient = new Patient();
    patient.setId("p");
    patient.getBirthDateElement().setValueAsString("1950-01-01");
    record.addEntry().setResource(patient);
    Parameters sent = new Parameters();
    sent.addParameter().setName("content").setResource(record);
    Parameters answer =
        client()
            .operation()
            .onType(Questionnaire.class)
            .named("$populate")
            .withParameters(sent)
            .execute();
    QuestionnaireResponse response =
        (QuestionnaireResponse) answer.getParameterFirstRep().getResource();
    assertThat(response.getItemFirstRep().getItemFirstRep().getLinkId()).isEqualTo("age");
  }

  @Test
  void whatIsWrongIsNamedWithItsPlace() {
    QuestionnaireResponse response = new Responses(assessor.knowledge()).of(example("l5-sciatica"));
    response.getItemFirstRep().getItemFirstRep().setLinkId("agee");
    assertThatThrownBy(() -> assess(response))
        .isInstanceOfSatisfying(
            UnprocessableEntityException.class,
            e -> {
              OperationOutcome outcome = (OperationOutcome) e.getOperationOutcome();
              assertThat(outcome.getIssueFirstRep().getExpression().getFirst().getValue())
                  .isEqualTo("QuestionnaireResponse.item[0].item[0].linkId");
            });
  }

  @Test
  void anotherSiteMayNotReadIt() {
    HttpResponse<String> response = site.get("/fhir/metadata");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void tooMuchIsRefused() {
    String large = "{\"resourceType\":\"Bundle\",\"x\":\"" + "a".repeat(3_000_000) + "\"}";
    HttpResponse<String> response = site.send("/fhir/$assess", JSON, large);
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("OperationOutcome");
  }

  @Test
  void malformedRequestsGetAnOutcomeAndNeverAFault() {
    malformed(300);
  }

  @Test
  @Tag("slow")
  void manyMalformedRequestsGetAnOutcomeAndNeverAFault() {
    malformed(5000);
  }

  @Test
  void aNumberThatWouldFillTheMemoryIsAnsweredAtOnce() {
    for (String body :
        List.of(
            "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8310-5\"}]},\"effectiveDateTime\":\""
                + Instant.now()
                + "\",\"valueQuantity\":{\"value\":1e999999999,\"unit\":\"Cel\"}}",
            "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"item\":[{\"linkId\":\"temperature\",\"answer\":[{\"valueDecimal\":1e999999999}]}]}")) {
      assertThat(site.send("/fhir/$assess", JSON, body).statusCode()).as(body).isIn(200, 400, 422);
    }
  }

  /// Valid bodies with something cut, doubled, exchanged or put in; what is still valid may be 200.
  private void malformed(int number) {
    Random random = new Random(11);
    Responses responses = new Responses(assessor.knowledge());
    List<String> valid =
        List.of(
            FhirJson.line(responses.of(example("l5-sciatica"))),
            FhirJson.line(responses.of(example("cauda-equina"))),
            "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[{\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\",\"birthDate\":\"1950\",\"gender\":\"male\"}}]}",
            "{\"resourceType\":\"Parameters\",\"parameter\":[{\"name\":\"mode\",\"valueCode\":\"examined\"}]}",
            "{\"resourceType\":\"Observation\",\"status\":\"final\",\"code\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"8310-5\"}]},\"effectiveDateTime\":\""
                + Instant.now()
                + "\",\"valueQuantity\":{\"value\":1e999999999,\"unit\":\"Cel\"}}",
            "{\"resourceType\":\"QuestionnaireResponse\",\"status\":\"completed\",\"item\":[{\"linkId\":\"temperature\",\"answer\":[{\"valueDecimal\":1e999999999}]}]}");
    List<String> paths =
        List.of(
            "/fhir/$assess", "/fhir/Questionnaire/$next-question", "/fhir/Questionnaire/$populate");
    List<String> junk =
        List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "-1",
            "1e308",
            "1e999999999",
            "\u0000",
            "\\u0000",
            "\ud83d",
            "{\"a\":",
            "true",
            "\"item\":",
            "@left",
            "#",
            "answer",
            "system",
            "urn:",
            "ä");
    int refused = 0;
    for (int i = 0; i < number; i++) {
      String body = valid.get(random.nextInt(valid.size()));
      for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
        int at = random.nextInt(body.length());
        int to = Math.min(body.length(), at + random.nextInt(20));
        body =
            switch (random.nextInt(5)) {
              case 0 -> body.substring(0, at);
              case 1 -> body.substring(0, at) + body.substring(to);
              case 2 -> body.substring(0, to) + body.substring(at);
              case 3 ->
                  body.substring(0, at)
                      + junk.get(random.nextInt(junk.size()))
                      + body.substring(at);
              default ->
                  body.substring(0, at)
                      + junk.get(random.nextInt(junk.size()))
                      + body.substring(to);
            };
        if (body.isEmpty()) {
          body = "{";
        }
      }
      String path = paths.get(random.nextInt(paths.size()));
      HttpResponse<String> response =
          site.send(path, random.nextInt(20) == 0 ? "text/plain" : JSON, body);
      assertThat(response.statusCode()).as("%d %s %s", i, path, body).isIn(200, 400, 413, 415, 422);
      if (response.statusCode() != 200) {
        refused++;
        assertThat(response.body())
            .as("%d %s", i, path)
            .contains("OperationOutcome", "diagnostics");
        assertThat(response.body()).doesNotContain("java.lang", "at org.lasegue");
      }
    }
    assertThat(refused).isGreaterThan(number / 2);
  }

  @Test
  void bytesThatAreNoTextAreRefused() throws IOException {
    byte[] noise = new byte[200];
    new Random(3).nextBytes(noise);
    HttpResponse<String> response =
        site.send("/fhir/$assess", JSON, new String(noise, StandardCharsets.ISO_8859_1));
    assertThat(response.statusCode()).isBetween(400, 499);
    assertThat(site.send("/fhir/$assess", JSON, "").statusCode()).isBetween(400, 499);
    assertThat(site.get("/fhir/$assess").statusCode()).isBetween(400, 499);
    assertThat(site.get("/fhir/Patient/1").statusCode()).isBetween(400, 499);
  }

  private Bundle assess(Resource sent) {
    Parameters parameters = new Parameters();
    parameters.addParameter().setName("resource").setResource(sent);
    return client()
        .operation()
        .onServer()
        .named("$assess")
        .withParameters(parameters)
        .returnResourceType(Bundle.class)
        .execute();
  }

  private static <T extends Resource> T resource(Bundle bundle, Class<T> type) {
    return bundle.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  private IGenericClient client() {
    FhirContext context = FhirContext.forR4Cached();
    context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
    return context.newRestfulGenericClient("http://localhost:" + port + "/fhir");
  }

  private Case example(String name) {
    return ((CaseReader.Result.Accepted)
            new CaseReader(assessor.knowledge())
                .read(Path.of("../cases/examples/" + name + ".yaml"))
                .getFirst())
        .value();
  }
}
