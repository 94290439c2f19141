package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Contact;
import org.lasegue.knowledge.Fact;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Quantified;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.StudyPopulation;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.Nearest;
import org.lasegue.knowledge.yaml.Position;
import org.lasegue.knowledge.yaml.Problem;

/// Refuses knowledge that does not hold together: anything dangling, out of range, unsourced,
/// unanswerable, unreachable or hard to read.
public final class KnowledgeCheck {
  private static final int REACHING_ATTEMPTS = 4000;
  private static final Pattern JUDGED =
      Pattern.compile(
          "\\b(judged|judgement|estimated|no (share|percentage|figure|size)|not (printed|read))\\b");
  private static final Pattern DIGIT = Pattern.compile("[0-9]");

  private final Knowledge knowledge;
  private final Vocabulary vocabulary;
  private final List<Problem> problems = new ArrayList<>();
  private final Set<String> usedSources = new HashSet<>();
  private int sourced;
  private int estimated;

  private KnowledgeCheck(Knowledge knowledge) {
    this.knowledge = knowledge;
    this.vocabulary = new Vocabulary(knowledge);
  }

  /// @param problems what must be put right
  /// @param sourced how many numbers, rules and pieces of advice name a source, @param estimated
  ///   how many an estimate
  /// @param sourcesUsed number of sources that something rests on
  public record Report(List<Problem> problems, int sourced, int estimated, int sourcesUsed) {}

  public static Report check(Knowledge knowledge) {
    KnowledgeCheck check = new KnowledgeCheck(knowledge);
    check.findings();
    check.mechanisms();
    check.conditions();
    check.screensAndGroups();
    check.rules();
    check.care();
    check.namesAndClaims();
    check.contacts();
    new FollowUpCheck(knowledge, check::basis, check::expression, check::problem).check();
    check.problems.addAll(PageCheck.check(knowledge));
    check.problems.addAll(WordingCheck.check(knowledge));
    check.literature();
    check.complicationCircles();
    check.parts();
    return new Report(
        List.copyOf(check.problems), check.sourced, check.estimated, check.usedSources.size());
  }

  private void problem(Position at, String message) {
    problems.add(new Problem(at, message));
  }

  private void basis(Basis basis, Position at) {
    switch (basis) {
      case Basis.Sourced s -> {
        sourced++;
        for (String source : s.sources()) {
          usedSources.add(source);
          if (!knowledge.sources().containsKey(source)) {
            problem(
                at,
                "no source '" + source + "'" + Nearest.hint(source, knowledge.sources().keySet()));
          }
        }
      }
      case Basis.Estimate _ -> estimated++;
    }
  }

  /// The basis of a number: where its source prints no figure and its size was judged, it is an
  /// estimate, however true the sentence is that the source prints.
  private void size(Basis basis, Position at) {
    basis(basis, at);
    if (basis instanceof Basis.Sourced s
        && JUDGED.matcher(s.says()).find()
        && !DIGIT.matcher(s.says()).find()) {
      problem(
          at,
          "its size is judged and no figure of "
              + String.join(", ", s.sources())
              + " is given: '"
              + s.says()
              + "'; write it as an estimate that names the source");
    }
  }

  private void number(Quantified q, String what, double most, Position at) {
    size(q.basis(), at);
    if (q.value() < 0 || q.value() > most) {
      problem(at, what + " is " + q.value() + "; it must lie between 0 and " + most);
    }
    if (q.low() > q.value() || q.high() < q.value()) {
      problem(at, what + " lies outside its own range");
    }
  }

  private boolean findingExists(String id, Position at) {
    if (knowledge.findings().containsKey(id)) {
      return true;
    }
    problem(at, "no finding '" + id + "'" + Nearest.hint(id, knowledge.findings().keySet()));
    return false;
  }

