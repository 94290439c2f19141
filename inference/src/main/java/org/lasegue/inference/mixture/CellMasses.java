package org.lasegue.inference.mixture;

import java.util.Arrays;

/// The posterior mass of the cells of a block or of one of its components: what all its what-ifs
/// are made of.
///
/// Let `r[k, m]` be how many times as likely a what-if makes classes `k` and `m`, and 0 the base
/// class of either. A sum of `r` times mass over all pairs is
///
///     r[0, 0] * all + sum over units (r[k, 0] - r[0, 0]) * total
///                   + sum over columns (r[0, m] - r[0, 0]) * column
///                   + sum over both (r[k, m] - r[k, 0] - r[0, m] + r[0, 0]) * mass
///
/// of which all but the first run over the few causes that act on the component. The differences
/// cost a relative error of the rounding times the *condition*: how large the terms are beside the
/// ratio that they make up. It is small where causes only add to each other (a present finding under
/// a noisy OR) and bounded by [#CONDITION] otherwise: [ComponentTable#precise].
final class CellMasses {
  /// With 53 bits and the few thousand terms of a sum the error stays below 1e-10.
  static final double CONDITION = 1e5;

  private final Population.Shares shares;

  /// Whether masses are kept in the shares of the causes too, and not only plain.
  final boolean shared;

  private final int groups;
  private final int secondGroups;
  private BlockLayout.Cells cells = BlockLayout.Cells.NONE;

  /// The mass of each unit beside any second cause, plain and in the share of the first cause.
  double[] total = new double[0];

  double[] share = new double[0];

  /// The mass of each class but the base in the share of the second cause: `[class * secondGroups +
  /// secondGroup]`.
  double[] second = new double[0];

  /// `[column * groups + group]`, beside any first cause.
  double[] column = new double[0];

  /// `[unit * columns + column]`.
  double[] mass = new double[0];

  CellMasses(PairMixture mixture, Population population, boolean shared) {
    this.shared = shared;
    this.groups = mixture.firstGroups().count();
    this.secondGroups = mixture.secondGroups().count();
    this.shares = population.shares(mixture);
  }

  /// Empties it for other cells; keeps its memory, of which only the beginning may then be used.
  void reset(BlockLayout.Cells of) {
    cells = of;
    total = emptied(total, of.units());
    share = emptied(share, shared ? of.units() : 0);
    second = emptied(second, shared ? of.firstClasses() * secondGroups : 0);
    column = emptied(column, of.columns() * groups);
    mass = emptied(mass, of.units() * of.columns());
  }

  private static double[] emptied(double[] array, int size) {
    if (array.length < size) {
      return new double[size];
    }
    Arrays.fill(array, 0, size, 0);
    return array;
  }

  /// Room for the sums of one what-if, so that asking costs no memory; grows with what is asked.
  static final class Scratch {
    private double[] moved = new double[0];
    private double[] factors = new double[0];

    Scratch(PairMixture mixture) {
      this.moved = new double[mixture.firstGroups().count() * mixture.secondGroups().count()];
    }

    double[] moved(int size) {
      if (moved.length < size) {
        moved = new double[size];
      }
      return moved;
    }

    double[] factors(int size) {
      if (factors.length < size) {
        factors = new double[size];
      }
      return factors;
    }
  }

  BlockLayout.Cells cells() {
    return cells;
  }

  /// Sums the masses of one component of the block that these are of.
  void coarser(BlockLayout.Coarsening coarsening, CellMasses result) {
    result.reset(coarsening.cells());
    int[] columns = coarsening.columns();
    int[] toColumn = coarsening.toColumn();
    int[] units = coarsening.units();
    int[] toUnit = coarsening.toUnit();
    int fine = cells.columns();
    int coarse = coarsening.cells().columns();
    for (int k = 0; k < units.length; k++) {
      int u = units[k];
      int to = toUnit[k];
      result.total[to] += total[u];
      if (shared) {
        result.share[to] += share[u];
      }
      int from = u * fine;
      int into = to * coarse;
      for (int x = 0; x < columns.length; x++) {
        result.mass[into + toColumn[x]] += mass[from + columns[x]];
      }
    }
    if (shared) {
      int[] toClass = coarsening.toClass();
      int base = coarsening.cells().firstBase();
      for (int p = 0; p < toClass.length; p++) {
        if (toClass[p] == base) {
          continue; // enters with the usual ratio, by the sum of everything
        }
        int from = p * secondGroups;
        int into = toClass[p] * secondGroups;
        for (int h = 0; h < secondGroups; h++) {
          result.second[into + h] += second[from + h];
        }
      }
    }
    for (int x = 0; x < columns.length; x++) {
      int from = columns[x] * groups;
      int into = toColumn[x] * groups;
      for (int g = 0; g < groups; g++) {
        result.column[into + g] += column[from + g];
      }
    }
  }

