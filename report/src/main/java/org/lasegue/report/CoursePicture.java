package org.lasegue.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lasegue.assessment.followup.Course;
import org.lasegue.knowledge.NaturalCourse;

/// A person's pain over the weeks against the published course, as an SVG that can be read without
/// colour: the published mean is a dashed line in a band, the person's own days are dots on a line,
/// and each is named in the picture. It has a look of its own in greys, for a PDF, where no style
/// sheet reaches into a picture; a page may give its classes another.
public final class CoursePicture {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 338;
  private static final int LEFT = 44;
  private static final int RIGHT = 16;
  private static final int TOP = 16;
  private static final int BOTTOM = 54;
  private static final int MOST = 10;
  private static final int SHORTEST = 12;
  private static final int YEAR = 52;

  /// So near two lines leave no place for a label between them, in points of pain.
  private static final double CROWDED = 1.5;

  private static final Map<String, List<String>> LOOK =
      Map.of(
          "lg-curve__wide", List.of("fill", "#eeeeee"),
          "lg-curve__band", List.of("fill", "#cccccc", "stroke", "#666666"),
          "lg-curve__mean", line("#444444", "2", "7 5"),
          "lg-curve__grid", List.of("stroke", "#dddddd"),
          "lg-curve__axis", List.of("stroke", "#666666", "stroke-width", "2"),
          "lg-curve__better", line("#444444", "1.5", "2 4"),
          "lg-curve__mine", line("#000000", "2.5", "none"),
          "lg-curve__dot", List.of("fill", "#000000", "stroke", "#ffffff"));

  private static List<String> line(String stroke, String width, String dashes) {
    return List.of(
        "fill", "none", "stroke", stroke, "stroke-width", width, "stroke-dasharray", dashes);
  }

  private CoursePicture() {}

  /// The words in the picture.
  ///
  /// @param pain name of the upright axis, @param weeks of the other
  public record Labels(
      String title,
      String text,
      String pain,
      String weeks,
      String others,
      String mine,
      String better) {}

