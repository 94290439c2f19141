package org.lasegue.knowledge;

import java.util.List;
import java.util.Optional;
import org.lasegue.knowledge.yaml.Position;

/// One part of the weekly plan and what it may hold, best first.
///
/// @param mostItems how many of them one week shows
public record PlanPart(Part part, int mostItems, List<Item> items, Position at) {
  public enum Part {
    WALKING,
    EXERCISE,
    POSITION,
    WARMTH,
    WORK,
    MIND
  }

  /// @param care id of the care action, whose `for` and `never-for` decide whether it is shown
  /// @param howOften and @param progress and @param stop what the care action itself does not say
  public record Item(
      String care,
      Optional<Dose> dose,
      Optional<Sentence> howOften,
      Optional<Sentence> progress,
      Optional<Sentence> stop,
      Position at) {}

  /// How much: begins at `start`, changes by `step`, never less than `start` and never more than
  /// `most`.
  ///
  /// @param days on how many days of the week
  public record Dose(Unit unit, int start, int step, int most, int days, Basis basis) {
    /// The amount after so many steps up, fewer where they are negative.
    public int after(int from, int steps) {
      return Math.clamp((long) from + (long) steps * step, start, most);
    }
  }

  public enum Unit {
    MINUTES,
    TIMES_A_DAY,
    TIMES_A_WEEK
  }
}