  private void findings() {
    for (Finding finding : knowledge.findings().values()) {
      Position at = finding.at();
      size(finding.background().basis(), at);
      if (finding.answeredBy() == Finding.AnsweredBy.PERSON) {
        if (!finding.selfReported()) {
          problem(at, "'" + finding.id() + "' is a sign or test that nobody can examine");
        }
        if (finding.why().isEmpty()) {
          problem(at, "'" + finding.id() + "' does not say why it is asked");
        }
      } else if (finding.examine().isEmpty()) {
        problem(at, "'" + finding.id() + "' does not say how it is examined");
      }
      for (String implied : finding.implies()) {
        if (findingExists(implied, at) && impliesItself(finding.id(), implied, new HashSet<>())) {
          problem(at, "'" + finding.id() + "' implies itself");
        }
      }
      finding
          .shows()
          .ifPresent(shown -> {
            if (findingExists(shown, at)
                && !(knowledge.findingById(shown).type() instanceof ValueType.Present
                    && knowledge.findingById(shown).sided() == finding.sided())) {
              problem(
                  at,
                  "'"
                      + shown
                      + "' must be present or not, with the sides of '"
                      + finding.id()
                      + "'");
            }
          });
      if (finding.type().normal() > 0 && !finding.ofEpisode()) {
        problem(
            at,
            "'"
                + finding.id()
                + "' has levels on both sides of the normal one: no cause can add to that, say 'of-episode: true'");
      }
      finding
          .meansBoth()
          .ifPresent(each -> {
            if (findingExists(each, at) && !knowledge.findingById(each).sided()) {
              problem(at, "'" + each + "' has no sides, so it cannot be on both");
            }
          });
      finding.mechanism().ifPresent(id -> readsMechanism(finding, id));
      if (!finding.ruleOnly()) {
        double[] p =
            finding.background().at(50, org.lasegue.knowledge.Sex.FEMALE, finding.type().normal());
        for (double each : p) {
          if (each <= 0 || each >= 1) {
            problem(
                at,
                "the background of '"
                    + finding.id()
                    + "' gives a level the probability "
                    + each
                    + "; nothing is impossible");
            break;
          }
        }
      }
    }
  }

  /// What a part needs to have, and what nothing else may have, for its share of the whole to be
  /// clear.
  private void parts() {
    Set<String> whole = new HashSet<>();
    for (Finding part : knowledge.findings().values()) {
      part.partOf()
          .flatMap(knowledge::finding)
          .ifPresent(of -> {
            if (!dividable(part) || !dividable(of) || part.sided() != of.sided()) {
              problem(
                  part.at(),
                  "'"
                      + part.id()
                      + "' cannot be part of '"
                      + of.id()
                      + "': both must be symptoms, signs or tests that are present or absent, with"
                      + " sides or without");
            }
            if (part.mechanism().isPresent()) {
              problem(
                  part.at(),
                  "'" + part.id() + "' follows what it is part of; leave its mechanism out");
            }
            if (!whole.add(of.id()) || of.partOf().isPresent()) {
              problem(
                  part.at(),
                  "'" + of.id() + "' has another part, or is a part; name one pair only");
            }
          });
    }
    for (Condition condition : knowledge.conditions().values()) {
      for (Condition.FindingLink link : condition.findings()) {
        if (link.side() != Condition.LinkSide.AFFECTED
            && knowledge.findingById(link.finding()).partOf().isPresent()) {
          problem(
              link.at(),
              "'" + link.finding() + "' is where that is which it is part of; leave the side out");
        }
      }
    }
    if (problems.isEmpty()) { // a model can be made
      problems.addAll(new CausalModel(knowledge).excessiveParts());
    }
  }

  private static boolean dividable(Finding finding) {
    return finding.type() instanceof ValueType.Present
        && finding.kind() != Finding.Kind.CONTEXT
        && !finding.ofEpisode()
        && !finding.ruleOnly();
  }

  /// Of two conditions that each complicate the other both would be held and explained by the
  /// other, whatever led to them.
  private void complicationCircles() {
    for (Condition condition : knowledge.conditions().values()) {
      for (Condition.Arc arc : condition.complicationOf()) {
        if (complicates(condition.id(), arc.cause(), new HashSet<>())) {
          problem(
              arc.at(),
              "'"
                  + condition.id()
                  + "' complicates '"
                  + arc.cause()
                  + "' and is complicated by it: a circle, in which each explains the other");
        }
      }
    }
  }

