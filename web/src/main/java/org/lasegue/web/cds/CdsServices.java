package org.lasegue.web.cds;

import java.time.Clock;
import java.util.ArrayList;
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
import org.lasegue.fhir.FhirProblemException;
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

  /// @throws FhirProblemException where what was sent is about more than one person
  List<Card> cards(Description service, JsonNode request) {
    List<String> unread = new ArrayList<>();
    Bundle record = new Bundle();
    request
        .path("prefetch")
        .properties()
        .forEach(e -> read(e.getValue(), "prefetch." + key(e.getKey()), record, unread));
    String patient = request.path("context").path("patientId").asString("");
    Optional<String> expected = patient.isEmpty() ? Optional.empty() : Optional.of(patient);
    if (service.hook().equals(PATIENT)) {
      return support()
          .onOpening(new DecisionSupport.Chart(record, expected, unread), clock.instant());
    }
    JsonNode drafts = request.path("context").path("draftOrders");
    if (!drafts.path("resourceType").asString("").equals("Bundle")) {
      throw CdsController.refused("The draft orders must be a Bundle.", "/context/draftOrders");
    }
    Bundle orders = new Bundle();
    read(drafts, DecisionSupport.DRAFTS, orders, unread);
    Set<String> selected = CdsController.texts(request.path("context").path("selections"));
    return support()
        .onOrder(
            new DecisionSupport.Chart(record, expected, unread), orders, selected, clock.instant());
  }

  /// Reads each entry by itself, so that one bad one does not take the rest with it. What is null
  /// is not known; an outcome stands where a system could not fetch.
  private static void read(JsonNode sent, String place, Bundle into, List<String> unread) {
    if (sent.isNull()) {
      return;
    }
    if (!sent.path("resourceType").asString("").equals("Bundle")) {
      resource(sent, "", place, into, unread);
      return;
    }
    JsonNode entries = sent.path("entry");
    if (!entries.isMissingNode() && !entries.isArray()) {
      unread.add(place + ".entry");
      return;
    }
    for (int i = 0; i < entries.size(); i++) {
      JsonNode entry = entries.get(i);
      resource(
          entry.path("resource"),
          entry.path("fullUrl").asString(""),
          place + ".entry[" + i + "]",
          into,
          unread);
    }
  }

  private static void resource(
      JsonNode sent, String fullUrl, String place, Bundle into, List<String> unread) {
    String type = sent.path("resourceType").asString("");
    if (place.startsWith(DecisionSupport.DRAFTS) && !type.equals("ServiceRequest")) {
      return;
    }
    if (type.equals("OperationOutcome")) {
      unread.add(place);
      return;
    }
    try {
      Resource read = FhirJson.read(sent.toString());
      Bundle.BundleEntryComponent entry = into.addEntry().setResource(read);
      if (!fullUrl.isEmpty()) {
        entry.setFullUrl(fullUrl);
      }
    } catch (FhirProblemException _) {
      unread.add(place);
    }
  }

  /// Keys of a sender are shown only where they are names of ours.
  private static String key(String sent) {
    return prefetch().containsKey(sent) ? sent : "other";
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
