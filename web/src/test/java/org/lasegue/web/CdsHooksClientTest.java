package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.cdshooks.CdsServiceRequestContextJson;
import ca.uhn.fhir.rest.api.server.cdshooks.CdsServiceRequestJson;
import ca.uhn.fhir.serializer.FhirResourceSerializer;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceFeebackOutcomeEnum;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceFeedbackJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceIndicatorEnum;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseCardJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServiceResponseJson;
import ca.uhn.hapi.fhir.cdshooks.api.json.CdsServicesJson;
import ca.uhn.hapi.fhir.cdshooks.serializer.CdsServiceRequestContextSerializer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.CaseReader;
import org.lasegue.fhir.Responses;
import org.springframework.beans.factory.annotation.Autowired;

/// The services as HAPI's own JSON of CDS Hooks writes to them and reads them; what it does not
/// know fails.
@Server
class CdsHooksClientTest extends Visitor {
  private static final ObjectMapper HAPI = hapi();

  @Autowired Assessor assessor;

  private static ObjectMapper hapi() {
    FhirContext context = FhirContext.forR4Cached();
    ObjectMapper mapper = new ObjectMapper();
    SimpleModule module = new SimpleModule();
    module.addSerializer(new FhirResourceSerializer(context));
    module.addSerializer(new CdsServiceRequestContextSerializer(context, mapper));
    return mapper.registerModule(module);
  }

  @Test
  void anOrderIsSentToEveryServiceThatTakesItAndTheCardIsAnswered() throws JsonProcessingException {
    List<CdsServiceJson> services =
        HAPI.readValue(site.get("/cds-services").body(), CdsServicesJson.class).getServices();
    assertThat(services)
        .extracting(CdsServiceJson::getHook)
        .containsExactlyInAnyOrder("patient-view", "order-select", "order-sign");
    for (CdsServiceJson service : services) {
      assertThat(service.getPrefetch()).containsKeys("patient", "answers");
      String address = "/cds-services/" + service.getId();
      List<CdsServiceResponseCardJson> cards =
          HAPI.readValue(
                  sent(address, HAPI.writeValueAsString(request(service))),
                  CdsServiceResponseJson.class)
              .getCards();
      assertThat(cards).as(service.getId()).isNotEmpty();
      CdsServiceResponseCardJson card = cards.getFirst();
      assertThat(card.getIndicator()).isEqualTo(CdsServiceIndicatorEnum.CRITICAL);
      assertThat(card.getSummary()).startsWith("Emergency now: ");
      assertThat(card.getSource().getLabel()).isNotBlank();
      CdsServiceFeedbackJson feedback =
          new CdsServiceFeedbackJson()
              .setCard(card.getUuid())
              .setOutcome(CdsServiceFeebackOutcomeEnum.accepted)
              .setOutcomeTimestamp("2026-11-26T10:00:00Z");
      sent(address + "/feedback", "{\"feedback\":[" + HAPI.writeValueAsString(feedback) + "]}");
    }
  }

  private CdsServiceRequestJson request(CdsServiceJson service) {
    Patient patient = new Patient();
    patient.setId("Patient/p");
    patient.setGender(AdministrativeGender.FEMALE);
    patient.getBirthDateElement().setValueAsString("1975-01-01");
    CaseReader.Result.Accepted emergency =
        (CaseReader.Result.Accepted)
            new CaseReader(assessor.knowledge())
                .read(Path.of("../cases/examples/cauda-equina.yaml"))
                .getFirst();
    QuestionnaireResponse answers = new Responses(assessor.knowledge()).of(emergency.value());
    answers.setAuthored(new Date());
    CdsServiceRequestContextJson context = new CdsServiceRequestContextJson();
    context.put("userId", "Practitioner/1");
    context.put("patientId", "p");
    if (!service.getHook().equals("patient-view")) {
      ServiceRequest order = new ServiceRequest();
      order.setId("ServiceRequest/s");
      order.setStatus(ServiceRequest.ServiceRequestStatus.DRAFT);
      order.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
      order.getCode().setText("MRI of the lumbar spine");
      order.getSubject().setReference("Patient/p");
      Bundle orders = new Bundle().setType(Bundle.BundleType.COLLECTION);
      orders.addEntry().setResource(order);
      context.put("draftOrders", orders);
    }
    CdsServiceRequestJson request = new CdsServiceRequestJson();
    request.setHook(service.getHook());
    request.setHookInstance(UUID.randomUUID().toString());
    request.setContext(context);
    request.addPrefetch("patient", patient);
    request.addPrefetch("answers", answers);
    return request;
  }

  private String sent(String address, String body) {
    HttpResponse<String> response = site.send(address, "application/json", body);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return response.body();
  }
}
