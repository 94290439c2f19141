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

  OptionalInt pain(Measure measure) {
    return measure == Measure.LEG ? leg : back;
  }

  /// The worse of the two pains.
  OptionalInt worst() {
    if (back.isEmpty() || leg.isEmpty()) {
      return back.isPresent() ? back : leg;
    }
    return OptionalInt.of(Math.max(back.getAsInt(), leg.getAsInt()));
  }
}
