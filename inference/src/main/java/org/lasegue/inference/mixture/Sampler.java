package org.lasegue.inference.mixture;

import java.util.random.RandomGenerator;

/// Draws whole observations from a mixture.
public final class Sampler {
  private final PairMixture mixture;
  private final Population population;
  private final double[] cumulative;
  private final BlockTable[] tables;

  public Sampler(PairMixture mixture, Population population) {
    this.mixture = mixture;
    this.population = population;
    this.cumulative = new double[population.prior().length];
    double sum = 0;
    for (int h = 0; h < cumulative.length; h++) {
      sum += population.prior()[h];
      cumulative[h] = sum;
    }
    this.tables = new BlockTable[mixture.blockCount()];
    for (int b = 0; b < tables.length; b++) {
      tables[b] = population.table(mixture, b);
    }
  }

  /// @param first index of the first cause, @param second of the second
  /// @param levels of every variable
  public record Draw(int first, int second, int[] levels) {}

  public Draw draw(RandomGenerator random) {
    double at = random.nextDouble() * cumulative[cumulative.length - 1];
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > at) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return draw(low / mixture.second(), low % mixture.second(), random);
  }

  /// Draws the variables for a given pair.
  public Draw draw(int first, int second, RandomGenerator random) {
    int[] levels = new int[mixture.variables().size()];
    for (int b = 0; b < tables.length; b++) {
      Block block = mixture.block(b);
      int firstProfile = pick(block.first.rows()[block.first.rowOf()[first]], random);
      int secondProfile = pick(block.second.rows()[block.second.rowOf()[second]], random);
      for (int i = 0; i < block.variables.length; i++) {
        double[] distribution = tables[b].distribution(firstProfile, secondProfile, i);
        levels[block.variables[i]] = index(distribution, random.nextDouble());
      }
    }
    for (int v = 0; v < levels.length; v++) {
      int at = v;
      while (levels[at] == 1 && mixture.variables().get(at).implies() >= 0) {
        at = mixture.variables().get(at).implies();
        levels[at] = 1;
      }
    }
    return new Draw(first, second, levels);
  }

  public Population population() {
    return population;
  }

  private static int pick(Block.Row row, RandomGenerator random) {
    return row.profiles()[index(row.weights(), random.nextDouble())];
  }

  private static int index(double[] distribution, double at) {
    double sum = 0;
    for (int i = 0; i < distribution.length; i++) {
      sum += distribution[i];
      if (at < sum) {
        return i;
      }
    }
    return distribution.length - 1;
  }
}
