package org.lasegue.inference.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lasegue.inference.Engine;
import org.lasegue.inference.Evidence;
import org.lasegue.inference.Network;
import org.lasegue.inference.NoisyMax;
import org.lasegue.inference.Posteriors;

class PairMixtureTest {
  private static final int NETWORKS = 300;

  @Test
  void agreesWithTheGeneralEngineOnTheSameNetwork() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      RandomMixtures random = RandomMixtures.of(seed);
      int[] observed = random.observations(seed);
      Posterior posterior = Posterior.of(random.mixture(), random.population(), observed);
      Posteriors general = Engine.compile(network(random)).query(evidence(observed));
      double total = Arrays.stream(random.population().prior()).sum();
      assertThat(posterior.logEvidence() - Math.log(total))
          .as("log evidence, seed %d", seed)
          .isCloseTo(general.logProbabilityOfEvidence(), within(1e-9));
      assertRelative(posterior.firstPosterior(), general.of("first"), "seed " + seed);
    }
  }

  @Test
  void aWhatIfEqualsAskingAgain() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      RandomMixtures random = RandomMixtures.of(seed);
      int[] observed = random.observations(seed + 7);
      Posterior now = Posterior.of(random.mixture(), random.population(), observed);
      Outcome outcome = new Outcome(random.mixture());
      WhatIfs whatIfs = now.whatIfs();
      for (int v = 0; v < observed.length; v++) {
        for (int level = -1; level < random.mixture().variables().get(v).levels(); level++) {
          int[] changed = observed.clone();
          changed[v] = level;
          Posterior again;
          try {
            again = Posterior.of(random.mixture(), random.population(), changed);
          } catch (ImpossibleException e) {
            whatIfs.ask(v, level, outcome);
            assertThat(outcome.probability()).isZero();
            continue;
          }
          whatIfs.ask(v, level, outcome);
          String as = "seed " + seed + " variable " + v + " level " + level;
          assertThat(outcome.probability())
              .as(as)
              .isCloseTo(
                  Math.exp(again.logEvidence() - now.logEvidence()),
                  within(1e-9 * Math.max(1, outcome.probability())));
          Groups first = random.mixture().firstGroups();
          Groups second = random.mixture().secondGroups();
          assertRelative(outcome.firstPosterior(), sum(again.firstPosterior(), first), as);
          assertRelative(outcome.firstMasses(), sum(again.firstMasses(), first), as);
          assertRelative(outcome.secondMasses(), sum(again.secondMasses(), second), as);
        }
      }
    }
  }

  @Test
  void theAnswersToAQuestionEqualEachAskedAlone() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      RandomMixtures random = RandomMixtures.of(seed);
      int[] observed = random.observations(seed + 7);
      Posterior now = Posterior.of(random.mixture(), random.population(), observed);
      WhatIfs together = now.whatIfs();
      WhatIfs alone = now.whatIfs();
      WhatIfs ofFirst = now.whatIfsOfFirst();
      Outcome expected = new Outcome(random.mixture());
      for (int v = 0; v < observed.length; v++) {
        if (observed[v] >= 0) {
          continue;
        }
        int levels = random.mixture().variables().get(v).levels();
        List<Outcome> answers =
            Stream.generate(() -> new Outcome(random.mixture())).limit(levels).toList();
        List<Outcome> first =
            Stream.generate(() -> new Outcome(random.mixture())).limit(levels).toList();
        List<Outcome> plain =
            Stream.generate(() -> new Outcome(random.mixture())).limit(levels).toList();
        together.answersOfFirst(v, plain);
        together.answers(v, answers);
        ofFirst.answers(v, first);
        for (int level = 0; level < levels; level++) {
          alone.ask(v, level, expected);
          String as = "seed " + seed + " variable " + v + " level " + level;
          Outcome answer = answers.get(level);
          assertThat(answer.probability())
              .as(as)
              .isCloseTo(expected.probability(), within(1e-9 * expected.probability()));
          assertRelative(answer.firstPosterior(), expected.firstPosterior(), as);
          assertRelative(answer.firstMasses(), expected.firstMasses(), as);
          assertRelative(answer.secondMasses(), expected.secondMasses(), as);
          assertThat(first.get(level).probability())
              .as(as)
              .isCloseTo(expected.probability(), within(1e-9 * expected.probability()));
          assertRelative(first.get(level).firstPosterior(), expected.firstPosterior(), as);
          assertRelative(plain.get(level).firstPosterior(), expected.firstPosterior(), as);
        }
      }
    }
  }

  @Test
  void theOrderOfObservationsCannotMatterAndTheSameQuestionGivesTheSameBytes() {
    RandomMixtures random = RandomMixtures.of(3);
    int[] observed = random.observations(3);
    double[] once = Posterior.of(random.mixture(), random.population(), observed).firstMasses();
    double[] again = Posterior.of(random.mixture(), random.population(), observed).firstMasses();
    assertThat(again).containsExactly(once);
  }

  @Test
  void whatImpliesAnotherFindingCarriesItsWeightAlone() {
    for (long seed = 0; seed < NETWORKS; seed++) {
      RandomMixtures random = RandomMixtures.of(seed);
      int[] observed = random.observations(seed);
      for (Variable variable : random.mixture().variables()) {
        int v = Integer.parseInt(variable.name().substring(1));
        if (variable.implies() < 0 || observed[v] != 1) {
          continue;
        }
        int[] without = observed.clone();
        without[variable.implies()] = -1;
        int[] with = observed.clone();
        with[variable.implies()] = 1;
        assertRelative(
            Posterior.of(random.mixture(), random.population(), with).firstPosterior(),
            Posterior.of(random.mixture(), random.population(), without).firstPosterior(),
            "seed " + seed);
      }
    }
  }

  @Test
  void samplesFollowThePosterior() {
    RandomMixtures random = RandomMixtures.of(11);
    Sampler sampler = new Sampler(random.mixture(), random.population());
    SplittableRandom source = new SplittableRandom(5);
    int draws = 200_000;
    double[] seen = new double[random.mixture().first()];
    for (int i = 0; i < draws; i++) {
      seen[sampler.draw(source).first()] += 1.0 / draws;
    }
    int[] nothing = new int[random.mixture().variables().size()];
    Arrays.fill(nothing, -1);
    double[] exact = Posterior.of(random.mixture(), random.population(), nothing).firstPosterior();
    for (int i = 0; i < seen.length; i++) {
      assertThat(seen[i]).isCloseTo(exact[i], within(5 * Math.sqrt(0.25 / draws)));
    }
  }

  @Test
  void refusesWhatCannotBe() {
    RandomMixtures random = RandomMixtures.of(1);
    Population nobody =
        new Population(
            new double[random.population().prior().length],
            random.population().background(),
            new double[random.population().prior().length],
            new double[random.population().prior().length]);
    int[] observed = random.observations(1);
    assertThatThrownBy(() -> Posterior.of(random.mixture(), nobody, observed))
        .isInstanceOf(ImpossibleException.class);
  }

  @Test
  void aVariableLiesInExactlyOneBlock() {
    RandomMixtures random = RandomMixtures.of(1);
    RandomMixtures.Parts part = random.parts().getFirst();
    Block block = new Block(part.variables(), part.first(), part.second());
    assertThatThrownBy(() ->
            new PairMixture(
                random.mixture().firstGroups(),
                random.mixture().secondGroups(),
                random.mixture().variables(),
                List.of(block, block)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] sum(double[] causes, Groups groups) {
    double[] result = new double[groups.count()];
    for (int i = 0; i < causes.length; i++) {
      result[groups.of()[i]] += causes[i];
    }
    return result;
  }

  private static void assertRelative(double[] actual, double[] expected, String as) {
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("%s, entry %d", as, i)
          .isCloseTo(expected[i], within(1e-9 * Math.abs(expected[i]) + 1e-300));
    }
  }

  private static Evidence evidence(int[] observed) {
    Evidence evidence = Evidence.none();
    for (int v = 0; v < observed.length; v++) {
      if (observed[v] >= 0) {
        evidence = evidence.observe("v" + v, "s" + observed[v]);
      }
    }
    return evidence;
  }

  /// The same joint distribution written as a general network: the pair, a hidden profile of each
  /// cause for each block, and gates.
  private static Network network(RandomMixtures random) {
    PairMixture mixture = random.mixture();
    Network.Builder builder = Network.builder();
    double[] prior = random.population().prior();
    double total = Arrays.stream(prior).sum();
    double[] firstPrior = new double[mixture.first()];
    double[] secondTable = new double[prior.length];
    for (int i = 0; i < mixture.first(); i++) {
      for (int j = 0; j < mixture.second(); j++) {
        firstPrior[i] += prior[i * mixture.second() + j] / total;
      }
      for (int j = 0; j < mixture.second(); j++) {
        int h = i * mixture.second() + j;
        secondTable[h] =
            firstPrior[i] == 0 ? 1.0 / mixture.second() : prior[h] / total / firstPrior[i];
      }
    }
    builder.variable("first", states(mixture.first())).prior("first", firstPrior);
    builder
        .variable("second", states(mixture.second()))
        .table("second", List.of("first"), secondTable);
    for (int b = 0; b < random.parts().size(); b++) {
      RandomMixtures.Parts part = random.parts().get(b);
      List<Profile> firstProfiles = profiles(part.first());
      List<Profile> secondProfiles = profiles(part.second());
      String one = "profile-first-" + b;
      String two = "profile-second-" + b;
      builder
          .variable(one, states(Math.max(2, firstProfiles.size())))
          .table(one, List.of("first"), weights(part.first(), firstProfiles));
      builder
          .variable(two, states(Math.max(2, secondProfiles.size())))
          .table(two, List.of("second"), weights(part.second(), secondProfiles));
      for (int i = 0; i < part.variables().length; i++) {
        define(builder, random, part, i, one, firstProfiles, two, secondProfiles);
      }
    }
    return builder.build();
  }

  private static void define(
      Network.Builder builder,
      RandomMixtures random,
      RandomMixtures.Parts part,
      int inBlock,
      String one,
      List<Profile> firstProfiles,
      String two,
      List<Profile> secondProfiles) {
    int v = part.variables()[inBlock];
    Variable variable = random.mixture().variables().get(v);
    double[] background = random.population().background()[v];
    builder.variable("v" + v, states(variable.levels()));
    if (variable.gate() == Gate.ODDS) {
      List<Double> values = new ArrayList<>();
      for (int p = 0; p < Math.max(2, firstProfiles.size()); p++) {
        for (int q = 0; q < Math.max(2, secondProfiles.size()); q++) {
          double[] row = new double[variable.levels()];
          double sum = 0;
          for (int l = 0; l < row.length; l++) {
            row[l] =
                background[l]
                    * effect(firstProfiles, p, inBlock)[l]
                    * effect(secondProfiles, q, inBlock)[l];
            sum += row[l];
          }
          for (double each : row) {
            values.add(each / sum);
          }
        }
      }
      builder.table(
          "v" + v, List.of(one, two), values.stream().mapToDouble(Double::doubleValue).toArray());
      return;
    }
    List<NoisyMax.Cause> causes = new ArrayList<>();
    causes.add(cause(one, firstProfiles, inBlock));
    causes.add(cause(two, secondProfiles, inBlock));
    for (int other : part.variables()) {
      if (random.mixture().variables().get(other).implies() == v) {
        causes.add(new NoisyMax.Cause("v" + other, new double[][] {{1, 0}, {0, 1}}));
      }
    }
    builder.define("v" + v, new NoisyMax(causes, background));
  }

  private static NoisyMax.Cause cause(String parent, List<Profile> profiles, int inBlock) {
    double[][] contributions = new double[Math.max(2, profiles.size())][];
    for (int p = 0; p < contributions.length; p++) {
      contributions[p] = effect(profiles, p, inBlock);
    }
    return new NoisyMax.Cause(parent, contributions);
  }

  private static double[] effect(List<Profile> profiles, int p, int inBlock) {
    return profiles.get(Math.min(p, profiles.size() - 1)).effects()[inBlock];
  }

  private static List<Profile> profiles(List<Block.Action> actions) {
    return actions.stream().flatMap(a -> a.profiles().stream()).toList();
  }

  private static double[] weights(List<Block.Action> actions, List<Profile> all) {
    int columns = Math.max(2, all.size());
    double[] result = new double[actions.size() * columns];
    int at = 0;
    for (int cause = 0; cause < actions.size(); cause++) {
      for (double weight : actions.get(cause).weights()) {
        result[cause * columns + at] = weight;
        at++;
      }
    }
    return result;
  }

  private static String[] states(int count) {
    String[] states = new String[count];
    for (int s = 0; s < count; s++) {
      states[s] = "s" + s;
    }
    return states;
  }
}
