package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.Question;
import org.lasegue.assessment.Assessment.Risk;
import org.lasegue.assessment.Assessment.Root;
import org.lasegue.assessment.Assessment.UrgencyResult;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Intervals.Interval;
import org.lasegue.inference.mixture.ImpossibleException;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.Urgency;

/// Assesses cases: `(knowledge, case, mode) -> assessment`. Immutable; one instance serves many
/// cases, from any number of threads.
public final class Assessor {
  /// Below this age no causes are ranked.
  static final int CHILD = 16;

  private static final String IN_A_CHILD =
      "Under 16 no causes are ranked and no medicine is named: back and leg pain in a child needs a"
          + " doctor who can examine them.";

  private static final String IMPOSSIBLE =
      "The answers do not fit together in any way that this model knows, so no cause is ranked and"
          + " only the danger rules were asked. Check what was entered; a doctor should look at it.";

  private final Knowledge knowledge;
  private final CausalModel model;
  private final Triage triage;
  private final Planner planner;

  private final Intervals intervals;
  private final WhatIfs whatIfs;
  private final WouldChange wouldChange;

  public Assessor(Knowledge knowledge) {
    this.knowledge = knowledge;
    // the model and the expressions do not depend on each other; two cores halve the start of a
    // command
    CompletableFuture<CausalModel> compiling =
        CompletableFuture.supplyAsync(() -> new CausalModel(knowledge));
    Vocabulary vocabulary = new Vocabulary(knowledge);
    List<String> expressions = expressions(knowledge);
    Expressions compiled =
        new Expressions(vocabulary, expressions, CompiledExpressions.of(knowledge));
    this.triage = new Triage(knowledge, vocabulary, compiled);
    this.planner = new Planner(knowledge, vocabulary, compiled);
    expressions.forEach(compiled::compile);
    this.model = compiling.join();
    this.intervals = new Intervals(model);
    this.whatIfs = new WhatIfs(model);
    this.wouldChange = new WouldChange(knowledge, triage);
  }

  /// Every expression of the knowledge.
  static List<String> expressions(Knowledge knowledge) {
    List<String> expressions = new ArrayList<>();
    knowledge
        .rules()
        .forEach(rule -> {
          expressions.add(rule.when());
          rule.closedBy().ifPresent(expressions::add);
        });
    knowledge
        .care()
        .values()
        .forEach(action -> {
          expressions.add(action.whenFor());
          action.neverFor().ifPresent(expressions::add);
        });
    knowledge.screens().forEach(screen -> screen.only().ifPresent(expressions::add));
    knowledge.followUp().courses().forEach(course -> expressions.add(course.whenFor()));
    knowledge.followUp().reviews().forEach(review -> expressions.add(review.when()));
    knowledge.followUp().choices().forEach(choice -> expressions.add(choice.whenFor()));
    return List.copyOf(expressions);
  }

  public Knowledge knowledge() {
    return knowledge;
  }

  public CausalModel model() {
    return model;
  }

  Triage triage() {
    return triage;
  }

  /// The rules that make a case an emergency, without the probabilities: what may interrupt an
  /// interview after every answer.
  public List<Assessment.FiredRule> emergencies(Case given, Mode mode) {
    return triage.emergencies(Derived.complete(given, knowledge), mode);
  }

  /// The rules that more answers could make hold and that would then be more urgent than what holds
  /// by the rules now.
  public List<Assessment.OpenRule> couldRaise(Case given, Mode mode) {
    Triage.Result rules = triage.judge(Derived.complete(given, knowledge), mode);
    return rules.open().stream().filter(r -> r.level().compareTo(rules.level()) > 0).toList();
  }

  /// How long the pain had lasted when the case was told, in hours; empty where only a range was
  /// given or nothing.
  public OptionalDouble painHours(Case given) {
    return Derived.painHours(given, knowledge);
  }

  /// Whether the danger question is for this person.
  public boolean applies(Screen screen, Case given) {
    return screen.only().isEmpty()
        || !(triage.evaluate(screen.only().get(), given, Mode.SELF_REPORT, true)
            instanceof Expressions.Value.False);
  }

  /// Whether an expression of the care over time is true of an assessed case.
  ///
  /// @param diary what the diary shows, by the names that reviews use
  public boolean holds(String expression, Assessment assessed, Map<String, Object> diary) {
    Map<Condition.Axis, Double> axes = assessed.localisation().axis();
    return planner.holds(
        expression,
        assessed,
        axes.isEmpty() ? Condition.Axis.LOCAL : leadingAxis(axes), // a child has none
        diary);
  }

  /// The whole assessment of a case.
  public Assessment assess(Case given, Mode mode) {
    return assess(given, mode, Depth.ALL);
  }

  /// The case as [#assess] gives it but without what would change the result.
  public Assessment withoutChanges(Case given, Mode mode) {
    return assess(given, mode, Depth.WITHOUT_CHANGES);
  }