  /// Whether a condition is, in the end, a complication of another.
  private boolean complicates(String cause, String condition, Set<String> seen) {
    return condition.equals(cause)
        || seen.add(condition)
            && Optional.ofNullable(knowledge.conditions().get(condition)).stream()
                .flatMap(c -> c.complicationOf().stream())
                .anyMatch(arc -> complicates(cause, arc.cause(), seen));
  }

  private boolean impliesItself(String start, String from, Set<String> seen) {
    if (from.equals(start)) {
      return true;
    }
    return seen.add(from)
        && knowledge.finding(from).stream()
            .flatMap(f -> f.implies().stream())
            .anyMatch(next -> impliesItself(start, next, seen));
  }

  private void readsMechanism(Finding finding, String id) {
    Mechanism mechanism = knowledge.mechanisms().get(id);
    if (mechanism == null) {
      problem(
          finding.at(),
          "no mechanism '" + id + "'" + Nearest.hint(id, knowledge.mechanisms().keySet()));
      return;
    }
    if (mechanism.gives().stream().noneMatch(g -> g.finding().equals(finding.id()))) {
      problem(finding.at(), "the mechanism '" + id + "' does not give '" + finding.id() + "'");
    }
    if (mechanism.sided() && !finding.sided()) {
      problem(finding.at(), "'" + id + "' has sides, so '" + finding.id() + "' must have them too");
    }
  }

  private void mechanisms() {
    for (Mechanism mechanism : knowledge.mechanisms().values()) {
      Set<String> seen = new HashSet<>();
      for (Mechanism.Gives gives : mechanism.gives()) {
        size(gives.basis(), gives.at());
        if (!seen.add(gives.finding())) {
          problem(gives.at(), "'" + gives.finding() + "' is given twice");
        }
        if (findingExists(gives.finding(), gives.at())
            && !knowledge
                .findingById(gives.finding())
                .mechanism()
                .equals(Optional.of(mechanism.id()))) {
          problem(
              gives.at(),
              "'" + gives.finding() + "' does not name '" + mechanism.id() + "' as its mechanism");
        }
        if (gives.links().isEmpty()) {
          problem(gives.at(), "'" + gives.finding() + "' is given by no territory");
        }
      }
      boolean caused =
          knowledge.conditions().values().stream()
              .flatMap(c -> c.mechanisms().stream())
              .anyMatch(l -> l.id().equals(mechanism.id()));
      if (!caused) {
        problem(mechanism.at(), "no condition leads to '" + mechanism.id() + "'");
      }
    }
  }

  private void conditions() {
    for (Condition condition : knowledge.conditions().values()) {
      Position at = condition.at();
      if (!at.file().endsWith("/" + condition.id() + ".yaml")) {
        problem(at, "'" + condition.id() + "' must stand in a file of its name");
      }
      if (!knowledge.families().containsKey(condition.family())) {
        problem(at, "no family '" + condition.family() + "'");
      }
      number(condition.prior(), "the prior", 1, at);
      number(condition.presents(), "'presents'", 1, at);
      if (condition.prior().value() == 0 || condition.presents().value() == 0) {
        problem(at, "a prior of zero can never be believed");
      }
      size(condition.ageBasis(), at);
      size(condition.sexBasis(), at);
      size(condition.site().sidesBasis(), at);
      size(condition.site().territoriesBasis(), at);
      size(condition.site().alwaysBasis(), at);
      for (Condition.ContextOdds context : condition.context()) {
        number(context.odds(), "an odds ratio", 1e6, context.at());
        if (findingExists(context.finding(), context.at())
            && knowledge.findingById(context.finding()).kind() != Finding.Kind.CONTEXT) {
          problem(
              context.at(), "'" + context.finding() + "' is no context; write it under findings");
        }
      }
      for (Condition.MechanismLink link : condition.mechanisms()) {
        mechanismLink(condition, link);
      }
      Set<String> seen = new HashSet<>();
      for (Condition.FindingLink link : condition.findings()) {
        size(link.basis(), link.at());
        Finding finding = knowledge.findingById(link.finding());
        if (!seen.add(link.finding() + link.side())) {
          problem(link.at(), "'" + link.finding() + "' is linked twice");
        }
        if (finding.kind() == Finding.Kind.CONTEXT) {
          problem(link.at(), "'" + link.finding() + "' is a context; write its odds under context");
        }
        if (finding.ruleOnly() && finding.meansBoth().isEmpty()) {
          problem(link.at(), "'" + link.finding() + "' is for rules only and has no weight");
        }
      }
      for (Condition.Arc arc : condition.complicationOf()) {
        number(arc.p(), "the probability of a complication", 1, arc.at());
        if (!knowledge.conditions().containsKey(arc.cause())) {
          problem(arc.at(), "no condition '" + arc.cause() + "'");
        }
      }
      basis(condition.urgency().basis(), at);
      if (condition.urgency().actAt() <= 1 && condition.urgency().why().isEmpty()) {
        problem(at, "'act-at' without the reasoning under 'why'");
      }
      condition.raises().forEach(id -> findingExists(id, at));
      for (Condition.TestAdvice test : condition.helpfulTests()) {
        basis(test.basis(), at);
      }
      for (Condition.TestAdvice test : condition.notHelpfulTests()) {
        basis(test.basis(), at);
      }
      condition.basis().values().forEach(b -> basis(b, at));
      condition.page().ifPresent(p -> p.sections().values().forEach(s -> basis(s.basis(), at)));
      condition.treatments().forEach(t -> basis(t.basis(), at));
    }
  }

