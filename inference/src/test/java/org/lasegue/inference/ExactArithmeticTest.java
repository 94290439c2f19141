package org.lasegue.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Gate networks against exact rational arithmetic: the relative error of every posterior, however
/// small, is at most 1e-9. Inclusion-exclusion in floating point fails these.
class ExactArithmeticTest {

  private static final double LIMIT = 1e-9;

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 10, 20, 30})
  void noisyOrFindingsOfManyRoots(int positive) {
    for (int seed = 0; seed < 4; seed++) {
      SplittableRandom random = new SplittableRandom(1000L * positive + seed);
      Network.Builder builder = Network.builder();
      roots(builder, random, 10);
      Map<String, String> evidence = new LinkedHashMap<>();
      for (int i = 0; i < positive + 12; i++) {
        String name = "finding" + i;
        builder.variable(name, "absent", "present");
        builder.noisyOr(name, small(random), causes(random, 10, 1 + random.nextInt(7)));
        if (i < positive + 9) {
          evidence.put(name, i < positive ? "present" : "absent");
        }
      }
      check(builder.build(), evidence);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void thirtyFindingsThatAreAllNearlyImpossible(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Network.Builder builder = Network.builder();
    for (int i = 0; i < 11; i++) {
      builder.variable("root" + i, "absent", "present").prior("root" + i, 1 - 1e-6, 1e-6);
    }
    Map<String, String> evidence = new LinkedHashMap<>();
    for (int i = 0; i < 30; i++) {
      String name = "finding" + i;
      NoisyMax.Cause[] causes = causes(random, 11, 5);
      builder.variable(name, "absent", "present").noisyOr(name, 1e-6, causes);
      evidence.put(name, "present");
    }
    check(builder.build(), evidence);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 30})
  void noisyMaxFindingsOfRootsWithSeveralStates(int graded) {
    for (int seed = 0; seed < 4; seed++) {
      SplittableRandom random = new SplittableRandom(77L * graded + seed);
      Network.Builder builder = Network.builder();
      for (int i = 0; i < 6; i++) {
        builder.variable("root" + i, "a", "b", "c").prior("root" + i, row(random, 3));
      }
      Map<String, String> evidence = new LinkedHashMap<>();
      for (int i = 0; i < graded + 3; i++) {
        String name = "finding" + i;
        builder.variable(name, "none", "mild", "moderate", "severe");
        builder.define(name, noisyMax(random, 6, 1 + random.nextInt(5)));
        if (i < graded) {
          evidence.put(name, List.of("mild", "moderate", "severe").get(random.nextInt(3)));
        }
      }
      check(builder.build(), evidence);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 30})
  void layersOfGates(int positive) {
    for (int seed = 0; seed < 4; seed++) {
      SplittableRandom random = new SplittableRandom(31L * positive + seed);
      Network.Builder builder = Network.builder();
      roots(builder, random, 5);
      for (int i = 5; i < 11; i++) {
        String name = "root" + i;
        builder.variable(name, "absent", "present");
        builder.noisyOr(name, small(random), causes(random, i, 1 + random.nextInt(4)));
      }
      Map<String, String> evidence = new LinkedHashMap<>();
      for (int i = 0; i < positive + 8; i++) {
        String name = "finding" + i;
        builder.variable(name, "absent", "present");
        builder.noisyOr(name, small(random), causes(random, 11, 1 + random.nextInt(5)));
        if (i < positive + 6) {
          evidence.put(name, i < positive ? "present" : "absent");
        }
      }
      check(builder.build(), evidence);
    }
  }

  private static void check(Network network, Map<String, String> evidence) {
    ExactEnumeration exact = new ExactEnumeration(network, evidence);
    for (Engine.Tuning tuning : RandomNetworks.TUNINGS) {
      Engine engine = Engine.compile(network, Engine.DEFAULT_LIMIT, tuning);
      Evidence observed = Evidence.of(evidence);
      check(network, exact, engine.query(observed));
      for (Optional<Posteriors> lane : engine.queryAll(Collections.nCopies(4, observed))) {
        check(network, exact, lane.orElseThrow());
      }
    }
  }

  private static void check(Network network, ExactEnumeration exact, Posteriors posteriors) {
    assertThat(posteriors.logProbabilityOfEvidence()).isCloseTo(exact.total().log(), within(LIMIT));
    for (int variable = 0; variable < network.size(); variable++) {
      String name = network.variable(variable).name();
      double[] actual = posteriors.of(name);
      for (int state = 0; state < actual.length; state++) {
        assertThat(exact.joint(variable, state).relativeErrorOf(actual[state], exact.total()))
            .as("relative error of %s, state %d", name, state)
            .isLessThanOrEqualTo(LIMIT);
      }
    }
  }

  private static void roots(Network.Builder builder, SplittableRandom random, int count) {
    for (int i = 0; i < count; i++) {
      double prior = small(random);
      builder.variable("root" + i, "absent", "present").prior("root" + i, 1 - prior, prior);
    }
  }

  private static NoisyMax.Cause[] causes(SplittableRandom random, int roots, int count) {
    return random
        .ints(0, roots)
        .distinct()
        .limit(Math.min(count, roots))
        .mapToObj(root -> NoisyMax.Cause.of("root" + root, small(random)))
        .toArray(NoisyMax.Cause[]::new);
  }

  private static NoisyMax noisyMax(SplittableRandom random, int roots, int count) {
    NoisyMax.Cause[] causes =
        random
            .ints(0, roots)
            .distinct()
            .limit(count)
            .mapToObj(root ->
                new NoisyMax.Cause(
                    "root" + root, new double[][] {row(random, 4), row(random, 4), row(random, 4)}))
            .toArray(NoisyMax.Cause[]::new);
    return new NoisyMax(List.of(causes), row(random, 4));
  }

  /// Log-uniform between 1e-6 and 0.9.
  private static double small(SplittableRandom random) {
    return Math.exp(random.nextDouble(Math.log(1e-6), Math.log(0.9)));
  }

  /// A row of multiples of 2^-50, so that it sums to one exactly.
  private static double[] row(SplittableRandom random, int length) {
    double[] row = new double[length];
    double rest = 1;
    for (int i = length - 1; i > 0; i--) {
      row[i] = Math.scalb(Math.rint(Math.scalb(small(random) / length, 50)), -50);
      rest -= row[i];
    }
    row[0] = rest;
    return row;
  }
}
