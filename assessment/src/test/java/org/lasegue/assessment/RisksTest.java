package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessment.Risk;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.Urgency;

class RisksTest {
  private static final List<Condition> CONDITIONS =
      List.copyOf(KnowledgeReader.bundled().conditions().values());

  @Test
  void anEmergencyCountsForTheSameDayBeforeItIsOneAndSaysFromWhere() {
    int emergencies = 0;
    for (int c = 0; c < CONDITIONS.size(); c++) {
      Condition.Danger danger = CONDITIONS.get(c).urgency();
      if (danger.level() != Urgency.EMERGENCY_NOW) {
        continue;
      }
      emergencies++;
      assertThat(alone(c, danger.actAt() / 3 * 0.99)).isEmpty();
      Risk near = alone(c, danger.actAt() / 2).getFirst();
      assertThat(near.level()).isEqualTo(Urgency.SAME_DAY);
      assertThat(near.actAt()).isEqualTo(danger.actAt() / 3);
      Risk reached = alone(c, danger.actAt()).getFirst();
      assertThat(reached.level()).isEqualTo(Urgency.EMERGENCY_NOW);
      assertThat(reached.actAt()).isEqualTo(danger.actAt());
    }
    assertThat(emergencies).isPositive();
  }

  @Test
  void noRiskIsBelowThePointFromWhichItCounts() {
    double[] probabilities = new double[CONDITIONS.size()];
    Arrays.fill(probabilities, 0.04);
    assertThat(Risks.of(CONDITIONS, probabilities))
        .isNotEmpty()
        .allSatisfy(risk -> assertThat(risk.probability()).isGreaterThanOrEqualTo(risk.actAt()));
  }

  private static List<Risk> alone(int condition, double probability) {
    double[] probabilities = new double[CONDITIONS.size()];
    probabilities[condition] = probability;
    return Risks.of(CONDITIONS, probabilities);
  }
}