  private void mechanismLink(Condition condition, Condition.MechanismLink link) {
    number(link.p(), "a probability", 1, link.at());
    Mechanism mechanism = knowledge.mechanisms().get(link.id());
    if (mechanism == null) {
      problem(
          link.at(),
          "no mechanism '"
              + link.id()
              + "'"
              + Nearest.hint(link.id(), knowledge.mechanisms().keySet()));
      return;
    }
    if (mechanism.byTerritory() && condition.site().territories().isEmpty()) {
      problem(
          link.at(),
          "'" + link.id() + "' depends on the nerve, and no territory is given under site");
    }
    if (link.severe().isPresent() && mechanism.levels().size() == 1) {
      problem(link.at(), "'" + link.id() + "' has one level only, so nothing can be severe");
    }
  }

  private void screensAndGroups() {
    Map<String, String> screenOf = new HashMap<>();
    for (Screen screen : knowledge.screens()) {
      for (String id : screen.findings()) {
        if (findingExists(id, screen.at())) {
          String other = screenOf.put(id, screen.id());
          if (other != null) {
            problem(
                screen.at(),
                "'" + id + "' is asked in '" + other + "' and in '" + screen.id() + "'");
          }
        }
      }
      screen.only().ifPresent(only -> expression(only, screen.at()));
    }
    for (Finding finding : knowledge.findings().values()) {
      if (finding.mustAsk() && !screenOf.containsKey(finding.id())) {
        problem(finding.at(), "'" + finding.id() + "' must be asked, but no screen asks it");
      }
    }
    knowledge
        .groups()
        .values()
        .forEach(group ->
            group
                .normal()
                .forEach((id, normal) -> {
                  if (findingExists(id, group.at())
                      && !readable(knowledge.findingById(id).type(), normal)) {
                    problem(group.at(), "'" + normal + "' is no value of '" + id + "'");
                  }
                }));
  }

  private static boolean readable(ValueType type, String written) {
    return switch (type) {
      case ValueType.Present _ -> written.equals("absent") || written.equals("present");
      case ValueType.Levels levels -> levels.names().contains(written);
      case ValueType.Quantity quantity -> {
        try {
          double number = Double.parseDouble(written);
          yield number >= quantity.min() && number <= quantity.max();
        } catch (NumberFormatException e) {
          yield false;
        }
      }
    };
  }

  private boolean expression(String expression, Position at) {
    try {
      new Expressions(vocabulary, List.of(expression)).compile(expression);
      return true;
    } catch (Expressions.InvalidExpressionException e) {
      problem(at, "'" + expression + "': " + e.getMessage());
      return false;
    }
  }

