package org.lasegue.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random networks of tables and gates, with zeros, against plain summation of the joint
/// distribution, along every path of the engine.
class DifferentialTest {

  @Test
  void thousandsOfSmallNetworksAgreeWithSummation() {
    int impossible = run(0, 3_000);
    assertThat(impossible).as("cases of impossible evidence").isBetween(30, 2_000);
  }

  @Test
  @Tag("slow") // minutes
  void aHundredThousandSmallNetworksAgreeWithSummation() {
    run(1_000_000, 100_000);
  }

  private static int run(long firstSeed, int count) {
    int impossible = 0;
    for (long seed = firstSeed; seed < firstSeed + count; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Network network = RandomNetworks.network(random);
      Evidence evidence = RandomNetworks.evidence(random, network);
      List<Evidence> batch = Collections.nCopies(5, evidence);
      BruteForce expected = new BruteForce(network, evidence);
      for (Engine.Tuning tuning : RandomNetworks.TUNINGS) {
        Engine engine = Engine.compile(network, Engine.DEFAULT_LIMIT, tuning);
        String description = "seed " + seed + ", " + tuning;
        if (expected.total() == 0) {
          assertThatThrownBy(() -> engine.query(evidence))
              .as(description)
              .isInstanceOf(ImpossibleEvidenceException.class);
          assertThat(engine.queryAll(batch)).as(description).containsOnly(Optional.empty());
        } else {
          Posteriors one = engine.query(evidence);
          check(network, expected, one, description);
          for (Optional<Posteriors> answer : engine.queryAll(batch)) {
            assertEqualBits(network, answer.orElseThrow(), one, description);
          }
        }
      }
      impossible += expected.total() == 0 ? 1 : 0;
    }
    return impossible;
  }

  private static void assertEqualBits(
      Network network, Posteriors actual, Posteriors expected, String description) {
    assertThat(actual.logProbabilityOfEvidence())
        .as(description)
        .isEqualTo(expected.logProbabilityOfEvidence());
    for (Variable variable : network.variables()) {
      assertThat(actual.of(variable.name()))
          .as(description)
          .containsExactly(expected.of(variable.name()));
    }
  }

  private static void check(
      Network network, BruteForce expected, Posteriors actual, String description) {
    assertThat(actual.logProbabilityOfEvidence())
        .as(description)
        .isCloseTo(Math.log(expected.total()), within(1e-10));
    for (int variable = 0; variable < network.size(); variable++) {
      double[] posterior = actual.of(network.variable(variable).name());
      for (int state = 0; state < posterior.length; state++) {
        double value = expected.posterior(variable, state);
        if (!(Math.abs(posterior[state] - value) <= 1e-11 * value)) {
          assertThat(posterior[state])
              .as("%s, variable %d, state %d", description, variable, state)
              .isEqualTo(value);
        }
      }
    }
  }
}
