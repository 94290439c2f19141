package org.lasegue.assessment.evaluation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.assessment.Assessment.Root;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Expected;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline;
import org.lasegue.assessment.Outline.Ranked;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;

/// Judges cases by the model and by every baseline. The labels of a case never reach the judging.
public final class Evaluation {
  private static final Expected NOTHING = new Expected(List.of(), List.of(), Map.of(), List.of());

  private final Assessor assessor;
  private final Knowledge knowledge;
  private final NaiveBayes naiveBayes;

  public Evaluation(Assessor assessor) {
    this.assessor = assessor;
    this.knowledge = assessor.knowledge();
    this.naiveBayes = new NaiveBayes(knowledge);
  }

  public Map<Method, Measures> of(List<Case> cases, Mode mode) {
    Map<Method, List<Verdict>> verdicts = new EnumMap<>(Method.class);
    for (Case each : cases) {
      judge(each, mode)
          .forEach((method, verdict) ->
              verdicts.computeIfAbsent(method, m -> new ArrayList<>()).add(verdict));
    }
    Map<Method, Measures> result = new EnumMap<>(Method.class);
    for (Method method : Method.values()) {
      result.put(method, Measures.of(verdicts.getOrDefault(method, List.of()), mode));
    }
    return result;
  }

  private Map<Method, Verdict> judge(Case subject, Mode mode) {
    Case unlabelled =
        new Case(
            subject.id(), subject.person(), subject.findings(), subject.other(), Optional.empty());
    Case unasked = new Case(subject.id(), subject.person(), Map.of(), List.of(), Optional.empty());
    Expected expected = subject.expected().orElse(NOTHING);
    String id = subject.id();
    Outline model = assessor.outline(unlabelled, mode);
    Outline prior = assessor.outline(unasked, mode);
    List<Ranked> naive = naiveBayes.rank(subject.person(), model.observed(), prior.ranked());
    Urgency byRules = model.byRules();
    Map<Method, Verdict> result = new EnumMap<>(Method.class);
    result.put(
        Method.MODEL,
        new Verdict(
            id,
            model.ranked(),
            model.level(),
            urgent(byRules, model.ranked()),
            root(model.roots()),
            expected));
    result.put(
        Method.PRIORS_ONLY,
        new Verdict(
            id,
            prior.ranked(),
            risk(prior.ranked()),
            urgent(Urgency.SELF_CARE, prior.ranked()),
            root(prior.roots()),
            expected));
    result.put(
        Method.RULES_ONLY,
        new Verdict(
            id,
            prior.ranked(),
            byRules,
            urgent(byRules, prior.ranked()),
            root(prior.roots()),
            expected));
    result.put(
        Method.NAIVE_BAYES,
        new Verdict(
            id,
            naive,
            byRules.max(risk(naive)),
            urgent(byRules, naive),
            root(naiveBayes.roots(naive)),
            expected));
    return result;
  }

  /// The level that the risk net gives to these probabilities.
  private Urgency risk(List<Ranked> ranked) {
    Urgency level = Urgency.SELF_CARE;
    for (Ranked each : ranked) {
      Condition.Danger danger = knowledge.condition(each.condition()).urgency();
      if (each.probability() >= danger.actAt()) {
        level = level.max(danger.level());
      }
    }
    return level;
  }

  /// The probability that the person must be seen today or sooner: 1 where a rule says so, else the
  /// probabilities summed over the conditions whose own level is `same-day` or higher, at most
  /// 1. A dangerous condition and its dangerous complication are both counted, so it errs upwards.
  private double urgent(Urgency byRules, List<Ranked> ranked) {
    if (byRules.atLeast(Urgency.SAME_DAY)) {
      return 1;
    }
    double sum = 0;
    for (Ranked each : ranked) {
      if (knowledge.condition(each.condition()).urgency().level().atLeast(Urgency.SAME_DAY)) {
        sum += each.probability();
      }
    }
    return Math.min(1, sum);
  }

  private static Optional<String> root(List<Root> roots) {
    return roots.isEmpty()
        ? Optional.empty()
        : Optional.of(roots.getFirst().root() + "-" + roots.getFirst().side());
  }
}