  /// The case as [#assess] gives it but without ranges, weights, what-ifs and next questions:
  /// urgency, causes, place and plan in about a tenth of the time.
  public Assessment withoutReasons(Case given, Mode mode) {
    return assess(given, mode, Depth.WITHOUT_REASONS);
  }

  private enum Depth {
    WITHOUT_REASONS,
    WITHOUT_CHANGES,
    ALL
  }

  private Assessment assess(Case given, Mode mode, Depth depth) {
    Case subject = Derived.complete(given, knowledge);
    Triage.Result rules = triage.judge(subject, mode);
    List<Finding> unasked = triage.unasked(subject);
    Evidence evidence = Evidence.of(subject, mode, model);
    if (subject.person().surelyUnder(CHILD)) {
      return child(subject, mode, rules, evidence);
    }
    Beliefs beliefs;
    try {
      beliefs = new Beliefs(model, subject.person(), evidence);
    } catch (ImpossibleException e) {
      return withoutCauses(
          subject, mode, rules, evidence, List.of(), Urgency.SELF_CARE, IMPOSSIBLE);
    }
    double[] probabilities = beliefs.probabilities();
    List<Condition> conditions = beliefs.conditions();
    List<Interval> ranges =
        depth != Depth.WITHOUT_REASONS
            ? intervals.of(beliefs, probabilities, evidence)
            : Arrays.stream(probabilities).mapToObj(p -> new Interval(p, p)).toList();
    List<Risk> risks = Risks.of(conditions, probabilities);
    Urgency riskLevel = Risks.level(conditions, probabilities);
    Urgency least = least(subject, rules.level(), !unasked.isEmpty());
    Urgency level = least.max(riskLevel);
    WhatIfs.Asked asked =
        depth == Depth.WITHOUT_REASONS
            ? WhatIfs.Asked.NOTHING
            : whatIfs.asked(subject, mode, evidence, beliefs, depth == Depth.ALL);
    WouldChange.Result would =
        depth == Depth.ALL
            ? wouldChange.of(subject, mode, rules, least, beliefs, asked.unknown())
            : WouldChange.Result.NOTHING;
    List<Cause> causes = Ranking.causes(knowledge, beliefs, evidence, ranges, asked.without());
    UrgencyResult urgency =
        new UrgencyResult(
            level,
            rules.possible().max(level),
            rules.fired(),
            rules.open(),
            risks,
            would.loweredBy(),
            see(rules, risks, level),
            Intervals.anyWide(conditions, ranges));
    Assessment.Localisation localisation = localisation(beliefs);
    Assessment.Plan plan =
        planner.plan(subject, mode, urgency, causes, leadingAxis(localisation.axis()));
    return new Assessment(
        knowledge.version(),
        mode,
        subject,
        urgency,
        causes,
        localisation,
        asked.questions(),
        would.changes(),
        plan,
        ids(unasked),
        Limits.of(subject, mode, evidence, beliefs, unasked),
        evidence.leftOut());
  }

  /// What is worth asking or examining next, best first.
  List<Question> questions(Case given, Mode mode) {
    return questions(given, mode, _ -> true);
  }

  /// Of some findings, what is worth asking or examining next, best first: the others cost nothing.
  List<Question> questions(Case given, Mode mode, Predicate<Finding> of) {
    Case subject = Derived.complete(given, knowledge);
    Beliefs beliefs = new Beliefs(model, subject.person(), Evidence.of(subject, mode, model));
    return whatIfs.questions(subject, mode, beliefs, of);
  }

  /// What is believed of the causes alone.
  Beliefs beliefs(Case given, Mode mode) {
    Case subject = Derived.complete(given, knowledge);
    return new Beliefs(model, subject.person(), Evidence.of(subject, mode, model));
  }

  /// Urgency, ranking and roots as [#assess] gives them, without reasons and what-ifs.
  public Outline outline(Case given, Mode mode) {
    Case subject = Derived.complete(given, knowledge);
    Urgency byRules = leastByRules(subject, triage.judge(subject, mode).level());
    Evidence evidence = Evidence.of(subject, mode, model);
    Map<Key, Integer> observed = new LinkedHashMap<>();
    evidence.items().forEach(item -> observed.put(item.key(), item.level()));
    Beliefs beliefs = new Beliefs(model, subject.person(), evidence);
    double[] probabilities = beliefs.probabilities();
    Urgency level = byRules.max(Risks.level(beliefs.conditions(), probabilities));
    if (subject.person().surelyUnder(CHILD)) {
      return new Outline(level, byRules, List.of(), List.of(), observed);
    }
    return new Outline(
        level,
        byRules,
        Ranking.of(beliefs.conditions(), probabilities),
        localisation(beliefs).roots(),
        observed);
  }

