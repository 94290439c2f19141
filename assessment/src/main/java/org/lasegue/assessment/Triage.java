package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.assessment.Assessment.OpenRule;
import org.lasegue.assessment.Case.Key;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;

/// The first safety net: rules on findings, three-valued. An unknown finding leaves a rule open,
/// never false.
final class Triage {
  private final Knowledge knowledge;
  private final Expressions expressions;
  private final Vocabulary vocabulary;
  private final List<TriageRule> emergencies;

  Triage(Knowledge knowledge, Vocabulary vocabulary, Expressions expressions) {
    this.knowledge = knowledge;
    this.emergencies =
        knowledge.rules().stream()
            .filter(
                r -> r.level() == Urgency.EMERGENCY_NOW || r.ifUnsure() == Urgency.EMERGENCY_NOW)
            .toList();
    this.vocabulary = vocabulary;
    this.expressions = expressions;
  }

  /// @param level from what is known, @param possible the worst that an open rule could reach with
  ///   answers of this mode
  record Result(Urgency level, Urgency possible, List<FiredRule> fired, List<OpenRule> open) {}

  Result judge(Case subject, Mode mode) {
    return judge(knowledge.rules(), subject, mode);
  }

  /// The rules that make a case an emergency: only those that can are evaluated.
  List<FiredRule> emergencies(Case subject, Mode mode) {
    return judge(emergencies, subject, mode).fired().stream()
        .filter(rule -> rule.level() == Urgency.EMERGENCY_NOW)
        .toList();
  }

  private Result judge(List<TriageRule> rules, Case subject, Mode mode) {
    Urgency level = Urgency.SELF_CARE;
    Urgency possible = Urgency.SELF_CARE;
    List<FiredRule> fired = new ArrayList<>();
    List<OpenRule> open = new ArrayList<>();
    boolean anyUnsure =
        subject.findings().values().stream().anyMatch(a -> !(a instanceof Answer.Known));
    for (TriageRule rule : rules) {
      Expressions.Value value = evaluate(rule.when(), subject, mode, false);
      switch (value) {
        case Expressions.Value.True _ -> {
          FiredRule result = fired(rule, subject, mode);
          fired.add(result);
          level = level.max(result.level());
        }
        case Expressions.Value.False _ -> {}
        case Expressions.Value.Open undecided -> {
          if (anyUnsure
              && evaluate(rule.when(), subject, mode, true) instanceof Expressions.Value.True) {
            fired.add(unsure(rule, subject, mode));
            level = level.max(rule.ifUnsure());
            possible = possible.max(rule.level());
          } else if (answerable(undecided.missing(), mode)) {
            open.add(new OpenRule(rule.id(), rule.level(), undecided.missing()));
            possible = possible.max(rule.level());
          }
        }
      }
    }
    fired.sort(Comparator.comparing(FiredRule::level).reversed());
    open.sort(Comparator.comparing(OpenRule::level).reversed());
    return new Result(level, possible.max(level), List.copyOf(fired), List.copyOf(open));
  }

  /// With a range of ages, a rule is decided only where it is the same at both ends.
  Expressions.Value evaluate(String expression, Case subject, Mode mode, boolean unsureCounts) {
    Person person = subject.person();
    OptionalInt exact = person.exactAge();
    if (exact.isPresent() || person.ageFrom().isEmpty()) {
      return expressions.evaluate(
          expression,
          new Facts(subject, knowledge, vocabulary, mode, unsureCounts, exact, Map.of()));
    }
    Expressions.Value low =
        expressions.evaluate(
            expression,
            new Facts(
                subject, knowledge, vocabulary, mode, unsureCounts, person.ageFrom(), Map.of()));
    Expressions.Value high =
        expressions.evaluate(
            expression,
            new Facts(
                subject, knowledge, vocabulary, mode, unsureCounts, person.ageTo(), Map.of()));
    return low.equals(high) ? low : new Expressions.Value.Open(List.of("age"));
  }

  private FiredRule fired(TriageRule rule, Case subject, Mode mode) {
    List<String> because = because(rule.when(), subject, mode, false);
    if (mode == Mode.EXAMINED && rule.closedBy().isPresent()) {
      String closing = rule.closedBy().get();
      if (evaluate(closing, subject, mode, false) instanceof Expressions.Value.True) {
        return new FiredRule(
            rule.id(),
            rule.closedLevel(),
            because,
            rule.say(),
            rule.because(),
            rule.see(),
            false,
            Expressions.wordsOf(closing).stream().map(w -> w.replace('_', '-')).toList());
      }
    }
    return new FiredRule(
        rule.id(), rule.level(), because, rule.say(), rule.because(), rule.see(), false, List.of());
  }

