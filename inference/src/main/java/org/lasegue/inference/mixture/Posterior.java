package org.lasegue.inference.mixture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What is believed of the pair after the observations, and the means to ask "what if".
public final class Posterior {
  /// After so many blocks the running products are brought back near 1.
  private static final int RESCALE = 8;

  private static final int TILE = 16;

  private final PairMixture mixture;
  private final Population population;
  private final int[] observed;

  /// Unnormalised mass of each pair, scaled so that the largest is near 1: `[second * firsts +
  /// first]`.
  private final double[] mass;

  /// The same as `[first * seconds + second]`.
  private final double[] byRow;

  private final double total;
  private final double logScale;

  /// Likelihoods of the blocks with observations, null for the others.
  private final BlockTable.@Nullable Likelihood[] likelihoods;

  private @Nullable MassSums sums;

  private Posterior(Product product, int[] observed) {
    this.mixture = product.mixture;
    this.population = product.population;
    this.observed = observed;
    this.mass = product.byColumn;
    this.byRow = product.mass;
    this.total = product.total;
    this.logScale = product.logScale;
    this.likelihoods = product.likelihoods;
  }

  /// @param observed for each variable its level, or -1 where it is not known
  /// @throws ImpossibleException when no pair allows the observations
  public static Posterior of(PairMixture mixture, Population population, int[] observed) {
    Product product = new Product(mixture, population);
    for (int b = 0; b < mixture.blockCount(); b++) {
      if (anyObserved(mixture.block(b), observed)) {
        product.multiply(b, observed);
      }
    }
    product.finish();
    return new Posterior(product, observed.clone());
  }

  private static boolean anyObserved(Block block, int[] observed) {
    for (int v : block.variables) {
      if (observed[v] >= 0) {
        return true;
      }
    }
    return false;
  }

  /// Prior times likelihoods, kept as `scale * byFirst[i] * bySecond[j] * mass[i, j]`: a block on
  /// which the causes act independently, or few of them at all, touches few numbers.
  private static final class Product {
    private final PairMixture mixture;
    private final Population population;
    private final double[] mass;
    private final double[] byColumn;
    private final double[] byFirst;
    private final double[] bySecond;
    private final BlockTable.@Nullable Likelihood[] likelihoods;
    private double scale = 1;
    private double logScale;
    private double total;
    private int sinceRescale;

    Product(PairMixture mixture, Population population) {
      this.mixture = mixture;
      this.population = population;
      this.mass = population.prior().clone();
      this.byColumn = new double[mass.length];
      this.byFirst = new double[mixture.first()];
      this.bySecond = new double[mixture.second()];
      Arrays.fill(byFirst, 1);
      Arrays.fill(bySecond, 1);
      this.likelihoods = new BlockTable.Likelihood[mixture.blockCount()];
    }

    void multiply(int b, int[] observed) {
      BlockLayout layout = mixture.layout(b);
      BlockTable.Likelihood likelihood = population.table(mixture, b).likelihood(observed);
      likelihoods[b] = likelihood;
      BlockTable.Split split = likelihood.split();
      if (split == null) {
        whole(layout.block, likelihood.byRow());
      } else {
        parts(layout, split);
      }
      if (++sinceRescale == RESCALE) {
        sinceRescale = 0;
        rescale(byFirst);
        rescale(bySecond);
      }
      if (scale < 1e-100) {
        logScale += StrictMath.log(scale);
        scale = 1;
      }
    }

    private void whole(Block block, double[] table) {
      int second = bySecond.length;
      int[] firstRow = block.first.rowOf();
      int[] secondRow = block.second.rowOf();
      int columns = block.second.rows().length;
      double[] row = new double[second];
      double[] largest = new double[second];
      for (int i = 0; i < byFirst.length; i++) {
        int from = firstRow[i] * columns;
        int to = i * second;
        if (columns == second) {
          // each second cause has a row of its own, in their order
          System.arraycopy(table, from, row, 0, second);
        } else {
          for (int j = 0; j < second; j++) {
            row[j] = table[from + secondRow[j]];
          }
        }
        for (int j = 0; j < second; j++) {
          double value = mass[to + j] * row[j];
          mass[to + j] = value;
          largest[j] = Math.max(largest[j], value);
        }
      }
      double most = largest(largest);
      if (most < 1e-100) {
        rescale(mass, most);
      }
    }

    private static double largest(double[] values) {
      double largest = 0;
      for (double value : values) {
        largest = Math.max(largest, value);
      }
      if (largest == 0) {
        throw new ImpossibleException();
      }
      return largest;
    }

