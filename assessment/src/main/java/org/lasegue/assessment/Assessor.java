package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.Change;
import org.lasegue.assessment.Assessment.LoweredBy;
import org.lasegue.assessment.Assessment.Question;
import org.lasegue.assessment.Assessment.Risk;
import org.lasegue.assessment.Assessment.Root;
import org.lasegue.assessment.Assessment.UrgencyResult;
import org.lasegue.assessment.Assessment.Weight;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Intervals.Interval;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;

/// Assesses cases: `(knowledge, case, mode) -> assessment`. Immutable; one instance serves many
/// cases, from any number of threads.
public final class Assessor {
  /// Gains are told apart to so many bits; what is less is rounding and must not decide an order.
  private static final double LEAST_GAIN = 1e-9;

  /// Below this probability of an answer it is not offered as a reason to change one's mind.
  private static final double NOTICEABLE = 0.02;

  /// Below this it is ruled out by other answers, as "no pain of the leg" is by pain of the calf.
  private static final double POSSIBLE = 1e-9;

  /// A finding of fewer decibans is not shown as a reason; a Bayes factor this near 1 has fewer.
  private static final double LEAST_WEIGHT = 0.05;

  private static final double SURELY_NOTHING = 0.011;

  private static final int CHILD = 16;
  private static final int ADULT = 18;

  private final Knowledge knowledge;
  private final CausalModel model;
  private final Triage triage;
  private final Planner planner;

  private final Intervals intervals;

  /// The expression of each rule.
  private final Map<String, String> whenOf = new HashMap<>();

  /// All that can be asked or examined and counts for the causes, in the order of the model.
  private final List<Open> askable = new ArrayList<>();

  /// @param anySide the same of an unrecorded side
  /// @param block of the model's mixture
  private record Open(Key key, Finding finding, Key anySide, int block) {}

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
    knowledge.rules().forEach(rule -> whenOf.put(rule.id(), rule.when()));
    this.model = compiling.join();
    this.intervals = new Intervals(model);
    for (Key key : model.keys()) {
      if (!key.finding().equals(CausalModel.PREGNANCY)) {
        askable.add(
            new Open(
                key,
                knowledge.findingById(key.finding()),
                new Key(key.finding(), Where.SOME_SIDE),
                model.mixture().blockOf(model.indexOf(key).orElseThrow())));
      }
    }
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
    Beliefs beliefs = new Beliefs(model, subject.person(), evidence);
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
    WhatIfs whatIfs =
        switch (depth) {
          case WITHOUT_REASONS -> WhatIfs.NONE;
          case WITHOUT_CHANGES -> whatIfs(beliefs, subject, mode, evidence);
          case ALL ->
              whatIfs(beliefs, subject, mode, evidence, probabilities, riskLevel, least, rules);
        };
    List<Cause> causes =
        causes(beliefs, evidence, probabilities, ranges, whatIfs.asked().without());
    UrgencyResult urgency =
        new UrgencyResult(
            level,
            rules.possible().max(level),
            rules.fired(),
            rules.open(),
            risks,
            whatIfs.loweredBy(),
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
        whatIfs.questions(),
        List.copyOf(whatIfs.changes()),
        plan,
        ids(unasked),
        limits(subject, mode, evidence, unasked),
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
    double[] before = beliefs.groupPosterior();
    List<Open> asked =
        askable.stream()
            .filter(open -> isOpen(open, subject, mode) && of.test(open.finding()))
            .toList();
    return sorted(
        byBlock(
            beliefs,
            asked,
            (whatIf, open) -> question(open, whatIf.gain(open.key(), before, false))));
  }

  private static Question question(Open open, double gain) {
    Finding finding = open.finding();
    return new Question(
        open.key().toString(),
        org.lasegue.knowledge.yaml.Fields.hyphenated(finding.kind()),
        StrictMath.rint(gain / LEAST_GAIN) * LEAST_GAIN,
        finding.effortSeconds(),
        finding.selfReported() ? finding.ask() : finding.clinical());
  }

  private static double gain(double[] before, List<Beliefs.Outcome> answers) {
    double[] probability = new double[answers.size()];
    double[][] after = new double[answers.size()][];
    for (int level = 0; level < after.length; level++) {
      probability[level] = answers.get(level).probability();
      after[level] = answers.get(level).groups();
    }
    return Information.bits(before, probability, after);
  }