  /// Urgency, ranking and place as [#assess] gives them, and the test it names first when signs and
  /// tests can be had (also where the mode is self-report); without reasons, other what-ifs and
  /// plan: what many people are assessed for.
  public Brief brief(Case given, Mode mode) {
    Case subject = Derived.complete(given, knowledge);
    Triage.Result rules = triage.judge(subject, mode);
    Beliefs beliefs = new Beliefs(model, subject.person(), Evidence.of(subject, mode, model));
    double[] probabilities = beliefs.probabilities();
    Urgency level =
        leastByRules(subject, rules.level()).max(Risks.level(beliefs.conditions(), probabilities));
    Urgency possible = rules.possible().max(level);
    List<String> fired = rules.fired().stream().map(Assessment.FiredRule::id).toList();
    if (subject.person().surelyUnder(CHILD)) {
      return new Brief(level, possible, fired, List.of(), Map.of(), List.of(), Optional.empty());
    }
    Assessment.Localisation place = localisation(beliefs);
    return new Brief(
        level,
        possible,
        fired,
        Ranking.of(beliefs.conditions(), probabilities),
        place.axis(),
        place.roots(),
        whatIfs.nextTest(subject, beliefs).map(test -> new Brief.NextTest(test.id(), test.gain())));
  }

  private Urgency leastByRules(Case subject, Urgency byRules) {
    boolean unasked =
        !byRules.atLeast(Urgency.ROUTINE) && !triage.unasked(subject).isEmpty(); // slow to find
    return least(subject, byRules, unasked);
  }

  /// The level by rules alone; nobody is told to look after themselves while a danger question is
  /// unasked, and who may be a child is seen within days.
  private static Urgency least(Case subject, Urgency byRules, boolean unasked) {
    Urgency least = unasked ? byRules.max(Urgency.ROUTINE) : byRules;
    return subject.person().mayBeUnder(CHILD) ? least.max(Urgency.WITHIN_DAYS) : least;
  }

  private Assessment child(Case subject, Mode mode, Triage.Result rules, Evidence evidence) {
    // the numbers are those of young adults: good enough to raise an alarm, not to rank
    Beliefs beliefs = new Beliefs(model, subject.person(), evidence);
    double[] probabilities = beliefs.probabilities();
    return withoutCauses(
        subject,
        mode,
        rules,
        evidence,
        Risks.of(beliefs.conditions(), probabilities),
        Risks.level(beliefs.conditions(), probabilities),
        IN_A_CHILD);
  }

  /// By the rules, and by risks where there are any; a doctor has to find the cause within days.
  private Assessment withoutCauses(
      Case subject,
      Mode mode,
      Triage.Result rules,
      Evidence evidence,
      List<Risk> risks,
      Urgency riskLevel,
      String limit) {
    Urgency level = rules.level().max(Urgency.WITHIN_DAYS).max(riskLevel);
    UrgencyResult urgency =
        new UrgencyResult(
            level,
            rules.possible().max(level),
            rules.fired(),
            rules.open(),
            risks,
            List.of(),
            see(rules, risks, level),
            false);
    return new Assessment(
        knowledge.version(),
        mode,
        subject,
        urgency,
        List.of(),
        new Assessment.Localisation(Map.of(), List.of()),
        List.of(),
        List.of(),
        planner.withoutCauses(urgency),
        ids(triage.unasked(subject)),
        List.of(limit),
        evidence.leftOut());
  }

  private static List<String> ids(List<Finding> findings) {
    return findings.stream().map(Finding::id).toList();
  }

  private static Assessment.Localisation localisation(Beliefs beliefs) {
    List<Root> roots = new ArrayList<>();
    beliefs
        .roots()
        .forEach((territory, sides) ->
            sides.forEach((side, probability) ->
                roots.add(
                    new Root(
                        territory.word(),
                        org.lasegue.knowledge.yaml.Fields.hyphenated(side),
                        probability))));
    roots.sort(
        Comparator.comparingDouble((Root r) -> -r.probability())
            .thenComparing(Root::root)
            .thenComparing(Root::side));
    return new Assessment.Localisation(beliefs.axes(), List.copyOf(roots));
  }

  private static Condition.Axis leadingAxis(Map<Condition.Axis, Double> axes) {
    return new EnumMap<>(axes)
        .entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(Map.Entry::getKey)
            .orElse(Condition.Axis.LOCAL);
  }

  /// Who to see: what the highest fired rule says, else what the most probable danger of this level
  /// says, else what the level says.
  private String see(Triage.Result rules, List<Risk> risks, Urgency level) {
    Stream<String> byRules =
        rules.fired().stream().filter(r -> r.level() == level).map(Assessment.FiredRule::see);
    Stream<String> byRisks =
        risks.stream()
            .filter(r -> r.level() == level)
            .limit(1)
            .flatMap(r -> knowledge.condition(r.condition()).urgency().see().stream());
    return Stream.concat(byRules, byRisks)
        .findFirst()
        .orElse(
            switch (level) {
              case EMERGENCY_NOW -> "emergency-department";
              case SAME_DAY -> "same-day-doctor";
              case WITHIN_DAYS -> "doctor-this-week";
              case ROUTINE -> "doctor-routine";
              case SELF_CARE -> "self-care";
            });
  }
}
