package org.lasegue.inference.mixture;

import org.jspecify.annotations.Nullable;

/// Prior times likelihoods, kept as `scale * byFirst[i] * bySecond[j] * mass[i, j]`: a block on
/// which the causes act independently, or few of them at all, touches few numbers.
final class Product {
  /// After so many blocks the running products are brought back near 1.
  private static final int RESCALE = 8;

  private static final int TILE = 16;

  /// A product of which no more than this is left may have lost precision.
  private static final double LEAST = 1e-200;

  private final PairMixture mixture;
  private final double[] mass;
  private final double[] byColumn;
  private final double[] byFirst;
  private final double[] bySecond;
  private final BlockTable.@Nullable Likelihood[] likelihoods;
  private double scale = 1;
  private double logScale;
  private double total;
  private int sinceRescale;

  /// @param mass that is multiplied, of each pair; is written over
  Product(PairMixture mixture, double[] mass) {
    this.mixture = mixture;
    this.mass = mass;
    this.byColumn = new double[mass.length];
    this.byFirst = new double[mixture.first()];
    this.bySecond = new double[mixture.second()];
    this.likelihoods = new BlockTable.Likelihood[mixture.blockCount()];
    allow(mass);
  }

  /// Causes of which no pair has a mass are 0 from the start: they must not set the scale.
  private void allow(double[] pairs) {
    int second = bySecond.length;
    for (int i = 0; i < byFirst.length; i++) {
      for (int j = 0; j < second; j++) {
        if (pairs[i * second + j] > 0) {
          byFirst[i] = 1;
          bySecond[j] = 1;
        }
      }
    }
  }

  private Product(Product other) {
    this.mixture = other.mixture;
    this.mass = other.mass.clone();
    this.byColumn = new double[mass.length];
    this.byFirst = other.byFirst.clone();
    this.bySecond = other.bySecond.clone();
    this.likelihoods = other.likelihoods.clone();
    this.scale = other.scale;
    this.logScale = other.logScale;
    this.sinceRescale = other.sinceRescale;
  }

  Product copy() {
    return new Product(this);
  }

  PairMixture mixture() {
    return mixture;
  }

  double[] mass() {
    return mass;
  }

  double[] byColumn() {
    return byColumn;
  }

  double total() {
    return total;
  }

  double logScale() {
    return logScale;
  }

  BlockTable.@Nullable Likelihood[] likelihoods() {
    return likelihoods;
  }

  void multiply(double[] prior) {
    for (int i = 0; i < mass.length; i++) {
      mass[i] *= prior[i];
    }
  }

  void multiply(int b, BlockTable.Likelihood likelihood) {
    BlockLayout layout = mixture.layout(b);
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

  /// False where so little is left that precision may be lost, as where others than those of this
  /// prior set the scale.
  ///
  /// @throws ImpossibleException when nothing is left
  boolean finish() {
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
    transpose(mass, first, second, byColumn);
    double[] sums = new double[second];
    for (int i = 0; i < first; i++) {
      for (int j = 0; j < second; j++) {
        sums[j] += mass[i * second + j];
      }
    }
    for (double sum : sums) {
      total += sum;
    }
    return most >= LEAST;
  }

  /// Writes the columns of a table as rows; in tiles, so that the lines of memory that are written
  /// to stay near.
  ///
  /// @param table `[row * columns + column]`
  static void transpose(double[] table, int rows, int columns, double[] result) {
    for (int start = 0; start < rows; start += TILE) {
      int end = Math.min(rows, start + TILE);
      for (int c = 0; c < columns; c++) {
        for (int r = start; r < end; r++) {
          result[c * rows + r] = table[r * columns + c];
        }
      }
    }
  }
}