  private FiredRule unsure(TriageRule rule, Case subject, Mode mode) {
    return new FiredRule(
        rule.id(),
        rule.ifUnsure(),
        because(rule.when(), subject, mode, true),
        rule.say(),
        rule.because(),
        rule.see(),
        true,
        List.of());
  }

  /// The names in the expression whose value is known and not normal.
  private List<String> because(String expression, Case subject, Mode mode, boolean unsureCounts) {
    Facts facts =
        new Facts(
            subject,
            knowledge,
            vocabulary,
            mode,
            unsureCounts,
            subject.person().exactAge(),
            Map.of());
    Set<String> result = new TreeSet<>();
    expressions
        .compile(expression)
        .terms()
        .forEach((name, term) -> {
          Optional<Object> value = facts.value(term);
          if (value.isPresent() && !value.get().equals(false) && !normal(term, value.get())) {
            List<Map.Entry<Key, Answer.Known>> shown = facts.shownBy(term);
            if (shown.isEmpty()) {
              result.add(reason(term, value.get()));
            }
            shown.forEach(found -> result.add(reason(found.getKey(), found.getValue())));
          }
        });
    return List.copyOf(result);
  }

  private static boolean normal(Vocabulary.Term term, Object value) {
    if (!(term instanceof Vocabulary.Term.Value v)) {
      return false;
    }
    return switch (v.finding().type()) {
      case ValueType.Present _ -> value.equals(false);
      case ValueType.Levels levels -> value.equals(levels.levelName(levels.normal()));
      case ValueType.Quantity q ->
          value instanceof Double number && q.levelOf(number) == q.normal();
    };
  }

  private static String reason(Vocabulary.Term term, Object value) {
    return switch (term) {
      case Vocabulary.Term.Value v when value.equals(true) ->
          v.finding().id() + v.place().map(p -> "@" + p.word()).orElse("");
      case Vocabulary.Term.Value v -> v.finding().id() + " " + number(value);
      case Vocabulary.Term.Detail d -> d.finding().id() + " " + d.name() + " " + number(value);
      case Vocabulary.Term.Person p ->
          value.equals(true) ? p.name() : p.name() + " " + number(value);
    };
  }

  private static String reason(Key key, Answer.Known found) {
    return found.number().isPresent()
        ? key.finding() + " " + number(found.number().getAsDouble())
        : key.toString();
  }

  private static String number(Object value) {
    return value instanceof Double d && d == Math.rint(d)
        ? Long.toString(d.longValue())
        : value.toString();
  }

  private boolean answerable(List<String> missing, Mode mode) {
    if (mode == Mode.EXAMINED) {
      return true;
    }
    return missing.stream()
        .anyMatch(name ->
            vocabulary
                .term(name)
                .map(term ->
                    switch (term) {
                      case Vocabulary.Term.Value v -> v.finding().selfReported();
                      case Vocabulary.Term.Detail d -> d.finding().selfReported();
                      case Vocabulary.Term.Person _ -> true;
                    })
                .orElse(false));
  }

  /// Findings that must be asked before self-care may be shown and that nobody has answered.
  List<Finding> unasked(Case subject) {
    Facts facts =
        new Facts(
            subject,
            knowledge,
            vocabulary,
            Mode.SELF_REPORT,
            true,
            subject.person().exactAge(),
            Map.of());
    Set<String> doesNotApply = new TreeSet<>();
    for (Screen screen : knowledge.screens()) {
      if (screen.only().isPresent()
          && evaluate(screen.only().get(), subject, Mode.SELF_REPORT, true)
              instanceof Expressions.Value.False) {
        doesNotApply.addAll(screen.findings());
      }
    }
    return knowledge.findings().values().stream()
        .filter(Finding::mustAsk)
        .filter(f -> !doesNotApply.contains(f.id()))
        .filter(f ->
            vocabulary
                .term(Vocabulary.name(f.id()))
                .map(t -> facts.value(t).isEmpty())
                .orElse(true))
        .toList();
  }
}
