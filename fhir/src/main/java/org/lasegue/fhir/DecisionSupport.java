package org.lasegue.fhir;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessor;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.Urgency;
import org.lasegue.report.Words;

/// What is worth saying to a clinician about a record or an order, as cards of CDS Hooks. Whether
/// something is urgent and whether imaging is advised against comes from the assessment; here it is
/// only matched to the order.
public final class DecisionSupport {
  private static final int MOST_FLAGS = 3;

  private final Knowledge knowledge;
  private final Assessor assessor;
  private final Submissions submissions;
  private final RecordCodes codes = RecordCodes.bundled();
  private final Map<String, String> topics = new LinkedHashMap<>();

  public DecisionSupport(Assessor assessor) {
    this.assessor = assessor;
    this.knowledge = assessor.knowledge();
    this.submissions = new Submissions(knowledge);
    knowledge.rules().forEach(r -> topics.put(uuid("rule", r.id()), "rule " + r.id()));
    codes.orders().stream()
        .flatMap(o -> o.advice().stream())
        .forEach(a -> topics.put(uuid("advice", a), "advice " + a));
    topics.put(uuid("unfinished", "interview"), "unfinished interview");
  }

  public enum Indicator {
    INFO,
    WARNING,
    CRITICAL
  }

  /// @param uuid the same for the same rule or advice, so that feedback tells which was helpful
  ///   without telling about whom
  /// @param source a publication it rests on, where there is one
  /// @param suggestion what the clinician may do with one click, as changed orders
  public record Card(
      String uuid,
      String summary,
      String detail,
      Indicator indicator,
      Optional<Source> source,
      Optional<Suggestion> suggestion,
      boolean overridable) {}

  /// @param action `update` or `delete`
  public record Suggestion(String label, String action, ServiceRequest order) {}

  /// Which rule or advice a card was about; empty for one that is none of ours.
  public Optional<String> topic(String uuid) {
    return Optional.ofNullable(topics.get(uuid));
  }

  /// Danger signs that the record already shows, and an interview that was left unfinished.
  public List<Card> onOpening(Resource record, Instant at) {
    if (nothing(record)) {
      return List.of();
    }
    List<Card> cards = new ArrayList<>();
    if (unfinished(record)) {
      cards.add(
          new Card(
              uuid("unfinished", "interview"),
              "An interview on back and leg pain is unfinished",
              "Danger signs may not have been asked yet.",
              Indicator.INFO,
              Optional.empty(),
              Optional.empty(),
              false));
    }
    Assessment assessment = assess(record, at);
    assessment.urgency().fired().stream()
        .filter(r -> r.level().atLeast(Urgency.WITHIN_DAYS))
        .limit(MOST_FLAGS)
        .map(r -> flag(r, Optional.empty()))
        .forEach(cards::add);
    return cards;
  }

  /// @param orders the draft orders, @param selected ids such as `ServiceRequest/1` of those to
  ///   look at; empty for all
  public List<Card> onOrder(Resource record, Bundle orders, Set<String> selected, Instant at) {
    if (nothing(record)) {
      return List.of();
    }
    List<Card> cards = new ArrayList<>();
    Optional<Assessment> assessment = Optional.empty();
    for (Bundle.BundleEntryComponent entry : orders.getEntry()) {
      if (!(entry.getResource() instanceof ServiceRequest order) || !chosen(order, selected)) {
        continue;
      }
      Optional<RecordCodes.Order> kind =
          codes.orders().stream().filter(k -> matches(k, order)).findFirst();
      if (kind.isEmpty()) {
        continue;
      }
      if (assessment.isEmpty()) {
        assessment = Optional.of(assess(record, at));
      }
      card(kind.get(), order, assessment.get()).ifPresent(cards::add);
    }
    return cards;
  }

  private Optional<Card> card(RecordCodes.Order kind, ServiceRequest order, Assessment assessment) {
    Optional<Assessment.FiredRule> urgent =
        assessment.urgency().fired().stream()
            .filter(r -> r.stoodDownBy().isEmpty() && r.level().atLeast(Urgency.SAME_DAY))
            .findFirst();
    if (urgent.isPresent()) {
      return Optional.of(flag(urgent.get(), hurried(order, urgent.get().level())));
    }
    return assessment.plan().avoidTests().stream()
        .filter(a -> kind.advice().contains(a.action().id()))
        .findFirst()
        .map(a -> against(a, order, assessment));
  }

