package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.lasegue.assessment.Assessment.Risk;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Urgency;

/// The second safety net: dangerous conditions whose probability has reached the point from which
/// they count.
final class Risks {
  private Risks() {}

  /// Highest level first, then by probability. `probabilities` in the order of `conditions`.
  static List<Risk> of(List<Condition> conditions, double[] probabilities) {
    List<Risk> result = new ArrayList<>();
    for (int c = 0; c < conditions.size(); c++) {
      Condition.Danger danger = conditions.get(c).urgency();
      if (probabilities[c] >= danger.actAt()) {
        result.add(
            new Risk(conditions.get(c).id(), probabilities[c], danger.actAt(), danger.level()));
      }
    }
    result.sort(
        Comparator.comparing(Risk::level).thenComparingDouble(Risk::probability).reversed());
    return List.copyOf(result);
  }

  static Urgency level(List<Condition> conditions, double[] probabilities) {
    Urgency level = Urgency.SELF_CARE;
    for (int c = 0; c < conditions.size(); c++) {
      Condition.Danger danger = conditions.get(c).urgency();
      if (probabilities[c] >= danger.actAt()) {
        level = level.max(danger.level());
      }
    }
    return level;
  }
}
