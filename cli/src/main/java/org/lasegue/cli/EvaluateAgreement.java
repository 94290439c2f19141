package org.lasegue.cli;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.lasegue.assessment.evaluation.Agreement;
import org.lasegue.assessment.evaluation.Agreement.ByFinding;
import org.lasegue.assessment.evaluation.Agreement.Table;
import org.lasegue.assessment.evaluation.Measure.Rate;
import org.lasegue.report.Json;
import org.lasegue.report.TextPage;

/// How far two encodings of the same cases agree, as text, JSON or a table.
record EvaluateAgreement(
    String knowledge,
    Agreement agreement,
    List<Agreement.Results> results,
    List<EvaluatedCases.Rejected> rejected) {

  private static final int FORMAT = 1;
  private static final int MOST_USED = 30;
  private static final String ROW = "%-38s%9s%9s%10s%9s";

  String text(TextPage.Look look) {
    TextPage page = new TextPage(look);
    page.paragraph(
        "%d cases in both; %d only in the first, %d only in the second, %d rejected; knowledge %s."
            .formatted(
                agreement.cases().size(),
                agreement.onlyFirst().size(),
                agreement.onlySecond().size(),
                rejected.size(),
                knowledge));
    page.heading("Findings");
    columns(page, ROW.formatted("", "answered", "raw", "answers", "kappa"));
    row(page, "all " + agreement.findings().size() + " findings used", agreement.pooled());
    agreement.findings().stream()
        .limit(MOST_USED)
        .forEach(each -> row(page, each.finding(), each.table()));
    page.blank();
    page.paragraph(
        "",
        "An item is one case, finding and side: present, absent or unknown (also not sure, and what"
            + " is past). Answered: items that at least one of the two answers. Raw: same of all"
            + " items. Answers: same of the answered ones. Kappa: agreement beyond chance.",
        TextPage.Tone.FAINT);
    for (Agreement.Results each : results) {
      page.heading("Results, " + EvaluateWords.name(each.mode()));
      rate(page, "Same urgency", each.urgency());
      rate(page, "Same first cause", each.firstCause());
      each.different()
          .forEach(d ->
              page.bullet(
                  "%s: %s, %s / %s, %s"
                      .formatted(
                          d.id(),
                          d.firstLevel().word(),
                          d.firstCause(),
                          d.secondLevel().word(),
                          d.secondCause())));
    }
    if (!rejected.isEmpty()) {
      page.heading("Rejected: " + rejected.size());
      rejected.forEach(r -> page.bullet(r.toString()));
    }
    return page.toString();
  }

  private static void columns(TextPage page, String text) {
    page.line(text.stripTrailing(), TextPage.Tone.NONE, "");
  }

  private static void row(TextPage page, String name, Table table) {
    columns(
        page,
        ROW.formatted(
            name,
            table.answered(),
            EvaluateWords.value(table.raw()),
            EvaluateWords.value(table.rawAnswered()),
            kappa(table.kappa())));
  }

  private static String kappa(OptionalDouble kappa) {
    return kappa.isEmpty() ? "-" : String.format(Locale.ROOT, "%.3f", kappa.getAsDouble());
  }

  private static void rate(TextPage page, String name, Rate rate) {
    columns(
        page,
        "%-20s%8s %s (%s)"
            .formatted(
                name,
                EvaluateWords.value(rate),
                EvaluateWords.counted(rate),
                EvaluateWords.interval(rate)));
  }

  String json() {
    return Json.object(j -> {
      j.number("format", FORMAT).text("knowledge", knowledge);
      j.texts("cases", agreement.cases())
          .texts("only_first", agreement.onlyFirst())
          .texts("only_second", agreement.onlySecond());
      EvaluateJson.rejected(j, rejected);
      j.object("pooled", p -> table(p, agreement.pooled()));
      j.list(
          "findings",
          agreement.findings().stream().limit(MOST_USED).toList(),
          (f, each) -> table(f.text("id", each.finding()), each.table()));
      j.object(
          "modes",
          m ->
              results.forEach(r ->
                  m.object(
                      r.mode().word(),
                      o -> {
                        EvaluateJson.measure(o, "urgency", r.urgency());
                        EvaluateJson.measure(o, "first_cause", r.firstCause());
                        o.list(
                            "different",
                            r.different(),
                            (d, each) ->
                                d.text("id", each.id())
                                    .texts(
                                        "urgency",
                                        List.of(
                                            each.firstLevel().word(), each.secondLevel().word()))
                                    .texts(
                                        "first_cause",
                                        List.of(each.firstCause(), each.secondCause())));
                      })));
    })
        + "\n";
  }

  private static void table(Json json, Table table) {
    json.number("items", table.items()).number("answered", table.answered());
    EvaluateJson.measure(json, "raw", table.raw());
    EvaluateJson.measure(json, "raw_answered", table.rawAnswered());
    table.kappa().ifPresentOrElse(k -> json.number("kappa", k), () -> json.missing("kappa"));
  }

  /// Every finding used, one a row.
  String csv() {
    StringBuilder out = new StringBuilder();
    EvaluateCsv.row(out, List.of("finding", "items", "answered", "raw", "raw_answered", "kappa"));
    for (ByFinding each : agreement.findings()) {
      Table table = each.table();
      EvaluateCsv.row(
          out,
          List.of(
              each.finding(),
              Integer.toString(table.items()),
              Integer.toString(table.answered()),
              number(table.raw().value()),
              number(table.rawAnswered().value()),
              number(table.kappa())));
    }
    return out.toString();
  }

  private static String number(OptionalDouble value) {
    return value.isEmpty() ? "" : EvaluateCsv.number(value.getAsDouble());
  }
}