  public static String of(Course course, NaturalCourse kind, double noticeable, Labels labels) {
    double last = course.points().stream().mapToDouble(Course.Point::week).max().orElse(0);
    double most = last < SHORTEST - 1 ? SHORTEST : Math.min(YEAR, Math.ceil(last) + 4);
    Html html = new Html();
    html.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "class",
        "lg-curve",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "role",
        "img",
        "aria-labelledby",
        "curve-title curve-text");
    html.element("title", labels.title(), "id", "curve-title");
    html.element("desc", labels.text(), "id", "curve-text");
    grid(html, most, labels);
    StringBuilder wide = new StringBuilder();
    StringBuilder band = new StringBuilder();
    StringBuilder mean = new StringBuilder();
    int steps = (int) (most * 2);
    for (int i = 0; i <= steps; i++) {
      NaturalCourse.Point at = kind.at(i / 2.0);
      point(wide, i / 2.0, Math.min(MOST, at.high() + noticeable), most);
      point(band, i / 2.0, at.high(), most);
      point(mean, i / 2.0, at.mean(), most);
    }
    for (int i = steps; i >= 0; i--) {
      NaturalCourse.Point at = kind.at(i / 2.0);
      point(wide, i / 2.0, Math.max(0, at.low() - noticeable), most);
      point(band, i / 2.0, at.low(), most);
    }
    shape(html, "polygon", "lg-curve__wide", "points", wide.toString());
    shape(html, "polygon", "lg-curve__band", "points", band.toString());
    shape(html, "polyline", "lg-curve__mean", "points", mean.toString());
    double labelled = most * 0.62;
    text(
        html,
        "lg-curve__label",
        "middle",
        x(labelled, most),
        y(kind.at(labelled).low()) + 16,
        labels.others());
    better(html, course, kind, noticeable, most, labels);
    mine(html, course, most, labels);
    return html.close("svg").toString();
  }

  private static void grid(Html html, double most, Labels labels) {
    for (int pain = 0; pain <= MOST; pain += 2) {
      line(html, "lg-curve__grid", x(0, most), y(pain), x(most, most), y(pain));
      text(html, "lg-curve__tick", "end", LEFT - 8, y(pain) + 5, Integer.toString(pain));
    }
    int step = most > 26 ? 8 : most > 14 ? 4 : 2;
    for (int week = 0; week <= most; week += step) {
      text(
          html,
          "lg-curve__tick",
          "middle",
          x(week, most),
          HEIGHT - BOTTOM + 22,
          Integer.toString(week));
    }
    line(html, "lg-curve__axis", x(0, most), y(0), x(most, most), y(0));
    text(html, "lg-curve__tick", "end", WIDTH - RIGHT, HEIGHT - 6, labels.weeks());
    text(html, "lg-curve__tick", "start", LEFT + 6, TOP + 18, labels.pain());
  }

  private static void better(
      Html html, Course course, NaturalCourse kind, double noticeable, double most, Labels labels) {
    if (course.first().isEmpty() || course.first().getAsDouble() <= noticeable) {
      return;
    }
    double level = course.first().getAsDouble() - noticeable;
    line(html, "lg-curve__better", x(0, most), y(level), x(most, most), y(level));
    double mean = kind.at(most).mean();
    boolean above = mean < level && level - mean < CROWDED; // below, it would lie on the band
    text(
        html,
        "lg-curve__label",
        "end",
        WIDTH - RIGHT,
        y(level) + (above ? -6 : 16),
        labels.better());
  }

  private static void mine(Html html, Course course, double most, Labels labels) {
    List<Course.Point> shown = course.points().stream().filter(p -> p.week() <= most).toList();
    if (shown.isEmpty()) {
      return;
    }
    StringBuilder line = new StringBuilder();
    shown.forEach(p -> point(line, p.week(), p.pain(), most));
    shape(html, "polyline", "lg-curve__mine", "points", line.toString());
    for (Course.Point p : shown) {
      shape(
          html,
          "circle",
          "lg-curve__dot",
          "cx",
          number(x(p.week(), most)),
          "cy",
          number(y(p.pain())),
          "r",
          shown.size() > 30 ? "3" : "5");
    }
    Course.Point end = shown.getLast();
    boolean right = end.week() > most * 0.75;
    text(
        html,
        "lg-curve__label lg-curve__label--mine",
        right ? "end" : "start",
        x(end.week(), most) + (right ? 0 : 10),
        Math.max(TOP + 12, y(end.pain()) - 12),
        labels.mine());
  }

  private static double x(double week, double most) {
    return LEFT + week / most * (WIDTH - LEFT - RIGHT);
  }

  private static double y(double pain) {
    return TOP + (MOST - pain) / MOST * (HEIGHT - TOP - BOTTOM);
  }

  private static void point(StringBuilder to, double week, double pain, double most) {
    if (!to.isEmpty()) {
      to.append(' ');
    }
    to.append(number(x(week, most))).append(',').append(number(y(pain)));
  }

  private static void line(Html html, String style, double x1, double y1, double x2, double y2) {
    shape(
        html,
        "line",
        style,
        "x1",
        number(x1),
        "y1",
        number(y1),
        "x2",
        number(x2),
        "y2",
        number(y2));
  }

  /// An element with its class and the look that goes with it.
  private static void shape(Html html, String tag, String style, String... attributes) {
    List<String> all = new ArrayList<>(List.of("class", style));
    all.addAll(LOOK.get(style));
    all.addAll(List.of(attributes));
    html.open(tag, all.toArray(String[]::new)).close(tag);
  }

  private static void text(
      Html html, String style, String anchor, double x, double y, String text) {
    html.element(
        "text",
        text,
        "class",
        style,
        "text-anchor",
        anchor,
        "x",
        number(x),
        "y",
        number(y),
        "font-family",
        "Atkinson Hyperlegible, sans-serif",
        "font-size",
        "15");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
