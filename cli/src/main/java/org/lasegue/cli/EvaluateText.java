package org.lasegue.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.evaluation.Measure;
import org.lasegue.assessment.evaluation.Measures;
import org.lasegue.assessment.evaluation.Method;
import org.lasegue.assessment.evaluation.Verdict;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;
import org.lasegue.report.TextPage;

/// An evaluation as text for a terminal.
final class EvaluateText {
  private static final int NAME = 26;
  private static final int RANKED = 3;
  private static final String ROW = "%-25s%8s%8s %-16s%7s%7s%7s";

  private final EvaluateResult result;
  private final TextPage page;

  private EvaluateText(EvaluateResult result, TextPage.Look look) {
    this.result = result;
    this.page = new TextPage(look);
  }

  static String of(EvaluateResult result, Knowledge knowledge, TextPage.Look look) {
    EvaluateText text = new EvaluateText(result, look);
    text.page.paragraph(
        "%d cases evaluated, %d rejected; knowledge %s with %d conditions."
            .formatted(
                result.cases(),
                result.rejected().size(),
                result.knowledge(),
                knowledge.conditions().size()));
    for (Mode mode : result.measured().keySet()) {
      text.measures(mode);
    }
    text.page.blank();
    EvaluateWords.NOTES.forEach(note -> text.page.paragraph("", note, TextPage.Tone.FAINT));
    for (Mode mode : result.measured().keySet()) {
      text.confusion(result.of(mode, Method.MODEL));
    }
    for (Mode mode : result.measured().keySet()) {
      text.missed(result.of(mode, Method.MODEL));
    }
    result.without().ifPresent(text::without);
    text.rejected();
    return text.page.toString();
  }

  private void measures(Mode mode) {
    page.heading(EvaluateWords.name(mode));
    columns(ROW.formatted("", "cases", "model", "", "priors", "rules", "naive"));
    Map<String, Measure> model = result.of(mode, Method.MODEL).byName();
    Map<String, Measure> priors = result.of(mode, Method.PRIORS_ONLY).byName();
    Map<String, Measure> rules = result.of(mode, Method.RULES_ONLY).byName();
    Map<String, Measure> naive = result.of(mode, Method.NAIVE_BAYES).byName();
    model.forEach((name, measure) ->
        columns(
            ROW.formatted(
                EvaluateWords.name(name),
                EvaluateWords.counted(measure),
                EvaluateWords.value(measure),
                bracketed(EvaluateWords.interval(measure)),
                value(priors, name),
                value(rules, name),
                value(naive, name))));
  }

  /// A line of a table, which is not wrapped.
  private void columns(String text) {
    page.line(text.stripTrailing(), TextPage.Tone.NONE, "");
  }

  private static String bracketed(String interval) {
    return interval.isEmpty() ? "" : "(" + interval + ")";
  }

  private static String value(Map<String, Measure> measures, String name) {
    Measure measure = measures.get(name);
    return measure == null ? "-" : EvaluateWords.value(measure).replace(" %", "");
  }

  private void confusion(Measures measures) {
    page.heading("Urgency, " + EvaluateWords.name(measures.mode()) + ": best label by judged");
    int[][] matrix = measures.confusion();
    List<Urgency> levels = List.of(Urgency.values()).reversed();
    StringBuilder head = new StringBuilder(pad("best label", 14));
    for (Urgency column : levels) {
      head.append(String.format(Locale.ROOT, "%13s", column.word()));
    }
    columns(head.toString());
    for (Urgency row : levels) {
      StringBuilder line = new StringBuilder(pad(row.word(), 14));
      for (Urgency column : levels) {
        int count = matrix[row.ordinal()][column.ordinal()];
        line.append(String.format(Locale.ROOT, "%13s", count == 0 ? "." : Integer.toString(count)));
      }
      columns(line.toString());
    }
  }

  private static String pad(String text, int width) {
    return String.format(Locale.ROOT, "%-" + width + "s", text);
  }

  private void missed(Measures measures) {
    List<Verdict> missed = measures.missed();
    page.heading(
        "Missed, " + EvaluateWords.name(measures.mode()) + ": " + missed.size() + ", worst first");
    for (Verdict verdict : missed) {
      page.paragraph(
          "",
          verdict.id()
              + " ["
              + EvaluateWords.fault(verdict, measures.mode())
              + "]: judged "
              + verdict.level().word()
              + ", label "
              + EvaluateWords.labels(verdict, measures.mode()),
          verdict.unsafe(measures.mode()) ? TextPage.Tone.STRONG : TextPage.Tone.NONE);
      page.hanging("    ranked ", EvaluateWords.ranked(verdict, RANKED), TextPage.Tone.NONE);
      if (verdict.named()) {
        page.hanging(
            "    right  ",
            EvaluateWords.right(verdict) + ", " + EvaluateWords.place(verdict),
            TextPage.Tone.NONE);
      }
    }
  }

  private void without(EvaluateResult.Without without) {
    page.heading("Without findings that one case alone uses");
    page.paragraph(without.dropped().size() + " findings dropped:");
    without.dropped().forEach((finding, id) -> page.bullet(finding + " (" + id + ")"));
    without
        .modes()
        .forEach((mode, again) -> {
          page.blank();
          columns(pad(EvaluateWords.name(mode), NAME) + "%10s %10s".formatted("with", "without"));
          Map<String, Measure> before = result.of(mode, Method.MODEL).byName();
          again
              .byName()
              .forEach((name, measure) ->
                  columns(
                      pad(EvaluateWords.name(name), NAME)
                          + "%10s %10s %s"
                              .formatted(
                                  value(before, name),
                                  EvaluateWords.value(measure),
                                  bracketed(EvaluateWords.interval(measure)))));
        });
  }

  private void rejected() {
    if (result.rejected().isEmpty()) {
      return;
    }
    page.heading("Rejected: " + result.rejected().size());
    List<String> lines = new ArrayList<>();
    result.rejected().forEach(r -> lines.add(r.toString()));
    lines.forEach(page::bullet);
  }
}
