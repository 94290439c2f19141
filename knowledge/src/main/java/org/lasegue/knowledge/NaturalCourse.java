package org.lasegue.knowledge;

import java.util.List;
import org.lasegue.knowledge.yaml.Position;

/// How pain of one kind goes in published studies.
///
/// @param from what the weeks are counted from
/// @param whenFor CEL: whose course it is; the first that holds counts
/// @param points by rising week, pain 0 to 10
public record NaturalCourse(
    String id,
    String name,
    Measure measure,
    From from,
    String whenFor,
    Sentence say,
    Sentence caution,
    List<Point> points,
    Position at) {
  public enum Measure {
    BACK,
    LEG
  }

  public enum From {
    START_OF_PAIN,
    START_OF_CARE
  }

  /// Mean pain in a week, with the interval of the mean.
  public record Point(double week, double mean, double low, double high, Basis basis) {}

  /// The published values in a week, in a straight line between two points and level after the
  /// last.
  public Point at(double week) {
    Point before = points.getFirst();
    for (Point next : points) {
      if (next.week() >= week) {
        double share =
            next.week() == before.week()
                ? 0
                : Math.max(0, (week - before.week()) / (next.week() - before.week()));
        return new Point(
            week,
            between(before.mean(), next.mean(), share),
            between(before.low(), next.low(), share),
            between(before.high(), next.high(), share),
            next.basis());
      }
      before = next;
    }
    return new Point(week, before.mean(), before.low(), before.high(), before.basis());
  }

  private static double between(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
