package org.lasegue.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.Condition.PregnancyState;

class PopulationTest {
  private static final Population POPULATION = KnowledgeReader.bundled().population();

  @Test
  void pregnancyFollowsTheAge() {
    assertThat(POPULATION.pregnant(16, PregnancyState.LATE))
        .isLessThan(POPULATION.pregnant(19, PregnancyState.LATE) / 4);
    assertThat(POPULATION.pregnant(29, PregnancyState.LATE))
        .isGreaterThan(POPULATION.pregnant(38, PregnancyState.LATE));
  }

  @Test
  void nobodyIsPregnantFromFiftyOn() {
    for (int age : new int[] {15, 50, 59, 80, 120}) {
      assertThat(POPULATION.pregnant(age, PregnancyState.NONE)).as("at %d", age).isEqualTo(1);
      assertThat(POPULATION.pregnant(age, PregnancyState.EARLY)).as("at %d", age).isZero();
    }
  }

  @Test
  void theStatesOfAnAgeAndOfABandSumToOne() {
    for (Band band : Band.values()) {
      double sum = 0;
      for (PregnancyState state : PregnancyState.values()) {
        sum += POPULATION.pregnant(band, state);
      }
      assertThat(sum).as(band.name()).isCloseTo(1, within(1e-12));
    }
    double mean = POPULATION.pregnant(Band.FROM_30, PregnancyState.LATE);
    assertThat(mean)
        .isBetween(
            POPULATION.pregnant(39, PregnancyState.LATE),
            POPULATION.pregnant(30, PregnancyState.LATE));
  }
}