  private void rules() {
    SplittableRandom random = new SplittableRandom(1);
    for (TriageRule rule : knowledge.rules()) {
      basis(rule.basis(), rule.at());
      if (expression(rule.when(), rule.at()) && !canHold(rule.when(), random)) {
        problem(rule.at(), "the rule '" + rule.id() + "' can never hold");
      }
      boolean first = rule.level() == Urgency.EMERGENCY_NOW || rule.see().equals("crisis-line");
      if (!rule.sign().isEmpty() && !first) {
        problem(
            rule.at(),
            "'"
                + rule.id()
                + "' has a 'sign' and is neither 'emergency-now' nor for a crisis line");
      }
      if (rule.ifUnsure().compareTo(rule.level()) > 0) {
        problem(rule.at(), "'not sure' weighs more than 'yes' in '" + rule.id() + "'");
      }
      rule.closedBy()
          .ifPresent(closing -> {
            if (expression(closing, rule.at())) {
              onlyExamined(closing, rule);
            }
          });
    }
  }

  private void onlyExamined(String closing, TriageRule rule) {
    for (String word : Expressions.wordsOf(closing)) {
      vocabulary
          .term(word)
          .ifPresent(term -> {
            if (!(term instanceof Vocabulary.Term.Value v) || v.finding().selfReported()) {
              problem(
                  rule.at(),
                  "'" + word + "' cannot close '" + rule.id() + "': only signs and tests can");
            }
          });
    }
  }

  /// Tries random inputs until the expression holds.
  private boolean canHold(String expression, SplittableRandom random) {
    Expressions expressions = new Expressions(vocabulary, List.of(expression));
    Expressions.Compiled compiled = expressions.compile(expression);
    for (int attempt = 0; attempt < REACHING_ATTEMPTS; attempt++) {
      Map<String, Object> values = new HashMap<>();
      int bias = attempt % 3;
      compiled
          .terms()
          .forEach((name, term) -> values.put(name, RandomValues.of(term, bias, random)));
      if (expressions.holds(compiled, values)) {
        return true;
      }
    }
    return false;
  }

  private void care() {
    knowledge
        .care()
        .values()
        .forEach(action -> {
          basis(action.basis(), action.at());
          expression(action.whenFor(), action.at());
          action.neverFor().ifPresent(never -> expression(never, action.at()));
          action.doneBy().forEach(id -> findingExists(id, action.at()));
          for (String id : quoted(action.whenFor())) {
            boolean known =
                knowledge.conditions().containsKey(id)
                    || knowledge.families().containsKey(id)
                    || isWord(id);
            if (!known) {
              problem(
                  action.at(),
                  "'"
                      + id
                      + "' is neither a condition nor a level"
                      + Nearest.hint(id, knowledge.conditions().keySet()));
            }
          }
        });
  }

  private static List<String> quoted(String expression) {
    return Pattern.compile("\"([^\"]*)\"|'([^']*)'")
        .matcher(expression)
        .results()
        .map(m -> m.group(1) != null ? m.group(1) : m.group(2))
        .toList();
  }

  private boolean isWord(String word) {
    boolean level =
        knowledge.findings().values().stream()
            .anyMatch(f -> f.type() instanceof ValueType.Levels l && l.names().contains(word));
    boolean urgency =
        java.util.Arrays.stream(org.lasegue.knowledge.Urgency.values())
            .anyMatch(u -> u.word().equals(word));
    boolean axis =
        java.util.Arrays.stream(Condition.Axis.values())
            .anyMatch(a -> org.lasegue.knowledge.yaml.Fields.hyphenated(a).equals(word));
    return level
        || urgency
        || axis
        || Set.of("female", "male", "sudden", "gradual", "improving", "stable", "worsening")
            .contains(word);
  }

  private void namesAndClaims() {
    knowledge
        .names()
        .forEach(name -> {
          basis(name.basis(), name.at());
          for (String id : name.leadsTo()) {
            if (!knowledge.conditions().containsKey(id)
                && !knowledge.mechanisms().containsKey(id)) {
              problem(name.at(), "'" + id + "' is neither a condition nor a mechanism");
            }
          }
        });
    knowledge
        .claims()
        .forEach(claim -> {
          for (String source : claim.sources()) {
            usedSources.add(source);
            if (!knowledge.sources().containsKey(source)) {
              problem(claim.at(), "no source '" + source + "'");
            }
          }
        });
  }

