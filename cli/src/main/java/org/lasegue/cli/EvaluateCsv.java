package org.lasegue.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline.Ranked;
import org.lasegue.assessment.evaluation.Measures;
import org.lasegue.assessment.evaluation.Method;
import org.lasegue.assessment.evaluation.Verdict;

/// What the model said of each case, one row a case and mode.
final class EvaluateCsv {
  private static final int RANKED = 5;

  private EvaluateCsv() {}

  static String of(EvaluateResult result) {
    StringBuilder out = new StringBuilder();
    List<String> head =
        new ArrayList<>(
            List.of(
                "id",
                "mode",
                "urgency",
                "urgency_expected",
                "levels_off",
                "unsafe",
                "urgent",
                "place_strict",
                "place_fair",
                "answer",
                "fair",
                "root",
                "root_expected"));
    for (int i = 1; i <= RANKED; i++) {
      head.add("ranked_" + i);
      head.add("p_" + i);
    }
    row(out, head);
    for (Measures measures : result.of(Method.MODEL).values()) {
      for (Verdict verdict : measures.perCase()) {
        row(out, cells(verdict, measures.mode()));
      }
    }
    return out.toString();
  }

  private static List<String> cells(Verdict v, Mode mode) {
    boolean labelled = !v.labels(mode).isEmpty();
    List<String> cells = new ArrayList<>();
    cells.add(v.id());
    cells.add(mode.word());
    cells.add(v.level().word());
    cells.add(v.labels(mode).stream().map(l -> l.word()).collect(Collectors.joining(" ")));
    cells.add(labelled ? Integer.toString(v.levelsOff(mode)) : "");
    cells.add(labelled ? Boolean.toString(v.unsafe(mode)) : "");
    cells.add(number(v.urgent()));
    cells.add(v.place(true).map(i -> Integer.toString(i)).orElse(""));
    cells.add(v.place(false).map(i -> Integer.toString(i)).orElse(""));
    cells.add(String.join(" ", v.expected().answer()));
    cells.add(String.join(" ", v.expected().fair()));
    cells.add(v.root().orElse(""));
    cells.add(String.join(" ", v.expected().roots()));
    for (int i = 0; i < RANKED; i++) {
      boolean there = i < v.ranked().size();
      Ranked ranked = there ? v.ranked().get(i) : new Ranked("", 0);
      cells.add(ranked.condition());
      cells.add(there ? number(ranked.probability()) : "");
    }
    return cells;
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }

  static void row(StringBuilder out, List<String> cells) {
    out.append(cells.stream().map(EvaluateCsv::cell).collect(Collectors.joining(",")));
    out.append("\r\n");
  }

  /// Quoted where it must be (RFC 4180). A text that a spreadsheet would run as a formula gets an
  /// apostrophe before it.
  static String cell(String text) {
    boolean formula =
        !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 && !text.matches("-?[0-9.]+");
    String safe = formula ? "'" + text : text;
    return safe.matches("(?s).*[\",\r\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
  }
}
