package org.lasegue.assessment.followup;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lasegue.knowledge.NaturalCourse.Measure;

/// A person's diary by day. Days may be missing; two entries of one day are one, in which the worse
/// pain stands ([DiaryEntry#and]). Days are the person's own calendar days, so that neither a time
/// zone nor a change of the clock moves them.
///
/// @param stops days on which an answer to a danger question was not "no"
public record Diary(List<DiaryEntry> entries, List<Score> scores, Set<LocalDate> stops) {
  public static final Diary EMPTY = new Diary(List.of(), List.of());

  static final int DAYS = 7;

  /// The score of a questionnaire on a day.
  public record Score(LocalDate day, String instrument, int score) {}

  /// @param entries in the order in which they were written
  public Diary {
    Map<LocalDate, DiaryEntry> byDay = new TreeMap<>();
    entries.forEach(e -> byDay.merge(e.day(), e, DiaryEntry::and));
    entries = List.copyOf(byDay.values());
    Map<String, Score> byDayAndName = new TreeMap<>();
    scores.forEach(s -> byDayAndName.put(s.day() + " " + s.instrument(), s));
    scores = List.copyOf(byDayAndName.values());
    stops = Collections.unmodifiableSet(new TreeSet<>(stops));
  }

  public Diary(List<DiaryEntry> entries, List<Score> scores) {
    this(entries, scores, Set.of());
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// The first day of the diary.
  public Optional<LocalDate> first() {
    return isEmpty() ? Optional.empty() : Optional.of(entries.getFirst().day());
  }

  public Optional<DiaryEntry> latest() {
    return isEmpty() ? Optional.empty() : Optional.of(entries.getLast());
  }

  /// What was written up to this day, that day too.
  public Diary until(LocalDate day) {
    return new Diary(
        entries.stream().filter(e -> !e.day().isAfter(day)).toList(),
        scores.stream().filter(s -> !s.day().isAfter(day)).toList(),
        stops.stream().filter(s -> !s.isAfter(day)).collect(Collectors.toSet()));
  }

  /// Whether a danger question had another answer than "no" in the week with this number.
  boolean stopped(int week) {
    return stops.stream().anyMatch(day -> weekOf(day) == week);
  }

  /// The entries of the week with this number, counted from the first entry; the first is 0.
  List<DiaryEntry> week(int number) {
    return entries.stream().filter(e -> weekOf(e.day()) == number).toList();
  }

  int weekOf(LocalDate day) {
    return first()
        .map(f -> (int) Math.floorDiv(ChronoUnit.DAYS.between(f, day), (long) DAYS))
        .orElse(0);
  }

  /// The entries with this pain, oldest first.
  List<DiaryEntry> with(Measure measure) {
    List<DiaryEntry> result = new ArrayList<>(entries);
    result.removeIf(e -> e.pain(measure).isEmpty());
    return result;
  }
}
