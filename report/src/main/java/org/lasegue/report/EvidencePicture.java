package org.lasegue.report;

import java.util.List;
import java.util.Locale;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.Weight;

/// The evidence for and against one cause as an SVG of bars, right for, left against, with a text
/// that says the same.
public final class EvidencePicture {
  private static final int WIDTH = 640;
  private static final int ROW = 24;
  private static final int MIDDLE = 130;
  private static final int REACH = 100;
  private static final int LABELS = 290;

  private static final int LONGEST = 46;

  private EvidencePicture() {}

  public static List<Weight> rows(Cause cause) {
    return java.util.stream.Stream.concat(
            cause.forIt().stream().limit(Shown.FOR), cause.against().stream().limit(Shown.AGAINST))
        .toList();
  }

  /// @param id unique on the page, @param most the decibans that fill a bar
  public static void draw(
      Html html, String id, String name, Cause cause, double most, Words words) {
    List<Weight> rows = rows(cause);
    int height = rows.size() * ROW + 8;
    html.open(
        "svg",
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-text");
    html.element("title", "What speaks for and against " + name, "id", id + "-title");
    StringBuilder text = new StringBuilder();
    for (Weight weight : rows) {
      text.append(words.observed(weight.finding(), weight.answer()))
          .append(weight.decibans() > 0 ? ": for it, " : ": against it, ")
          .append(decibans(weight))
          .append(". ");
    }
    html.element("desc", text.toString().strip(), "id", id + "-text");
    html.markup(
        "<line class=\"axis\" x1=\"%d\" x2=\"%d\" y1=\"0\" y2=\"%d\"/>%n"
            .formatted(MIDDLE, MIDDLE, height)
            .replace("\r", ""));
    int y = 4;
    for (Weight weight : rows) {
      int length =
          Math.max(1, (int) Math.round(Math.min(1, Math.abs(weight.decibans()) / most) * REACH));
      boolean supports = weight.decibans() > 0;
      html.open(
              "rect",
              "class",
              supports ? "for" : "against",
              "x",
              Integer.toString(supports ? MIDDLE : MIDDLE - length),
              "y",
              Integer.toString(y),
              "width",
              Integer.toString(length),
              "height",
              Integer.toString(ROW - 8))
          .close("rect");
      html.element(
          "text",
          String.format(Locale.ROOT, "%+.1f", weight.decibans()),
          "x",
          Integer.toString(LABELS - 10),
          "y",
          Integer.toString(y + 13),
          "text-anchor",
          "end");
      html.element(
          "text",
          shortened(words.observed(weight.finding(), weight.answer())),
          "x",
          Integer.toString(LABELS),
          "y",
          Integer.toString(y + 13));
      y += ROW;
    }
    html.close("svg");
  }

  static String decibans(Weight weight) {
    return String.format(Locale.ROOT, "%+.1f dB", weight.decibans());
  }

  private static String shortened(String label) {
    return label.length() <= LONGEST
        ? label
        : label.substring(0, LONGEST - 1).stripTrailing() + "…";
  }
}
