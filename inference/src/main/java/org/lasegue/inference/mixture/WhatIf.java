package org.lasegue.inference.mixture;

import org.jspecify.annotations.Nullable;

/// Questions "what if this variable had that level" (or "had not been observed") about the
/// variables of one block.
///
/// The answer multiplies each pair's mass by the ratio of the block's new to its present
/// likelihood, which depends on the pair through its two rows only. The masses are summed once for
/// each (first cause, second row) and (first row, second cause); every what-if then costs as much
/// as these small sums, not as much as a query.
public final class WhatIf {
  private final PairMixture mixture;
  private final Block block;
  private final BlockTable table;
  private final BlockTable.Products now;
  private final int[] observed;
  private final double total;
  private final double @Nullable [] present;
  private final double[] plain;
  private final double[] firstShares;
  private final double[] secondShares;
  private final int columns;

  WhatIf(
      PairMixture mixture,
      Population population,
      int blockIndex,
      int[] observed,
      Posterior.Masses masses,
      double total,
      double @Nullable [] present) {
    this.mixture = mixture;
    this.block = mixture.block(blockIndex);
    this.table = population.table(mixture, blockIndex);
    this.observed = observed;
    this.now = table.products(observed);
    this.total = total;
    this.present = present;
    int first = mixture.first();
    int second = mixture.second();
    int[] firstRow = block.first.rowOf();
    int[] secondRow = block.second.rowOf();
    this.columns = block.second.rows().length;
    this.plain = new double[first * columns];
    this.firstShares = new double[first * columns];
    this.secondShares = new double[block.first.rows().length * second];
    for (int i = 0; i < first; i++) {
      int from = i * second;
      int row = firstRow[i] * second;
      for (int j = 0; j < second; j++) {
        secondShares[row + j] += masses.secondShares()[from + j];
      }
      if (columns == 1) {
        plain[i] = masses.plainSums()[i];
        firstShares[i] = masses.firstShareSums()[i];
        continue;
      }
      for (int j = 0; j < second; j++) {
        int at = i * columns + secondRow[j];
        plain[at] += masses.plain()[from + j];
        firstShares[at] += masses.firstShares()[from + j];
      }
    }
  }

  /// The consequences of one what-if.
  ///
  /// @param probability of it, given what is observed (for a removed observation: the factor by
  ///   which the evidence grows)
  /// @param firstPosterior posterior of each first cause; with `firstMasses` and `secondMasses` as
  ///   in [Posterior]
  public record Outcome(
      double probability, double[] firstPosterior, double[] firstMasses, double[] secondMasses) {}

  /// If `variable` were at `level`, or not observed (`level` -1).
  public Outcome ifAt(int variable, int level) {
    int[] changed = observed.clone();
    changed[variable] = level;
    boolean any = false;
    for (int v : block.variables) {
      any |= changed[v] >= 0;
    }
    double[] then = null;
    if (any) {
      then = table.likelihood(table.changed(changed, now));
    }
    int firstRows = block.first.rows().length;
    double[] ratio = new double[firstRows * columns];
    for (int r = 0; r < ratio.length; r++) {
      double before = present == null ? 1 : present[r];
      double value = then == null ? 1 : then[r];
      ratio[r] = before == 0 ? 0 : value / before;
    }
    int first = mixture.first();
    int second = mixture.second();
    double[] firstPosterior = new double[first];
    double[] firstMasses = new double[first];
    double[] secondMasses = new double[second];
    double sum = 0;
    for (int i = 0; i < first; i++) {
      int row = block.first.rowOf()[i] * columns;
      double all = 0;
      double share = 0;
      for (int s = 0; s < columns; s++) {
        all += plain[i * columns + s] * ratio[row + s];
        share += firstShares[i * columns + s] * ratio[row + s];
      }
      firstPosterior[i] = all;
      firstMasses[i] = share;
      sum += all;
    }
    for (int r = 0; r < firstRows; r++) {
      for (int j = 0; j < second; j++) {
        secondMasses[j] +=
            secondShares[r * second + j] * ratio[r * columns + block.second.rowOf()[j]];
      }
    }
    if (sum > 0) {
      for (int i = 0; i < first; i++) {
        firstPosterior[i] /= sum;
        firstMasses[i] /= sum;
      }
      for (int j = 0; j < second; j++) {
        secondMasses[j] /= sum;
      }
    }
    return new Outcome(sum / total, firstPosterior, firstMasses, secondMasses);
  }
}
