package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lasegue.assessment.Assessment.Risk;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Urgency;

/// The second safety net: dangerous conditions whose probability has reached the point from which
/// they count.
///
/// From `act-at` on a condition counts with its own level. An emergency counts as "same day"
/// already from a third of that: a chance that does not yet justify the emergency department is
/// looked at by a clinician today, not next week.
final class Risks {
  /// Estimate: services act in steps, and the same factor separates a clinician's look from a scan
  /// in the pathways read (a bladder scan and examination first; of the scans that follow 4 to 20 %
  /// are positive).
  private static final double STEP = 3;

  private Risks() {}

  private static Urgency level(Condition.Danger danger, double probability) {
    if (probability >= danger.actAt()) {
      return danger.level();
    }
    boolean near =
        danger.level() == Urgency.EMERGENCY_NOW && probability >= from(danger, Urgency.SAME_DAY);
    return near ? Urgency.SAME_DAY : Urgency.SELF_CARE;
  }

  /// The probability from which it counts with a level.
  private static double from(Condition.Danger danger, Urgency level) {
    return level == danger.level() ? danger.actAt() : danger.actAt() / STEP;
  }

  /// Highest level first, then by probability. `probabilities` in the order of `conditions`.
  static List<Risk> of(List<Condition> conditions, double[] probabilities) {
    List<Risk> result = new ArrayList<>();
    for (int c = 0; c < conditions.size(); c++) {
      Condition.Danger danger = conditions.get(c).urgency();
      Urgency level = level(danger, probabilities[c]);
      if (level != Urgency.SELF_CARE) {
        result.add(new Risk(conditions.get(c).id(), probabilities[c], from(danger, level), level));
      }
    }
    result.sort(
        Comparator.comparing(Risk::level).thenComparingDouble(Risk::probability).reversed());
    return List.copyOf(result);
  }

  static Urgency level(List<Condition> conditions, double[] probabilities) {
    Urgency level = Urgency.SELF_CARE;
    for (int c = 0; c < conditions.size(); c++) {
      level = level.max(level(conditions.get(c).urgency(), probabilities[c]));
    }
    return level;
  }
}
