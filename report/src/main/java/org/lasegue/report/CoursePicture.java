package org.lasegue.report;

import java.util.List;
import java.util.Locale;
import org.lasegue.assessment.followup.Course;
import org.lasegue.knowledge.NaturalCourse;

/// A person's pain over the weeks against the published course, as an SVG that can be read without
/// colour: the published mean is a dashed line in a band, the person's own days are dots on a line,
/// and each is named in the picture.
public final class CoursePicture {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 330;
  private static final int LEFT = 44;
  private static final int RIGHT = 16;
  private static final int TOP = 16;
  private static final int BOTTOM = 46;
  private static final int MOST = 10;
  private static final int SHORTEST = 12;
  private static final int YEAR = 52;

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
    html.open("polygon", "class", "lg-curve__wide", "points", wide.toString()).close("polygon");
    html.open("polygon", "class", "lg-curve__band", "points", band.toString()).close("polygon");
    html.open("polyline", "class", "lg-curve__mean", "points", mean.toString()).close("polyline");
    double labelled = most * 0.62;
    text(
        html,
        "lg-curve__label",
        "middle",
        x(labelled, most),
        y(kind.at(labelled).low()) + 16,
        labels.others());
    better(html, course, noticeable, most, labels);
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
          HEIGHT - BOTTOM + 20,
          Integer.toString(week));
    }
    line(html, "lg-curve__axis", x(0, most), y(0), x(most, most), y(0));
    text(html, "lg-curve__tick", "end", WIDTH - RIGHT, HEIGHT - 6, labels.weeks());
    text(html, "lg-curve__tick", "start", LEFT + 6, TOP + 18, labels.pain());
  }

  private static void better(
      Html html, Course course, double noticeable, double most, Labels labels) {
    if (course.first().isEmpty() || course.first().getAsDouble() <= noticeable) {
      return;
    }
    double level = course.first().getAsDouble() - noticeable;
    line(html, "lg-curve__better", x(0, most), y(level), x(most, most), y(level));
    text(html, "lg-curve__label", "end", WIDTH - RIGHT, y(level) + 16, labels.better());
  }

  private static void mine(Html html, Course course, double most, Labels labels) {
    List<Course.Point> shown = course.points().stream().filter(p -> p.week() <= most).toList();
    if (shown.isEmpty()) {
      return;
    }
    StringBuilder line = new StringBuilder();
    shown.forEach(p -> point(line, p.week(), p.pain(), most));
    html.open("polyline", "class", "lg-curve__mine", "points", line.toString()).close("polyline");
    for (Course.Point p : shown) {
      html.open(
              "circle",
              "class",
              "lg-curve__dot",
              "cx",
              number(x(p.week(), most)),
              "cy",
              number(y(p.pain())),
              "r",
              shown.size() > 30 ? "3" : "5")
          .close("circle");
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
    html.open(
            "line",
            "class",
            style,
            "x1",
            number(x1),
            "y1",
            number(y1),
            "x2",
            number(x2),
            "y2",
            number(y2))
        .close("line");
  }

  private static void text(
      Html html, String style, String anchor, double x, double y, String text) {
    html.element(
        "text", text, "class", style, "text-anchor", anchor, "x", number(x), "y", number(y));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
