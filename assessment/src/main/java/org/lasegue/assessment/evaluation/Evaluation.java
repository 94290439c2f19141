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
import org.lasegue.inference.mixture.ImpossibleException;
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

  /// @param impossible ids of the cases that the model holds to be impossible in one of the modes;
  ///   they are in no measure
  public record Result(Map<Mode, Map<Method, Measures>> measured, List<String> impossible) {
    public Measures of(Mode mode, Method method) {
      Measures measures = measured.getOrDefault(mode, Map.of()).get(method);
      if (measures == null) {
        throw new IllegalArgumentException(mode + " was not evaluated");
      }
      return measures;
    }
  }

  public Result of(List<Case> cases, Mode... modes) {
    Map<Mode, Map<Method, List<Verdict>>> verdicts = new EnumMap<>(Mode.class);
    for (Mode mode : modes) {
      Map<Method, List<Verdict>> empty = new EnumMap<>(Method.class);
      for (Method method : Method.values()) {
        empty.put(method, new ArrayList<>());
      }
      verdicts.put(mode, empty);
    }
    List<String> impossible = new ArrayList<>();
    // case by case, since the modes of one case share what the model prepares for its person
    for (Case each : cases) {
      Map<Mode, Map<Method, Verdict>> judged = new EnumMap<>(Mode.class);
      try {
        Outline prior = assessor.outline(unasked(each), Mode.EXAMINED);
        for (Mode mode : modes) {
          judged.put(mode, judge(each, mode, prior));
        }
      } catch (ImpossibleException e) {
        impossible.add(each.id());
        continue;
      }
      judged.forEach((mode, methods) -> {
        Map<Method, List<Verdict>> lists = verdicts.getOrDefault(mode, Map.of());
        methods.forEach(
            (method, verdict) -> lists.getOrDefault(method, new ArrayList<>()).add(verdict));
      });
    }
    Map<Mode, Map<Method, Measures>> measured = new EnumMap<>(Mode.class);
    verdicts.forEach((mode, methods) -> {
      Map<Method, Measures> measures = new EnumMap<>(Method.class);
      methods.forEach((method, list) -> measures.put(method, Measures.of(list, mode)));
      measured.put(mode, measures);
    });
    return new Result(measured, List.copyOf(impossible));
  }

  /// The person alone: without findings, the mode makes no difference.
  private static Case unasked(Case subject) {
    return new Case(subject.id(), subject.person(), Map.of(), List.of(), Optional.empty());
  }

  private Map<Method, Verdict> judge(Case subject, Mode mode, Outline prior) {
    Case unlabelled =
        new Case(
            subject.id(), subject.person(), subject.findings(), subject.other(), Optional.empty());
    Case unasked = new Case(subject.id(), subject.person(), Map.of(), List.of(), Optional.empty());
    Expected expected = subject.expected().orElse(NOTHING);
    String id = subject.id();
    Outline model = assessor.outline(unlabelled, mode);
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
