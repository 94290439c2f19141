package org.lasegue.assessment.followup;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.FollowUpKnowledge;
import org.lasegue.knowledge.NaturalCourse;
import org.lasegue.knowledge.NaturalCourse.Measure;
import org.lasegue.knowledge.ReviewRule;

/// Compares a diary with the published course of pain of that kind.
final class Courses {
  /// Entries of which the mean is taken, so that one bad day does not count as a course.
  static final int ENTRIES = 3;

  /// Entries older than this say nothing of now.
  private static final int DAYS_OF_LATE = 14;

  /// Mean pain below which a person counts as well: whole numbers that are mostly 0.
  private static final double WELL = 0.5;

  private static final double HOURS_OF_A_WEEK = 24 * 7;

  private final Assessor assessor;
  private final FollowUpKnowledge knowledge;

  Courses(Assessor assessor) {
    this.assessor = assessor;
    this.knowledge = assessor.knowledge().followUp();
  }

  /// @param began the day on which the case was first told
  Optional<Course> course(Assessment assessed, Diary whole, LocalDate began, LocalDate today) {
    return knowledge.courses().stream()
        .filter(c -> assessor.holds(c.whenFor(), assessed, Map.of()))
        .findFirst()
        .map(kind -> course(kind, assessed, whole.until(today), began, today));
  }

  private Course course(
      NaturalCourse kind, Assessment assessed, Diary diary, LocalDate began, LocalDate today) {
    Since since = since(assessed.subject(), began);
    LocalDate zero =
        kind.from() == NaturalCourse.From.START_OF_PAIN ? since.day() : diary.first().orElse(today);
    List<DiaryEntry> told = diary.with(kind.measure());
    List<Course.Point> points =
        told.stream()
            .map(e ->
                new Course.Point(e.day(), weeks(zero, e.day()), e.pain(kind.measure()).getAsInt()))
            .toList();
    OptionalDouble first = mean(told.subList(0, Math.min(ENTRIES, told.size())), kind.measure());
    List<DiaryEntry> late =
        told.stream().filter(e -> ChronoUnit.DAYS.between(e.day(), today) <= DAYS_OF_LATE).toList();
    OptionalDouble now =
        told.size() < ENTRIES || late.isEmpty()
            ? OptionalDouble.empty()
            : mean(last(late), kind.measure());
    boolean better =
        first.isPresent()
            && now.isPresent()
            && knowledge.painChange().reached(first.getAsDouble(), now.getAsDouble());
    double weeks = weeks(zero, today);
    boolean isLate =
        now.isPresent()
            && now.getAsDouble() > kind.at(weeks).high() + knowledge.painChange().points();
    List<ReviewRule> reviews =
        now.isEmpty()
            ? List.of()
            : reviews(
                assessed, diary, since, today, first.getAsDouble(), now.getAsDouble(), isLate);
    return new Course(
        kind, points, weeks, since.least(), first, now, better, verdict(now, reviews), reviews);
  }

  private List<ReviewRule> reviews(
      Assessment assessed,
      Diary diary,
      Since since,
      LocalDate today,
      double first,
      double now,
      boolean late) {
    Map<String, Object> facts = new HashMap<>();
    facts.put("weeks", weeks(since.day(), today));
    facts.put("diary_weeks", weeks(diary.first().orElse(today), today));
    facts.put("pain_first", first);
    facts.put("pain_now", now);
    facts.put("pain_drop", first - now);
    facts.put("pain_rise", StrictMath.max(rise(diary, Measure.BACK), rise(diary, Measure.LEG)));
    facts.put("late", late);
    return knowledge.reviews().stream()
        .filter(r -> assessor.holds(r.when(), assessed, facts))
        .toList();
  }

  private static Course.Verdict verdict(OptionalDouble now, List<ReviewRule> reviews) {
    if (now.isEmpty()) {
      return Course.Verdict.NOT_YET;
    }
    if (reviews.stream().anyMatch(ReviewRule::now)) {
      return Course.Verdict.REVIEW_NOW;
    }
    if (!reviews.isEmpty()) {
      return Course.Verdict.LATER_THAN_USUAL;
    }
    return now.getAsDouble() < WELL ? Course.Verdict.WELL : Course.Verdict.ON_COURSE;
  }

  /// How much the mean of the last entries lies above the best mean before them; 0 where it does
  /// not, or where there are too few.
  static double rise(Diary diary, Measure measure) {
    List<DiaryEntry> told = diary.with(measure);
    double now = mean(last(told), measure).orElse(0);
    double best = now;
    for (int end = ENTRIES; end <= told.size() - ENTRIES; end++) {
      best = Math.min(best, mean(told.subList(end - ENTRIES, end), measure).orElse(now));
    }
    return now - best;
  }

  private static List<DiaryEntry> last(List<DiaryEntry> entries) {
    return entries.subList(Math.max(0, entries.size() - ENTRIES), entries.size());
  }

  private static OptionalDouble mean(List<DiaryEntry> entries, Measure measure) {
    return entries.stream().mapToInt(e -> e.pain(measure).orElseThrow()).average();
  }

  static double weeks(LocalDate from, LocalDate to) {
    return Math.max(0, ChronoUnit.DAYS.between(from, to)) / (double) Diary.DAYS;
  }

  /// @param day on which the pain began at the latest, @param least whether it may have been
  ///   earlier
  record Since(LocalDate day, boolean least) {}

  /// When the pain began, by what was told on the first day: exactly, or as the end of a range.
  static Since since(Case subject, LocalDate began) {
    double hours = -1;
    for (Answer answer : subject.findings().values()) {
      if (answer instanceof Answer.Known known) {
        hours = Math.max(hours, known.details().sinceHours().orElse(-1));
      }
    }
    if (hours >= 0) {
      return new Since(began.minusDays((long) (hours / 24)), false);
    }
    return new Since(began.minusWeeks(leastWeeks(duration(subject))), true);
  }

  static int duration(Case subject) {
    return subject.findings().get(new Key(FollowUp.DURATION, Where.WHOLE))
            instanceof Answer.Known known
        ? known.level()
        : 0;
  }

  /// The least number of weeks that a level of the duration means.
  static int leastWeeks(int level) {
    return level * 6;
  }
}
