package org.lasegue.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lasegue.knowledge.Condition.ContextOdds;
import org.lasegue.knowledge.Condition.FindingLink;
import org.lasegue.knowledge.Condition.MechanismLink;
import org.lasegue.knowledge.yaml.Position;

/// One number of the knowledge that fitting may move within its stated range.
///
/// @param name what it is, as `knowledge check --list` names it: `prior of C`, `presents of C`, `C
///   given F` (odds), `C -> F` and `C -> M` (probabilities), `background of F` (at 50 years)
/// @param scale whether it is a probability or a positive ratio
/// @param value as the files or an earlier fit give it, from `low` to `high`
public record Parameter(
    String name, Scale scale, double value, double low, double high, Position at) {

  public enum Scale {
    PROBABILITY,
    RATIO
  }

  /// Every number that has a range, in the order of the files.
  public static List<Parameter> all(Knowledge knowledge) {
    Map<String, Parameter> result = new LinkedHashMap<>();
    for (Condition c : knowledge.conditions().values()) {
      add(result, "prior of " + c.id(), Scale.PROBABILITY, c.prior(), c.at());
      add(result, "presents of " + c.id(), Scale.PROBABILITY, c.presents(), c.at());
      for (ContextOdds odds : c.context()) {
        add(result, c.id() + " given " + odds.finding(), Scale.RATIO, odds.odds(), odds.at());
      }
      for (MechanismLink link : c.mechanisms()) {
        add(result, c.id() + " -> " + link.id(), Scale.PROBABILITY, link.p(), link.at());
      }
      for (FindingLink link : c.findings()) {
        if (link.levels().length == 2) {
          add(
              result,
              c.id() + " -> " + link.finding(),
              Scale.PROBABILITY,
              new Quantified(link.levels()[1], link.low(), link.high(), link.basis()),
              link.at());
        }
      }
    }
    for (Finding f : knowledge.findings().values()) {
      if (f.type().levels() == 2) {
        Background b = f.background();
        add(
            result,
            "background of " + f.id(),
            Scale.PROBABILITY,
            new Quantified(b.levels().getLast().at(50), b.low(), b.high(), b.basis()),
            f.at());
      }
    }
    return List.copyOf(result.values());
  }

  private static void add(
      Map<String, Parameter> to, String name, Scale scale, Quantified q, Position at) {
    boolean proper =
        q.low() > 0
            && q.low() < q.value()
            && q.value() < q.high()
            && (scale == Scale.RATIO || q.high() < 1);
    if (proper) {
      // two links of one name differ by side; the first has the name
      to.putIfAbsent(name, new Parameter(name, scale, q.value(), q.low(), q.high(), at));
    }
  }

  /// The knowledge with other values for the parameters named; all else stays.
  ///
  /// @throws IllegalArgumentException where a name is none of its parameters
  public static Knowledge with(Knowledge knowledge, Map<String, Double> values) {
    Map<String, Double> left = new LinkedHashMap<>(values);
    Map<String, Condition> conditions = new LinkedHashMap<>();
    knowledge.conditions().forEach((id, c) -> conditions.put(id, condition(c, left)));
    Map<String, Finding> findings = new LinkedHashMap<>();
    knowledge.findings().forEach((id, f) -> findings.put(id, finding(f, left)));
    if (!left.isEmpty()) {
      throw new IllegalArgumentException("no parameter '" + left.keySet().iterator().next() + "'");
    }
    return knowledge.withNumbers(findings, conditions);
  }

  private static Condition condition(Condition c, Map<String, Double> values) {
    // the first link of a name takes the value; the links of the other sides keep theirs
    Function<String, Optional<Double>> take = name -> Optional.ofNullable(values.remove(name));
    Quantified prior = moved(c.prior(), take.apply("prior of " + c.id()));
    Quantified presents = moved(c.presents(), take.apply("presents of " + c.id()));
    List<ContextOdds> context =
        c.context().stream()
            .map(o ->
                new ContextOdds(
                    o.finding(),
                    moved(o.odds(), take.apply(c.id() + " given " + o.finding())),
                    o.at()))
            .toList();
    List<MechanismLink> mechanisms =
        c.mechanisms().stream()
            .map(l ->
                new MechanismLink(
                    l.id(), moved(l.p(), take.apply(c.id() + " -> " + l.id())), l.severe(), l.at()))
            .toList();
    List<FindingLink> findings =
        c.findings().stream()
            .map(l ->
                l.levels().length != 2
                    ? l
                    : take.apply(c.id() + " -> " + l.finding())
                        .map(p ->
                            new FindingLink(
                                l.finding(),
                                new double[] {1 - p, p},
                                l.low(),
                                l.high(),
                                l.side(),
                                l.basis(),
                                l.at()))
                        .orElse(l))
            .toList();
    return c.withNumbers(prior, presents, context, mechanisms, findings);
  }

  private static Quantified moved(Quantified q, Optional<Double> value) {
    return value.map(v -> new Quantified(v, q.low(), q.high(), q.basis())).orElse(q);
  }

  private static Finding finding(Finding f, Map<String, Double> values) {
    @Nullable Double value = values.remove("background of " + f.id());
    if (value == null) {
      return f;
    }
    Background b = f.background();
    double factor = value / b.levels().getLast().at(50);
    Background moved =
        new Background(
            List.of(b.levels().getFirst(), scaled(b.levels().getLast(), factor)),
            b.female(),
            b.male(),
            b.low(),
            b.high(),
            b.basis());
    return new Finding(
        f.id(),
        f.clinical(),
        f.plain(),
        f.kind(),
        f.type(),
        f.sided(),
        f.answeredBy(),
        f.ask(),
        f.askAgain(),
        f.help(),
        f.why(),
        f.examine(),
        f.effortSeconds(),
        f.mechanism(),
        moved,
        f.implies(),
        f.meansBoth(),
        f.partOf(),
        f.shows(),
        f.only(),
        f.ruleOnly(),
        f.ofEpisode(),
        f.isPrivate(),
        f.mustAsk(),
        f.codes(),
        f.aliases(),
        f.at());
  }

  private static ByAge scaled(ByAge byAge, double factor) {
    Map<Integer, Double> steps = new LinkedHashMap<>();
    byAge.steps().forEach((age, p) -> steps.put(age, Math.min(0.98, p * factor)));
    return new ByAge(steps);
  }
}
