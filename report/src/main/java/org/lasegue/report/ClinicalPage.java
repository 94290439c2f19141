package org.lasegue.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.assessment.Assessment.Weight;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.knowledge.Urgency;

/// An assessment as XHTML to be set as a PDF: what cannot wait, then the case in the order of a
/// consultation, then where every statement comes from.
final class ClinicalPage {
  /// What is longer is cut in the head of the pages; it stands in full under the title.
  private static final int HEAD = 50;

  private static final int REASONS = 3;

  private final Knowledge knowledge;
  private final Words words;
  private final Withheld withheld;
  private final ClinicalHistory history;
  private final CourseHistory course;
  private final Set<String> cited = new LinkedHashSet<>();

  /// A page is for one assessment.
  ClinicalPage(Knowledge knowledge, Withheld withheld) {
    this.knowledge = knowledge;
    this.words = new Words(knowledge);
    this.withheld = withheld;
    this.history = new ClinicalHistory(knowledge, words, withheld);
    this.course = new CourseHistory(knowledge, words, withheld, this::source);
  }

  /// @param head a text for the head of every page; may be empty
  String of(Assessment whole, String head, Optional<OverTime> over) {
    Assessment a = withheld.without(whole);
    Html html = new Html();
    html.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", "en").open("head");
    html.element("title", "Back and leg pain: assessment of " + a.subject().id());
    html.markup("<meta name=\"description\" content=\"For the clinician\" />");
    html.open("style").markup(style());
    if (a.urgency().level() == Urgency.EMERGENCY_NOW) {
      html.markup("@page { margin-top: 28mm }");
    }
    html.close("style").close("head").open("body");
    everyPage(html, a, head);
    title(html, a, head);
    card(html, a);
    over.ifPresent(o -> course.write(html, o, a));
    history.complaint(html, a);
    history.dangerScreen(html, a);
    history.background(html, a);
    history.examination(html, a);
    localisation(html, a);
    differential(html, a);
    evidence(html, a);
    urgency(html, a);
    next(html, a);
    changes(html, a);
    plan(html, a);
    limits(html, a);
    sources(html);
    return html.close("body").close("html").toString();
  }

