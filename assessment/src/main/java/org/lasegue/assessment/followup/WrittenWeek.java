package org.lasegue.assessment.followup;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Function;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Progression.Felt;

/// What a diary says of one week, in the few numbers that a clinician reads.
///
/// @param number the first week is 1, @param days on which something was written
/// @param back and @param leg mean pain and @param walked mean minutes, of the days that tell it
/// @param felt and @param change as said last
public record WrittenWeek(
    int number,
    LocalDate from,
    int days,
    OptionalDouble back,
    OptionalDouble leg,
    OptionalDouble walked,
    Optional<Felt> felt,
    Optional<Change> change) {

  /// Every week from the first entry to this day; a week without an entry is there too.
  public static List<WrittenWeek> of(Diary whole, LocalDate today) {
    Diary diary = whole.until(today);
    List<WrittenWeek> result = new ArrayList<>();
    diary
        .first()
        .ifPresent(first -> {
          for (int week = 0; week <= diary.weekOf(today); week++) {
            result.add(of(diary.week(week), week, first.plusDays((long) week * Diary.DAYS)));
          }
        });
    return List.copyOf(result);
  }

  private static WrittenWeek of(List<DiaryEntry> entries, int week, LocalDate from) {
    return new WrittenWeek(
        week + 1,
        from,
        entries.size(),
        mean(entries, DiaryEntry::back),
        mean(entries, DiaryEntry::leg),
        mean(entries, DiaryEntry::walked),
        entries.reversed().stream().flatMap(e -> e.felt().stream()).findFirst(),
        entries.reversed().stream().flatMap(e -> e.change().stream()).findFirst());
  }

  private static OptionalDouble mean(
      List<DiaryEntry> entries, Function<DiaryEntry, OptionalInt> value) {
    return entries.stream().map(value).flatMapToInt(OptionalInt::stream).average();
  }
}
