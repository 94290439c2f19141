package org.lasegue.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.assessment.Assessment.Weight;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;

/// Assessments as one HTML file that needs nothing else: no script, no picture, no request. For the
/// screen, in light and dark, and for paper.
public final class HtmlReport implements Report {
  private final Knowledge knowledge;
  private final Words words;
  private int number;

  public HtmlReport(Knowledge knowledge) {
    this.knowledge = knowledge;
    this.words = new Words(knowledge);
  }

  @Override
  public String begin() {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
    <meta name="referrer" content="no-referrer">
    <title>Lasegue: assessment of back and leg pain</title>
    <style>
    """
        + style()
        + """
        </style>
        </head>
        <body>
        <main>
        """;
  }

  @Override
  public String end() {
    return "</main>\n</body>\n</html>\n";
  }

  public static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String of(Assessment a) {
    number++;
    Html html = new Html();
    html.open("article", "aria-labelledby", "case-" + number);
    html.element("h1", a.subject().id(), "id", "case-" + number);
    html.element(
        "p",
        Words.capital(Words.person(a.subject().person()))
            + ". From "
            + Words.mode(a.mode())
            + " ("
            + a.mode().word()
            + " mode).",
        "class",
        "soft");
    urgency(html, a);
    causes(html, a);
    evidence(html, a);
    origin(html, a);
    next(html, a);
    changes(html, a);
    plan(html, a);
    limits(html, a);
    html.open("footer");
    html.element("p", Shown.DISCLAIMER);
    html.element("p", "Lasegue, knowledge " + a.knowledgeVersion(), "class", "soft");
    html.close("footer");
    return html.close("article").toString();
  }

  private void urgency(Html html, Assessment a) {
    Assessment.UrgencyResult urgency = a.urgency();
    html.open("section", "aria-label", "How urgent it is");
    html.open("div", "class", "urgency " + urgency.level().word());
    html.element("p", Words.level(urgency.level()), "class", "level");
    html.element("p", Words.see(urgency.see()) + ".");
    html.close("div");
    for (FiredRule rule : Shown.deciding(a)) {
      html.element("p", (rule.fromUnsure() ? "You are not sure, so: " : "") + rule.say());
      html.element("p", words.because(rule), "class", "soft");
    }
    List<FiredRule> further = Shown.further(a);
    if (!further.isEmpty()) {
      html.element("p", "Further signs that should be looked at:");
      html.open("ul");
      further.forEach(rule -> html.element("li", Words.capital(words.sign(rule))));
      html.close("ul");
    }
    List<Assessment.Risk> risks = Shown.risks(a);
    if (!risks.isEmpty()) {
      html.element("p", "Dangerous causes that are likely enough to act on:");
      html.open("ul");
      for (Assessment.Risk risk : risks) {
        html.element(
            "li",
            Words.capital(words.plain(risk.condition()))
                + ": "
                + Words.percent(risk.probability())
                + ". It counts as \""
                + Words.spaced(risk.level().word())
                + "\" from "
                + Words.percent(risk.actAt())
                + ".");
      }
      html.close("ul");
    }
    if (urgency.fired().isEmpty() && risks.isEmpty()) {
      html.element("p", "No warning sign was found in what is known.");
    }
    if (urgency.possible().compareTo(urgency.level()) > 0) {
      html.element(
          "p",
          "Not yet ruled out: \""
              + Words.spaced(urgency.possible().word())
              + "\". "
              + Words.plural(urgency.open().size(), "warning rule")
              + " cannot be decided before more is known.");
    }
    if (!Shown.loweredBy(a).isEmpty()) {
      html.element("p", "This would be less urgent with:");
      html.open("ul");
      Shown.loweredBy(a)
          .forEach(l ->
              html.element(
                  "li",
                  words.observed(l.finding(), l.answer()) + ": " + Words.spaced(l.level().word())));
      html.close("ul");
    }
    html.close("section");
  }

  private void causes(Html html, Assessment a) {
    if (a.causes().isEmpty()) {
      return;
    }
    html.open("section").element("h2", "What it may be");
    for (Cause cause : Shown.causes(a)) {
      boolean danger = Shown.dangerous(cause, knowledge);
      html.open("div", "class", danger ? "cause danger" : "cause");
      html.open("p");
      html.element("span", Words.percent(cause.probability()), "class", "probability");
      html.element("span", Words.capital(words.plain(cause.condition())), "class", "name");
      html.close("p");
      share(html, cause);
      html.element(
          "p",
          words.clinical(cause.condition())
              + (danger ? " (dangerous)" : "")
              + ". "
              + Words.capital(Words.frequency(cause.probability()))
              + " people with these answers. Likely range "
              + Words.range(cause.low(), cause.high())
              + ".",
          "class",
          "soft");
      html.close("div");
    }
    html.element("p", "More than one can be true at once.");
    List<Cause> watched = Shown.watched(a, knowledge);
    if (!watched.isEmpty()) {
      html.element("p", "Dangerous, and less likely here than would make them count:");
      html.open("ul");
      for (Cause cause : watched) {
        html.element(
            "li",
            words.plain(cause.condition())
                + ": "
                + Words.percent(cause.probability())
                + " (counts from "
                + Words.percent(Shown.danger(cause, knowledge).actAt())
                + ")");
      }
      html.close("ul");
    }
    html.close("section");
  }

  /// The probability as a bar with its interval; the numbers stand beside it as text.
  private static void share(Html html, Cause cause) {
    html.markup(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 640 14\" aria-hidden=\"true\"><line class=\"axis\" x1=\"0\""
                + " x2=\"640\" y1=\"13\" y2=\"13\"/><rect class=\"share\" x=\"0\" y=\"2\""
                + " width=\"%.1f\" height=\"10\"/><line class=\"range\" x1=\"%.1f\" x2=\"%.1f\""
                + " y1=\"7\" y2=\"7\"/></svg>\n",
            640 * cause.probability(),
            640 * cause.low(),
            640 * cause.high()));
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
    html.open("section").element("h2", "What speaks for and against");
    html.element(
        "p",
        "In decibans (dB): 3 doubles the odds, 10 makes them ten times as high. Bars to the right"
            + " speak for it, bars to the left against it.",
        "class",
        "soft");
    int picture = 0;
    for (Cause cause : first) {
      picture++;
      String name = words.plain(cause.condition());
      html.element("h3", Words.capital(name));
      EvidencePicture.draw(
          html,
          "evidence-" + number + "-" + picture,
          name,
          cause,
          most,
          w -> words.observed(w.finding(), w.answer()));
      html.open("details").element("summary", "All of it as a table");
      html.open("table").open("thead").open("tr");
      html.element("th", "Finding", "scope", "col").element("th", "dB", "scope", "col");
      html.close("tr").close("thead").open("tbody");
      for (List<Weight> weights : List.of(cause.forIt(), cause.against())) {
        for (Weight weight : weights) {
          html.open("tr");
          html.element("td", words.observed(weight.finding(), weight.answer()));
          html.element("td", EvidencePicture.decibans(weight), "class", "number");
          html.close("tr");
        }
      }
      html.close("tbody").close("table").close("details");
    }
    html.close("section");
  }

  private static void origin(Html html, Assessment a) {
    if (a.localisation().axis().isEmpty()) {
      return;
    }
    html.open("section").element("h2", "Where it comes from").open("ul");
    Shown.axes(a)
        .forEach(e ->
            html.element(
                "li", Words.capital(Words.axis(e.getKey())) + ": " + Words.percent(e.getValue())));
    html.close("ul");
    List<Assessment.Root> roots = Shown.roots(a);
    html.element(
        "p",
        roots.isEmpty()
            ? "No single nerve root stands out."
            : "Nerve root: "
                + String.join(
                    ", ",
                    roots.stream()
                        .map(r -> r.root() + " " + r.side() + " " + Words.percent(r.probability()))
                        .toList()));
    html.close("section");
  }

  private static void next(Html html, Assessment a) {
    if (a.next().isEmpty()) {
      return;
    }
    html.open("section").element("h2", "What to ask or examine next").open("ol");
    for (Assessment.Question q : a.next().stream().limit(Shown.QUESTIONS).toList()) {
      int at = q.id().indexOf('@');
      html.open("li").text(q.text() + (at < 0 ? "" : " (" + q.id().substring(at + 1) + ")"));
      html.element(
          "span",
          String.format(
              Locale.ROOT,
              " %s, gain %.3f bit, about %s",
              q.kind(),
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
    Shown.changes(a, knowledge).forEach(c -> html.element("li", Shown.change(c, words, knowledge)));
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
    html.open("section").element("h2", "The plan");
    html.open("p").element("strong", Words.see(plan.see()) + ".").close("p");
    if (plan.withheld()) {
      html.element(
          "p",
          a.urgency().level() == Urgency.EMERGENCY_NOW
              ? "Advice for the next weeks is withheld while this may be an emergency."
              : "Advice for the next weeks is withheld.");
    }
    advice(html, "Until you are seen", plan.until());
    advice(html, "Do", plan.act());
    advice(html, "Don't", plan.dont());
    advice(html, "Medicines to talk about", plan.medicines());
    advice(html, "Tests that can help", plan.tests());
    advice(html, "Tests advised against", plan.avoidTests());
    advice(html, "Come back or call for help", plan.comeBack());
    html.close("section");
  }

  private void advice(Html html, String title, List<Advice> list) {
    if (list.isEmpty()) {
      return;
    }
    html.element("h3", title).open("ul");
    for (Advice advice : list) {
      html.open("li");
      html.element("strong", advice.action().title() + ".");
      html.text(" " + advice.action().say());
      labelled(html, "How often", advice.action().howOften());
      labelled(html, "More over time", advice.action().progress());
      labelled(html, "Stop", advice.action().stop());
      labelled(html, "Why", advice.action().why());
      labelled(html, "Benefit", advice.action().benefit());
      if (!advice.check().isEmpty()) {
        labelled(
            html,
            "Check first",
            String.join("; ", advice.check().stream().map(words::finding).toList()));
        labelled(html, "If so", advice.action().instead());
      }
      html.close("li");
    }
    html.close("ul");
  }

  private static void labelled(Html html, String label, String text) {
    if (!text.isEmpty()) {
      html.markup("<br>").element("span", label + ": " + text, "class", "soft");
    }
  }

  private void limits(Html html, Assessment a) {
    html.open("section").element("h2", "What this cannot tell").open("ul");
    a.limits().forEach(l -> html.element("li", l));
    a.leftOut()
        .forEach((finding, why) ->
            html.element("li", "Not used: " + words.finding(finding) + ": " + why));
    html.close("ul").close("section");
  }
}
