package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.Plan;
import org.lasegue.assessment.Assessment.UrgencyResult;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.CareAction.Kind;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;

/// Chooses the care actions that are for this person and withholds those that are never for them.
final class Planner {
  private static final double LIKELY = 0.1;

  private final Knowledge knowledge;
  private final Expressions expressions;
  private final Vocabulary vocabulary;

  Planner(Knowledge knowledge, Vocabulary vocabulary, Expressions expressions) {
    this.knowledge = knowledge;
    this.vocabulary = vocabulary;
    this.expressions = expressions;
  }

  private static Set<String> likely(List<Cause> causes) {
    Set<String> likely = new LinkedHashSet<>();
    for (int i = 0; i < causes.size(); i++) {
      if (i == 0 || causes.get(i).probability() >= LIKELY) {
        likely.add(causes.get(i).condition());
      }
    }
    return likely;
  }

  /// The names that stand for the result in an expression.
  private Map<String, Object> result(Set<String> likely, Urgency urgency, Condition.Axis axis) {
    Map<String, Object> result = new HashMap<>();
    Set<String> families = new LinkedHashSet<>();
    likely.forEach(id -> families.add(knowledge.condition(id).family()));
    result.put("likely", List.copyOf(likely));
    result.put("likely_families", List.copyOf(families));
    result.put("urgency", urgency.word());
    result.put("axis", org.lasegue.knowledge.yaml.Fields.hyphenated(axis));
    return result;
  }

  /// Whether an expression is true of an assessed case and of what its diary shows.
  boolean holds(
      String expression, Assessment assessed, Condition.Axis axis, Map<String, Object> diary) {
    Map<String, Object> result =
        result(likely(assessed.causes()), assessed.urgency().level(), axis);
    result.putAll(diary);
    Facts facts =
        new Facts(
            assessed.subject(),
            knowledge,
            vocabulary,
            assessed.mode(),
            false,
            assessed.subject().person().exactAge(),
            result);
    return expressions.evaluate(expression, facts) instanceof Expressions.Value.True;
  }

  Plan plan(
      Case subject, Mode mode, UrgencyResult urgency, List<Cause> causes, Condition.Axis axis) {
    Set<String> likely = likely(causes);
    Map<String, Object> result = result(likely, urgency.level(), axis);
    Facts facts =
        new Facts(subject, knowledge, vocabulary, mode, false, subject.person().exactAge(), result);
    Facts cautious =
        new Facts(subject, knowledge, vocabulary, mode, true, subject.person().exactAge(), result);
    boolean emergency = urgency.level() == Urgency.EMERGENCY_NOW;
    Map<Kind, List<Advice>> byKind = new HashMap<>();
    for (CareAction action : knowledge.care().values()) {
      if (emergency && action.kind() != Kind.COME_BACK && action.kind() != Kind.UNTIL) {
        continue;
      }
      if (!(expressions.evaluate(action.whenFor(), facts) instanceof Expressions.Value.True)) {
        continue;
      }
      if (action.doneBy().stream().anyMatch(id -> answered(id, subject, mode))) {
        continue;
      }
      List<String> check = List.of();
      if (action.neverFor().isPresent()) {
        Expressions.Value never = expressions.evaluate(action.neverFor().get(), cautious);
        if (never instanceof Expressions.Value.True) {
          continue;
        }
        if (never instanceof Expressions.Value.Open open) {
          check = open.missing().stream().map(n -> n.replace('_', '-')).toList();
        }
      }
      if (action.kind() == Kind.MEDICINE && !surelyAdult(subject.person())) {
        continue;
      }
      byKind
          .computeIfAbsent(action.kind(), k -> new ArrayList<>())
          .add(new Advice(action, mine(action, facts, likely), check));
    }
    List<Advice> act = new ArrayList<>();
    for (Kind kind : List.of(Kind.DO, Kind.MOVEMENT, Kind.WORK, Kind.MOOD, Kind.PREVENTION)) {
      act.addAll(byKind.getOrDefault(kind, List.of()));
    }
    return new Plan(
        emergency,
        byKind.getOrDefault(Kind.UNTIL, List.of()),
        List.copyOf(act),
        byKind.getOrDefault(Kind.DONT, List.of()),
        byKind.getOrDefault(Kind.MEDICINE, List.of()),
        byKind.getOrDefault(Kind.TEST, List.of()),
        byKind.getOrDefault(Kind.AVOID_TEST, List.of()),
        byKind.getOrDefault(Kind.COME_BACK, List.of()),
        urgency.see());
  }

  private boolean answered(String finding, Case subject, Mode mode) {
    return mode.allows(knowledge.findingById(finding))
        && subject.findings().entrySet().stream()
            .anyMatch(
                e -> e.getKey().finding().equals(finding) && e.getValue() instanceof Answer.Known);
  }

  Plan withoutCauses(UrgencyResult urgency) {
    return new Plan(
        true,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        urgency.see());
  }

  /// Medicines are named only to people known to be of age.
  private static boolean surelyAdult(Person person) {
    return person.ageFrom().isPresent() && person.ageFrom().getAsInt() >= 18;
  }

  /// What in this case the action answers to: the likely causes and the findings its condition
  /// names.
  private List<String> mine(CareAction action, Facts facts, Set<String> likely) {
    List<String> result = new ArrayList<>();
    for (String id : likely) {
      if (action.whenFor().contains("\"" + id + "\"")
          || action.whenFor().contains("'" + id + "'")) {
        result.add(id);
      }
    }
    expressions
        .compile(action.whenFor())
        .terms()
        .forEach((name, term) -> {
          if (term instanceof Vocabulary.Term.Value v
              && facts.value(term).filter(x -> !x.equals(false)).isPresent()) {
            result.add(v.finding().id());
          }
        });
    return List.copyOf(result);
  }
}