    private void parts(BlockLayout layout, BlockTable.Split split) {
      int[] firstRow = layout.block.first.rowOf();
      int[] secondRow = layout.block.second.rowOf();
      scale *= split.usual();
      double[] first = split.first();
      for (int i : layout.unusualFirst) {
        byFirst[i] *= first[firstRow[i]];
      }
      double[] second = split.second();
      for (int j : layout.unusualSecond) {
        bySecond[j] *= second[secondRow[j]];
      }
      double[] both = split.both();
      if (both != null) {
        int columns = second.length;
        for (int i : layout.unusualFirst) {
          int from = firstRow[i] * columns;
          int to = i * bySecond.length;
          for (int j : layout.unusualSecond) {
            mass[to + j] *= both[from + secondRow[j]];
          }
        }
      }
    }

    private void rescale(double[] factors) {
      double largest = largest(factors);
      if (largest < 1e-50 || largest > 1e50) {
        rescale(factors, largest);
      }
    }

    private void rescale(double[] factors, double by) {
      for (int i = 0; i < factors.length; i++) {
        factors[i] /= by;
      }
      logScale += StrictMath.log(by);
    }

    void finish() {
      rescale(byFirst);
      rescale(bySecond);
      int first = byFirst.length;
      int second = bySecond.length;
      double[] largest = new double[second];
      for (int i = 0; i < first; i++) {
        int row = i * second;
        double by = byFirst[i];
        for (int j = 0; j < second; j++) {
          double value = mass[row + j] * by * bySecond[j];
          mass[row + j] = value;
          largest[j] = Math.max(largest[j], value);
        }
      }
      double most = largest(largest);
      if (most < 1e-50 || most > 1e50) {
        rescale(mass, most);
      }
      logScale += StrictMath.log(scale);
      transpose(first, second);
      double[] sums = new double[second];
      for (int i = 0; i < first; i++) {
        for (int j = 0; j < second; j++) {
          sums[j] += mass[i * second + j];
        }
      }
      for (double sum : sums) {
        total += sum;
      }
    }

    /// In tiles, so that the lines of memory that are written to stay near.
    private void transpose(int first, int second) {
      for (int start = 0; start < first; start += TILE) {
        int end = Math.min(first, start + TILE);
        for (int j = 0; j < second; j++) {
          for (int i = start; i < end; i++) {
            byColumn[j * first + i] = mass[i * second + j];
          }
        }
      }
    }
  }

  PairMixture mixture() {
    return mixture;
  }

  Population population() {
    return population;
  }

  /// Not to be changed by the caller.
  int[] observed() {
    return observed;
  }

  double total() {
    return total;
  }

  BlockTable.@Nullable Likelihood likelihood(int block) {
    return likelihoods[block];
  }

  MassSums sums() {
    MassSums known = sums;
    if (known == null) {
      known = new MassSums(mixture, population, mass, byRow);
      sums = known;
    }
    return known;
  }

  /// Natural logarithm of the probability of the observations (times the prior's total, if that is
  /// not 1).
  public double logEvidence() {
    return logScale + StrictMath.log(total);
  }

  /// Posterior mass that counts for each first cause, in the shares of the population; sums to less
  /// than 1 by what counts for second causes only where the shares of a pair sum to 1.
  public double[] firstMasses() {
    return shares(sums().ofFirstShare);
  }

  public double[] secondMasses() {
    return shares(sums().ofSecondShare);
  }

  /// The posterior of every first cause, whatever the second.
  public double[] firstPosterior() {
    return shares(sums().ofFirst);
  }

  /// The posterior of each pair of groups: `[firstGroup * secondGroups + secondGroup]`.
  public double[] groupPairs() {
    Groups first = mixture.firstGroups();
    Groups second = mixture.secondGroups();
    double[] result = new double[first.count() * second.count()];
    for (int j = 0; j < mixture.second(); j++) {
      int from = j * mixture.first();
      int column = second.of()[j];
      for (int i = 0; i < mixture.first(); i++) {
        result[first.of()[i] * second.count() + column] += mass[from + i] / total;
      }
    }
    return result;
  }

  private double[] shares(double[] masses) {
    double[] result = new double[masses.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = masses[i] / total;
    }
    return result;
  }

  public WhatIfs whatIfs() {
    return new WhatIfs(this, true);
  }

  /// What-ifs of the posterior of each group of first causes alone, in about two thirds of the
  /// time: the masses of their outcomes stay 0.
  public WhatIfs whatIfsOfFirst() {
    return new WhatIfs(this, false);
  }
}
