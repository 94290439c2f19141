package org.lasegue.cli;

import java.util.List;
import java.util.Locale;
import org.lasegue.assessment.evaluation.Measures;
import org.lasegue.knowledge.Urgency;
import org.lasegue.report.Html;

/// The pictures of an evaluation as SVG, each with a text that says the same.
final class EvaluatePicture {
  private static final int CELL = 84;
  private static final int ROW = 40;
  private static final int LEFT = 150;
  private static final int TOP = 34;

  private static final int SIDE = 300;
  private static final int MARGIN = 60;

  private EvaluatePicture() {}

  /// Rows are best labels, columns what was judged; the darker a cell, the more of its row.
  static void confusion(Html html, String id, Measures measures) {
    int[][] matrix = measures.confusion();
    List<Urgency> levels = List.of(Urgency.values()).reversed();
    StringBuilder words = new StringBuilder();
    for (Urgency row : levels) {
      for (Urgency column : levels) {
        int count = matrix[row.ordinal()][column.ordinal()];
        if (count > 0) {
          words.append("%s judged %s: %d. ".formatted(row.word(), column.word(), count));
        }
      }
    }
    int width = LEFT + CELL * levels.size() + 10;
    open(html, id, width, TOP + ROW * levels.size() + 10, "Urgency: best label by judged", words);
    int x = LEFT;
    for (Urgency column : levels) {
      text(html, column.word(), x + CELL / 2, TOP - 12, "middle");
      x += CELL;
    }
    int y = TOP;
    for (Urgency row : levels) {
      text(html, row.word(), LEFT - 12, y + 25, "end");
      int sum = 0;
      for (int count : matrix[row.ordinal()]) {
        sum += count;
      }
      x = LEFT;
      for (Urgency column : levels) {
        int count = matrix[row.ordinal()][column.ordinal()];
        double share = sum == 0 ? 0 : (double) count / sum;
        html.open(
                "rect",
                "class",
                row == column ? "cell right" : "cell",
                "x",
                Integer.toString(x + 1),
                "y",
                Integer.toString(y + 1),
                "width",
                Integer.toString(CELL - 2),
                "height",
                Integer.toString(ROW - 2),
                "fill-opacity",
                String.format(Locale.ROOT, "%.2f", 0.06 + 0.6 * share),
                "stroke",
                row == column ? "currentColor" : "none")
            .close("rect");
        if (count > 0) {
          html.element(
              "text",
              Integer.toString(count),
              "class",
              "count",
              "x",
              Integer.toString(x + CELL / 2),
              "y",
              Integer.toString(y + 25));
        }
        x += CELL;
      }
      y += ROW;
    }
    html.close("svg");
  }

  /// How often the first cause is right, by the probability it was given; on the broken line both
  /// are the same. The bars are 95 % intervals.
  static void reliability(Html html, String id, Measures measures) {
    List<Measures.Bin> bins = measures.reliability();
    StringBuilder words = new StringBuilder();
    for (Measures.Bin bin : bins) {
      words.append(
          "Said %s %%, right %s %% (%d of %d). "
              .formatted(
                  EvaluateWords.percent(bin.meanProbability()),
                  EvaluateWords.percent(bin.right().value().orElse(0)),
                  bin.right().hits(),
                  bin.right().of()));
    }
    open(
        html,
        id,
        SIDE + 2 * MARGIN + 60,
        SIDE + MARGIN + 20,
        "How often the first cause is right, by its probability",
        words);
    line(html, "axis", 0, 0, 1, 0);
    line(html, "axis", 0, 0, 0, 1);
    line(html, "ideal", 0, 0, 1, 1);
    for (int tick = 0; tick <= 10; tick += 5) {
      text(html, tick * 10 + " %", across(tick / 10.0), (int) up(0) + 20, "middle");
      text(html, tick * 10 + " %", across(0) - 8, (int) up(tick / 10.0) + 5, "end");
    }
    text(html, "probability of the first cause", across(0.5), (int) up(0) + 40, "middle");
    text(html, "right", across(0) + 6, 18, "start");
    StringBuilder points = new StringBuilder();
    for (Measures.Bin bin : bins) {
      double right = bin.right().value().orElse(0);
      points.append(
          String.format(Locale.ROOT, "%d,%.1f ", across(bin.meanProbability()), up(right)));
      bin.right()
          .interval()
          .ifPresent(i ->
              line(html, "range", bin.meanProbability(), i.low(), bin.meanProbability(), i.high()));
    }
    html.open("polyline", "class", "curve", "points", points.toString().strip()).close("polyline");
    for (Measures.Bin bin : bins) {
      double right = bin.right().value().orElse(0);
      html.open(
              "circle",
              "class",
              "dot",
              "cx",
              Integer.toString(across(bin.meanProbability())),
              "cy",
              String.format(Locale.ROOT, "%.1f", up(right)),
              "r",
              "5")
          .close("circle");
      text(
          html,
          bin.right().hits() + "/" + bin.right().of(),
          across(bin.meanProbability()) + 10,
          (int) up(right) + 5,
          "start");
    }
    html.close("svg");
  }

  private static int across(double share) {
    return MARGIN + (int) Math.round(share * SIDE);
  }

  private static double up(double share) {
    return 20 + (1 - share) * SIDE;
  }

  private static void open(
      Html html, String id, int width, int height, String title, CharSequence words) {
    html.open(
        "svg",
        "viewBox",
        "0 0 " + width + " " + height,
        "role",
        "img",
        "aria-labelledby",
        id + "-title " + id + "-text");
    html.element("title", title, "id", id + "-title");
    html.element("desc", words.toString().strip(), "id", id + "-text");
  }

  private static void text(Html html, String text, int x, int y, String anchor) {
    html.element(
        "text", text, "x", Integer.toString(x), "y", Integer.toString(y), "text-anchor", anchor);
  }

  private static void line(
      Html html, String kind, double fromX, double fromY, double toX, double toY) {
    html.open(
            "line",
            "class",
            kind,
            "x1",
            Integer.toString(across(fromX)),
            "y1",
            String.format(Locale.ROOT, "%.1f", up(fromY)),
            "x2",
            Integer.toString(across(toX)),
            "y2",
            String.format(Locale.ROOT, "%.1f", up(toY)))
        .close("line");
  }
}
