package org.lasegue.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.evaluation.Agreement;
import org.lasegue.assessment.evaluation.Breakdown;
import org.lasegue.assessment.evaluation.Measure;
import org.lasegue.assessment.evaluation.Measures;
import org.lasegue.assessment.evaluation.Method;
import org.lasegue.assessment.evaluation.Verdict;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.report.Html;
import org.lasegue.report.HtmlReport;
import org.lasegue.report.Shown;

/// An evaluation as one page that needs nothing else: no script, no request.
final class EvaluateHtml {
  private static final int RANKED = 3;
  private static final int WEIGHTS = 5;

  /// What is shown of a group of cases.
  private static final List<String> OF_GROUPS =
      List.of("top1_fair", "top3", "top5", "exact", "over", "under", "unsafe", "brier_first");

  private static final String STYLE =
      """
      main { max-width: 60rem; }
      .wide { overflow-x: auto; }
      .cell { fill: var(--bar); }
      .count { text-anchor: middle; font-weight: 700; }
      .ideal { stroke: var(--soft); stroke-dasharray: 5 4; }
      .curve { fill: none; stroke: var(--for); stroke-width: 2; }
      .dot { fill: var(--for); }
      svg { max-width: 40rem; }
      .fault { font-weight: 700; }
      tr.unsafe td:first-child { border-left: .4rem solid var(--emergency); padding-left: .5rem; }
      """;

  private final EvaluateResult result;
  private final Html html = new Html();

  private EvaluateHtml(EvaluateResult result) {
    this.result = result;
  }

