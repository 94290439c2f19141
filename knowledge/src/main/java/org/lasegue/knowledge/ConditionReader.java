package org.lasegue.knowledge;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.knowledge.Condition.PregnancyState;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.Nearest;
import org.lasegue.knowledge.yaml.YamlNode;

/// Reads conditions and mechanisms. Findings are needed for the number of levels of a link.
final class ConditionReader {
  private static final Basis UNIFORM = new Basis.Estimate("not stated: no difference assumed");

  private ConditionReader() {}

  static Condition condition(YamlNode node, Map<String, Finding> findings) {
    Fields f = Fields.of(node, "a condition");
    Basis ageBasis = UNIFORM;
    ByAge age = ByAge.constant(1);
    if (f.has("age")) {
      Fields a = Fields.of(f.need("age"), "'age'");
      ageBasis = Numbers.basis(a);
      age = Numbers.byAge(numeric(f.map("age")), f.need("age"));
    }
    Map<Sex, Double> sex = new EnumMap<>(Map.of(Sex.FEMALE, 1.0, Sex.MALE, 1.0));
    Basis sexBasis = UNIFORM;
    if (f.has("sex")) {
      Fields s = Fields.of(f.need("sex"), "'sex'");
      sexBasis = Numbers.basis(s);
      sex.put(Sex.FEMALE, s.number("female"));
      sex.put(Sex.MALE, s.number("male"));
      s.done();
    }
    Map<PregnancyState, Double> pregnancy = new EnumMap<>(PregnancyState.class);
    if (f.has("pregnancy")) {
      Fields p = Fields.of(f.need("pregnancy"), "'pregnancy'");
      Numbers.basis(p);
      for (PregnancyState state : PregnancyState.values()) {
        p.optionalNumber(Fields.hyphenated(state)).ifPresent(odds -> pregnancy.put(state, odds));
      }
      p.done();
    }
    Condition condition =
        new Condition(
            f.text("id"),
            f.text("clinical"),
            f.text("plain"),
            f.text("family"),
            f.word("axis", Condition.Axis.class),
            f.texts("synonyms"),
            codes(f),
            f.text("explain"),
            f.text("told-apart", ""),
            Numbers.quantified(f.need("prior"), "'prior'"),
            Numbers.quantified(f.need("presents"), "'presents'"),
            age,
            ageBasis,
            sex,
            sexBasis,
            only(f),
            pregnancy,
            f.list("context", ConditionReader::contextOdds),
            site(f),
            f.list("mechanisms", ConditionReader::mechanismLink),
            f.list("findings", n -> findingLink(n, findings)),
            f.list("complication-of", ConditionReader::arc),
            f.flag("coexists"),
            danger(f),
            Set.copyOf(f.texts("raises")),
            f.text("course", ""),
            tests(f, "helpful"),
            tests(f, "not-helpful"),
            page(f),
            f.list("treatments", ConditionReader::treatment),
            textBasis(f),
            f.at());
    f.done();
    return condition;
  }

  private static Map<String, YamlNode> numeric(Map<String, YamlNode> all) {
    Map<String, YamlNode> result = new LinkedHashMap<>();
    all.forEach((key, value) -> {
      if (!Set.of("source", "says", "estimate").contains(key)) {
        result.put(key, value);
      }
    });
    return result;
  }

  private static Map<String, String> codes(Fields f) {
    Map<String, String> codes = new LinkedHashMap<>();
    f.map("codes")
        .forEach((system, code) -> {
          if (!(code instanceof YamlNode.Scalar s && s.isNull())) {
            codes.put(system, Fields.text(code, "a code"));
          }
        });
    return codes;
  }

  private static Condition.Only only(Fields f) {
    if (!f.has("only")) {
      return new Condition.Only(Set.of(), Set.of());
    }
    Fields o = Fields.of(f.need("only"), "'only'");
    Set<Condition.Organ> organs =
        new HashSet<>(o.list("sex-organ", n -> Fields.word(n, "an organ", Condition.Organ.class)));
    organs.addAll(o.list("organs", n -> Fields.word(n, "an organ", Condition.Organ.class)));
    Set<PregnancyState> states =
        Set.copyOf(o.list("pregnancy", n -> Fields.word(n, "a state", PregnancyState.class)));
    o.texts("source");
    o.optionalText("estimate");
    o.done();
    return new Condition.Only(organs, states);
  }

