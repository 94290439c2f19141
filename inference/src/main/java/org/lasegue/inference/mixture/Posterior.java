package org.lasegue.inference.mixture;

import org.jspecify.annotations.Nullable;

/// What is believed of the pair after the observations, and the means to ask "what if".
public final class Posterior {
  private final PairMixture mixture;
  private final Population population;
  private final int[] observed;

  /// Unnormalised mass of each pair, scaled so that the largest is near 1.
  private final double[] mass;

  private final double total;
  private final double logScale;

  /// Likelihood tables of the blocks with observations, null for the others.
  private final double[][] tables;

  private @Nullable Masses masses;

  private Posterior(
      PairMixture mixture,
      Population population,
      int[] observed,
      double[] mass,
      double total,
      double logScale,
      double[][] tables) {
    this.mixture = mixture;
    this.population = population;
    this.observed = observed;
    this.mass = mass;
    this.total = total;
    this.logScale = logScale;
    this.tables = tables;
  }

  /// @param observed for each variable its level, or -1 where it is not known
  /// @throws ImpossibleException when no pair allows the observations
  public static Posterior of(PairMixture mixture, Population population, int[] observed) {
    int second = mixture.second();
    double[] mass = population.prior().clone();
    double[][] tables = new double[mixture.blockCount()][];
    double logScale = 0;
    for (int b = 0; b < tables.length; b++) {
      Block block = mixture.block(b);
      if (!anyObserved(block, observed)) {
        continue;
      }
      BlockTable blockTable = population.table(mixture, b);
      double[] table = blockTable.likelihood(blockTable.products(observed));
      tables[b] = table;
      int[] firstRow = block.first.rowOf();
      int[] secondRow = block.second.rowOf();
      int columns = block.second.rows().length;
      double largest = 0;
      for (int i = 0; i < mixture.first(); i++) {
        int row = firstRow[i] * columns;
        for (int j = 0; j < second; j++) {
          double value = mass[i * second + j] * table[row + secondRow[j]];
          mass[i * second + j] = value;
          largest = Math.max(largest, value);
        }
      }
      if (largest == 0) {
        throw new ImpossibleException();
      }
      if (largest < 1e-100) {
        for (int h = 0; h < mass.length; h++) {
          mass[h] /= largest;
        }
        logScale += StrictMath.log(largest);
      }
    }
    double total = 0;
    for (double value : mass) {
      total += value;
    }
    if (total == 0) {
      throw new ImpossibleException();
    }
    return new Posterior(mixture, population, observed.clone(), mass, total, logScale, tables);
  }

  private static boolean anyObserved(Block block, int[] observed) {
    for (int v : block.variables) {
      if (observed[v] >= 0) {
        return true;
      }
    }
    return false;
  }

  /// Natural logarithm of the probability of the observations (times the prior's total, if that is
  /// not 1).
  public double logEvidence() {
    return logScale + StrictMath.log(total);
  }

  /// Posterior mass that counts for each first cause, in the shares of the population; sums to less
  /// than 1 by what counts for second causes only where the shares of a pair sum to 1.
  public double[] firstMasses() {
    double[] result = new double[mixture.first()];
    for (int i = 0; i < result.length; i++) {
      double sum = 0;
      for (int j = 0; j < mixture.second(); j++) {
        int h = i * mixture.second() + j;
        sum += mass[h] * population.firstShare()[h];
      }
      result[i] = sum / total;
    }
    return result;
  }

  public double[] secondMasses() {
    double[] result = new double[mixture.second()];
    for (int i = 0; i < mixture.first(); i++) {
      for (int j = 0; j < result.length; j++) {
        int h = i * mixture.second() + j;
        result[j] += mass[h] * population.secondShare()[h];
      }
    }
    for (int j = 0; j < result.length; j++) {
      result[j] /= total;
    }
    return result;
  }

  /// The posterior of every first cause, whatever the second.
  public double[] firstPosterior() {
    double[] result = new double[mixture.first()];
    for (int i = 0; i < result.length; i++) {
      double sum = 0;
      for (int j = 0; j < mixture.second(); j++) {
        sum += mass[i * mixture.second() + j];
      }
      result[i] = sum / total;
    }
    return result;
  }

  /// What-ifs on the variables of one block.
  public WhatIf whatIf(int block) {
    Masses sums = masses;
    if (sums == null) {
      sums = Masses.of(mixture, population, mass);
      masses = sums;
    }
    return new WhatIf(mixture, population, block, observed, sums, total, tables[block]);
  }

  /// The mass of every pair, in the shares of its first and second cause, and summed over second
  /// causes.
  record Masses(
      double[] plain,
      double[] firstShares,
      double[] secondShares,
      double[] plainSums,
      double[] firstShareSums) {
    static Masses of(PairMixture mixture, Population population, double[] mass) {
      double[] firstShares = new double[mass.length];
      double[] secondShares = new double[mass.length];
      double[] plainSums = new double[mixture.first()];
      double[] firstShareSums = new double[mixture.first()];
      for (int i = 0; i < mixture.first(); i++) {
        for (int j = 0; j < mixture.second(); j++) {
          int h = i * mixture.second() + j;
          firstShares[h] = mass[h] * population.firstShare()[h];
          secondShares[h] = mass[h] * population.secondShare()[h];
          plainSums[i] += mass[h];
          firstShareSums[i] += firstShares[h];
        }
      }
      return new Masses(mass, firstShares, secondShares, plainSums, firstShareSums);
    }
  }
}