  private void contacts() {
    if (!knowledge.contacts().containsKey(Contact.WORLDWIDE)) {
      problem(new Position("contacts.yaml", 1), "no entry for 'worldwide'");
    }
    for (Contact contact : knowledge.contacts().values()) {
      for (Contact.Line line : contact.lines()) {
        basis(line.basis(), line.at());
        if (line.basis() instanceof Basis.Estimate) {
          problem(line.at(), "whom to call cannot be an estimate; name a source or leave it out");
        }
      }
      boolean worldwide = contact.country().equals(Contact.WORLDWIDE);
      if (contact.lines().stream()
          .noneMatch(
              l -> l.kind() == Contact.Kind.EMERGENCY && (worldwide || !l.number().isEmpty()))) {
        problem(contact.at(), "no emergency number for '" + contact.country() + "'");
      }
    }
  }

  private void literature() {
    Set<String> populations = knowledge.literature().populations().keySet();
    for (StudyPopulation population : knowledge.literature().populations().values()) {
      size(population.basis(), population.at());
      population.times().keySet().forEach(id -> conditionExists(id, population.at()));
      levels(population.everyone(), population.at());
      anyOf(population.any(), population.at());
    }
    for (Fact fact : knowledge.literature().facts().values()) {
      Position at = fact.at();
      basis(fact.basis(), at);
      if (!populations.contains(fact.population())) {
        problem(
            at,
            "no population '"
                + fact.population()
                + "'"
                + Nearest.hint(fact.population(), populations));
      }
      fact.conditions().forEach(id -> conditionExists(id, at));
      fact.against().forEach(id -> conditionExists(id, at));
      fact.givenConditions().forEach(id -> conditionExists(id, at));
      levels(fact.given(), at);
      anyOf(fact.givenAny(), at);
      fact.finding()
          .ifPresent(observed -> {
            levels(observed.finding(), observed.levels(), at);
          });
      fact.disagrees()
          .filter(id -> !knowledge.literature().facts().containsKey(id))
          .ifPresent(id -> problem(at, "no fact '" + id + "'"));
    }
  }

  private void conditionExists(String id, Position at) {
    if (!knowledge.conditions().containsKey(id)) {
      problem(at, "no condition '" + id + "'" + Nearest.hint(id, knowledge.conditions().keySet()));
    }
  }

  /// Signs of which a study wants at least one.
  private void anyOf(Set<String> findings, Position at) {
    for (String id : findings) {
      levels(id, Set.of(), at);
      if (knowledge.finding(id).filter(f -> f.meansBoth().isPresent()).isPresent()) {
        problem(
            at,
            "'"
                + id
                + "' means both sides and cannot be one of several; name the finding of one side");
      }
    }
  }

  private void levels(Map<String, String> byFinding, Position at) {
    byFinding.forEach((id, level) -> {
      levels(id, Set.of(level), at);
      knowledge
          .finding(id)
          .filter(f -> f.sided() && f.type().levels() != 2)
          .filter(f -> !f.type().levelName(f.type().normal()).equals(level))
          .ifPresent(f ->
              problem(at, "'" + id + "' has sides and degrees; everyone can have it normal only"));
    });
  }

  private void levels(String id, Set<String> names, Position at) {
    if (!findingExists(id, at)) {
      return;
    }
    Finding finding = knowledge.findingById(id);
    if (finding.ruleOnly() && finding.meansBoth().isEmpty()) {
      problem(at, "'" + id + "' is for rules only and has no weight");
    }
    List<String> known = new ArrayList<>();
    for (int level = 0; level < finding.type().levels(); level++) {
      known.add(finding.type().levelName(level));
    }
    for (String name : names) {
      if (!known.contains(name)) {
        problem(at, "'" + id + "' has no level '" + name + "'; it has " + String.join(", ", known));
      }
    }
  }
}
