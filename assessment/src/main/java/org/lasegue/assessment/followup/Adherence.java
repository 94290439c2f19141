package org.lasegue.assessment.followup;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// How the diary was kept in the last four weeks.
///
/// @param days with an entry, @param of how many days there were
/// @param walked mean minutes of the days that tell it
/// @param silent days since the last entry
public record Adherence(long days, long of, OptionalDouble walked, OptionalLong silent) {
  private static final int FOUR_WEEKS = 28;

  public static Adherence of(Diary whole, LocalDate today) {
    Diary diary = whole.until(today);
    List<DiaryEntry> late =
        diary.entries().stream()
            .filter(e -> ChronoUnit.DAYS.between(e.day(), today) < FOUR_WEEKS)
            .toList();
    return new Adherence(
        late.size(),
        diary
            .first()
            .map(f -> Math.min(FOUR_WEEKS, ChronoUnit.DAYS.between(f, today) + 1))
            .orElse(0L),
        late.stream().map(DiaryEntry::walked).flatMapToInt(OptionalInt::stream).average(),
        diary
            .latest()
            .map(e -> OptionalLong.of(ChronoUnit.DAYS.between(e.day(), today)))
            .orElse(OptionalLong.empty()));
  }
}