  static String of(EvaluateResult result, Knowledge knowledge) {
    EvaluateHtml page = new EvaluateHtml(result);
    page.html.markup(
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="referrer" content="no-referrer">
        <title>Lasegue: how right it is</title>
        <style>
        """
            + HtmlReport.style()
            + STYLE
            + """
            </style>
            </head>
            <body>
            <main>
            """);
    page.html.element("h1", "How right Lasegue is on these cases");
    page.html.element(
        "p",
        "%d cases evaluated, %d rejected; knowledge %s with %d conditions."
            .formatted(
                result.cases(),
                result.rejected().size(),
                result.knowledge(),
                knowledge.conditions().size()));
    result.measured().keySet().forEach(page::mode);
    page.agreement();
    page.published();
    result.without().ifPresent(page::without);
    page.rejected();
    page.html.element("h2", "How to read it").open("ul");
    EvaluateWords.NOTES.forEach(note -> page.html.element("li", note));
    page.html.close("ul");
    page.html.open("footer").element("p", Shown.DISCLAIMER, "class", "soft").close("footer");
    page.html.markup("</main>\n</body>\n</html>\n");
    return page.html.toString();
  }

  private void mode(Mode mode) {
    Measures model = result.of(mode, Method.MODEL);
    html.element("h2", EvaluateWords.name(mode));
    html.open("div", "class", "wide", "tabindex", "0")
        .open("table")
        .open("tr")
        .element("th", "Measure", "scope", "col");
    html.element("th", "Cases", "scope", "col");
    for (Method method : Method.values()) {
      html.element("th", EvaluateWords.name(method), "scope", "col");
    }
    html.close("tr");
    model
        .byName()
        .forEach((name, measure) -> {
          html.open("tr").element("th", EvaluateWords.name(name), "scope", "row");
          html.element("td", EvaluateWords.counted(measure), "class", "number");
          for (Method method : Method.values()) {
            Measure each = result.of(mode, method).byName().get(name);
            html.open("td", "data-figure", mode.word() + "|" + method.word() + "|" + name);
            if (each != null) {
              html.text(EvaluateWords.value(each)).markup("<br>");
              html.element("span", EvaluateWords.interval(each), "class", "soft");
            }
            html.close("td");
          }
          html.close("tr");
        });
    html.close("table").close("div");
    String id = mode.word();
    html.element("h3", "Urgency: best label by what was judged");
    EvaluatePicture.confusion(html, id + "-confusion", model);
    html.element("h3", "Is the first cause as likely as it says?");
    EvaluatePicture.reliability(html, id + "-reliability", model);
    details(mode);
    missed(model);
    explained(mode);
  }

  private void details(Mode mode) {
    EvaluateResult.Details details = result.details(mode);
    var difficulty = details.difficulty();
    html.element("h3", "Hard cases and easy ones");
    html.open("p").text("First cause right or fair when easy cases count less: ");
    html.open("b", "data-figure", mode.word() + "|difficulty_adjusted")
        .text(
            difficulty.score().isEmpty()
                ? "-"
                : EvaluateWords.percent(difficulty.score().getAsDouble()) + " %")
        .close("b");
    html.text(
        " on %d cases; %s of them are missed by none, one, both of priors only and naive Bayes, and weigh 1, 2, 3."
            .formatted(
                difficulty.of(),
                String.join(", ", difficulty.byMisses().stream().map(String::valueOf).toList())));
    html.close("p");
    html.element(
        "p",
        String.format(
            Locale.ROOT,
            "A case answers %d to %d findings in this mode, %.1f on average.",
            details.told().least(),
            details.told().most(),
            details.told().mean()));
    details
        .asked()
        .ifPresent(asked ->
            html.element(
                "p",
                String.format(
                    Locale.ROOT,
                    "The interview would put %d to %d questions to these people, %.1f on average, where they answer what the"
                        + " case tells and are not sure of all else.",
                    asked.least(),
                    asked.most(),
                    asked.mean())));
    for (Breakdown.By by : Breakdown.By.values()) {
      html.element("h3", EvaluateWords.name(by));
      groups(mode, details.groups().stream().filter(g -> g.by() == by).toList());
    }
  }

  private void groups(Mode mode, List<Breakdown> groups) {
    html.open("div", "class", "wide", "tabindex", "0").open("table").open("tr");
    html.element("th", "Group", "scope", "col").element("th", "Cases", "scope", "col");
    for (String name : OF_GROUPS) {
      html.element("th", EvaluateWords.name(name), "scope", "col");
    }
    html.close("tr");
    for (Breakdown each : groups) {
      html.open("tr").element("th", each.group(), "scope", "row");
      html.element("td", Integer.toString(each.measures().n()), "class", "number");
      for (String name : OF_GROUPS) {
        Measure measure = each.measures().byName().get(name);
        html.open(
            "td",
            "data-figure",
            mode.word() + "|" + each.by().word() + "|" + each.group() + "|" + name);
        if (measure != null) {
          html.text(EvaluateWords.value(measure)).markup("<br>");
          html.element("span", EvaluateWords.interval(measure), "class", "soft");
        }
        html.close("td");
      }
      html.close("tr");
    }
    html.close("table").close("div");
  }

  /// The worst cases with what speaks for and against, so that a reader can judge the fault.
  private void explained(Mode mode) {
    List<EvaluateResult.Worst> worst =
        result.worst().stream().filter(w -> w.assessment().mode() == mode).toList();
    if (worst.isEmpty()) {
      return;
    }
    html.element("h3", "The worst, explained");
    for (EvaluateResult.Worst each : worst) {
      Assessment a = each.assessment();
      html.open("details")
          .element(
              "summary",
              a.subject().id()
                  + ": "
                  + EvaluateWords.fault(each.verdict(), mode)
                  + ", judged "
                  + a.urgency().level().word()
                  + ", label "
                  + EvaluateWords.labels(each.verdict(), mode));
      html.open("ul");
      a.urgency()
          .fired()
          .forEach(rule ->
              html.element(
                  "li",
                  "Rule %s (%s) by %s: %s"
                      .formatted(
                          rule.id(),
                          rule.level().word(),
                          String.join(", ", rule.because()),
                          rule.reason())));
      a.urgency()
          .risks()
          .forEach(risk ->
              html.element(
                  "li",
                  "Risk of %s %s %%, counts from %s %%"
                      .formatted(
                          risk.condition(),
                          EvaluateWords.percent(risk.probability()),
                          EvaluateWords.percent(risk.actAt()))));
      List<String> right = each.verdict().expected().answer();
      a.causes().stream()
          .filter(c -> a.causes().indexOf(c) < RANKED || right.contains(c.condition()))
          .forEach(c ->
              html.element(
                  "li",
                  "%s%s %s %%: for it %s; against it %s"
                      .formatted(
                          right.contains(c.condition()) ? "RIGHT ANSWER " : "",
                          c.condition(),
                          EvaluateWords.percent(c.probability()),
                          weights(c.forIt()),
                          weights(c.against()))));
      html.close("ul").close("details");
    }
  }

  private static String weights(List<Assessment.Weight> weights) {
    return weights.isEmpty()
        ? "nothing"
        : weights.stream()
            .limit(WEIGHTS)
            .map(w ->
                String.format(
                    Locale.ROOT, "%s %s (%+.1f dB)", w.finding(), w.answer(), w.decibans()))
            .collect(Collectors.joining(", "));
  }

  private void agreement() {
    if (result.agreement().isEmpty()) {
      return;
    }
    html.element("h2", "Two readers of the same cases");
    html.element(
        "p",
        "Each case was encoded twice from the same prose. How often both encodings lead to the same result:");
    html.open("table").open("tr").element("th", "Mode", "scope", "col");
    html.element("th", "Same urgency", "scope", "col");
    html.element("th", "Same first cause", "scope", "col").close("tr");
    for (Agreement.Results each : result.agreement()) {
      String mode = each.mode().word();
      html.open("tr").element("th", EvaluateWords.name(each.mode()), "scope", "row");
      rate(each.urgency(), mode + "|agreement|urgency");
      rate(each.firstCause(), mode + "|agreement|first_cause");
      html.close("tr");
    }
    html.close("table");
  }

  private void rate(Measure rate, String figure) {
    html.open("td", "data-figure", figure)
        .text(EvaluateWords.value(rate))
        .markup("<br>")
        .element(
            "span",
            EvaluateWords.counted(rate) + ", " + EvaluateWords.interval(rate),
            "class",
            "soft")
        .close("td");
  }

  private void published() {
    html.element("h2", "What others have published");
    html.open("div", "class", "wide", "tabindex", "0").open("table").open("tr");
    for (String head : List.of("Who", "On", "Figure", "Source")) {
      html.element("th", head, "scope", "col");
    }
    html.close("tr");
    for (PublishedFigures.Figure each : PublishedFigures.ALL) {
      html.open("tr").element("td", each.who()).element("td", each.on());
      html.element("td", each.figure());
      html.open("td").element("a", each.source(), "href", each.address()).close("td").close("tr");
    }
    html.close("table").close("div");
    html.element("p", "Why these and ours cannot be set against each other:").open("ul");
    PublishedFigures.WHY_NOT_COMPARABLE.forEach(why -> html.element("li", why));
    html.close("ul");
  }

  private void missed(Measures measures) {
    Mode mode = measures.mode();
    List<Verdict> missed = measures.missed();
    html.element("h3", "Missed: " + missed.size() + ", worst first");
    if (missed.isEmpty()) {
      return;
    }
    html.open("div", "class", "wide", "tabindex", "0").open("table").open("tr");
    for (String head : List.of("Case", "Fault", "Judged", "Label", "First ranked", "Right")) {
      html.element("th", head, "scope", "col");
    }
    html.close("tr");
    for (Verdict v : missed) {
      html.open("tr", "class", v.unsafe(mode) ? "unsafe" : "missed")
          .element("td", v.id())
          .element("td", EvaluateWords.fault(v, mode), "class", "fault")
          .element("td", v.level().word())
          .element("td", EvaluateWords.labels(v, mode))
          .element("td", EvaluateWords.ranked(v, RANKED))
          .element("td", v.named() ? EvaluateWords.right(v) + ", " + EvaluateWords.place(v) : "")
          .close("tr");
    }
    html.close("table").close("div");
  }

  private void without(EvaluateResult.Without without) {
    html.element("h2", "Without findings that one case alone uses");
    html.open("p").text(without.dropped().size() + " findings dropped: ");
    html.text(
        String.join(
            ", ",
            without.dropped().entrySet().stream()
                .map(e -> e.getKey() + " (" + e.getValue() + ")")
                .toList()));
    html.close("p");
    without
        .modes()
        .forEach((mode, again) -> {
          Map<String, Measure> before = result.of(mode, Method.MODEL).byName();
          html.open("table").open("tr").element("th", EvaluateWords.name(mode), "scope", "col");
          html.element("th", "With", "scope", "col").element("th", "Without", "scope", "col");
          html.close("tr");
          again
              .byName()
              .forEach((name, measure) -> {
                Measure with = before.getOrDefault(name, measure);
                html.open("tr").element("th", EvaluateWords.name(name), "scope", "row");
                html.element("td", EvaluateWords.value(with));
                html.element(
                    "td", EvaluateWords.value(measure) + " " + EvaluateWords.interval(measure));
                html.close("tr");
              });
          html.close("table");
        });
  }

  private void rejected() {
    if (result.rejected().isEmpty()) {
      return;
    }
    html.element("h2", "Rejected: " + result.rejected().size()).open("ul");
    result.rejected().forEach(r -> html.element("li", r.toString()));
    html.close("ul");
  }
}