  private static Condition.ContextOdds contextOdds(YamlNode node) {
    Fields f = Fields.of(node, "a context");
    Condition.ContextOdds odds =
        new Condition.ContextOdds(f.text("finding"), Numbers.quantified(f, "odds"), f.at());
    f.done();
    if (odds.odds().value() <= 0) {
      throw new BadInputException(f.at(), "an odds ratio is above 0");
    }
    return odds;
  }

  private static Condition.Site site(Fields f) {
    Map<Condition.Sides, Double> sides = new EnumMap<>(Condition.Sides.class);
    Map<Territory, Double> territories = new EnumMap<>(Territory.class);
    Basis sidesBasis = UNIFORM;
    Basis territoriesBasis = UNIFORM;
    Set<Territory> always = EnumSet.noneOf(Territory.class);
    Basis alwaysBasis = UNIFORM;
    if (f.has("site")) {
      Fields s = Fields.of(f.need("site"), "'site'");
      if (s.has("sides")) {
        Fields side = Fields.of(s.need("sides"), "'sides'");
        sidesBasis = Numbers.basis(side);
        for (Condition.Sides each : Condition.Sides.values()) {
          side.optionalNumber(Fields.hyphenated(each))
              .ifPresent(share -> {
                if (share > 0) {
                  sides.put(each, share);
                }
              });
        }
        side.done();
        normalise(sides, side);
      }
      if (s.has("territories")) {
        Fields t = Fields.of(s.need("territories"), "'territories'");
        territoriesBasis = Numbers.basis(t);
        for (Map.Entry<String, YamlNode> entry : numeric(s.map("territories")).entrySet()) {
          Territory territory =
              Territory.of(entry.getKey())
                  .orElseThrow(() ->
                      new BadInputException(
                          entry.getValue().at(), "no territory '" + entry.getKey() + "'"));
          double share = Numbers.probability(entry.getValue(), "a share");
          if (share > 0) {
            territories.put(territory, share);
          }
        }
        normalise(territories, t);
      }
      if (s.has("always")) {
        Fields a = Fields.of(s.need("always"), "'always'");
        alwaysBasis = Numbers.basis(a);
        for (String root : a.texts("roots")) {
          always.add(
              Territory.of(root)
                  .filter(Territory::isRoot)
                  .orElseThrow(() -> new BadInputException(a.at(), "no root '" + root + "'")));
        }
        a.done();
      }
      s.texts("source");
      s.optionalText("estimate");
      s.done();
    }
    return new Condition.Site(
        sides, sidesBasis, territories, territoriesBasis, Set.copyOf(always), alwaysBasis);
  }

  private static <K> void normalise(Map<K, Double> shares, Fields f) {
    double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
    if (Math.abs(sum - 1) > 0.03) {
      throw new BadInputException(f.at(), "the shares sum to " + sum + ", not to 1");
    }
    shares.replaceAll((key, share) -> share / sum);
  }

  private static Condition.MechanismLink mechanismLink(YamlNode node) {
    Fields f = Fields.of(node, "a mechanism");
    Numbers.probability(f, "p");
    Quantified p = Numbers.quantified(f, "p");
    Optional<Quantified> severe =
        f.has("severe")
            ? Optional.of(
                new Quantified(
                    Numbers.probability(f, "severe"),
                    Numbers.probability(f, "severe"),
                    Numbers.probability(f, "severe"),
                    p.basis()))
            : Optional.empty();
    Condition.MechanismLink link = new Condition.MechanismLink(f.text("id"), p, severe, f.at());
    f.done();
    return link;
  }

