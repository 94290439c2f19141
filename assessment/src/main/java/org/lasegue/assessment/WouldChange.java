package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lasegue.assessment.Assessment.Change;
import org.lasegue.assessment.Assessment.LoweredBy;
import org.lasegue.assessment.Case.Key;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;

/// The single answers that would change a result: its first cause or its urgency, by the causes or
/// by a rule.
final class WouldChange {
  /// Below this probability of an answer it is not offered as a reason to change one's mind.
  private static final double NOTICEABLE = 0.02;

  /// Below this it is ruled out by other answers, as "no pain of the leg" is by pain of the calf.
  private static final double POSSIBLE = 1e-9;

  private final Knowledge knowledge;
  private final Triage triage;

  /// The expression of each rule.
  private final Map<String, String> whenOf = new HashMap<>();

  WouldChange(Knowledge knowledge, Triage triage) {
    this.knowledge = knowledge;
    this.triage = triage;
    knowledge.rules().forEach(rule -> whenOf.put(rule.id(), rule.when()));
  }

  /// @param changes what would change the first cause or make the case more urgent, the urgency
  ///   first
  /// @param loweredBy what would make it less urgent
  record Result(List<Change> changes, List<LoweredBy> loweredBy) {
    static final Result NOTHING = new Result(List.of(), List.of());
  }

  /// @param least what the urgency is whatever the probabilities are
  Result of(
      Case subject,
      Mode mode,
      Triage.Result rules,
      Urgency least,
      Beliefs beliefs,
      List<WhatIfs.Unknown> unknown) {
    double[] probabilities = beliefs.probabilities();
    Urgency riskLevel = Risks.level(beliefs.conditions(), probabilities);
    ByCauses byCauses =
        new ByCauses(beliefs.conditions(), Ranking.first(probabilities), riskLevel, least);
    unknown.forEach(byCauses::add);
    List<Change> changes = byCauses.found;
    changes.addAll(byRules(subject, mode, rules, riskLevel));
    changes.sort(
        Comparator.comparing((Change c) -> c.what().equals("urgency") ? 0 : 1)
            .thenComparing(Change::to, Comparator.comparingInt(WouldChange::severity))
            .thenComparingDouble(c -> -c.probability())
            .thenComparing(Change::finding));
    return new Result(List.copyOf(changes), byCauses.lowered());
  }

  /// The most urgent level first; what is no level comes last.
  private static int severity(String to) {
    for (Urgency urgency : Urgency.values()) {
      if (urgency.word().equals(to)) {
        return -urgency.ordinal();
      }
    }
    return 1;
  }

  /// Collects the answers that would change the first cause or the urgency.
  private static final class ByCauses {
    private final List<Condition> conditions;
    private final int leading;
    private final Urgency riskLevel;

    /// What the urgency is whatever the probabilities are.
    private final Urgency least;

    private final List<Change> found = new ArrayList<>();
    private final List<Lowered> lowered = new ArrayList<>();

    /// @param probability of the answer
    private record Lowered(LoweredBy by, double probability) {}

    ByCauses(List<Condition> conditions, int leading, Urgency riskLevel, Urgency least) {
      this.conditions = conditions;
      this.leading = leading;
      this.riskLevel = riskLevel;
      this.least = least;
    }

    /// Those that lower most first, of these the likeliest.
    List<LoweredBy> lowered() {
      return lowered.stream()
          .sorted(
              Comparator.comparing((Lowered l) -> l.by().level())
                  .thenComparingDouble(l -> -l.probability())
                  .thenComparing(l -> l.by().finding()))
          .map(Lowered::by)
          .toList();
    }

    void add(WhatIfs.Unknown asked) {
      Key key = asked.open().key();
      ValueType type = asked.open().finding().type();
      List<Beliefs.Outcome> answers = asked.answers();
      for (int level = 0; level < answers.size(); level++) {
        Beliefs.Outcome outcome = answers.get(level);
        if (outcome.probability() < (level == type.normal() ? POSSIBLE : NOTICEABLE)) {
          continue;
        }
        int first = Ranking.first(outcome.conditions());
        String answer = type.levelName(level);
        if (first != leading) {
          found.add(
              new Change(
                  key.toString(),
                  answer,
                  outcome.probability(),
                  "first cause",
                  conditions.get(first).id()));
        }
        Urgency then = Risks.level(conditions, outcome.conditions()).max(least);
        int compared = then.compareTo(riskLevel.max(least));
        // that somebody has one more risk or illness makes nobody's pain less urgent
        if (compared < 0 && asked.open().finding().kind() != Finding.Kind.CONTEXT) {
          lowered.add(
              new Lowered(new LoweredBy(key.toString(), answer, then), outcome.probability()));
        } else if (compared > 0) {
          found.add(
              new Change(key.toString(), answer, outcome.probability(), "urgency", then.word()));
        }
      }
    }
  }

  /// Single answers that would make an open rule hold and raise the level.
  private List<Change> byRules(Case subject, Mode mode, Triage.Result rules, Urgency riskLevel) {
    List<Change> result = new ArrayList<>();
    Urgency now = rules.level().max(riskLevel);
    Set<String> seen = new HashSet<>();
    Map<String, List<Case>> answered = new HashMap<>();
    for (Assessment.OpenRule open : rules.open()) {
      if (open.level().compareTo(now) <= 0 || open.missing().size() > 6) {
        continue;
      }
      String when = whenOf.getOrDefault(open.id(), "false");
      for (String name : open.missing()) {
        knowledge
            .finding(name.replaceAll("_(left|right)$", "").replace('_', '-'))
            .filter(f -> f.type() instanceof ValueType.Present && mode.allows(f))
            .filter(f -> seen.add(f.id() + open.level()))
            .filter(f -> {
              List<Case> then = answered.computeIfAbsent(f.id(), _ -> present(f, subject));
              return then.stream()
                  .anyMatch(told ->
                      triage.evaluate(when, told, mode, false) instanceof Expressions.Value.True);
            })
            .ifPresent(
                f -> result.add(new Change(f.id(), "present", 0, "urgency", open.level().word())));
      }
    }
    return result;
  }

  /// The case with the finding at each of its places: both sides are two answers.
  private static List<Case> present(Finding finding, Case subject) {
    return CaseReader.places(finding).stream()
        .map(where -> {
          Map<Key, Answer> answers = new LinkedHashMap<>(subject.findings());
          answers.put(new Key(finding.id(), where), new Answer.Known(1));
          return new Case(
              subject.id(), subject.person(), answers, subject.other(), subject.expected());
        })
        .toList();
  }
}