  /// The masses if each pair of classes were `ratio[first * seconds + second]` times as likely, not
  /// normalised.
  ///
  /// @param inShares whether in the shares of the causes too
  void weigh(double[] ratio, MassSums all, boolean inShares, Outcome outcome, Scratch scratch) {
    double usual = ratio[cells.firstBase() * cells.secondClasses() + cells.secondBase()];
    scaled(all.byGroup().plain(), usual, outcome.firstPosterior);
    weighUnits(ratio, usual, total, outcome.firstPosterior);
    if (inShares) {
      scaled(all.sharesByGroup().first(), usual, outcome.firstMasses);
      weighUnits(ratio, usual, share, outcome.firstMasses);
      scaled(all.sharesByGroup().second(), usual, outcome.secondMasses);
      weighSeconds(ratio, usual, outcome.secondMasses);
    }
    if (cells.columns() == 0) {
      return;
    }
    double[] factors = scratch.factors(cells.firstClasses() * cells.columns());
    factors(ratio, usual, factors);
    if (inShares) {
      // kept apart by column, as the shares differ between second causes
      int size = cells.columns() * groups;
      double[] moved = scratch.moved(size);
      Arrays.fill(moved, 0, size, 0);
      addColumns(ratio, usual, groups, moved);
      addInteractions(factors, groups, moved);
      addShares(moved, outcome);
    } else {
      addColumns(ratio, usual, 0, outcome.firstPosterior);
      addInteractions(factors, 0, outcome.firstPosterior);
    }
  }

  private static void scaled(double[] from, double by, double[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = by * from[i];
    }
  }

  private void weighUnits(double[] ratio, double usual, double[] masses, double[] byGroup) {
    int[] group = cells.unitGroup();
    int[] kind = cells.unitClass();
    int classes = cells.secondClasses();
    for (int u = 0; u < group.length; u++) {
      byGroup[group[u]] += (ratio[kind[u] * classes + cells.secondBase()] - usual) * masses[u];
    }
  }

  private void weighSeconds(double[] ratio, double usual, double[] bySecond) {
    int classes = cells.secondClasses();
    for (int k = 0; k < cells.firstClasses(); k++) {
      double by = ratio[k * classes + cells.secondBase()] - usual;
      int from = k * secondGroups;
      for (int h = 0; h < secondGroups; h++) {
        bySecond[h] += by * second[from + h];
      }
    }
  }

  /// What the second causes change alone.
  ///
  /// @param stride how far apart the groups of two columns lie in the result: 0 sums over columns
  private void addColumns(double[] ratio, double usual, int stride, double[] result) {
    int baseRow = cells.firstBase() * cells.secondClasses();
    for (int c = 0; c < cells.columns(); c++) {
      double by = ratio[baseRow + cells.columnClass()[c]] - usual;
      int from = c * groups;
      int to = c * stride;
      for (int g = 0; g < groups; g++) {
        result[to + g] += by * column[from + g];
      }
    }
  }

  /// What both causes change beyond what each does, by class and column.
  private void factors(double[] ratio, double usual, double[] factors) {
    int columns = cells.columns();
    int classes = cells.secondClasses();
    int[] columnClass = cells.columnClass();
    int baseRow = cells.firstBase() * classes;
    for (int k = 0; k < cells.firstClasses(); k++) {
      double first = ratio[k * classes + cells.secondBase()] - usual;
      for (int c = 0; c < columns; c++) {
        int m = columnClass[c];
        factors[k * columns + c] = ratio[k * classes + m] - ratio[baseRow + m] - first;
      }
    }
  }

  /// @param stride as in [#addColumns]
  private void addInteractions(double[] factors, int stride, double[] result) {
    int columns = cells.columns();
    int[] group = cells.unitGroup();
    int[] kind = cells.unitClass();
    for (int u = 0; u < group.length; u++) {
      int from = u * columns;
      int by = kind[u] * columns;
      int to = group[u];
      for (int c = 0; c < columns; c++) {
        result[c * stride + to] += factors[by + c] * mass[from + c];
      }
    }
  }

  private void addShares(double[] moved, Outcome outcome) {
    double[] plain = outcome.firstPosterior;
    double[] first = outcome.firstMasses;
    double[] firstShare = shares.firstOfGroup();
    double[] secondShare = shares.secondOfGroup();
    for (int c = 0; c < cells.columns(); c++) {
      int from = c * groups;
      int h = cells.columnGroup()[c];
      int share = h * groups;
      double sum = 0;
      for (int g = 0; g < groups; g++) {
        double mass = moved[from + g];
        plain[g] += mass;
        first[g] += mass * firstShare[share + g];
        sum += mass * secondShare[share + g];
      }
      outcome.secondMasses[h] += sum;
    }
  }
}