  private static List<Question> sorted(List<Question> questions) {
    return questions.stream()
        .sorted(
            Comparator.comparingDouble((Question q) -> -q.gain() / Math.max(1, q.effort()))
                .thenComparing(Question::id))
        .toList();
  }

  /// Asks about some findings, in their order. The findings of a block are asked by one thread and
  /// the blocks by the caller's and one more, where that has time: a person waits for the answer,
  /// and no block needs another.
  private <T> List<T> byBlock(
      Beliefs beliefs, List<Open> findings, BiFunction<Beliefs.WhatIf, Open, T> ask) {
    return SharedWork.of(findings, Open::block, beliefs::whatIf, ask);
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
        ranked(beliefs.conditions(), probabilities),
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
        ranked(beliefs.conditions(), probabilities),
        place.axis(),
        place.roots(),
        nextTest(subject, beliefs));
  }

  private Optional<Brief.NextTest> nextTest(Case subject, Beliefs beliefs) {
    double[] before = beliefs.groupPosterior();
    Beliefs.WhatIf whatIf = beliefs.whatIf();
    List<Question> tests = new ArrayList<>();
    for (Open open : askable) {
      if (open.finding().kind() == Finding.Kind.TEST && isOpen(open, subject, Mode.EXAMINED)) {
        tests.add(question(open, whatIf.gain(open.key(), before, false)));
      }
    }
    return sorted(tests).stream().findFirst().map(q -> new Brief.NextTest(q.id(), q.gain()));
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
    boolean young = mayBeChild(subject.person()) || subject.person().surelyUnder(CHILD);
    return young ? least.max(Urgency.WITHIN_DAYS) : least;
  }

  private static List<Outline.Ranked> ranked(List<Condition> conditions, double[] probabilities) {
    return ranking(conditions, probabilities).stream()
        .map(c -> new Outline.Ranked(conditions.get(c).id(), probabilities[c]))
        .toList();
  }

  private static boolean mayBeChild(Person person) {
    return person.ageFrom().isPresent() && person.ageFrom().getAsInt() < CHILD;
  }

  private Assessment child(Case subject, Mode mode, Triage.Result rules, Evidence evidence) {
    // the numbers are those of young adults: good enough to raise an alarm, not to rank
    Beliefs beliefs = new Beliefs(model, subject.person(), evidence);
    List<Risk> risks = Risks.of(beliefs.conditions(), beliefs.probabilities());
    Urgency level =
        rules
            .level()
            .max(Urgency.WITHIN_DAYS)
            .max(Risks.level(beliefs.conditions(), beliefs.probabilities()));
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
        planner.forChild(urgency),
        ids(triage.unasked(subject)),
        List.of(
            "Under 16 no causes are ranked and no medicine is named: back and leg pain in a child"
                + " needs a doctor who can examine them."),
        evidence.leftOut());
  }

  private static List<String> ids(List<Finding> findings) {
    return findings.stream().map(Finding::id).toList();
  }

  private List<Cause> causes(
      Beliefs beliefs,
      Evidence evidence,
      double[] probabilities,
      List<Interval> ranges,
      List<double[]> without) {
    List<Condition> conditions = beliefs.conditions();
    List<String> findings = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (Evidence.Item item : evidence.items()) {
      findings.add(item.key().toString());
      answers.add(answer(item.key(), item.level()));
    }
    List<Cause> causes = new ArrayList<>();
    for (int c : ranking(conditions, probabilities)) {
      List<Weight> weights = new ArrayList<>();
      for (int i = 0; i < without.size(); i++) {
        double factor = odds(probabilities[c]) / odds(without.get(i)[c]);
        if (Math.abs(factor - 1) < SURELY_NOTHING) {
          continue; // most findings say nothing of most conditions, and logarithms are slow
        }
        double decibans = 10 * StrictMath.log10(factor);
        if (Double.isFinite(decibans) && Math.abs(decibans) >= LEAST_WEIGHT) {
          weights.add(new Weight(findings.get(i), answers.get(i), decibans));
        }
      }
      weights.sort(
          Comparator.comparingDouble((Weight w) -> -Math.abs(w.decibans()))
              .thenComparing(Weight::finding));
      Interval interval = ranges.get(c);
      causes.add(
          new Cause(
              conditions.get(c).id(),
              probabilities[c],
              interval.low(),
              interval.high(),
              weights.stream().filter(w -> w.decibans() > 0).toList(),
              weights.stream().filter(w -> w.decibans() < 0).toList()));
    }
    return List.copyOf(causes);
  }

  /// The conditions, likeliest first. A complication whose probability is that of its cause stands
  /// before it: the dangerous one first.
  private static List<Integer> ranking(List<Condition> conditions, double[] probabilities) {
    List<Integer> result = new ArrayList<>();
    for (int c = 0; c < probabilities.length; c++) {
      result.add(c);
    }
    result.sort(
        Comparator.comparingDouble((Integer c) -> -probabilities[c])
            .thenComparing(c -> conditions.get(c).id()));
    for (int i = 1; i < result.size(); i++) {
      int later = result.get(i);
      int before = result.get(i - 1);
      Condition condition = conditions.get(later);
      String cause = conditions.get(before).id();
      boolean complication =
          condition.complicationOf().stream().anyMatch(a -> a.cause().equals(cause));
      if (complication
          && probabilities[later] >= 0.8 * probabilities[before]
          && probabilities[later] >= condition.urgency().actAt()) {
        result.set(i - 1, later);
        result.set(i, before);
      }
    }
    return result;
  }

  private static double odds(double p) {
    return p / Math.max(1 - p, 1e-15);
  }

  private String answer(Key key, int level) {
    return knowledge.findingById(key.finding()).type().levelName(level);
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

  private record WhatIfs(Asked asked, List<Change> changes, List<LoweredBy> loweredBy) {
    static final WhatIfs NONE = new WhatIfs(new Asked(List.of(), List.of()), List.of(), List.of());

    List<Question> questions() {
      return sorted(asked.unknown().stream().map(u -> question(u.open(), u.gain())).toList());
    }
  }

  private WhatIfs whatIfs(Beliefs beliefs, Case subject, Mode mode, Evidence evidence) {
    double[] before = beliefs.groupPosterior();
    return new WhatIfs(
        asked(
            beliefs,
            subject,
            mode,
            evidence,
            (whatIf, open) -> new Unknown(open, whatIf.gain(open.key(), before, true), List.of())),
        List.of(),
        List.of());
  }

  private WhatIfs whatIfs(
      Beliefs beliefs,
      Case subject,
      Mode mode,
      Evidence evidence,
      double[] probabilities,
      Urgency riskLevel,
      Urgency least,
      Triage.Result rules) {
    double[] before = beliefs.groupPosterior();
    Asked asked =
        asked(
            beliefs,
            subject,
            mode,
            evidence,
            (whatIf, open) -> {
              List<Beliefs.Outcome> answers = whatIf.known(open.key());
              return new Unknown(open, gain(before, answers), answers);
            });
    Changes changes = new Changes(beliefs.conditions(), best(probabilities), riskLevel, least);
    asked.unknown().forEach(changes::add);
    changes.found.addAll(ruleChanges(subject, mode, rules, riskLevel));
    changes.found.sort(
        Comparator.comparing((Change c) -> c.what().equals("urgency") ? 0 : 1)
            .thenComparing(Change::to, Comparator.comparingInt(Assessor::severity))
            .thenComparingDouble(c -> -c.probability())
            .thenComparing(Change::finding));
    return new WhatIfs(asked, changes.found, changes.lowered());
  }

  /// What is asked of one finding.
  private sealed interface Answered {}

  /// @param without the probabilities of the conditions without it
  private record Observed(Key key, double[] without) implements Answered {}

  /// @param answers by level, empty where only the gain was asked
  private record Unknown(Open open, double gain, List<Beliefs.Outcome> answers)
      implements Answered {}

  /// @param without for each item of the evidence the probabilities of the conditions without it
  private record Asked(List<Unknown> unknown, List<double[]> without) {}

  /// @param unknown asks about a finding that nobody has observed
  private Asked asked(
      Beliefs beliefs,
      Case subject,
      Mode mode,
      Evidence evidence,
      BiFunction<Beliefs.WhatIf, Open, Unknown> unknown) {
    Set<Key> observed = new HashSet<>();
    evidence.items().forEach(item -> observed.add(item.key()));
    List<Open> findings =
        askable.stream()
            .filter(open -> observed.contains(open.key()) || isOpen(open, subject, mode))
            .toList();
    List<Answered> answers =
        byBlock(
            beliefs,
            findings,
            (whatIf, open) ->
                observed.contains(open.key())
                    ? new Observed(open.key(), whatIf.at(open.key(), -1).conditions())
                    : unknown.apply(whatIf, open));
    Map<Key, double[]> without = new HashMap<>();
    List<Unknown> open = new ArrayList<>();
    for (Answered answer : answers) {
      switch (answer) {
        case Observed known -> without.put(known.key(), known.without());
        case Unknown asked -> open.add(asked);
      }
    }
    return new Asked(
        List.copyOf(open),
        evidence.items().stream()
            .map(item ->
                // what has no side recorded is not one of the model's variables
                item.key().where() == Where.SOME_SIDE
                    ? new Beliefs(model, subject.person(), evidence.without(item)).probabilities()
                    : without.get(item.key()))
            .toList());
  }

  /// Collects the answers that would change the first cause or the urgency.
  private static final class Changes {
    private final List<Condition> conditions;
    private final int leading;
    private final Urgency riskLevel;

    /// What the urgency is whatever the probabilities are.
    private final Urgency least;

    private final List<Change> found = new ArrayList<>();
    private final List<Lowered> lowered = new ArrayList<>();

    /// @param probability of the answer
    private record Lowered(LoweredBy by, double probability) {}

    Changes(List<Condition> conditions, int leading, Urgency riskLevel, Urgency least) {
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

    void add(Unknown asked) {
      Key key = asked.open().key();
      ValueType type = asked.open().finding().type();
      List<Beliefs.Outcome> answers = asked.answers();
      for (int level = 0; level < answers.size(); level++) {
        Beliefs.Outcome outcome = answers.get(level);
        if (outcome.probability() < (level == type.normal() ? POSSIBLE : NOTICEABLE)) {
          continue;
        }
        int first = best(outcome.conditions());
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
  private List<Change> ruleChanges(
      Case subject, Mode mode, Triage.Result rules, Urgency riskLevel) {
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

  private static boolean isOpen(Open open, Case subject, Mode mode) {
    return mode.allows(open.finding())
        && !subject.findings().containsKey(open.key())
        && !subject.findings().containsKey(open.anySide());
  }

  private static int best(double[] probabilities) {
    int best = 0;
    for (int c = 1; c < probabilities.length; c++) {
      if (probabilities[c] > probabilities[best]) {
        best = c;
      }
    }
    return best;
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

  /// Who to see: what the highest fired rule says, else what the level says.
  private static String see(Triage.Result rules, List<Risk> risks, Urgency level) {
    return rules.fired().stream()
        .filter(r -> r.level() == level)
        .map(Assessment.FiredRule::see)
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

  private List<String> limits(Case subject, Mode mode, Evidence evidence, List<Finding> unasked) {
    Set<String> limits = new LinkedHashSet<>();
    if (mode == Mode.SELF_REPORT) {
      limits.add(
          "This rests on answers alone. Without an examination the cause can often not be told"
              + " apart from its neighbours.");
    } else {
      limits.add(
          "This rests on history, examination and the tests entered. It cannot see what was not"
              + " examined.");
    }
    if (!unasked.isEmpty()) {
      limits.add(
          unasked.size()
              + (unasked.size() == 1 ? " danger question has" : " danger questions have")
              + " not been answered; until then nothing is called harmless.");
    }
    if (subject.person().ageFrom().isEmpty() || subject.person().sex().isEmpty()) {
      limits.add("Age or sex is not known, so the result is a mean over all adults.");
    }
    if (subject.person().ageTo().isPresent() && subject.person().ageTo().getAsInt() < ADULT) {
      limits.add("The numbers come from adults; at 16 and 17 they are less certain.");
    }
    if (mayBeChild(subject.person())) {
      limits.add("The person may be under 16; then no cause is ranked and a doctor must see them.");
    }
    long examinedOnly =
        evidence.leftOut().values().stream().filter(Evidence.BY_EXAMINATION::equals).count();
    if (examinedOnly > 0) {
      limits.add(
          examinedOnly
              + " signs or tests were given and left out, as only answers count here. If any is"
              + " abnormal, assess the case with them.");
    }
    if (subject.person().answeredByOther()) {
      limits.add("Somebody else answered; what only the person can feel may be wrong.");
    }
    if (evidence.someSideOpen()) {
      limits.add("A side was not recorded; both were considered.");
    }
    if (!subject.other().isEmpty()) {
      limits.add(subject.other().size() + " notes were not understood and not used.");
    }
    limits.add(
        "At most one long-standing second cause is considered beside the main cause and its"
            + " complications.");
    limits.add("No clinician has reviewed this knowledge yet.");
    return List.copyOf(limits);
  }
}