  private static Condition.FindingLink findingLink(YamlNode node, Map<String, Finding> findings) {
    Fields f = Fields.of(node, "a finding link");
    String id = f.text("finding");
    Finding finding = findings.get(id);
    if (finding == null) {
      throw new BadInputException(
          f.at(), "no finding '" + id + "'" + Nearest.hint(id, findings.keySet()));
    }
    double[] levels;
    double low;
    double high;
    if (f.has("levels")) {
      levels = Numbers.distribution(f.need("levels"), finding.type().levels());
      low = 0;
      high = 0;
    } else {
      double p = Numbers.probability(f, "p");
      if (finding.type().levels() != 2) {
        throw new BadInputException(
            f.at(), "'" + id + "' has " + finding.type().levels() + " levels; give 'levels: [..]'");
      }
      levels = new double[] {1 - p, p};
      low = f.optionalNumber("low").orElse(p);
      high = f.optionalNumber("high").orElse(p);
      if (low > p || high < p) {
        throw new BadInputException(f.at(), "the value lies outside its own range");
      }
    }
    Condition.LinkSide side =
        f.has("side") ? f.word("side", Condition.LinkSide.class) : Condition.LinkSide.AFFECTED;
    Condition.FindingLink link =
        new Condition.FindingLink(id, levels, low, high, side, Numbers.basis(f), f.at());
    f.optionalNumber("low");
    f.optionalNumber("high");
    f.done();
    return link;
  }

  private static Condition.Arc arc(YamlNode node) {
    Fields f = Fields.of(node, "a complication arc");
    Numbers.probability(f, "p");
    Condition.Arc arc = new Condition.Arc(f.text("cause"), Numbers.quantified(f, "p"), f.at());
    f.done();
    return arc;
  }

  private static Condition.Danger danger(Fields f) {
    Fields u = Fields.of(f.need("urgency"), "'urgency'");
    Urgency level = u.word("level", Urgency.class);
    double actAt = u.optionalNumber("act-at").orElse(Double.POSITIVE_INFINITY);
    Optional<String> see = u.optionalText("see");
    String why = u.text("why", "");
    u.optionalNumber("low");
    u.optionalNumber("high");
    Basis basis =
        u.has("source") || u.has("estimate") || u.has("act-at")
            ? Numbers.basis(u)
            : new Basis.Estimate("no urgency of its own");
    u.optionalText("says");
    u.done();
    return new Condition.Danger(level, actAt, see, why, basis);
  }

  private static List<Condition.TestAdvice> tests(Fields f, String key) {
    if (!f.has("tests")) {
      return List.of();
    }
    Fields t = Fields.of(f.need("tests"), "'tests'");
    List<Condition.TestAdvice> result =
        t.list(
            key,
            n -> {
              Fields a = Fields.of(n, "a test");
              Condition.TestAdvice advice =
                  new Condition.TestAdvice(a.text("test"), a.text("why"), Numbers.basis(a));
              a.done();
              return advice;
            });
    t.get("helpful");
    t.get("not-helpful");
    t.done();
    return result;
  }

  private static Optional<Condition.Page> page(Fields f) {
    if (!f.has("page")) {
      return Optional.empty();
    }
    Fields p = Fields.of(f.need("page"), "'page'");
    Condition.Page page =
        new Condition.Page(
            said(p, "feels"), said(p, "who"), said(p, "helps"), said(p, "danger"), said(p, "seen"));
    p.done();
    return Optional.of(page);
  }

  private static Condition.Said said(Fields page, String section) {
    Fields s = Fields.of(page.need(section), "'" + section + "'");
    Condition.Said said = new Condition.Said(s.text("say"), Numbers.basis(s));
    s.done();
    return said;
  }

  private static Condition.Treatment treatment(YamlNode node) {
    Fields t = Fields.of(node, "a treatment");
    Condition.Treatment treatment =
        new Condition.Treatment(t.text("treatment"), t.text("benefit"), Numbers.basis(t));
    t.done();
    return treatment;
  }

  private static Map<String, Basis> textBasis(Fields f) {
    Map<String, Basis> result = new HashMap<>();
    for (Map.Entry<String, YamlNode> entry : f.map("basis").entrySet()) {
      if (entry.getValue() instanceof YamlNode.Mapping) {
        Fields b = Fields.of(entry.getValue(), "a basis");
        result.put(entry.getKey(), Numbers.basis(b));
        b.done();
      } else {
        List<String> ids = new ArrayList<>();
        if (entry.getValue() instanceof YamlNode.Sequence s) {
          for (YamlNode item : s.items()) {
            ids.add(Fields.text(item, "a source id"));
          }
        } else {
          ids.add(Fields.text(entry.getValue(), "a source id"));
        }
        result.put(entry.getKey(), new Basis.Sourced(ids, ""));
      }
    }
    return result;
  }

