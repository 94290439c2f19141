package org.lasegue.assessment.followup;

import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import org.lasegue.knowledge.NaturalCourse.Measure;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Progression.Felt;

/// What a person wrote on one day. Everything but the day may be missing.
///
/// @param day the person's own calendar day
/// @param back pain of the back and @param leg of the leg, 0 to 10
/// @param walked minutes of walking
/// @param felt how the plan feels, @param change how the pain goes against a week ago
public record DiaryEntry(
    LocalDate day,
    OptionalInt back,
    OptionalInt leg,
    OptionalInt walked,
    Optional<Sleep> sleep,
    Optional<Felt> felt,
    Optional<Change> change,
    String medicines,
    String note) {
  public static final int WORST_PAIN = 10;
  public static final int MINUTES_OF_A_DAY = 24 * 60;

  public enum Sleep {
    GOOD,
    BROKEN,
    BAD
  }

  /// @throws IllegalArgumentException when a number cannot be
  public DiaryEntry {
    within(back, WORST_PAIN);
    within(leg, WORST_PAIN);
    within(walked, MINUTES_OF_A_DAY);
  }

  private static void within(OptionalInt value, int most) {
    if (value.isPresent() && (value.getAsInt() < 0 || value.getAsInt() > most)) {
      throw new IllegalArgumentException("must lie between 0 and " + most);
    }
  }

  /// This entry and one that was written later of the same day: the worse pain and a "worse" stand,
  /// so that the day of another zone, or a second look, takes nothing away. What is said twice
  /// otherwise is as said last; nothing written is lost.
  DiaryEntry and(DiaryEntry later) {
    boolean worse =
        change.equals(Optional.of(Change.WORSE)) || later.change.equals(Optional.of(Change.WORSE));
    return new DiaryEntry(
        day,
        most(back, later.back),
        most(leg, later.leg),
        most(walked, later.walked),
        later.sleep.or(() -> sleep),
        later.felt.or(() -> felt),
        worse ? Optional.of(Change.WORSE) : later.change.or(() -> change),
        both(medicines, later.medicines),
        both(note, later.note));
  }

  private static OptionalInt most(OptionalInt one, OptionalInt other) {
    return one.isPresent() && other.isPresent()
        ? OptionalInt.of(Math.max(one.getAsInt(), other.getAsInt()))
        : one.isPresent() ? one : other;
  }

  private static String both(String one, String other) {
    return one.isEmpty() || one.equals(other) ? other : other.isEmpty() ? one : one + "; " + other;
  }

  OptionalInt pain(Measure measure) {
    return measure == Measure.LEG ? leg : back;
  }

  /// The worse of the two pains.
  OptionalInt worst() {
    return most(back, leg);
  }
}