  private static String style() {
    try (InputStream in = PdfReport.resource("pdf.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void everyPage(Html html, Assessment a, String head) {
    html.open("div", "id", "head");
    html.open("table").open("tr");
    html.element("td", "Case " + cut(a.subject().id()));
    html.element("td", cut(head), "class", "right");
    html.close("tr").close("table");
    if (a.urgency().level() == Urgency.EMERGENCY_NOW) {
      html.element(
          "p", "EMERGENCY: " + Words.see(a.urgency().see()) + ".", "class", "emergency-line");
    }
    html.close("div");
    html.element(
        "div",
        Shown.DISCLAIMER + " Lasegue, knowledge " + a.knowledgeVersion() + ".",
        "id",
        "foot");
  }

  private static String cut(String text) {
    return text.codePointCount(0, text.length()) <= HEAD
        ? text
        : text.substring(0, text.offsetByCodePoints(0, HEAD - 1)) + "…";
  }

  private void title(Html html, Assessment a, String head) {
    html.element("h1", "Back and leg pain: assessment for the clinician");
    html.open("p", "class", "about").element("strong", "Case " + a.subject().id()).markup("<br />");
    html.text(
        Words.capital(Words.person(a.subject().person()))
            + ". Answered by "
            + (a.subject().person().answeredByOther() ? "another person" : "the person")
            + ". From "
            + Words.mode(a.mode())
            + " ("
            + a.mode().word()
            + " mode)."
            + (head.isEmpty() ? "" : " " + head));
    html.close("p");
    if (!withheld.findings().isEmpty()) {
      html.element(
          "p",
          "The person chose not to print some answers. The urgency and the causes below rest on"
              + " those too.",
          "class",
          "note");
    }
  }

  private void card(Html html, Assessment a) {
    Assessment.UrgencyResult urgency = a.urgency();
    html.open("section", "class", "card " + urgency.level().word());
    html.element("h2", Words.level(urgency.level()));
    html.open("p").element("strong", Words.see(urgency.see()) + ".").close("p");
    List<String> say =
        Shown.deciding(a).stream()
            .map(r -> (r.fromUnsure() ? "You are not sure, so: " : "") + r.say())
            .distinct()
            .toList();
    if (!say.isEmpty()) {
      html.element("h3", "What to say to the person").open("ul");
      say.forEach(s -> html.element("li", s));
      html.close("ul");
    }
    if (!Shown.risks(a).isEmpty()) {
      html.element("h3", "Dangerous causes likely enough to act on").open("ul");
      Shown.risks(a).forEach(r -> html.element("li", risk(r)));
      html.close("ul");
    }
    if (urgency.fired().isEmpty() && Shown.risks(a).isEmpty()) {
      html.element("p", "No warning sign was found in what is known.");
    }
    if (urgency.possible().compareTo(urgency.level()) > 0) {
      int unasked = a.unasked().size();
      html.element(
          "p",
          "Not yet ruled out: "
              + Words.spaced(urgency.possible().word())
              + ". "
              + (unasked == 0
                  ? "Warning rules are open until more is known."
                  : Words.plural(unasked, "danger finding")
                      + (unasked == 1 ? " has" : " have")
                      + " not been asked; see the danger screen."));
    }
    if (a.plan().withheld()) {
      html.element("p", "The plan is withheld while this stands.");
    }
    html.close("section");
  }

  private String risk(Assessment.Risk risk) {
    return words.clinical(risk.condition())
        + ": "
        + Words.percent(risk.probability())
        + ", counts as "
        + Words.spaced(risk.level().word())
        + " from "
        + Words.percent(risk.actAt())
        + ".";
  }

  private static void localisation(Html html, Assessment a) {
    if (a.localisation().axis().isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Localisation");
    html.open("table", "class", "states").open("tbody");
    html.open("tr").element("th", "Comes from", "scope", "row");
    html.element(
            "td",
            String.join(
                    "; ",
                    Shown.axes(a).stream()
                        .map(e -> Words.axis(e.getKey()) + " " + Words.percent(e.getValue()))
                        .toList())
                + ".")
        .close("tr");
    html.open("tr").element("th", "Nerve root", "scope", "row");
    List<Assessment.Root> roots = Shown.roots(a);
    html.element(
            "td",
            roots.isEmpty()
                ? "No single nerve root stands out."
                : String.join(
                        "; ",
                        roots.stream()
                            .map(r ->
                                r.root() + " " + r.side() + " " + Words.percent(r.probability()))
                            .toList())
                    + ".")
        .close("tr");
    html.close("tbody").close("table").close("section");
  }

  private void differential(Html html, Assessment a) {
    if (a.causes().isEmpty()) {
      return;
    }
    html.open("section").open("div", "class", "whole").element("h2", "Differential");
    html.element(
        "p",
        "Probability that it contributes to this episode, with the range that the uncertainty of"
            + " the numbers gives. More than one can be true at once. Weights in decibans (dB): 3"
            + " doubles the odds, 10 makes them ten times as high.",
        "class",
        "soft");
    html.open("table", "class", "ruled").open("thead").open("tr");
    for (String column :
        List.of("Cause", "Probability", "Range", "Most for (dB)", "Most against (dB)")) {
      html.element("th", column, "scope", "col");
    }
    html.close("tr").close("thead").open("tbody");
    for (Cause cause : Shown.causes(a)) {
      html.open("tr").open("th", "scope", "row").text(words.clinical(cause.condition()));
      if (Shown.dangerous(cause, knowledge)) {
        html.markup(" <span class=\"danger\">dangerous</span>");
      }
      html.close("th");
      html.element("td", Words.percent(cause.probability()), "class", "figure");
      html.element("td", Words.range(cause.low(), cause.high()), "class", "range");
      html.element("td", weights(cause.forIt()));
      html.element("td", weights(cause.against()));
      html.close("tr");
    }
    html.close("tbody").close("table").close("div");
    List<Cause> watched = Shown.watched(a, knowledge);
    if (!watched.isEmpty()) {
      html.element("h3", "Dangerous, and less likely here than would make them count").open("ul");
      for (Cause cause : watched) {
        html.element(
            "li",
            words.clinical(cause.condition())
                + ": "
                + Words.percent(cause.probability())
                + " (counts from "
                + Words.percent(Shown.danger(cause, knowledge).actAt())
                + ").");
      }
      html.close("ul");
    }
    html.close("section");
  }

  private String weights(List<Weight> weights) {
    return String.join(
        "; ",
        weights.stream()
            .limit(REASONS)
            .map(w -> observed(w) + String.format(Locale.ROOT, " %+.1f", w.decibans()))
            .toList());
  }

  private String observed(Weight weight) {
    return words.observedClinically(weight.finding(), weight.answer());
  }

  private void evidence(Html html, Assessment a) {
    List<Cause> first =
        a.causes().stream()
            .limit(Shown.EXPLAINED)
            .filter(c -> !EvidencePicture.rows(c).isEmpty())
            .toList();
    if (first.isEmpty()) {
      return;
    }
    double most =
        first.stream()
            .flatMap(c -> EvidencePicture.rows(c).stream())
            .mapToDouble(w -> Math.abs(w.decibans()))
            .max()
            .orElse(1);
    html.open("section");
    for (int i = 0; i < first.size(); i++) {
      Cause cause = first.get(i);
      String name = words.clinical(cause.condition());
      html.open("div", "class", "picture");
      if (i == 0) {
        html.element("h2", "What speaks for and against");
        html.element(
            "p",
            "Solid bars to the right speak for it, hollow bars to the left against it, in decibans.",
            "class",
            "soft");
      }
      html.element("h3", Words.capital(name));
      EvidencePicture.draw(html, "evidence-" + i, name, cause, most, this::observed);
      html.close("div");
    }
    html.close("section");
  }

  private void urgency(Html html, Assessment a) {
    Assessment.UrgencyResult urgency = a.urgency();
    html.open("section").element("h2", "Why this urgent: rules and risks");
    if (urgency.fired().isEmpty()) {
      html.element("p", "No rule fired.");
    } else {
      html.open("table", "class", "ruled").open("thead").open("tr");
      for (String column : List.of("Rule and level", "Because of", "Reason and source")) {
        html.element("th", column, "scope", "col");
      }
      html.close("tr").close("thead").open("tbody");
      urgency.fired().forEach(rule -> rule(html, rule));
      html.close("tbody").close("table");
    }
    if (!urgency.risks().isEmpty()) {
      html.element("h3", "Risks at or above the probability from which they count").open("ul");
      urgency.risks().forEach(r -> html.element("li", risk(r)));
      html.close("ul");
    }
    if (!Shown.loweredBy(a).isEmpty()) {
      html.element("h3", "Less urgent with").open("ul");
      Shown.loweredBy(a)
          .forEach(l ->
              html.element(
                  "li",
                  words.observedClinically(l.finding(), l.answer())
                      + ": "
                      + Words.spaced(l.level().word())
                      + "."));
      html.close("ul");
    }
    if (urgency.restsOnWideNumbers()) {
      html.element("p", "The urgency rests on numbers that are not known well; see the ranges.");
    }
    html.close("section");
  }

  private void rule(Html html, FiredRule rule) {
    html.open("tr")
        .open("th", "scope", "row", "class", "level")
        .text(Words.capital(Words.spaced(rule.level().word())));
    if (rule.id().isEmpty()) {
      html.close("th");
      html.element("td", Withheld.REASON);
      html.element("td", Words.see(rule.see()) + ".");
      html.close("tr");
      return;
    }
    html.markup("<br />").element("span", rule.id(), "class", "id").close("th");
    html.element(
        "td",
        String.join("; ", rule.because().stream().map(words::reasonClinically).toList())
            + (rule.fromUnsure() ? " (from an answer \"not sure\")" : "")
            + (rule.stoodDownBy().isEmpty()
                ? ""
                : ". Lowered by: "
                    + String.join(
                        "; ",
                        rule.stoodDownBy().stream()
                            .map(id -> words.observedClinically(id, ""))
                            .toList())));
    Optional<Basis> basis =
        knowledge.rules().stream()
            .filter(r -> r.id().equals(rule.id()))
            .findFirst()
            .map(TriageRule::basis);
    html.open("td").text(rule.reason());
    basis.ifPresent(b -> html.element("span", " " + source(b), "class", "soft"));
    html.close("td").close("tr");
  }

  private String source(Basis basis) {
    return switch (basis) {
      case Basis.Sourced sourced -> {
        cited.addAll(sourced.sources());
        yield "[" + String.join(", ", sourced.sources()) + "]";
      }
      case Basis.Estimate estimate -> "Estimate: " + estimate.reason();
    };
  }

  private void next(Html html, Assessment a) {
    if (a.next().isEmpty()) {
      return;
    }
    html.open("section").element("h2", "What to ask or examine next").open("ol");
    for (Assessment.Question q : a.next().stream().limit(Shown.QUESTIONS).toList()) {
      html.open("li").text(words.observedClinically(q.id(), "") + ". ");
      html.element(
          "span",
          String.format(
              Locale.ROOT,
              "%s, gain %.3f bit, about %s",
              Words.capital(q.kind()),
              q.gain(),
              Words.time(q.effort())),
          "class",
          "soft");
      html.close("li");
    }
    html.close("ol").close("section");
  }

  private void changes(Html html, Assessment a) {
    if (a.wouldChange().isEmpty()) {
      return;
    }
    html.open("section").element("h2", "What would change this").open("ul");
    Shown.changes(a, knowledge)
        .forEach(c -> html.element("li", Shown.change(c, words, knowledge) + "."));
    html.close("ul");
    if (a.wouldChange().size() > Shown.CHANGES) {
      html.element(
          "p",
          "And " + (a.wouldChange().size() - Shown.CHANGES) + " more answers.",
          "class",
          "soft");
    }
    html.close("section");
  }

  private void plan(Html html, Assessment a) {
    Assessment.Plan plan = a.plan();
    html.open("section").element("h2", "Plan");
    html.open("p").element("strong", Words.see(plan.see()) + ".").close("p");
    if (plan.withheld()) {
      html.element(
          "p",
          a.urgency().level() == Urgency.EMERGENCY_NOW
              ? "Advice for the next weeks is withheld while this may be an emergency."
              : "Advice for the next weeks is withheld.");
    }
    if (!withheld.findings().isEmpty()) {
      html.element(
          "p", "Advice that rests on an answer the person chose not to print is left out.");
    }
    List<Part> parts =
        List.of(
            new Part("Until you are seen", plan.until()),
            new Part("Do", plan.act()),
            new Part("Don't", plan.dont()),
            new Part("Medicines to discuss", plan.medicines()),
            new Part("Tests that can help", plan.tests()),
            new Part("Tests advised against", plan.avoidTests()),
            new Part("Come back or call for help", plan.comeBack()));
    Map<List<String>, String> shared = sharedChecks(parts);
    if (!shared.isEmpty()) {
      html.element("h3", "Check first, where the advice below says so").open("ul");
      shared.forEach((check, letter) -> html.element("li", letter + " " + named(check) + "."));
      html.close("ul");
    }
    parts.forEach(part -> advice(html, part, shared));
    html.close("section");
  }

  private record Part(String title, List<Advice> list) {}

  /// Checks that several pieces of advice ask for, once each, with a letter to point at them.
  private static Map<List<String>, String> sharedChecks(List<Part> parts) {
    Map<List<String>, Long> counts =
        parts.stream()
            .flatMap(p -> p.list().stream())
            .map(Advice::check)
            .filter(c -> !c.isEmpty())
            .collect(
                Collectors.groupingBy(
                    Function.identity(), LinkedHashMap::new, Collectors.counting()));
    Map<List<String>, String> letters = new LinkedHashMap<>();
    counts.forEach((check, count) -> {
      if (count > 1) {
        letters.put(check, "[" + (char) ('A' + letters.size() % 26) + "]");
      }
    });
    return letters;
  }

  private String named(List<String> check) {
    return String.join("; ", check.stream().map(id -> words.observedClinically(id, "")).toList());
  }

  private void advice(Html html, Part part, Map<List<String>, String> shared) {
    if (part.list().isEmpty()) {
      return;
    }
    html.element("h3", part.title()).open("ul");
    for (Advice advice : part.list()) {
      CareAction action = advice.action();
      html.open("li").element("strong", action.title() + ".").text(" " + action.say());
      if (shared.containsKey(advice.check())) {
        html.text(" Check first: " + shared.get(advice.check()) + ".");
      } else if (!advice.check().isEmpty()) {
        labelled(html, "Check first", named(advice.check()));
      }
      if (!action.benefit().isEmpty()) {
        labelled(html, "Benefit", action.benefit() + " " + source(action.basis()));
      }
      html.close("li");
    }
    html.close("ul");
  }

  private static void labelled(Html html, String label, String text) {
    if (!text.isEmpty()) {
      html.markup("<br />").element("span", label + ": " + text, "class", "soft");
    }
  }

  private static void limits(Html html, Assessment a) {
    html.open("section").element("h2", "What this cannot tell").open("ul");
    a.limits().forEach(l -> html.element("li", l));
    html.close("ul");
    html.element(
        "p",
        "Mode: "
            + a.mode().word()
            + ". Answered by "
            + (a.subject().person().answeredByOther() ? "another person" : "the person")
            + ". Knowledge "
            + a.knowledgeVersion()
            + ".");
    html.close("section");
  }

  private void sources(Html html) {
    if (cited.isEmpty()) {
      return;
    }
    html.open("section", "class", "sources").element("h2", "Sources").open("ul");
    for (String id : cited) {
      Source source = knowledge.sources().get(id);
      if (source != null) {
        html.element("li", "[" + id + "] " + citation(source));
      }
    }
    html.close("ul").close("section");
  }

  private static String citation(Source source) {
    return String.join(
        ". ",
        List.of(source.authors(), source.title(), source.journal(), source.link()).stream()
            .filter(p -> !p.isEmpty())
            .toList());
  }
}
