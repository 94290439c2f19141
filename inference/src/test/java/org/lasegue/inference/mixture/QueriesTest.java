package org.lasegue.inference.mixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lasegue.inference.mixture.Posterior.Query;

/// Several queries at once answer as each does alone.
class QueriesTest {
  private static final int MIXTURES = 300;

  @Test
  void togetherEqualsAlone() {
    int possible = 0;
    for (long seed = 0; seed < MIXTURES; seed++) {
      RandomMixtures random = RandomMixtures.of(seed);
      List<Query> queries = queries(random, seed);
      List<Optional<Posterior>> together = Posterior.of(random.mixture(), queries);
      for (int k = 0; k < queries.size(); k++) {
        Optional<Posterior> alone = alone(random.mixture(), queries.get(k));
        String as = "seed " + seed + " query " + k;
        assertThat(together.get(k).isPresent()).as(as).isEqualTo(alone.isPresent());
        if (alone.isPresent()) {
          possible++;
          assertAlike(together.get(k).orElseThrow(), alone.get(), as);
        }
      }
    }
    assertThat(possible).isGreaterThan(MIXTURES);
  }

  @Test
  void aWhatIfOfTheMeanIsTheMeanOfTheWhatIfsWhereTheyAreAlike() {
    int shared = 0;
    int apart = 0;
    for (long seed = 0; seed < MIXTURES; seed++) {
      RandomMixtures random = RandomMixtures.of(seed);
      List<Posterior> posteriors =
          Posterior.of(random.mixture(), queries(random, seed)).stream()
              .flatMap(Optional::stream)
              .toList();
      for (int v = 0; v < random.mixture().variables().size(); v++) {
        int variable = v;
        List<Posterior> alike =
            posteriors.stream().filter(p -> p.alike(posteriors.getFirst(), variable)).toList();
        apart += posteriors.size() - alike.size();
        if (alike.size() < 2) {
          continue;
        }
        shared++;
        double[] shares = IntStream.range(0, alike.size()).mapToDouble(k -> 0.1 + k).toArray();
        for (boolean askedOften : new boolean[] {false, true}) {
          Posterior mean = Posterior.mean(alike, shares, askedOften);
          for (int level = -1; level < random.mixture().variables().get(v).levels(); level++) {
            assertMean(random.mixture(), mean, alike, shares, v, level);
          }
        }
      }
    }
    assertThat(shared).isGreaterThan(MIXTURES);
    assertThat(apart).isGreaterThan(MIXTURES);
  }

  @Test
  void causesThatOnlyAnotherQueryAllowsDoNotDrownTheOthers() {
    int many = 200;
    List<Variable> variables = new ArrayList<>();
    List<Block> blocks = new ArrayList<>();
    double[][] background = new double[many][];
    Block.Action nothing =
        new Block.Action(List.of(new Profile(new double[][] {{1, 0}})), List.of(1.0));
    Block.Action often =
        new Block.Action(List.of(new Profile(new double[][] {{0.01, 0.99}})), List.of(1.0));
    for (int v = 0; v < many; v++) {
      variables.add(new Variable("v" + v, 2, Gate.MAX, -1));
      blocks.add(new Block(new int[] {v}, List.of(often, nothing, nothing), List.of(nothing)));
      background[v] = new double[] {1 - 1e-6, 1e-6};
    }
    PairMixture mixture = new PairMixture(3, 1, variables, blocks);
    double[] shares = {1, 1, 1};
    Population explained = new Population(new double[] {1, 0, 0}, background, shares, shares);
    Population unexplained = explained.others(new double[] {0, 0.25, 0.75}, background);
    int[] present = IntStream.generate(() -> 1).limit(many).toArray();

    List<Optional<Posterior>> both =
        Posterior.of(
            mixture, List.of(new Query(explained, present), new Query(unexplained, present)));

    assertThat(both.getFirst().orElseThrow().firstPosterior()).containsExactly(1, 0, 0);
    double[] other = both.getLast().orElseThrow().firstPosterior();
    assertThat(other[1]).isCloseTo(0.25, within(1e-12));
    assertThat(other[2]).isCloseTo(0.75, within(1e-12));
    assertThat(both.getLast().orElseThrow().logEvidence())
        .isCloseTo(many * Math.log(1e-6), within(1e-6));
  }

