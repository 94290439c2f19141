package org.lasegue.assessment.evaluation;

import java.util.List;
import java.util.Optional;
import org.lasegue.assessment.Expected;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline.Ranked;
import org.lasegue.knowledge.Urgency;

/// What one way of judging said of one case, beside what is right.
///
/// @param ranked conditions, first to last; empty where none are ranked, as for children
/// @param urgent probability that the person must be seen today or sooner
/// @param root the most probable root with its side, such as `L5-left`
/// @param expected without labels where the case has none
public record Verdict(
    String id,
    List<Ranked> ranked,
    Urgency level,
    double urgent,
    Optional<String> root,
    Expected expected) {

  /// Whether the case says which condition is right.
  public boolean named() {
    return !expected.answer().isEmpty() || !expected.fair().isEmpty();
  }

  /// Place in the ranking, from 1, of the first condition that is the answer or, unless `strict`, a
  /// fair one; empty where none is ranked.
  public Optional<Integer> place(boolean strict) {
    for (int i = 0; i < ranked.size(); i++) {
      String condition = ranked.get(i).condition();
      if (expected.answer().contains(condition) || !strict && expected.fair().contains(condition)) {
        return Optional.of(i + 1);
      }
    }
    return Optional.empty();
  }

  /// Whether the answer or a fair one is among the first `n`.
  public boolean within(int n) {
    return place(false).filter(place -> place <= n).isPresent();
  }

  /// The acceptable levels of a mode, best first; empty where it has no label.
  public List<Urgency> labels(Mode mode) {
    return expected.urgency().getOrDefault(mode, List.of());
  }

  /// How many levels too high (positive) or too low (negative) the urgency is, from the nearest end
  /// of the acceptable range; 0 inside it or without a label.
  public int levelsOff(Mode mode) {
    List<Urgency> labels = labels(mode);
    if (labels.isEmpty()) {
      return 0;
    }
    int lowest = labels.stream().mapToInt(Urgency::ordinal).min().orElseThrow();
    int highest = labels.stream().mapToInt(Urgency::ordinal).max().orElseThrow();
    return level.ordinal() > highest
        ? level.ordinal() - highest
        : Math.min(0, level.ordinal() - lowest);
  }

  /// Two or more levels too low, or sent away from a doctor who should have seen them today.
  public boolean unsafe(Mode mode) {
    List<Urgency> labels = labels(mode);
    return !labels.isEmpty()
        && (levelsOff(mode) <= -2
            || labels.getFirst().atLeast(Urgency.SAME_DAY) && Urgency.ROUTINE.atLeast(level));
  }
}
