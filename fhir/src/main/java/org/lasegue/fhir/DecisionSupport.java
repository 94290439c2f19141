package org.lasegue.fhir;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.hl7.fhir.r4.model.ServiceRequest;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessor;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.Urgency;
import org.lasegue.report.Words;

/// What is worth saying to a clinician about a record or an order, as cards of CDS Hooks. Whether
/// something is urgent and whether imaging is advised against comes from the assessment; here it is
/// only matched to the order. A card informs: it changes and removes nothing.
public final class DecisionSupport {
  /// Where the places of draft orders begin.
  public static final String DRAFTS = "draftOrders";

  private static final int MOST_FLAGS = 3;
  private static final int MOST_PLACES = 5;

  /// A summary of a card has fewer characters.
  private static final int SUMMARY = 140;

  private final Knowledge knowledge;
  private final Words words;
  private final Assessor assessor;
  private final Submissions submissions;
  private final RecordCodes codes = RecordCodes.bundled();
  private final Map<String, String> topics = new LinkedHashMap<>();

  public DecisionSupport(Assessor assessor) {
    this.assessor = assessor;
    this.knowledge = assessor.knowledge();
    this.words = new Words(knowledge);
    this.submissions = new Submissions(assessor);
    knowledge.rules().forEach(r -> topics.put(uuid("rule", r.id()), "rule " + r.id()));
    knowledge.conditions().keySet().forEach(c -> topics.put(uuid("risk", c), "risk " + c));
    codes.orders().stream()
        .flatMap(o -> o.advice().stream())
        .forEach(a -> topics.put(uuid("advice", a), "advice " + a));
    topics.put(uuid("unfinished", "interview"), "unfinished interview");
    topics.put(uuid("unread", "record"), "unread record");
    topics.put(uuid("urgent", "record"), "urgent record");
  }

  public enum Indicator {
    INFO,
    WARNING,
    CRITICAL
  }

  /// @param uuid the same for the same rule or advice, so that feedback tells which was helpful
  ///   without telling about whom
  /// @param source a publication it rests on, where there is one
  public record Card(
      String uuid,
      String summary,
      String detail,
      Indicator indicator,
      Optional<Source> source,
      boolean overridable) {}

  /// What a system sent of one person.
  ///
  /// @param patient id of the person on its screen, @param unread places that could not be read
  public record Chart(Bundle record, Optional<String> patient, List<String> unread) {}

  /// Which rule or advice a card was about; empty for one that is none of ours.
  public Optional<String> topic(String uuid) {
    return Optional.ofNullable(topics.get(uuid));
  }

  /// Danger signs that the record already shows, and an interview that was left unfinished.
  ///
  /// @throws FhirProblemException where it is about more than one person
  public List<Card> onOpening(Chart chart, Instant at) {
    if (nothing(chart)) {
      return List.of();
    }
    Submissions.Part part = submissions.part(chart.record(), chart.patient(), List.of(), at);
    List<Card> cards = new ArrayList<>();
    if (unfinished(chart.record())) {
      cards.add(
          new Card(
              uuid("unfinished", "interview"),
              "An interview on back and leg pain is unfinished",
              "Danger signs may not have been asked yet.",
              Indicator.INFO,
              Optional.empty(),
              false));
    }
    cards.addAll(flags(assessor.withoutReasons(part.subject(), part.mode()), Urgency.WITHIN_DAYS));
    unread(chart, part).ifPresent(cards::add);
    return cards;
  }

  /// @param orders the draft orders, @param selected ids such as `ServiceRequest/1` of those to
  ///   look at; empty for all
  /// @throws FhirProblemException where it is about more than one person
  public List<Card> onOrder(Chart chart, Bundle orders, Set<String> selected, Instant at) {
    Submissions.Part part =
        submissions.part(chart.record(), chart.patient(), RecordReader.placed(orders, DRAFTS), at);
    List<ServiceRequest> chosen =
        orders.getEntry().stream()
            .map(Bundle.BundleEntryComponent::getResource)
            .filter(ServiceRequest.class::isInstance)
            .map(ServiceRequest.class::cast)
            .filter(o -> chosen(o, selected) && !o.getDoNotPerform())
            .toList();
    List<RecordCodes.Order> kinds =
        chosen.stream()
            .flatMap(o -> codes.orders().stream().filter(k -> matches(k, o)).limit(1))
            .distinct()
            .toList();
    if (nothing(chart)) {
      return List.of();
    }
    if (kinds.isEmpty()) {
      boolean order = chart.unread().stream().anyMatch(p -> p.startsWith(DRAFTS));
      return order ? unread(chart, part).stream().toList() : List.of();
    }
    Assessment assessment = assessor.withoutReasons(part.subject(), part.mode());
    List<Card> cards = new ArrayList<>(flags(assessment, Urgency.SAME_DAY));
    // answers that were not used may hold the reason for the order
    if (cards.isEmpty() && !part.answersLeft()) {
      for (RecordCodes.Order kind : kinds) {
        assessment.plan().avoidTests().stream()
            .filter(a -> kind.advice().contains(a.action().id()))
            .findFirst()
            .map(a -> against(a, assessment, !chart.unread().isEmpty()))
            .filter(c -> cards.stream().noneMatch(o -> o.uuid().equals(c.uuid())))
            .ifPresent(cards::add);
      }
    }
    unread(chart, part).ifPresent(cards::add);
    return cards;
  }