  /// Of people who differ in the prior, in some backgrounds and in some of what is known.
  private static List<Query> queries(RandomMixtures random, long seed) {
    SplittableRandom draw = new SplittableRandom(seed + 13);
    int[] observed = random.observations(seed + 5);
    List<Query> result = new ArrayList<>();
    Population population = random.population();
    int count = 2 + draw.nextInt(3);
    for (int k = 0; k < count; k++) {
      int[] known = observed.clone();
      if (draw.nextInt(3) == 0) {
        known[draw.nextInt(known.length)] = -1;
      }
      result.add(new Query(population, known));
      double[] prior = random.population().prior().clone();
      for (int pair = 0; pair < prior.length; pair++) {
        prior[pair] *= draw.nextInt(8) == 0 ? 0 : draw.nextDouble();
      }
      double[][] background = population.background().clone();
      for (int v = 0; v < background.length; v++) {
        if (draw.nextInt(4) == 0) {
          background[v] = RandomMixtures.distribution(background[v].length, draw);
        }
      }
      population = population.others(prior, background);
    }
    return result;
  }

  private static Optional<Posterior> alone(PairMixture mixture, Query query) {
    try {
      return Optional.of(Posterior.of(mixture, query.population(), query.observed()));
    } catch (ImpossibleException e) {
      return Optional.empty();
    }
  }

  private static void assertAlike(Posterior together, Posterior alone, String as) {
    assertThat(together.logEvidence()).as(as).isCloseTo(alone.logEvidence(), within(1e-9));
    assertRelative(together.firstPosterior(), alone.firstPosterior(), as);
    assertRelative(together.firstMasses(), alone.firstMasses(), as);
    assertRelative(together.secondMasses(), alone.secondMasses(), as);
  }

  private static void assertMean(
      PairMixture mixture,
      Posterior mean,
      List<Posterior> of,
      double[] shares,
      int variable,
      int level) {
    Outcome whole = new Outcome(mixture);
    mean.whatIfs().ask(variable, level, whole);
    Outcome first = new Outcome(mixture);
    mean.whatIfsOfFirst().ask(variable, level, first);
    double[] posterior = new double[mixture.firstGroups().count()];
    double[] ofFirst = new double[mixture.firstGroups().count()];
    double[] ofSecond = new double[mixture.secondGroups().count()];
    double probability = 0;
    double all = 0;
    for (int k = 0; k < shares.length; k++) {
      Outcome part = new Outcome(mixture);
      of.get(k).whatIfs().ask(variable, level, part);
      double mass = shares[k] * part.probability();
      probability += mass;
      all += shares[k];
      add(part.firstPosterior(), mass, posterior);
      add(part.firstMasses(), mass, ofFirst);
      add(part.secondMasses(), mass, ofSecond);
    }
    String as = "variable " + variable + " level " + level;
    assertThat(whole.probability())
        .as(as)
        .isCloseTo(probability / all, within(1e-9 * probability / all));
    if (probability > 0) {
      assertRelative(whole.firstPosterior(), scaled(posterior, 1 / probability), as);
      assertRelative(whole.firstMasses(), scaled(ofFirst, 1 / probability), as);
      assertRelative(whole.secondMasses(), scaled(ofSecond, 1 / probability), as);
      assertRelative(first.firstPosterior(), whole.firstPosterior(), as);
    }
  }

  private static void add(double[] values, double by, double[] result) {
    for (int i = 0; i < result.length; i++) {
      result[i] += by * values[i];
    }
  }

  private static double[] scaled(double[] values, double by) {
    double[] result = new double[values.length];
    add(values, by, result);
    return result;
  }

  private static void assertRelative(double[] actual, double[] expected, String as) {
    assertThat(actual).as(as).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i]).as(as).isCloseTo(expected[i], within(1e-9 * expected[i] + 1e-13));
    }
  }
}