  private Card flag(Assessment.FiredRule rule, Optional<Suggestion> suggestion) {
    return new Card(
        uuid("rule", rule.id()),
        cut(
            Words.capital(rule.level().word().replace('-', ' '))
                + ": "
                + rule.id().replace('-', ' ')),
        rule.reason() + "\n\nSeen in the record: " + String.join(", ", rule.because()) + ".",
        rule.level() == Urgency.EMERGENCY_NOW ? Indicator.CRITICAL : Indicator.WARNING,
        knowledge.rules().stream()
            .filter(r -> r.id().equals(rule.id()))
            .findFirst()
            .flatMap(r -> source(r.basis())),
        suggestion,
        false);
  }

  private static Optional<Suggestion> hurried(ServiceRequest order, Urgency level) {
    ServiceRequestPriority priority =
        level == Urgency.EMERGENCY_NOW ? ServiceRequestPriority.STAT : ServiceRequestPriority.ASAP;
    if (order.getPriority() == priority || order.getPriority() == ServiceRequestPriority.STAT) {
      return Optional.empty();
    }
    ServiceRequest changed = order.copy();
    changed.setPriority(priority);
    return Optional.of(new Suggestion("Order it as " + priority.toCode(), "update", changed));
  }

  private Card against(Advice advice, ServiceRequest order, Assessment assessment) {
    CareAction action = advice.action();
    StringBuilder detail = new StringBuilder(action.why());
    List<String> instead =
        assessment.plan().act().stream().limit(MOST_FLAGS).map(a -> a.action().title()).toList();
    if (!instead.isEmpty()) {
      detail.append("\n\nInstead: ").append(String.join("; ", instead)).append('.');
    }
    boolean open = !assessment.unasked().isEmpty();
    if (open) {
      detail
          .append("\n\nThis holds only without danger signs. Not known from the record: ")
          .append(
              String.join(
                  ", ",
                  assessment.unasked().stream()
                      .map(id -> knowledge.findingById(id).clinical())
                      .toList()))
          .append('.');
    }
    return new Card(
        uuid("advice", action.id()),
        cut(action.title()),
        detail.toString(),
        open ? Indicator.INFO : Indicator.WARNING,
        source(action.basis()),
        // with danger signs not asked, taking the order away must not be one click
        open
            ? Optional.empty()
            : Optional.of(new Suggestion("Take this order away", "delete", order)),
        true);
  }

  private Assessment assess(Resource record, Instant at) {
    Submission sent = submissions.read(record, at);
    return assessor.assess(sent.subject(), sent.mode());
  }

  private static List<RecordReader.Placed> all(Resource record) {
    List<RecordReader.Placed> all = new ArrayList<>();
    Submissions.collect(record, record.fhirType(), all, 0);
    return all;
  }

  /// Of a person of whom nothing is known there is nothing to say.
  private static boolean nothing(Resource record) {
    return all(record).isEmpty();
  }

  private static boolean unfinished(Resource record) {
    return all(record).stream()
        .anyMatch(p ->
            p.resource() instanceof QuestionnaireResponse r
                && r.getStatus() == QuestionnaireResponseStatus.INPROGRESS);
  }

  private static boolean chosen(ServiceRequest order, Set<String> selected) {
    String id = order.getIdElement().getIdPart();
    return selected.isEmpty() || selected.contains("ServiceRequest/" + id) || selected.contains(id);
  }

  private static boolean matches(RecordCodes.Order kind, ServiceRequest order) {
    String words = words(order);
    return has(kind.modality(), words) && has(kind.place(), words);
  }

  private static boolean has(List<String> any, String words) {
    return any.stream()
        .anyMatch(w ->
            Pattern.compile("(?<![a-z0-9])" + Pattern.quote(w) + "(?![a-z0-9])")
                .matcher(words)
                .find());
  }

  private static String words(ServiceRequest order) {
    List<CodeableConcept> concepts = new ArrayList<>();
    concepts.add(order.getCode());
    concepts.addAll(order.getBodySite());
    concepts.addAll(order.getOrderDetail());
    return String.join(
            " ",
            concepts.stream()
                .flatMap(c ->
                    Stream.concat(
                        Stream.ofNullable(c.getText()),
                        c.getCoding().stream().map(Coding::getDisplay).flatMap(Stream::ofNullable)))
                .toList())
        .toLowerCase(Locale.ROOT);
  }

  private Optional<Source> source(Basis basis) {
    return basis instanceof Basis.Sourced sourced
        ? sourced.sources().stream()
            .flatMap(id -> Stream.ofNullable(knowledge.sources().get(id)))
            .findFirst()
        : Optional.empty();
  }

  /// A summary has at most 140 characters.
  private static String cut(String text) {
    return text.length() < 140 ? text : text.substring(0, 136) + "...";
  }

  private static String uuid(String kind, String id) {
    return UUID.nameUUIDFromBytes(("lasegue|" + kind + "|" + id).getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
