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
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.ReviewRule;
import org.lasegue.knowledge.Urgency;

/// Says how the pain of a diary goes, against the published course of that kind where there is one.
final class Courses {
  /// Entries of which the mean is taken, so that one bad day does not count as a course.
  static final int ENTRIES = 3;

  /// Entries older than this say nothing of now.
  private static final int DAYS_OF_LATE = 14;

  /// Mean pain below which a person counts as well: whole numbers that are mostly 0.
  private static final double WELL = 0.5;

  private final Assessor assessor;
  private final FollowUpKnowledge knowledge;

  Courses(Assessor assessor) {
    this.assessor = assessor;
    this.knowledge = assessor.knowledge().followUp();
  }

  /// @param told the case without the diary, so that the weeks since it was told count once
  /// @param began the day on which the case was first told
  Course course(Assessment assessed, Case told, Diary whole, LocalDate began, LocalDate today) {
    Diary diary = whole.until(today);
    Optional<NaturalCourse> kind =
        knowledge.courses().stream()
            .filter(c -> assessor.holds(c.whenFor(), assessed, Map.of()))
            .findFirst();
    Measure measure = kind.map(NaturalCourse::measure).orElseGet(() -> stronger(diary));
    Since since = since(told, began);
    LocalDate zero =
        kind.filter(k -> k.from() == NaturalCourse.From.START_OF_CARE).isPresent()
            ? diary.first().orElse(today)
            : since.day();
    double weeks = weeks(zero, today);
    List<DiaryEntry> written = diary.with(measure);
    List<Course.Point> points =
        written.stream()
            .map(e -> new Course.Point(e.day(), weeks(zero, e.day()), e.pain(measure).getAsInt()))
            .toList();
    OptionalDouble first = mean(written.subList(0, Math.min(ENTRIES, written.size())), measure);
    OptionalDouble now = lately(diary, measure, today);
    boolean better =
        first.isPresent()
            && now.isPresent()
            && knowledge.painChange().reached(first.getAsDouble(), now.getAsDouble());
    Urgency urgency = assessed.urgency().level();
    List<ReviewRule> reviews =
        urgency.atLeast(Urgency.SAME_DAY)
            ? List.of()
            : reviews(assessed, diary, since, today, first, now, isAbove(kind, weeks, now));
    return new Course(
        kind,
        measure,
        points,
        weeks,
        since.least(),
        first,
        now,
        better,
        verdict(urgency, kind, weeks, diary, now, reviews, today),
        reviews);
  }

  /// Whether a pain lies above the published course by more than people notice.
  private boolean isAbove(Optional<NaturalCourse> kind, double weeks, OptionalDouble pain) {
    return kind.isPresent()
        && pain.isPresent()
        && pain.getAsDouble() > kind.get().at(weeks).high() + knowledge.painChange().points();
  }

  /// The pain that was the worse one on the last days written.
  private static Measure stronger(Diary diary) {
    return mean(last(diary.with(Measure.LEG)), Measure.LEG).orElse(0)
            > mean(last(diary.with(Measure.BACK)), Measure.BACK).orElse(0)
        ? Measure.LEG
        : Measure.BACK;
  }

  /// The mean of the last entries; empty where there are too few, or none of late.
  private static OptionalDouble lately(Diary diary, Measure measure, LocalDate today) {
    List<DiaryEntry> written = diary.with(measure);
    List<DiaryEntry> late = written.stream().filter(e -> isLate(e, today)).toList();
    return written.size() < ENTRIES ? OptionalDouble.empty() : mean(last(late), measure);
  }

  private static boolean isLate(DiaryEntry entry, LocalDate today) {
    return ChronoUnit.DAYS.between(entry.day(), today) <= DAYS_OF_LATE;
  }