  /// What the rules and the risks show from this level on. An assessment of this level never gives
  /// none.
  private List<Card> flags(Assessment assessment, Urgency least) {
    List<Card> cards = new ArrayList<>();
    assessment.urgency().fired().stream()
        .filter(r -> r.level().atLeast(least))
        .map(this::flag)
        .forEach(cards::add);
    assessment.urgency().risks().stream()
        .filter(r -> r.level().atLeast(least))
        .map(this::flag)
        .forEach(cards::add);
    if (cards.isEmpty() && assessment.urgency().level().atLeast(least)) {
      Urgency level = assessment.urgency().level();
      cards.add(
          new Card(
              uuid("urgent", "record"),
              name(level) + ": what is known of this person cannot wait",
              Words.see(assessment.urgency().see()) + ".",
              indicator(level),
              Optional.empty(),
              false));
    }
    cards.sort(Comparator.comparing(Card::indicator).reversed());
    return List.copyOf(cards.subList(0, Math.min(MOST_FLAGS, cards.size())));
  }

  private Card flag(Assessment.FiredRule rule) {
    String seen = String.join(", ", rule.because().stream().map(words::reasonClinically).toList());
    StringBuilder detail = new StringBuilder(rule.reason());
    if (!seen.isEmpty()) {
      detail.append("\n\nSeen in the record: ").append(seen).append('.');
    }
    if (rule.fromUnsure()) {
      detail.append("\n\nAn answer was \"not sure\", so it is taken seriously.");
    }
    return new Card(
        uuid("rule", rule.id()),
        cut(name(rule.level()) + ": " + (seen.isEmpty() ? Words.spaced(rule.id()) : seen)),
        detail.toString(),
        indicator(rule.level()),
        knowledge.rules().stream()
            .filter(r -> r.id().equals(rule.id()))
            .findFirst()
            .flatMap(r -> source(r.basis())),
        false);
  }

  private Card flag(Assessment.Risk risk) {
    Condition.Danger danger = knowledge.condition(risk.condition()).urgency();
    return new Card(
        uuid("risk", risk.condition()),
        cut(name(risk.level()) + ": " + words.clinical(risk.condition()) + " is not ruled out"),
        danger.why()
            + "\n\nFrom what is known of this person its probability is "
            + Words.percent(risk.probability())
            + "; it counts from "
            + Words.percent(risk.actAt())
            + ".",
        indicator(risk.level()),
        source(danger.basis()),
        false);
  }

  private static String name(Urgency level) {
    return Words.capital(Words.spaced(level.word()));
  }

  private static Indicator indicator(Urgency level) {
    return level == Urgency.EMERGENCY_NOW ? Indicator.CRITICAL : Indicator.WARNING;
  }

  private Card against(Advice advice, Assessment assessment, boolean unread) {
    CareAction action = advice.action();
    StringBuilder detail = new StringBuilder(action.why());
    detail.append("\n\nWhat the person is told: ").append(action.say());
    List<String> instead =
        assessment.plan().act().stream().limit(MOST_FLAGS).map(a -> a.action().title()).toList();
    if (!instead.isEmpty()) {
      detail.append("\n\nInstead: ").append(String.join("; ", instead)).append('.');
    }
    if (!advice.check().isEmpty()) {
      detail.append("\n\nTo check first, it would speak for the order: ");
      detail.append(named(advice.check())).append('.');
    }
    if (!assessment.unasked().isEmpty()) {
      detail.append("\n\nThis holds only without danger signs. Not known from the record: ");
      detail.append(named(assessment.unasked())).append('.');
    }
    boolean open = unread || !advice.check().isEmpty() || !assessment.unasked().isEmpty();
    return new Card(
        uuid("advice", action.id()),
        cut(action.title()),
        detail.toString(),
        open ? Indicator.INFO : Indicator.WARNING,
        source(action.basis()),
        true);
  }

  private String named(List<String> findings) {
    return String.join(", ", findings.stream().map(f -> words.reasonClinically(f)).toList());
  }

  private Optional<Card> unread(Chart chart, Submissions.Part part) {
    if (chart.unread().isEmpty() && part.notes().isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = new ArrayList<>(part.notes());
    if (!chart.unread().isEmpty()) {
      lines.add(
          "Not readable: "
              + String.join(", ", chart.unread().stream().limit(MOST_PLACES).toList())
              + (chart.unread().size() > MOST_PLACES ? ", and more" : "")
              + ".");
    }
    lines.add("A danger sign may be among what was not used.");
    return Optional.of(
        new Card(
            uuid("unread", "record"),
            "Back pain: part of the record was not used",
            String.join("\n\n", lines),
            Indicator.INFO,
            Optional.empty(),
            false));
  }

  private static List<RecordReader.Placed> all(Bundle record) {
    List<RecordReader.Placed> all = new ArrayList<>();
    Submissions.collect(record, record.fhirType(), all, 0);
    return all;
  }

  /// Of a person of whom nothing is known there is nothing to say.
  private static boolean nothing(Chart chart) {
    return all(chart.record()).isEmpty() && chart.unread().isEmpty();
  }

  private static boolean unfinished(Bundle record) {
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
    return has(kind.modality(), words) && has(kind.place(), words) && !has(kind.except(), words);
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

  private static String cut(String text) {
    return text.length() < SUMMARY ? text : text.substring(0, SUMMARY - 4) + "...";
  }

  private static String uuid(String kind, String id) {
    return UUID.nameUUIDFromBytes(("lasegue|" + kind + "|" + id).getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