  static Mechanism mechanism(YamlNode node, Map<String, Finding> findings) {
    Fields f = Fields.of(node, "a mechanism");
    String id = f.text("id");
    boolean byTerritory = f.flag("by-territory");
    List<String> levels = f.has("levels") ? f.texts("levels") : List.of("present");
    Mechanism mechanism =
        new Mechanism(
            id,
            f.text("clinical"),
            f.text("plain"),
            f.flag("sided"),
            byTerritory,
            levels,
            f.list("gives", n -> gives(n, byTerritory, levels, findings)),
            f.at());
    f.optionalText("note");
    f.done();
    return mechanism;
  }

  private static Mechanism.Gives gives(
      YamlNode node, boolean byTerritory, List<String> levels, Map<String, Finding> findings) {
    Fields f = Fields.of(node, "an entry of 'gives'");
    String id = f.text("finding");
    Finding finding = findings.get(id);
    if (finding == null) {
      throw new BadInputException(
          f.at(), "no finding '" + id + "'" + Nearest.hint(id, findings.keySet()));
    }
    Map<String, List<double[]>> links = new LinkedHashMap<>();
    if (byTerritory) {
      for (Map.Entry<String, YamlNode> entry : f.map("territories").entrySet()) {
        if (Territory.of(entry.getKey()).isEmpty()) {
          throw new BadInputException(
              entry.getValue().at(), "no territory '" + entry.getKey() + "'");
        }
        links.put(entry.getKey(), perLevel(entry.getValue(), levels, finding));
      }
    } else if (f.has("p")) {
      links.put(Mechanism.ANY, perLevel(f.need("p"), levels, finding));
    } else {
      // levels written beside the finding: `mild: .., severe: ..`
      List<double[]> distributions = new ArrayList<>();
      for (String level : levels) {
        distributions.add(distribution(f.need(level), finding));
      }
      links.put(Mechanism.ANY, distributions);
    }
    Mechanism.Gives gives = new Mechanism.Gives(id, links, Numbers.basis(f), f.at());
    f.optionalNumber("low");
    f.optionalNumber("high");
    f.done();
    return gives;
  }

  private static List<double[]> perLevel(YamlNode node, List<String> levels, Finding finding) {
    List<double[]> result = new ArrayList<>();
    if (node instanceof YamlNode.Mapping) {
      Fields f = Fields.of(node, "the levels");
      for (String level : levels) {
        result.add(distribution(f.need(level), finding));
      }
      f.done();
    } else if (levels.size() == 1) {
      result.add(distribution(node, finding));
    } else {
      throw new BadInputException(
          node.at(), "give one value for each of the levels " + String.join(", ", levels));
    }
    return result;
  }

  /// A single probability (present/absent) or the probabilities of the levels above the first; the
  /// first takes the rest.
  private static double[] distribution(YamlNode node, Finding finding) {
    int levels = finding.type().levels();
    double[] result = new double[levels];
    if (node instanceof YamlNode.Scalar) {
      if (levels != 2) {
        throw new BadInputException(
            node.at(),
            "'" + finding.id() + "' has " + levels + " levels; give " + (levels - 1) + " values");
      }
      result[1] = Numbers.probability(node, "a probability");
      result[0] = 1 - result[1];
      return result;
    }
    List<YamlNode> items = Fields.items(node, "the probabilities");
    if (items.size() != levels - 1) {
      throw new BadInputException(
          node.at(),
          "'" + finding.id() + "' has " + levels + " levels; give " + (levels - 1) + " values");
    }
    double rest = 1;
    for (int i = 1; i < levels; i++) {
      result[i] = Numbers.probability(items.get(i - 1), "a probability");
      rest -= result[i];
    }
    if (rest < -1e-9) {
      throw new BadInputException(node.at(), "the probabilities sum to more than 1");
    }
    result[0] = Math.max(0, rest);
    return result;
  }
}