  private List<ReviewRule> reviews(
      Assessment assessed,
      Diary diary,
      Since since,
      LocalDate today,
      OptionalDouble first,
      OptionalDouble now,
      boolean above) {
    if (diary.latest().filter(e -> isLate(e, today)).isEmpty()) {
      return List.of();
    }
    Map<String, Object> facts = new HashMap<>();
    facts.put("weeks", weeks(since.day(), today));
    facts.put("diary_weeks", weeks(diary.first().orElse(today), today));
    facts.put("pain_first", first.orElse(0));
    facts.put("pain_now", now.orElse(0));
    facts.put("pain_drop", now.isEmpty() ? 0.0 : first.orElse(0) - now.getAsDouble());
    facts.put("pain_rise", rise(diary));
    // who has a leg that eases and a back that does not is not better
    Measure worst = stronger(diary);
    List<DiaryEntry> told = diary.with(worst);
    OptionalDouble worstNow = lately(diary, worst, today);
    facts.put("worst_now", worstNow.orElse(0));
    facts.put(
        "worst_drop",
        worstNow.isEmpty()
            ? 0.0
            : mean(told.subList(0, Math.min(ENTRIES, told.size())), worst).orElse(0)
                - worstNow.getAsDouble());
    facts.put("said_worse", FollowUp.said(diary).equals(Optional.of(Change.WORSE)));
    facts.put("late", above);
    return knowledge.reviews().stream()
        .filter(r -> assessor.holds(r.when(), assessed, facts))
        .toList();
  }

  private Course.Verdict verdict(
      Urgency urgency,
      Optional<NaturalCourse> kind,
      double weeks,
      Diary diary,
      OptionalDouble now,
      List<ReviewRule> reviews,
      LocalDate today) {
    if (urgency.atLeast(Urgency.SAME_DAY)) {
      return Course.Verdict.CHECK_FIRST;
    }
    if (reviews.stream().anyMatch(ReviewRule::now)) {
      return Course.Verdict.REVIEW_NOW;
    }
    if (now.isEmpty()) {
      return Course.Verdict.NOT_YET;
    }
    if (!reviews.isEmpty()) {
      return Course.Verdict.LATER_THAN_USUAL;
    }
    List<OptionalDouble> pains =
        List.of(lately(diary, Measure.BACK, today), lately(diary, Measure.LEG, today));
    boolean gone = pains.stream().allMatch(p -> p.isPresent() && p.getAsDouble() < WELL);
    if (gone && !urgency.atLeast(Urgency.WITHIN_DAYS)) {
      return Course.Verdict.WELL;
    }
    // who has little leg pain and much back pain is not on course either
    return kind.isEmpty() || pains.stream().anyMatch(p -> isAbove(kind, weeks, p))
        ? Course.Verdict.TOO_EARLY
        : Course.Verdict.ON_COURSE;
  }

  /// The rise of the back or the leg, whichever rose more.
  static double rise(Diary diary) {
    return StrictMath.max(rise(diary, Measure.BACK), rise(diary, Measure.LEG));
  }

  /// Whether the stronger pain was written for two weeks and has not clearly fallen.
  boolean persists(Diary diary) {
    List<DiaryEntry> told = diary.with(stronger(diary));
    if (told.size() < 2 * ENTRIES
        || ChronoUnit.DAYS.between(told.getFirst().day(), told.getLast().day()) < DAYS_OF_LATE) {
      return false;
    }
    Measure measure = stronger(diary);
    double first = mean(told.subList(0, ENTRIES), measure).orElseThrow();
    double now = mean(last(told), measure).orElseThrow();
    return now >= WELL && !knowledge.painChange().reached(first, now);
  }

  /// How much the mean of the last entries lies above the best mean before them; 0 where it does
  /// not, or where there are too few.
  private static double rise(Diary diary, Measure measure) {
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

  /// When the pain began, by what was told on the first day: exactly, or as the end of a range. Of
  /// two answers the longer counts.
  Since since(Case told, LocalDate began) {
    LocalDate least = began.minusWeeks(leastWeeks(duration(told)));
    OptionalDouble hours = assessor.painHours(told);
    if (hours.isPresent()) {
      LocalDate day = began.minusDays((long) (hours.getAsDouble() / 24));
      if (!day.isAfter(least)) {
        return new Since(day, false);
      }
    }
    return new Since(least, true);
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
