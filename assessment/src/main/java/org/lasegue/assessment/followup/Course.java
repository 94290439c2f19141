package org.lasegue.assessment.followup;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lasegue.knowledge.NaturalCourse;
import org.lasegue.knowledge.ReviewRule;

/// How the pain of a diary goes, against the published course where one is known.
///
/// @param kind the published course, @param measure which pain `points`, `first` and `now` are of
/// @param points the person's own, oldest first, @param weeks how many weeks it is now
/// @param weeksAreLeast whether the pain may have begun earlier than counted
/// @param first pain at the start and @param now lately: the mean of three entries, 0 to 10
/// @param clearlyBetter whether the fall is one that people notice
/// @param reviews the rules that call for a new look
public record Course(
    Optional<NaturalCourse> kind,
    NaturalCourse.Measure measure,
    List<Point> points,
    double weeks,
    boolean weeksAreLeast,
    OptionalDouble first,
    OptionalDouble now,
    boolean clearlyBetter,
    Verdict verdict,
    List<ReviewRule> reviews) {
  public record Point(LocalDate day, double week, int pain) {}

  public enum Verdict {
    /// Too few entries of late to say.
    NOT_YET,
    /// A warning sign must be checked first: nothing is said of the course.
    CHECK_FIRST,
    WELL,
    /// Not what is usual so far, or nothing is published of such pain.
    TOO_EARLY,
    ON_COURSE,
    LATER_THAN_USUAL,
    REVIEW_NOW
  }
}
