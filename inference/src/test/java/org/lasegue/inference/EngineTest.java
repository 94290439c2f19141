package org.lasegue.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EngineTest {

  private static final Network CHILD = ReferenceNetwork.loadNetwork("child");

  private static Network twoCauses() {
    return Network.builder()
        .variable("flu", "absent", "present")
        .variable("cold", "absent", "present")
        .variable("fever", "absent", "present")
        .prior("flu", 0.9, 0.1)
        .prior("cold", 0.7, 0.3)
        .noisyOr("fever", 0.01, NoisyMax.Cause.of("flu", 0.8), NoisyMax.Cause.of("cold", 0.2))
        .build();
  }

  @Test
  void aNoisyOrByHand() {
    Posteriors posteriors =
        Engine.compile(twoCauses()).query(Evidence.none().observe("fever", "present"));
    double absent = 0.99 * (0.9 + 0.1 * 0.2) * (0.7 + 0.3 * 0.8);
    double fluToo = 0.1 * (1 - 0.99 * 0.2 * (0.7 + 0.3 * 0.8));
    assertThat(posteriors.logProbabilityOfEvidence())
        .isCloseTo(Math.log(1 - absent), within(1e-14));
    assertThat(posteriors.of("flu", "present")).isCloseTo(fluToo / (1 - absent), within(1e-14));
    assertThat(posteriors.of("fever")).containsExactly(0, 1);
  }

  @Test
  void oneCauseExplainsTheOtherAway() {
    Engine engine = Engine.compile(twoCauses());
    Evidence fever = Evidence.none().observe("fever", "present");
    assertThat(engine.query(fever.observe("cold", "present")).of("flu", "present"))
        .isLessThan(engine.query(fever).of("flu", "present"));
  }

  @Test
  void posteriorsSumToOne() {
    Posteriors posteriors = Engine.compile(CHILD).query(Evidence.none().observe("Grunting", "yes"));
    for (Variable variable : CHILD.variables()) {
      double sum = 0;
      for (double value : posteriors.of(variable.name())) {
        sum += value;
      }
      assertThat(sum).isCloseTo(1, within(1e-15 * 10));
    }
  }

  @Test
  void aBatchOfNothingIsNothing() {
    assertThat(Engine.compile(CHILD).queryAll(List.of())).isEmpty();
  }

  @Test
  void aBatchThatThreadsDivideAnswersInOrderWithTheBitsOfOneQuery() {
    Engine engine = Engine.compile(CHILD);
    List<Evidence> cases = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Variable observed = CHILD.variables().get(i % CHILD.size());
      cases.add(
          Evidence.none()
              .observe(observed.name(), observed.states().get(i % observed.states().size())));
    }
    List<Optional<Posteriors>> answers = engine.queryAll(cases);
    assertThat(answers).hasSameSizeAs(cases);
    for (int i = 0; i < cases.size(); i++) {
      Posteriors alone = engine.query(cases.get(i));
      Posteriors together = answers.get(i).orElseThrow();
      for (Variable variable : CHILD.variables()) {
        assertThat(together.of(variable.name())).isEqualTo(alone.of(variable.name()));
      }
    }
  }

  @Test
  void whatIfEqualsAskingAgainAlongEveryPath() {
    for (long seed = 0; seed < 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Network network = RandomNetworks.network(random);
      Evidence evidence = RandomNetworks.evidence(random, network);
      if (new BruteForce(network, evidence).total() == 0) {
        continue;
      }
      for (Engine.Tuning tuning : RandomNetworks.TUNINGS) {
        Engine engine = Engine.compile(network, Engine.DEFAULT_LIMIT, tuning);
        Posteriors before = engine.query(evidence);
        for (Variable variable : network.variables()) {
          if (evidence.observations().get(variable.name()) == null) {
            check(engine, evidence, variable, before);
          }
        }
      }
    }
  }

  private static void check(
      Engine engine, Evidence evidence, Variable variable, Posteriors before) {
    WhatIf whatIf = engine.whatIf(evidence, variable.name());
    assertClose(whatIf.probabilities(), before.of(variable.name()), 1e-12);
    for (String state : variable.states()) {
      Evidence more = evidence.observe(variable.name(), state);
      if (whatIf.probability(state) == 0) {
        assertThatThrownBy(() -> whatIf.given(state))
            .isInstanceOf(ImpossibleEvidenceException.class)
            .hasMessageContaining(variable.name() + "=" + state);
        assertThatThrownBy(() -> engine.query(more))
            .isInstanceOf(ImpossibleEvidenceException.class);
        continue;
      }
      Posteriors supposed = whatIf.given(state);
      Posteriors observed = engine.query(more);
      assertThat(supposed.logProbabilityOfEvidence())
          .isCloseTo(observed.logProbabilityOfEvidence(), within(1e-11));
      for (Variable other : engine.network().variables()) {
        assertClose(supposed.of(other.name()), observed.of(other.name()), 1e-11);
      }
    }
  }

  @Test
  void whatIfOfAnObservedVariableIsRefused() {
    Engine engine = Engine.compile(twoCauses());
    assertThatThrownBy(() -> engine.whatIf(Evidence.none().observe("flu", "present"), "flu"))
        .isInstanceOf(InvalidEvidenceException.class)
        .hasMessageContaining("'flu' is observed");
  }

  @Test
  void wantedPosteriorsAreThoseOfTheWholeQuery() {
    for (long seed = 500; seed < 800; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Network network = RandomNetworks.network(random);
      Evidence evidence = RandomNetworks.evidence(random, network);
      if (new BruteForce(network, evidence).total() == 0) {
        continue;
      }
      String wanted = network.variable(random.nextInt(network.size())).name();
      Engine engine =
          Engine.compile(network, Engine.DEFAULT_LIMIT, new Engine.Tuning(0, 1, false, 0, 2));
      Posteriors some = engine.query(evidence, List.of(wanted));
      Posteriors all = engine.query(evidence);
      assertThat(some.logProbabilityOfEvidence())
          .isCloseTo(all.logProbabilityOfEvidence(), within(1e-11));
      for (Variable variable : network.variables()) {
        assertClose(some.of(variable.name()), all.of(variable.name()), 1e-11);
      }
    }
  }

  @Test
  void anAbsentFindingOnlyRescalesEachOfItsParents() {
    for (long seed = 0; seed < 500; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Network.Builder builder = Network.builder();
      int roots = 2 + random.nextInt(5);
      for (int i = 0; i < roots; i++) {
        double prior = random.nextDouble();
        builder.variable("root" + i, "off", "on").prior("root" + i, 1 - prior, prior);
      }
      double[][] strengths = new double[2][roots];
      for (int finding = 0; finding < 2; finding++) {
        NoisyMax.Cause[] causes = new NoisyMax.Cause[roots];
        for (int i = 0; i < roots; i++) {
          strengths[finding][i] = random.nextDouble();
          causes[i] = NoisyMax.Cause.of("root" + i, strengths[finding][i]);
        }
        builder.variable("f" + finding, "absent", "present").noisyOr("f" + finding, 0.125, causes);
      }
      Network network = builder.build();
      Evidence present = Evidence.none().observe("f1", "present");
      Evidence weighed = present;
      for (int i = 0; i < roots; i++) {
        weighed = weighed.weigh("root" + i, 1, 1 - strengths[0][i]);
      }
      for (Engine.Tuning tuning : RandomNetworks.TUNINGS) {
        Engine engine = Engine.compile(network, Engine.DEFAULT_LIMIT, tuning);
        Posteriors observed = engine.query(present.observe("f0", "absent"));
        Posteriors rescaled = engine.query(weighed);
        assertThat(observed.logProbabilityOfEvidence())
            .isCloseTo(rescaled.logProbabilityOfEvidence() + Math.log(1 - 0.125), within(1e-12));
        for (int i = 0; i < roots; i++) {
          assertClose(observed.of("root" + i), rescaled.of("root" + i), 1e-12);
        }
      }
    }
  }

  @Test
  void absentFindingsTieNothingTogether() {
    Network.Builder builder = Network.builder();
    Evidence absent = Evidence.none();
    for (int i = 0; i < 60; i++) {
      builder.variable("root" + i, "off", "on").prior("root" + i, 0.9, 0.1);
    }
    for (int f = 0; f < 100; f++) {
      NoisyMax.Cause[] causes = new NoisyMax.Cause[60];
      for (int i = 0; i < 60; i++) {
        causes[i] = NoisyMax.Cause.of("root" + i, 0.01 * (1 + (f + i) % 90));
      }
      builder.variable("f" + f, "absent", "present").noisyOr("f" + f, 0.01, causes);
      absent = absent.observe("f" + f, "absent");
    }
    Engine engine = Engine.compile(builder.build());
    assertThat(engine.width()).isGreaterThan(30);
    assertThat(engine.density(absent)).isEqualTo(new Density(0, 120));
    double odds = 1.0 / 9;
    for (int f = 0; f < 100; f++) {
      odds *= 1 - 0.01 * (1 + f % 90);
    }
    assertThat(engine.query(absent).of("root0", "on") / (odds / (1 + odds)))
        .isCloseTo(1, within(1e-12));
  }

  @Test
  void weightsThatSingleOutAStateEqualObservingIt() {
    Engine engine = Engine.compile(CHILD);
    Posteriors weighed = engine.query(Evidence.none().weigh("Grunting", 0.25, 0));
    Posteriors observed = engine.query(Evidence.none().observe("Grunting", "yes"));
    assertThat(weighed.logProbabilityOfEvidence())
        .isCloseTo(observed.logProbabilityOfEvidence() + Math.log(0.25), within(1e-13));
    for (Variable variable : CHILD.variables()) {
      assertClose(weighed.of(variable.name()), observed.of(variable.name()), 1e-13);
    }
  }

  @Test
  void weightsMayHaveAnyScale() {
    Engine engine = Engine.compile(twoCauses());
    Posteriors large = engine.query(Evidence.none().weigh("fever", 3e300, 1e300));
    Posteriors small = engine.query(Evidence.none().weigh("fever", 3e-300, 1e-300));
    assertClose(large.of("flu"), small.of("flu"), 1e-14);
    assertThat(large.logProbabilityOfEvidence() - small.logProbabilityOfEvidence())
        .isCloseTo(600 * Math.log(10), within(1e-9));
  }

  @Test
  void evidenceOfProbabilityZeroIsNamed() {
    Engine engine = Engine.compile(ReferenceNetwork.loadNetwork("asia"));
    Evidence contradiction =
        Evidence.of(Map.of("tub", "yes", "either", "no")).observe("smoke", "yes");
    assertThatThrownBy(() -> engine.query(contradiction))
        .isInstanceOf(ImpossibleEvidenceException.class)
        .hasMessageContaining("tub=yes")
        .hasMessageContaining("either=no");
  }

  @Test
  void unknownNamesAreRefusedWithTheNearestKnownOne() {
    Engine engine = Engine.compile(CHILD);
    assertThatThrownBy(() -> engine.query(Evidence.none().observe("Gruntig", "yes")))
        .isInstanceOf(UnknownNameException.class)
        .hasMessage("unknown variable 'Gruntig' (did you mean 'Grunting'?)");
    assertThatThrownBy(() -> engine.query(Evidence.none().observe("Grunting", "Yes")))
        .isInstanceOf(UnknownNameException.class)
        .hasMessage(
            "variable 'Grunting' has no state 'Yes' (did you mean 'yes'?);"
                + " its states are yes, no");
    assertThatThrownBy(() -> engine.query(Evidence.none().observe("qqqqqqqqqq", "yes")))
        .hasMessage("unknown variable 'qqqqqqqqqq'");
    Posteriors posteriors = engine.query(Evidence.none());
    assertThatThrownBy(() -> posteriors.of("Agee")).isInstanceOf(UnknownNameException.class);
    assertThatThrownBy(() -> posteriors.of("Age", "old")).isInstanceOf(UnknownNameException.class);
    assertThatThrownBy(() -> engine.whatIf(Evidence.none(), "Agee"))
        .isInstanceOf(UnknownNameException.class);
    assertThatThrownBy(() -> engine.query(Evidence.none(), List.of("Agee")))
        .isInstanceOf(UnknownNameException.class);
  }

  @Test
  void weightsThatMakeNoSenseAreRefused() {
    Engine engine = Engine.compile(twoCauses());
    assertThatThrownBy(() -> Evidence.none().weigh("flu", 1, -1e-9))
        .isInstanceOf(InvalidEvidenceException.class)
        .hasMessageContaining("-1.0E-9");
    assertThatThrownBy(() -> Evidence.none().weigh("flu", 1, Double.NaN))
        .isInstanceOf(InvalidEvidenceException.class);
    assertThatThrownBy(() -> Evidence.none().weigh("flu", 0, 0))
        .isInstanceOf(InvalidEvidenceException.class);
    assertThatThrownBy(() -> engine.query(Evidence.none().weigh("flu", 1, 1, 1)))
        .isInstanceOf(InvalidEvidenceException.class)
        .hasMessage("variable 'flu' has 2 states, but 3 weights were given");
  }

  @Test
  void tooDenseNetworksAreRefusedBeforeTheyAreAllocated() {
    Network grid = grid(60);
    Engine engine = Engine.compile(grid, 1_000_000);
    assertThat(engine.width()).isBetween(59, 200);
    Evidence corner = Evidence.none().observe("x59_59", "a");
    assertThatThrownBy(() -> engine.query(corner))
        .isInstanceOfSatisfying(
            TooDenseException.class,
            e -> {
              assertThat(e.limit()).isEqualTo(1_000_000);
              assertThat(e.density().tableEntries()).isGreaterThan(1e18);
              assertThat(e)
                  .hasMessageContaining("induced width " + e.density().width())
                  .hasMessageContaining("limit of 1000000 entries");
            });
  }

  @Test
  void aNetworkAtTheLimitIsAnsweredAndOneOverItIsNot() {
    Network network = grid(4);
    Evidence corner = Evidence.none().weigh("x3_3", 1, 2);
    long entries = (long) Engine.compile(network).tableEntries();
    assertThat(Engine.compile(network, entries).query(corner)).isNotNull();
    Engine tight = Engine.compile(network, entries - 1);
    assertThatThrownBy(() -> tight.query(corner)).isInstanceOf(TooDenseException.class);
  }

  @Test
  void aPosteriorThatIsTooDenseDoesNotKeepTheOthersBack() {
    Engine engine = Engine.compile(grid(60), 1_000_000);
    Posteriors posteriors = engine.query(Evidence.none().observe("x3_3", "a"));
    assertThat(posteriors.of("x4_4", "a")).isBetween(0.0, 1.0);
    assertThatThrownBy(() -> posteriors.of("x59_59")).isInstanceOf(TooDenseException.class);
  }

  @Test
  void evidenceMakesADenseNetworkFit() {
    Network grid = grid(40);
    Evidence row = Evidence.none();
    for (int i = 0; i < 40; i++) {
      for (int j = i % 2; j < 40; j += 2) {
        row = row.observe("x" + i + "_" + j, "b");
      }
    }
    Engine engine = Engine.compile(grid);
    assertThat(engine.tableEntries()).isGreaterThan(1e9);
    assertThat(engine.query(row).of("x1_0", "b")).isBetween(0.0, 1.0);
  }

  @Test
  void theSameQuestionGivesTheSameBits() {
    for (String name : List.of("insurance", "water")) {
      Network network = ReferenceNetwork.loadNetwork(name);
      ReferenceNetwork.Case question = ReferenceNetwork.load(name).cases().get(3);
      Evidence evidence = Evidence.of(question.evidence());
      Engine first = Engine.compile(network);
      Engine second = Engine.compile(network);
      for (ReferenceNetwork.Case other : ReferenceNetwork.load(name).cases()) {
        second.query(Evidence.of(other.evidence()));
      }
      Posteriors expected = first.query(evidence);
      for (Posteriors again : List.of(first.query(evidence), second.query(evidence))) {
        assertThat(again.logProbabilityOfEvidence()).isEqualTo(expected.logProbabilityOfEvidence());
        for (Variable variable : network.variables()) {
          assertThat(again.of(variable.name())).isEqualTo(expected.of(variable.name()));
        }
      }
    }
  }

  @Test
  void threadsMayShareAnEngine() {
    Network network = ReferenceNetwork.loadNetwork("water");
    Engine engine = Engine.compile(network);
    List<ReferenceNetwork.Case> cases = ReferenceNetwork.load("water").cases();
    cases.parallelStream()
        .forEach(item -> {
          Posteriors posteriors = engine.query(Evidence.of(item.evidence()));
          assertThat(posteriors.logProbabilityOfEvidence())
              .isCloseTo(item.logProbabilityOfEvidence(), within(1e-9));
        });
  }

  @Test
  void theOrderOfDeclarationDoesNotMatter() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Network network = RandomNetworks.network(random);
      Evidence evidence = RandomNetworks.evidence(random, network);
      if (new BruteForce(network, evidence).total() == 0) {
        continue;
      }
      List<Variable> shuffled = new ArrayList<>(network.variables());
      Collections.shuffle(shuffled, new Random(seed));
      Network.Builder builder = Network.builder();
      for (Variable variable : shuffled) {
        builder.variable(variable);
        builder.define(variable.name(), network.distribution(variable.name()));
      }
      Posteriors expected = Engine.compile(network).query(evidence);
      Posteriors actual = Engine.compile(builder.build()).query(evidence);
      assertThat(actual.logProbabilityOfEvidence())
          .isCloseTo(expected.logProbabilityOfEvidence(), within(1e-12));
      for (Variable variable : network.variables()) {
        assertClose(actual.of(variable.name()), expected.of(variable.name()), 1e-12);
      }
    }
  }

  @Test
  void probabilitiesBelowTheRangeOfADoubleDoNotUnderflow() {
    for (int vetoAt : new int[] {0, 200, 400}) {
      Network.Builder builder = Network.builder();
      builder.variable("x", "a", "b").prior("x", 0.5, 0.5);
      Evidence evidence = Evidence.none();
      for (int i = 0; i <= 400; i++) {
        if (i == vetoAt) {
          builder.variable("veto", "no", "yes").table("veto", List.of("x"), 1, 0, 0.5, 0.5);
        } else {
          builder.variable("f" + i, "no", "yes");
          builder.table("f" + i, List.of("x"), 1 - 1e-3, 1e-3, 1 - 1e-6, 1e-6);
          evidence = evidence.observe("f" + i, "yes");
        }
      }
      for (Engine.Tuning tuning : RandomNetworks.TUNINGS) {
        Engine engine = Engine.compile(builder.build(), Engine.DEFAULT_LIMIT, tuning);
        Posteriors likely = engine.query(evidence);
        assertThat(likely.logProbabilityOfEvidence())
            .isCloseTo(Math.log(0.5) + 400 * Math.log(1e-3), within(1e-9));
        assertThat(likely.of("x", "a")).isEqualTo(1);

        Posteriors vetoed = engine.query(evidence.observe("veto", "yes"));
        assertThat(vetoed.logProbabilityOfEvidence())
            .isCloseTo(Math.log(0.25) + 400 * Math.log(1e-6), within(1e-9));
        assertThat(vetoed.of("x")).containsExactly(0, 1);
      }
    }
  }

  @Test
  void aRootMayHaveThousandsOfFindings() {
    Network.Builder builder = Network.builder();
    builder.variable("x", "a", "b").prior("x", 0.5, 0.5);
    Evidence evidence = Evidence.none();
    for (int i = 0; i < 3000; i++) {
      builder.variable("f" + i, "no", "yes");
      builder.table("f" + i, List.of("x"), 0.5, 0.5, 0.501, 0.499);
      evidence = evidence.observe("f" + i, i % 2 == 0 ? "no" : "yes");
    }
    Posteriors posteriors = Engine.compile(builder.build()).query(evidence);
    double logA = 3000 * Math.log(0.5);
    double logB = 1500 * (Math.log(0.501) + Math.log(0.499));
    assertThat(posteriors.of("x", "b")).isCloseTo(1 / (1 + Math.exp(logA - logB)), within(1e-10));
  }

  @Test
  void aVeryLongChainIsNoMatterOfRecursion() {
    Network.Builder builder = Network.builder();
    builder.variable("x0", "a", "b").prior("x0", 0, 1);
    for (int i = 1; i < 20_000; i++) {
      builder.variable("x" + i, "a", "b");
      builder.table("x" + i, List.of("x" + (i - 1)), 0.75, 0.25, 0.25, 0.75);
    }
    Posteriors posteriors = Engine.compile(builder.build()).query(Evidence.none());
    assertThat(posteriors.of("x1", "a")).isEqualTo(0.25);
    assertThat(posteriors.of("x19999", "a")).isCloseTo(0.5, within(1e-15));
  }

  @Test
  void anEmptyNetworkIsCertain() {
    Posteriors posteriors = Engine.compile(Network.builder().build()).query(Evidence.none());
    assertThat(posteriors.logProbabilityOfEvidence()).isZero();
  }

  @Test
  void arraysHandedOutAreCopies() {
    Posteriors posteriors = Engine.compile(twoCauses()).query(Evidence.none());
    posteriors.of("flu")[1] = 7;
    assertThat(posteriors.of("flu", "present")).isCloseTo(0.1, within(1e-15));
  }

  private static Network grid(int side) {
    Network.Builder builder = Network.builder();
    for (int i = 0; i < side; i++) {
      for (int j = 0; j < side; j++) {
        String name = "x" + i + "_" + j;
        builder.variable(name, "a", "b");
        List<String> parents = new ArrayList<>();
        if (i > 0) {
          parents.add("x" + (i - 1) + "_" + j);
        }
        if (j > 0) {
          parents.add("x" + i + "_" + (j - 1));
        }
        double[] rows = {0.3, 0.7, 0.6, 0.4, 0.2, 0.8, 0.9, 0.1};
        builder.table(name, parents, Arrays.copyOf(rows, 2 << parents.size()));
      }
    }
    return builder.build();
  }

  private static void assertClose(double[] actual, double[] expected, double relative) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int state = 0; state < actual.length; state++) {
      if (!(Math.abs(actual[state] - expected[state]) <= relative * expected[state])) {
        assertThat(actual[state]).isEqualTo(expected[state]);
      }
    }
  }
}
