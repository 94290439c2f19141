package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class InformationTest {
  @Test
  void anAnswerThatSettlesOneOfFourCausesTellsTwoBits() {
    double[] before = {0.25, 0.25, 0.25, 0.25};
    double[] each = {0.25, 0.25, 0.25, 0.25};
    double[][] after = {{1, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}};
    assertThat(Information.bits(before, each, after)).isCloseTo(2, within(1e-12));
  }

  @Test
  void anAnswerThatChangesNothingTellsNothing() {
    double[] before = {0.3, 0.7};
    assertThat(Information.bits(before, new double[] {0.4, 0.6}, new double[][] {before, before}))
        .isZero();
  }

  @Test
  void theLogarithmIsThatOfTheLibrary() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100_000; i++) {
      double x = StrictMath.exp(random.nextDouble(-600, 600));
      double expected = StrictMath.log(x) / StrictMath.log(2);
      assertThat(Information.log2(x))
          .isCloseTo(expected, within(1e-13 * Math.max(1, Math.abs(expected))));
      double near = 1 + random.nextDouble(-0.4, 0.4);
      assertThat(Information.log2(near))
          .isCloseTo(StrictMath.log(near) / StrictMath.log(2), within(1e-13));
    }
  }
}
