package org.lasegue.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.ByAge;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Claim;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Family;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.FindingGroup;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Quantified;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.SearchName;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.Territory;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.Fields;

/// Lays out what the knowledge says, one sheet an entry.
public final class Sheets {
  private final Knowledge knowledge;

  /// All sheets but those of the sources, laid out when a source is first asked for.
  private @Nullable List<Sheet> everything;

  public Sheets(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /// Everything with this id; a finding also under a former id.
  public List<Sheet> of(String id) {
    List<Sheet> result = new ArrayList<>();
    knowledge.finding(id).ifPresent(f -> result.add(finding(f)));
    add(result, knowledge.conditions().get(id), this::condition);
    add(result, knowledge.mechanisms().get(id), this::mechanism);
    knowledge.rules().stream().filter(r -> r.id().equals(id)).forEach(r -> result.add(rule(r)));
    add(result, knowledge.care().get(id), Sheets::care);
    knowledge.claims().stream().filter(c -> c.id().equals(id)).forEach(c -> result.add(claim(c)));
    add(result, knowledge.sources().get(id), this::source);
    knowledge.names().stream().filter(n -> n.id().equals(id)).forEach(n -> result.add(name(n)));
    add(result, knowledge.groups().get(id), Sheets::group);
    knowledge.screens().stream().filter(s -> s.id().equals(id)).forEach(s -> result.add(screen(s)));
    add(result, knowledge.families().get(id), this::family);
    return result;
  }

  private static <T> void add(
      List<Sheet> result, @Nullable T found, java.util.function.Function<T, Sheet> lay) {
    if (found != null) {
      result.add(lay.apply(found));
    }
  }

  /// Every id that has a sheet.
  public List<String> ids() {
    List<String> ids = new ArrayList<>(knowledge.findings().keySet());
    ids.addAll(knowledge.aliases().keySet());
    ids.addAll(knowledge.conditions().keySet());
    ids.addAll(knowledge.mechanisms().keySet());
    knowledge.rules().forEach(r -> ids.add(r.id()));
    ids.addAll(knowledge.care().keySet());
    knowledge.claims().forEach(c -> ids.add(c.id()));
    ids.addAll(knowledge.sources().keySet());
    knowledge.names().forEach(n -> ids.add(n.id()));
    ids.addAll(knowledge.groups().keySet());
    knowledge.screens().forEach(s -> ids.add(s.id()));
    ids.addAll(knowledge.families().keySet());
    return ids;
  }

  private Sheet finding(Finding f) {
    Sheet sheet = new Sheet("finding", f.id(), f.clinical(), f.plain());
    sheet
        .section("What it is")
        .row(
            "kind",
            Fields.hyphenated(f.kind()) + (f.ruleOnly() ? ", for rules and advice only" : ""))
        .row("value", type(f.type()))
        .row("sides", f.sided() ? "left and right separately" : "none")
        .row("answered by", Fields.hyphenated(f.answeredBy()))
        .row("must be asked", f.mustAsk() ? "yes: no self-care advice while it is open" : "")
        .row("asked in private", f.isPrivate() ? "yes" : "")
        .row("former ids", String.join(", ", f.aliases()))
        .row("codes", codes(f.codes()));
    sheet
        .section("How it is asked or examined")
        .row("question", f.ask())
        .row("in other words", f.askAgain())
        .row("help", f.help())
        .row("why", f.why())
        .row("examination", f.examine())
        .row("effort", Words.time(f.effortSeconds()));
    sheet
        .section("What goes with it")
        .row("implies", String.join(", ", f.implies()))
        .row("is part of", f.partOf().orElse(""))
        .row("means both sides of", f.meansBoth().orElse(""))
        .row("reads the mechanism", f.mechanism().orElse(""))
        .row(
            "in the groups",
            knowledge.groups().values().stream()
                .filter(g -> g.normal().containsKey(f.id()))
                .map(FindingGroup::id)
                .collect(Collectors.joining(", ")))
        .row(
            "in the danger screen",
            knowledge.screens().stream()
                .filter(s -> s.findings().contains(f.id()))
                .map(Screen::id)
                .collect(Collectors.joining(", ")));
    sheet.section("How often it is seen without a cause that produces it");
    background(sheet, f);
    sheet.section("Mechanisms that give it");
    knowledge
        .mechanisms()
        .values()
        .forEach(m ->
            m.gives().stream()
                .filter(g -> g.finding().equals(f.id()))
                .forEach(g -> gives(sheet, m.id(), m, g)));
    sheet.section("Conditions that give it");
    knowledge
        .conditions()
        .values()
        .forEach(c ->
            c.findings().stream()
                .filter(l -> l.finding().equals(f.id()))
                .forEach(l -> link(sheet, c.id(), l, f.type())));
    sheet.section("Conditions that it makes more or less likely (odds ratios)");
    knowledge
        .conditions()
        .values()
        .forEach(c ->
            c.context().stream()
                .filter(o -> o.finding().equals(f.id()))
                .forEach(o -> sheet.row(c.id(), o.odds())));
    sheet.section("Rules that read it");
    Pattern word =
        Pattern.compile("\\b" + f.id().replace('-', '_') + "(?![a-zA-Z0-9]|_(?!left|right))");
    knowledge.rules().stream()
        .filter(r -> word.matcher(r.when()).find())
        .forEach(r -> sheet.row(r.id(), r.level().word() + ": " + r.when()));
    return sheet;
  }

  private static String type(ValueType type) {
    return switch (type) {
      case ValueType.Present _ -> "present or absent";
      case ValueType.Levels levels -> "levels " + String.join(", ", levels.names());
      case ValueType.Quantity q ->
          Words.plainNumber(q.min())
              + " to "
              + Words.plainNumber(q.max())
              + " "
              + q.unit()
              + ", read as "
              + String.join(", ", levelNames(q));
    };
  }

  static List<String> levelNames(ValueType type) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < type.levels(); i++) {
      names.add(type.levelName(i));
    }
    return names;
  }

  private static void background(Sheet sheet, Finding f) {
    for (int level = 0; level < f.type().levels(); level++) {
      if (level != f.type().normal()) {
        ByAge byAge = f.background().levels().get(level);
        String factors =
            f.background().female() == 1 && f.background().male() == 1
                ? ""
                : "; women x "
                    + Words.plainNumber(f.background().female())
                    + ", men x "
                    + Words.plainNumber(f.background().male());
        sheet.row(f.type().levelName(level), byAge(byAge) + factors, f.background().basis());
      }
    }
  }

  private static String byAge(ByAge byAge) {
    if (byAge.steps().size() == 1) {
      return Words.plainNumber(byAge.steps().firstEntry().getValue());
    }
    return byAge.steps().entrySet().stream()
        .map(e -> "from " + e.getKey() + " years " + Words.plainNumber(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static void link(Sheet sheet, String label, Condition.FindingLink link, ValueType type) {
    String side =
        type instanceof ValueType.Present && link.side() == Condition.LinkSide.AFFECTED
            ? ""
            : " (" + Fields.hyphenated(link.side()) + " side)";
    boolean affected = link.side() == Condition.LinkSide.AFFECTED;
    String shown = label + (affected ? "" : side);
    if (link.levels().length == 2) {
      sheet.row(shown, new Quantified(link.levels()[1], link.low(), link.high(), link.basis()));
    } else {
      sheet.row(shown, distribution(link.levels(), type), link.basis());
    }
  }

  private static String distribution(double[] levels, ValueType type) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < levels.length; i++) {
      parts.add(type.levelName(i) + " " + decimal(levels[i]));
    }
    return String.join(", ", parts);
  }

  static String decimal(double value) {
    String text = String.format(Locale.ROOT, "%.6f", value);
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.charAt(end - 1) == '.' ? text.substring(0, end - 1) : text.substring(0, end);
  }

  private void gives(Sheet sheet, String label, Mechanism m, Mechanism.Gives gives) {
    ValueType type = knowledge.findingById(gives.finding()).type();
    gives
        .links()
        .forEach((territory, levels) -> {
          List<String> parts = new ArrayList<>();
          for (int i = 0; i < levels.size(); i++) {
            String level =
                m.levels().size() == levels.size() && i < m.levels().size()
                    ? m.levels().get(i) + ": "
                    : "";
            double[] distribution = levels.get(i);
            parts.add(
                level
                    + (distribution.length == 2
                        ? decimal(distribution[1])
                        : distribution(distribution, type)));
          }
          sheet.row(
              label + (territory.equals(Mechanism.ANY) ? "" : " at " + territory),
              String.join("; ", parts),
              gives.basis());
        });
  }

  private Sheet condition(Condition c) {
    Sheet sheet = new Sheet("condition", c.id(), c.clinical(), c.plain());
    sheet
        .section("What it is")
        .row("explained", c.explain(), basis(c, "explain"))
        .row("family", c.family())
        .row("pain comes from", Words.axis(c.axis()))
        .row("also called", String.join(", ", c.synonyms()))
        .row("codes", codes(c.codes()))
        .row("told apart", c.toldApart(), basis(c, "told-apart"))
        .row("course", c.course(), basis(c, "course"))
        .row("may exist beside another cause", c.coexists() ? "yes" : "");
    c.page()
        .ifPresent(page -> {
          sheet.section("For the person");
          page.sections()
              .forEach((section, said) -> sheet.row(label(section), said.words(), said.basis()));
        });
    sheet.section("Treatment, and how much it helps");
    c.treatments().forEach(t -> sheet.row(t.treatment(), t.benefit(), t.basis()));
    sheet
        .section("How urgent")
        .row(
            "level",
            c.urgency().level().word()
                + (c.urgency().actAt() > 1
                    ? "; never by its probability alone"
                    : " from a probability of " + decimal(c.urgency().actAt()))
                + ". "
                + c.urgency().why(),
            c.urgency().basis())
        .row("never lowered by", c.raises().stream().sorted().collect(Collectors.joining(", ")));
    sheet
        .section("How frequent")
        .row("active in an adult during four weeks", c.prior())
        .row("of these look for an answer", c.presents())
        .row("relative by age", byAge(c.age()), c.ageBasis())
        .row("relative by sex", shares(c.sex()), c.sexBasis())
        .row("odds in pregnancy", shares(c.pregnancy()))
        .row(
            "only with",
            java.util.stream.Stream.concat(
                    c.only().organs().stream(), c.only().pregnancy().stream())
                .map(Fields::hyphenated)
                .sorted()
                .collect(Collectors.joining(", ")));
    sheet.section("More or less likely with (odds ratios)");
    c.context().forEach(o -> sheet.row(o.finding(), o.odds()));
    sheet
        .section("Where")
        .row("sides", shares(c.site().sides()), c.site().sidesBasis())
        .row(
            "roots and nerves",
            c.site().territories().entrySet().stream()
                .map(e -> e.getKey().word() + " " + decimal(e.getValue()))
                .collect(Collectors.joining(", ")),
            c.site().territoriesBasis());
    if (!c.site().always().isEmpty()) {
      sheet.row(
          "always, on both sides",
          c.site().always().stream()
              .map(Territory::word)
              .sorted()
              .collect(Collectors.joining(", ")),
          c.site().alwaysBasis());
    }
    sheet.section("Caused by");
    c.complicationOf().forEach(arc -> sheet.row(arc.cause(), arc.p()));
    sheet.section("Can cause");
    knowledge
        .conditions()
        .values()
        .forEach(other ->
            other.complicationOf().stream()
                .filter(arc -> arc.cause().equals(c.id()))
                .forEach(arc -> sheet.row(other.id(), arc.p())));
    sheet.section("What it does to the body");
    c.mechanisms()
        .forEach(m -> {
          sheet.row(m.id(), m.p());
          m.severe().ifPresent(s -> sheet.row(m.id() + ", severe if present", s));
        });
    sheet.section("Findings it gives directly");
    c.findings()
        .forEach(l -> link(sheet, l.finding(), l, knowledge.findingById(l.finding()).type()));
    sheet.section("Tests that help");
    c.helpfulTests().forEach(t -> sheet.row(t.test(), t.why(), t.basis()));
    sheet.section("Tests that do not help");
    c.notHelpfulTests().forEach(t -> sheet.row(t.test(), t.why(), t.basis()));
    return sheet;
  }

  /// What the sections of a condition's page are called.
  static final Map<String, String> LABELS =
      Map.of(
          "feels", "how it feels",
          "who", "who gets it",
          "helps", "what helps",
          "danger", "danger signs",
          "seen", "when to be seen");

  static String label(String section) {
    return LABELS.getOrDefault(section, section);
  }

  private static Basis basis(Condition c, String what) {
    Basis basis = c.basis().get(what);
    return basis == null ? new Basis.Estimate("not stated") : basis;
  }

  private static String shares(Map<? extends Enum<?>, Double> shares) {
    return shares.entrySet().stream()
        .map(e -> Fields.hyphenated(e.getKey()) + " " + decimal(e.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String codes(Map<String, String> codes) {
    return codes.entrySet().stream()
        .filter(e -> !e.getValue().isEmpty())
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private Sheet mechanism(Mechanism m) {
    Sheet sheet = new Sheet("mechanism", m.id(), m.clinical(), m.plain());
    sheet
        .section("What it is")
        .row("sides", m.sided() ? "left and right separately" : "none")
        .row("by root or nerve", m.byTerritory() ? "yes" : "no")
        .row("levels", m.levels().isEmpty() ? "" : "none, " + String.join(", ", m.levels()));
    sheet.section("Conditions that do this");
    knowledge
        .conditions()
        .values()
        .forEach(c ->
            c.mechanisms().stream()
                .filter(l -> l.id().equals(m.id()))
                .forEach(l -> sheet.row(c.id(), l.p())));
    sheet.section("Findings it gives");
    m.gives().forEach(g -> gives(sheet, g.finding(), m, g));
    return sheet;
  }

  private static Sheet rule(TriageRule r) {
    return new Sheet("rule", r.id(), r.because(), r.say())
        .section("The rule")
        .row("when", r.when(), r.basis())
        .row("level", r.level().word())
        .row("if not sure", r.ifUnsure().word())
        .row("who to see", Words.see(r.see()))
        .row("hazard", r.hazard())
        .row(
            "stood down by",
            r.closedBy().map(c -> c + ", to " + r.closedLevel().word()).orElse(""));
  }

  private static Sheet care(CareAction a) {
    return new Sheet("care action", a.id(), a.title(), a.say())
        .section("The advice")
        .row("kind", Fields.hyphenated(a.kind()))
        .row("how often", a.howOften())
        .row("more over time", a.progress())
        .row("stop", a.stop())
        .row("why", a.why(), a.basis())
        .row("benefit", a.benefit(), a.basis())
        .row("certainty", Words.spaced(Fields.hyphenated(a.certainty())))
        .row("for", a.whenFor())
        .row("never for", a.neverFor().orElse(""))
        .row("instead", a.instead());
  }

  private static Sheet claim(Claim c) {
    Sheet sheet = new Sheet("claim", c.id(), c.claim(), "");
    sheet
        .section("The claim")
        .row("section", c.section())
        .row("kind", c.kind())
        .row("verdict", Words.spaced(c.verdict()))
        .row("harm if repeated", c.hazard());
    if (c.sources().isEmpty()) {
      sheet.row("evidence", c.evidence());
    } else {
      sheet.row("evidence", c.evidence(), new Basis.Sourced(c.sources(), ""));
    }
    return sheet.row("say instead", c.sayInstead());
  }

  private Sheet source(Source s) {
    Sheet sheet = new Sheet("source", s.id(), s.title(), "");
    sheet
        .section("The source")
        .row("authors", s.authors())
        .row("published in", s.journal())
        .row("kind", Words.spaced(s.kind()))
        .row("DOI", s.doi())
        .row("PMID", s.pmid())
        .row("other id", s.otherId())
        .row("address", s.address())
        .row("checked", s.checked());
    sheet.section("What rests on it");
    everything().stream()
        .filter(other -> other.sources().contains(s.id()))
        .collect(
            Collectors.groupingBy(
                Sheet::kind,
                java.util.LinkedHashMap::new,
                Collectors.mapping(Sheet::id, Collectors.joining(", "))))
        .forEach(sheet::row);
    return sheet;
  }

  private List<Sheet> everything() {
    List<Sheet> laid = everything;
    if (laid != null) {
      return laid;
    }
    List<Sheet> all = new ArrayList<>();
    knowledge.findings().values().forEach(f -> all.add(finding(f)));
    knowledge.conditions().values().forEach(c -> all.add(condition(c)));
    knowledge.mechanisms().values().forEach(m -> all.add(mechanism(m)));
    knowledge.rules().forEach(r -> all.add(rule(r)));
    knowledge.care().values().forEach(a -> all.add(care(a)));
    knowledge.claims().forEach(c -> all.add(claim(c)));
    knowledge.names().forEach(n -> all.add(name(n)));
    everything = all;
    return all;
  }

  private Sheet name(SearchName n) {
    Sheet sheet = new Sheet("name", n.id(), n.name(), "");
    sheet.section("What it means").row("explained", n.explain(), n.basis());
    n.leadsTo()
        .forEach(id ->
            sheet.row(
                id,
                Optional.ofNullable(knowledge.conditions().get(id))
                    .map(Condition::plain)
                    .or(() ->
                        Optional.ofNullable(knowledge.mechanisms().get(id)).map(Mechanism::plain))
                    .orElse("")));
    return sheet;
  }

  private static Sheet group(FindingGroup g) {
    Sheet sheet = new Sheet("group", g.id(), g.clinical(), g.plain());
    sheet.section("\"" + g.id() + ": normal\" means");
    g.normal().forEach(sheet::row);
    return sheet;
  }

  private static Sheet screen(Screen s) {
    return new Sheet("danger question", s.id(), s.ask(), "")
        .section("The question")
        .row("in other words", s.askAgain())
        .row("help", s.help())
        .row("why", s.why())
        .row("covers", String.join(", ", s.findings()))
        .row("only when", s.only().orElse(""))
        .row("private", s.isPrivate() ? "yes" : "");
  }

  private Sheet family(Family f) {
    Sheet sheet = new Sheet("family", f.id(), f.clinical(), f.plain());
    sheet.section("Conditions");
    knowledge.conditions().values().stream()
        .filter(c -> c.family().equals(f.id()))
        .forEach(c -> sheet.row(c.id(), c.clinical()));
    return sheet;
  }
}
