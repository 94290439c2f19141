package org.lasegue.cli;

import java.util.List;
import java.util.Map;
import org.lasegue.assessment.Mode;
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
    html.open("div", "class", "wide").open("table").open("tr").element("th", "", "scope", "col");
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
            html.open("td");
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
    missed(model);
  }

  private void missed(Measures measures) {
    Mode mode = measures.mode();
    List<Verdict> missed = measures.missed();
    html.element("h3", "Missed: " + missed.size() + ", worst first");
    if (missed.isEmpty()) {
      return;
    }
    html.open("div", "class", "wide").open("table").open("tr");
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
