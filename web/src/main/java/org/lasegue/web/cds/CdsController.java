package org.lasegue.web.cds;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.assessment.Assessor;
import org.lasegue.fhir.DecisionSupport.Card;
import org.lasegue.fhir.FhirProblemException;
import org.lasegue.knowledge.Source;
import org.lasegue.web.SentBody;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The three endpoints of CDS Hooks 2.0. Nothing of a record is kept.
@RestController
@RequestMapping("/cds-services")
class CdsController {
  /// Bytes of a request; prefetched records are large.
  private static final int LARGEST = 4 * 1024 * 1024;

  private final CdsServices services;
  private final CdsFeedback feedback;
  private final ObjectMapper json;

  CdsController(Assessor assessor, Clock clock, CdsFeedback feedback, ObjectMapper json) {
    this.services = new CdsServices(assessor, clock);
    this.feedback = feedback;
    this.json = json;
  }

  @GetMapping
  Map<String, Object> discovery() {
    return Map.of("services", CdsServices.DESCRIPTIONS);
  }

  @PostMapping("/{id}")
  Map<String, Object> call(@PathVariable String id, InputStream body) throws IOException {
    CdsServices.Description service = service(id);
    JsonNode request = read(body);
    if (!service.hook().equals(request.path("hook").asString(""))) {
      throw refused("The hook must be '" + service.hook() + "'.", "/hook");
    }
    if (request.path("hookInstance").asString("").isEmpty()) {
      throw refused("The hookInstance is missing.", "/hookInstance");
    }
    if (!request.path("context").isObject()) {
      throw refused("The context is missing.", "/context");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("cards", services.cards(service, request).stream().map(this::card).toList());
    return answer;
  }

  @PostMapping("/{id}/feedback")
  ResponseEntity<Void> feedback(@PathVariable String id, InputStream body) throws IOException {
    CdsServices.Description service = service(id);
    JsonNode request = read(body);
    JsonNode all = request.path("feedback");
    if (!all.isArray() || all.isEmpty()) {
      throw refused("'feedback' must be a list with at least one entry.", "/feedback");
    }
    List<CdsFeedback.Entry> entries = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      JsonNode each = all.get(i);
      String outcome = each.path("outcome").asString("");
      if (!Set.of("accepted", "overridden").contains(outcome)) {
        throw refused("The outcome must be accepted or overridden.", "/feedback/" + i + "/outcome");
      }
      String place = "/feedback/" + i + "/card";
      String topic =
          services
              .topic(each.path("card").asString(""))
              .orElseThrow(() -> refused("This is no card of ours.", place));
      String reason = each.path("overrideReason").path("reason").path("code").asString("");
      entries.add(
          new CdsFeedback.Entry(
              service.id(), topic, outcome, CdsServices.REASONS.containsKey(reason) ? reason : ""));
    }
    feedback.add(entries);
    return ResponseEntity.ok().build();
  }

  @ExceptionHandler
  ProblemDetail refused(FhirProblemException problem) {
    ProblemDetail detail =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "This is about more than one person, or lies too deep; nothing was guessed.");
    detail.setProperty(
        "problems",
        problem.issues().stream()
            .map(i -> Map.of("expression", i.expression(), "message", i.message()))
            .toList());
    return detail;
  }

  private static CdsServices.Description service(String id) {
    return CdsServices.DESCRIPTIONS.stream()
        .filter(d -> d.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            new ErrorResponseException(
                HttpStatus.NOT_FOUND,
                ProblemDetail.forStatusAndDetail(
                    HttpStatus.NOT_FOUND,
                    "There is no such service. GET /cds-services lists them."),
                null));
  }

  private JsonNode read(InputStream body) throws IOException {
    byte[] bytes = SentBody.read(body, LARGEST);
    try {
      JsonNode node = json.readTree(bytes);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException _) {
      // told below, without repeating what was sent
    }
    throw refused("The body is no JSON object.", "");
  }

  static ErrorResponseException refused(String what, String pointer) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, what);
    detail.setProperty("pointer", pointer);
    return new ErrorResponseException(HttpStatus.BAD_REQUEST, detail, null);
  }

  private Map<String, Object> card(Card card) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("uuid", card.uuid());
    shown.put("summary", card.summary());
    shown.put("detail", card.detail());
    shown.put("indicator", card.indicator().name().toLowerCase(Locale.ROOT));
    shown.put("source", source(card.source()));
    if (card.overridable()) {
      shown.put(
          "overrideReasons",
          CdsServices.REASONS.entrySet().stream()
              .map(r ->
                  Map.of(
                      "code",
                      r.getKey(),
                      "system",
                      CdsServices.REASON_SYSTEM,
                      "display",
                      r.getValue()))
              .toList());
    }
    shown.put(
        "links",
        List.of(
            Map.of(
                "label",
                "Ask the danger signs",
                "url",
                ServletUriComponentsBuilder.fromCurrentContextPath().path("/").toUriString(),
                "type",
                "absolute")));
    return shown;
  }

  private Map<String, Object> source(Optional<Source> source) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put(
        "label",
        source.map(s -> "Lasegue, after: " + s.title()).orElse("Lasegue")
            + ", knowledge "
            + services.version());
    source.map(Source::link).filter(a -> a.startsWith("http")).ifPresent(a -> shown.put("url", a));
    return shown;
  }

  static Set<String> texts(JsonNode list) {
    Set<String> texts = new HashSet<>();
    list.forEach(n -> texts.add(n.asString("")));
    return texts;
  }
}
