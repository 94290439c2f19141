package org.lasegue.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.lasegue.inference.Engine;
import org.lasegue.inference.Evidence;
import org.lasegue.inference.InferenceException;
import org.lasegue.inference.Network;
import org.lasegue.inference.NoisyMax;
import org.lasegue.inference.TooDenseException;
import org.lasegue.inference.mixture.Block;
import org.lasegue.inference.mixture.Gate;
import org.lasegue.inference.mixture.Outcome;
import org.lasegue.inference.mixture.PairMixture;
import org.lasegue.inference.mixture.Population;
import org.lasegue.inference.mixture.Posterior;
import org.lasegue.inference.mixture.Profile;
import org.lasegue.inference.mixture.Variable;
import org.lasegue.inference.mixture.WhatIfs;

/// How the time of a query grows with conditions, findings and positive findings, on networks drawn
/// at random: mixtures over pairs (a tenth of the conditions may come second, each finding has ten
/// causes), and the general engine on two-layer noisy-OR networks of the same findings, with what
/// it says where they become too dense.
///
/// The times are medians of repeated calls in one run, after a warm-up.
public final class Growth {
  private static final int CAUSES = 10;
  private static final String ROW = "%10s %9s %9s %14s %16s%n";

  private Growth() {}

  public static void main(String[] arguments) {
    System.out.println("Mixtures over pairs");
    System.out.printf(ROW, "conditions", "findings", "positive", "posterior us", "all what-ifs us");
    for (int[] size : new int[][] {{100, 300}, {300, 1000}, {1000, 3000}}) {
      Mixture mixture = Mixture.of(size[0], size[1]);
      for (int positive : new int[] {5, 10, 20, 30}) {
        mixture.measure(positive);
      }
    }
    System.out.println();
    System.out.println("The general engine on two layers of noisy-OR");
    System.out.printf(ROW, "conditions", "findings", "positive", "posterior us", "");
    for (int[] size : new int[][] {{20, 60}, {100, 300}, {1000, 3000}}) {
      for (int positive : new int[] {2, 5, 10, 20}) {
        general(size[0], size[1], positive);
      }
    }
  }

  private record Mixture(PairMixture mixture, Population population, List<int[]> causes) {
    static Mixture of(int conditions, int findings) {
      SplittableRandom random = new SplittableRandom(conditions);
      int second = 1 + conditions / 10;
      Block.Action nothing = action(0);
      List<Variable> variables = new ArrayList<>();
      List<Block> blocks = new ArrayList<>();
      List<int[]> causes = new ArrayList<>();
      double[][] background = new double[findings][];
      for (int f = 0; f < findings; f++) {
        variables.add(new Variable("f" + f, 2, Gate.MAX, -1));
        int[] of = random.ints(CAUSES, 0, conditions).toArray();
        causes.add(of);
        Block.Action[] first = new Block.Action[conditions];
        Block.Action[] other = new Block.Action[second];
        Arrays.fill(first, nothing);
        Arrays.fill(other, nothing);
        for (int cause : of) {
          first[cause] = action(random.nextDouble(0.05, 0.9));
          // the first conditions may come second too; 0 stands for none
          if (cause + 1 < second) {
            other[cause + 1] = first[cause];
          }
        }
        blocks.add(new Block(new int[] {f}, List.of(first), List.of(other)));
        double leak = random.nextDouble(0.001, 0.1);
        background[f] = new double[] {1 - leak, leak};
      }
      double[] prior = new double[conditions * second];
      double[] firstShare = new double[prior.length];
      double[] secondShare = new double[prior.length];
      for (int pair = 0; pair < prior.length; pair++) {
        boolean alone = pair % second == 0;
        prior[pair] = Math.pow(10, -4 * random.nextDouble()) * (alone ? 1 : 0.05);
        firstShare[pair] = alone ? 1 : 0.7;
        secondShare[pair] = alone ? 0 : 0.5;
      }
      return new Mixture(
          new PairMixture(conditions, second, variables, blocks),
          new Population(prior, background, firstShare, secondShare),
          causes);
    }

    private static Block.Action action(double p) {
      return new Block.Action(List.of(new Profile(new double[][] {{1 - p, p}})), List.of(1.0));
    }

    void measure(int positive) {
      int[] observed = new int[causes.size()];
      Arrays.fill(observed, -1);
      SplittableRandom random = new SplittableRandom(positive);
      for (int f = 0; f < 3 * positive; f++) {
        observed[random.nextInt(observed.length)] = 0;
      }
      for (int f = 0; f < positive; f++) {
        observed[random.nextInt(observed.length)] = 1;
      }
      double query = median(() -> Posterior.of(mixture, population, observed).logEvidence());
      Posterior posterior = Posterior.of(mixture, population, observed);
      List<Outcome> outcomes = List.of(new Outcome(mixture), new Outcome(mixture));
      double whatIfs =
          median(() -> {
            WhatIfs ask = posterior.whatIfs();
            double sum = 0;
            for (int f = 0; f < observed.length; f++) {
              if (observed[f] < 0) {
                ask.answers(f, outcomes);
              } else {
                ask.ask(f, -1, outcomes.getFirst());
              }
              sum += outcomes.getFirst().probability();
            }
            return sum;
          });
      System.out.printf(
          Locale.ROOT,
          ROW,
          mixture.first(),
          observed.length,
          positive,
          Math.round(query),
          Math.round(whatIfs));
    }
  }

  private static void general(int conditions, int findings, int positive) {
    SplittableRandom random = new SplittableRandom(conditions);
    Network.Builder builder = Network.builder();
    for (int c = 0; c < conditions; c++) {
      double p = Math.pow(10, -1 - 2 * random.nextDouble());
      builder.variable("c" + c, "absent", "present").prior("c" + c, 1 - p, p);
    }
    for (int f = 0; f < findings; f++) {
      NoisyMax.Cause[] causes =
          random
              .ints(0, conditions)
              .distinct()
              .limit(Math.min(CAUSES, conditions))
              .mapToObj(c -> NoisyMax.Cause.of("c" + c, random.nextDouble(0.05, 0.9)))
              .toArray(NoisyMax.Cause[]::new);
      builder.variable("f" + f, "absent", "present").noisyOr("f" + f, 0.01, causes);
    }
    Evidence evidence = Evidence.none();
    for (int f = 0; f < positive; f++) {
      evidence = evidence.observe("f" + f, "present");
    }
    String said;
    try {
      Engine engine = Engine.compile(builder.build());
      Evidence given = evidence;
      said =
          String.valueOf(Math.round(median(() -> engine.query(given).logProbabilityOfEvidence())));
    } catch (TooDenseException e) {
      said = "width " + e.density().width();
    } catch (InferenceException e) {
      said = e.getMessage();
    }
    System.out.printf(Locale.ROOT, ROW, conditions, findings, positive, said, "");
  }

  private interface Call {
    double run();
  }

  private static volatile double sink;

  /// Microseconds.
  private static double median(Call call) {
    long until = System.nanoTime() + 1_500_000_000L;
    List<Long> times = new ArrayList<>();
    while (System.nanoTime() < until || times.size() < 20) {
      long begin = System.nanoTime();
      sink = call.run();
      times.add(System.nanoTime() - begin);
    }
    List<Long> warm = new ArrayList<>(times.subList(times.size() / 2, times.size()));
    warm.sort(null);
    return warm.get(warm.size() / 2) / 1e3;
  }
}
