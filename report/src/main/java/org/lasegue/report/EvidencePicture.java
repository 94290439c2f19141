package org.lasegue.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.Weight;

/// The evidence for and against one cause as an SVG of bars, right for, left against, with a text
/// that says the same.
public final class EvidencePicture {
  private static final int WIDTH = 640;
  private static final int LINE = 17;
  private static final int GAP = 7;
  private static final int BAR = 14;
  private static final int MIDDLE = 110;
  private static final int REACH = 100;
  private static final int LABELS = 276;

  /// Characters of a line of a label, at 14 units high.
  private static final int LONGEST = 50;

  private EvidencePicture() {}

  public static List<Weight> rows(Cause cause) {
    return java.util.stream.Stream.concat(
            cause.forIt().stream().limit(Shown.FOR), cause.against().stream().limit(Shown.AGAINST))
        .toList();
  }

  /// @param id unique on the page, @param most the decibans that fill a bar
  /// @param label an observed finding in words
  public static void draw(
      Html html, String id, String name, Cause cause, double most, Function<Weight, String> label) {
    List<Weight> rows = rows(cause);
    List<List<String>> labels = rows.stream().map(w -> wrapped(label.apply(w))).toList();
    int height = labels.stream().mapToInt(l -> l.size() * LINE + GAP).sum() + GAP;
    html.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-text");
    html.element("title", "What speaks for and against " + name, "id", id + "-title");
    StringBuilder text = new StringBuilder();
    for (Weight weight : rows) {
      text.append(label.apply(weight))
          .append(weight.decibans() > 0 ? ": for it, " : ": against it, ")
          .append(decibans(weight))
          .append(". ");
    }
    html.element("desc", text.toString().strip(), "id", id + "-text");
    String middle = Integer.toString(MIDDLE);
    html.open(
            "line",
            "class",
            "axis",
            "stroke",
            "#777777",
            "x1",
            middle,
            "x2",
            middle,
            "y1",
            "0",
            "y2",
            Integer.toString(height))
        .close("line");
    int y = GAP;
    for (int i = 0; i < rows.size(); i++) {
      row(html, rows.get(i), labels.get(i), most, y);
      y += labels.get(i).size() * LINE + GAP;
    }
    html.close("svg");
  }

  /// Solid bars speak for, hollow ones against: so it can be read in black and white.
  private static void row(Html html, Weight weight, List<String> label, double most, int y) {
    int length =
        Math.max(1, (int) Math.round(Math.min(1, Math.abs(weight.decibans()) / most) * REACH));
    boolean supports = weight.decibans() > 0;
    html.open(
            "rect",
            "class",
            supports ? "for" : "against",
            "fill",
            supports ? "#1f5f78" : "#ffffff",
            "stroke",
            supports ? "#1f5f78" : "#333333",
            "x",
            Integer.toString(supports ? MIDDLE : MIDDLE - length),
            "y",
            Integer.toString(y),
            "width",
            Integer.toString(length),
            "height",
            Integer.toString(BAR))
        .close("rect");
    text(html, String.format(Locale.ROOT, "%+.1f", weight.decibans()), LABELS - 14, y, "end");
    for (int i = 0; i < label.size(); i++) {
      text(html, label.get(i), LABELS, y + i * LINE, "start");
    }
  }

  private static void text(Html html, String text, int x, int y, String anchor) {
    html.element(
        "text",
        text,
        "x",
        Integer.toString(x),
        "y",
        Integer.toString(y + BAR - 2),
        "text-anchor",
        anchor,
        "font-family",
        "Atkinson Hyperlegible, sans-serif",
        "font-size",
        "14");
  }

  static String decibans(Weight weight) {
    return String.format(Locale.ROOT, "%+.1f dB", weight.decibans());
  }

  /// Lines of at most the longest length; a word that is longer alone is broken.
  static List<String> wrapped(String label) {
    List<String> lines = new ArrayList<>();
    String rest = label.strip();
    while (rest.length() > LONGEST) {
      int space = rest.lastIndexOf(' ', LONGEST);
      int end = space > 0 ? space : LONGEST;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }
}
