package org.lasegue.web.cds;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessor;
import org.lasegue.fhir.DecisionSupport;
import org.lasegue.fhir.DecisionSupport.Card;
import org.lasegue.fhir.FhirJson;
import tools.jackson.databind.JsonNode;

/// The services and what each is called with. FHIR stays text until here, and its library is loaded
/// with the first call.
final class CdsServices {
  static final String REASON_SYSTEM = "urn:lasegue:fhir:CodeSystem:override-reason";

  /// Why a clinician may order all the same.
  static final Map<String, String> REASONS = reasons();

  private static final String PATIENT = "patient-view";

  static final List<Description> DESCRIPTIONS =
      List.of(
          new Description(
              "back-pain-record",
              PATIENT,
              "Back pain: danger signs in the record",
              "Names danger signs for back and leg pain that the record shows, and an unfinished interview.",
              prefetch()),
          new Description(
              "lumbar-imaging-select",
              "order-select",
              "Lumbar imaging: is it indicated?",
              "Says when imaging of the lumbar spine is urgent, and when it is advised against and why.",
              prefetch()),
          new Description(
              "lumbar-imaging-sign",
              "order-sign",
              "Lumbar imaging: is it indicated?",
              "Says when imaging of the lumbar spine is urgent, and when it is advised against and why.",
              prefetch()));

  private final Assessor assessor;
  private final Clock clock;
  private volatile @Nullable DecisionSupport support;

  CdsServices(Assessor assessor, Clock clock) {
    this.assessor = assessor;
    this.clock = clock;
  }

  record Description(
      String id, String hook, String title, String description, Map<String, String> prefetch) {}

  String version() {
    return assessor.knowledge().version();
  }

  Optional<String> topic(String card) {
    return support().topic(card);
  }

  List<Card> cards(Description service, JsonNode request) {
    Resource record = record(request.path("prefetch"));
    if (service.hook().equals(PATIENT)) {
      return support().onOpening(record, clock.instant());
    }
    JsonNode drafts = request.path("context").path("draftOrders");
    if (!drafts.isObject()) {
      throw CdsController.refused("The draft orders are missing.", "/context/draftOrders");
    }
    if (!(FhirJson.read(drafts.toString()) instanceof Bundle orders)) {
      throw CdsController.refused("The draft orders must be a Bundle.", "/context/draftOrders");
    }
    Set<String> selected = CdsController.texts(request.path("context").path("selections"));
    return support().onOrder(record, orders, selected, clock.instant());
  }

  /// What was prefetched as one bundle; what is missing or null is not known.
  private static Bundle record(JsonNode prefetch) {
    Bundle record = new Bundle();
    prefetch
        .properties()
        .forEach(e -> {
          if (e.getValue().isObject()) {
            record.addEntry().setResource(FhirJson.read(e.getValue().toString()));
          }
        });
    return record;
  }

  private synchronized DecisionSupport support() {
    DecisionSupport made = support;
    if (made == null) {
      made = new DecisionSupport(assessor);
      support = made;
    }
    return made;
  }

  private static Map<String, String> prefetch() {
    Map<String, String> templates = new LinkedHashMap<>();
    templates.put("patient", "Patient/{{context.patientId}}");
    templates.put("conditions", "Condition?patient={{context.patientId}}");
    templates.put("medicines", "MedicationStatement?patient={{context.patientId}}");
    templates.put("prescriptions", "MedicationRequest?patient={{context.patientId}}&status=active");
    templates.put("measures", "Observation?patient={{context.patientId}}&_sort=-date&_count=100");
    templates.put(
        "answers",
        "QuestionnaireResponse?patient={{context.patientId}}&questionnaire=urn:lasegue:fhir:Questionnaire:adaptive,urn:lasegue:fhir:Questionnaire:history,urn:lasegue:fhir:Questionnaire:clinical&_sort=-authored&_count=1");
    return Map.copyOf(templates);
  }

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("sign-not-recorded", "A danger sign that is not in the record");
    reasons.put("specialist-advice", "Advised by a specialist");
    reasons.put("procedure-planned", "A procedure is planned");
    reasons.put("other", "Another reason");
    return reasons;
  }
}
