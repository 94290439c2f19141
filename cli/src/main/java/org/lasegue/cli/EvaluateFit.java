package org.lasegue.cli;

import java.util.Locale;
import org.lasegue.assessment.CaseFit;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Parameter;

/// What fitting to labelled cases found, in words and as a file of numbers.
final class EvaluateFit {
  private EvaluateFit() {}

  static String text(CaseFit.Result result, Mode mode, int folds) {
    StringBuilder text = new StringBuilder();
    line(text, "%d labelled cases fitted to, %s", result.cases(), mode.word());
    if (!result.left().isEmpty()) {
      line(
          text,
          "left out, without an answer or impossible in the model: %s",
          String.join(", ", result.left()));
    }
    line(text, "");
    line(text, "%-12s %10s %10s %10s %16s", "", "before", "after", "change", "standard error");
    score(text, "log score", result.before().log(), result.after().log(), result.log());
    score(text, "Brier", result.before().brier(), result.after().brier(), result.brier());
    line(
        text,
        "After: each case by numbers fitted without it (%d parts). A log score is better when it is"
            + " higher, a Brier score when it is lower.",
        folds);
    line(text, "%s", verdict(result));
    line(text, "");
    line(text, "%d numbers moved within their ranges.", result.moved().size());
    if (!result.moved().isEmpty()) {
      line(text, "%-60s %8s %8s %19s %6s", "", "before", "after", "range", "told");
      for (CaseFit.Moved moved : result.moved()) {
        Parameter p = moved.parameter();
        line(
            text,
            "%-60s %8.4g %8.4g %19s %6.2f",
            p.name(),
            p.value(),
            moved.value(),
            String.format(Locale.ROOT, "%.4g to %.4g", p.low(), p.high()),
            moved.information());
      }
      line(text, "Told: what the cases tell of a number, where 1 is what its range tells.");
    }
    return text.toString();
  }

  private static void score(
      StringBuilder text, String name, double before, double after, CaseFit.Difference change) {
    line(
        text,
        "%-12s %10.4f %10.4f %+10.4f %16.4f",
        name,
        before,
        after,
        change.difference(),
        change.error());
  }

  private static String verdict(CaseFit.Result result) {
    return result.log().difference() > 2 * result.log().error()
        ? "On cases not fitted to, the fitted numbers are better by more than two standard errors."
        : "On cases not fitted to, the fitted numbers are not better by more than two standard"
            + " errors: keep those of the knowledge.";
  }

  /// Read by nothing but `--numbers`.
  static String yaml(CaseFit.Result result) {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "# Numbers fitted to %d labelled cases by `lasegue evaluate --fit`, with the literature as"
            + " the prior. Nothing reads them but",
        result.cases());
    line(
        text,
        "# `lasegue evaluate --numbers`. On the cases they were fitted to they prove nothing.");
    for (CaseFit.Moved moved : result.moved()) {
      line(
          text,
          "- {parameter: \"%s\", from: %s, to: %s}",
          moved.parameter().name(),
          moved.parameter().value(),
          moved.value());
    }
    if (result.moved().isEmpty()) {
      line(text, "[]");
    }
    return text.toString();
  }

  private static void line(StringBuilder to, String format, Object... values) {
    to.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
