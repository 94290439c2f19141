package org.lasegue.inference.mixture;

import java.util.Arrays;
import java.util.List;

/// Sums the pairs of a posterior into the cells of a block.
final class BlockMasses {
  /// Where less than this share of a sum would be left of it, what is left is summed itself.
  private static final double LEAST = 1e-4;

  private final BlockLayout layout;
  private final BlockLayout.Expansion expansion;
  private final MassSums sums;
  private final List<Posterior.Masses> masses;
  private final Population.Shares shares;
  private final int[] firstGroup;
  private final int[] secondGroup;
  private final int groups;
  private final int secondGroups;
  private final CellMasses result;

  private BlockMasses(Posterior posterior, BlockLayout layout, CellMasses result) {
    PairMixture mixture = posterior.mixture();
    this.layout = layout;
    this.expansion = layout.expansion();
    this.sums = posterior.sums();
    this.masses = posterior.masses();
    this.shares = posterior.population().shares(mixture);
    this.firstGroup = mixture.firstGroups().of();
    this.secondGroup = mixture.secondGroups().of();
    this.groups = mixture.firstGroups().count();
    this.secondGroups = mixture.secondGroups().count();
    this.result = result;
    result.reset(expansion.block());
  }

  static void sum(Posterior posterior, int block, CellMasses result) {
    BlockLayout layout = posterior.mixture().layout(block);
    BlockMasses masses = new BlockMasses(posterior, layout, result);
    if (layout.plain) {
      masses.plain();
    } else {
      BlockTable.Likelihood likelihood = posterior.likelihood(block);
      if (likelihood == null) {
        int[] nothing = new int[posterior.observed().length];
        Arrays.fill(nothing, -1);
        likelihood = posterior.population().table(posterior.mixture(), block).likelihood(nothing);
      }
      masses.new Expanded(likelihood).add();
    }
  }

  /// Each cause has one profile: pairs go to cells whole.
  private void plain() {
    int[] causes = expansion.causes();
    int[] units = expansion.units();
    for (int t = 0; t < causes.length; t++) {
      result.total[units[t]] += sums.ofFirst[causes[t]];
    }
    if (result.shared) {
      plainShares(causes, units);
    }
    double[] byGroup = sums.byGroup().column();
    int columns = expansion.block().columns();
    int[] seconds = layout.unusualSecond;
    double[] beside = new double[causes.length];
    for (int d = 0; d < seconds.length; d++) {
      int c = expansion.columns()[d];
      int from = seconds[d] * groups;
      for (int g = 0; g < groups; g++) {
        result.column[c * groups + g] += byGroup[from + g];
      }
      int mass = seconds[d] * firstGroup.length;
      Arrays.fill(beside, 0);
      for (Posterior.Masses of : masses) {
        addSome(of.byColumn(), mass, causes, of.by(), beside);
      }
      for (int t = 0; t < causes.length; t++) {
        result.mass[units[t] * columns + c] += beside[t];
      }
    }
  }

  /// Adds some entries of a row, times a number.
  private static void addSome(double[] masses, int row, int[] at, double by, double[] result) {
    for (int k = 0; k < at.length; k++) {
      result[k] += by * masses[row + at[k]];
    }
  }

  private void plainShares(int[] causes, int[] units) {
    double[] secondShare = sums.sharesByGroup().each();
    for (int t = 0; t < causes.length; t++) {
      result.share[units[t]] += sums.ofFirstShare[causes[t]];
      int from = causes[t] * secondGroups;
      int to = expansion.block().unitClass()[units[t]] * secondGroups;
      for (int h = 0; h < secondGroups; h++) {
        result.second[to + h] += secondShare[from + h];
      }
    }
  }

  /// The mass of each pair is divided among the profiles of both causes by what is observed of the
  /// block. All tables are spread over the unusual second causes or over their columns, so that the
  /// long loops run through memory in order.
  private final class Expanded {
    private final int[] seconds = layout.unusualSecond;
    private final int[] columnCause = expansion.columnCause();
    private final int columns = columnCause.length;

    /// The likelihood of each pair of rows, `[firstRow * seconds + second]`, and beside the usual
    /// second row.
    private final double[] byRow;

    private final double[] usualByRow;

    /// That of each first profile beside each second row, `[firstProfile * seconds + second]`, and
    /// beside the usual one.
    private final double[] byFirstProfile;

    private final double[] usualByFirstProfile;

    /// That of each first profile and of each first row beside the profile of each column, times
    /// its weight: `[firstProfile * columns + column]`.
    private final double[] byProfile;

    private final double[] bySecondProfile;

    /// Of one first cause: the mass beside each unusual second cause, this over its likelihood, and
    /// the latter for the second cause of each column.
    private final double[] unusual = new double[seconds.length];

    private final double[] each = new double[seconds.length];

    private final double[] column = new double[columns];

    /// The columns of one group of first causes.
    private final double[] ofGroup = new double[columns];

    /// Of one group of first causes: its shares beside each unusual second cause.
    private final double[] firstShare = new double[seconds.length];

    private final double[] secondShare = new double[seconds.length];

    /// In the share of the second cause: `[firstProfile * seconds + second]`.
    private final double[] bySecond;

    /// Of one first cause beside the usual second causes, over their likelihood: plain, in its
    /// share, and in the share of each group of second causes.
    private double usual;

    private double usualShare;
    private final double[] usualSecond = new double[secondGroups];

    Expanded(BlockTable.Likelihood likelihood) {
      int[] secondRow = expansion.secondRow();
      int rows = layout.block.second.rows().length;
      this.byRow = spread(likelihood.byRow(), rows, secondRow);
      this.usualByRow = spread(likelihood.byRow(), rows, usualRow());
      this.byFirstProfile = spread(likelihood.bySecondRow(), rows, secondRow);
      this.usualByFirstProfile = spread(likelihood.bySecondRow(), rows, usualRow());
      this.byProfile =
          spread(
              likelihood.byProfile(),
              layout.block.second.profiles().length,
              expansion.columnProfile());
      for (int from = 0; from < byProfile.length; from += columns) {
        for (int x = 0; x < columns; x++) {
          byProfile[from + x] *= expansion.columnWeight()[x];
        }
      }
      this.bySecondProfile = BlockTable.overFirst(layout.block.first, byProfile, columns);
      this.bySecond =
          new double[result.shared ? layout.block.first.profiles().length * seconds.length : 0];
    }

    private int[] usualRow() {
      return layout.usualSecond < 0 ? new int[0] : new int[] {layout.usualSecond};
    }

    /// Some columns of a table.
    private static double[] spread(double[] table, int width, int[] columns) {
      double[] result = new double[table.length / width * columns.length];
      int to = 0;
      for (int from = 0; from < table.length; from += width) {
        for (int column : columns) {
          result[to++] = table[from + column];
        }
      }
      return result;
    }

    void add() {
      int[] causes = expansion.causes();
      int[] starts = expansion.starts();
      int group = -1;
      for (int t = 0; t < causes.length; t++) {
        if (firstGroup[causes[t]] != group) {
          addGroup(group);
          group = firstGroup[causes[t]];
          if (result.shared) {
            share(group);
          }
        }
        int row = layout.block.first.rowOf()[causes[t]];
        over(causes[t], row);
        addProducts(ofGroup, 0, column, bySecondProfile, row * columns, 1);
        if (starts[t + 1] > starts[t]) {
          beside(causes[t], row);
          for (int x = starts[t]; x < starts[t + 1]; x++) {
            addUnit(expansion.profiles()[x], expansion.weights()[x], expansion.units()[x]);
          }
        }
      }
      addGroup(group);
      addUntouched();
      if (result.shared) {
        addSeconds();
      }
    }

    private void addSeconds() {
      for (int p = 0; p < layout.block.first.profiles().length; p++) {
        for (int d = 0; d < seconds.length; d++) {
          result.second[p * secondGroups + secondGroup[seconds[d]]] +=
              bySecond[p * seconds.length + d];
        }
      }
    }

    private void share(int group) {
      for (int d = 0; d < seconds.length; d++) {
        int at = secondGroup[seconds[d]] * groups + group;
        firstShare[d] = shares.firstOfGroup()[at];
        secondShare[d] = shares.secondOfGroup()[at];
      }
    }

    private void addGroup(int group) {
      for (int x = 0; x < columns; x++) {
        if (group >= 0) {
          result.column[x * groups + group] = ofGroup[x];
        }
        ofGroup[x] = 0;
      }
    }

    private void over(int cause, int row) {
      int from = cause * secondGroup.length;
      Arrays.fill(unusual, 0);
      for (Posterior.Masses of : masses) {
        addSome(of.byRow(), from, seconds, of.by(), unusual);
      }
      int likely = row * seconds.length;
      for (int d = 0; d < each.length; d++) {
        each[d] = unusual[d] == 0 ? 0 : unusual[d] / byRow[likely + d];
      }
      for (int x = 0; x < column.length; x++) {
        column[x] = each[columnCause[x]];
      }
    }

    private static void addProducts(
        double[] result, int to, double[] a, double[] b, int from, double by) {
      for (int x = 0; x < a.length; x++) {
        result[to + x] += by * a[x] * b[from + x];
      }
    }

    private void beside(int cause, int row) {
      if (layout.usualSecond < 0) {
        return;
      }
      usual = sums.ofFirst[cause];
      for (double mass : unusual) {
        usual -= mass;
      }
      boolean precise = usual >= LEAST * sums.ofFirst[cause];
      if (result.shared) {
        precise &= sharesBeside(cause);
      }
      if (!precise) {
        besideOneByOne(cause);
      }
      if (usual == 0) {
        return;
      }
      double likelihood = usualByRow[row];
      usual /= likelihood;
      if (result.shared) {
        usualShare /= likelihood;
        for (int h = 0; h < secondGroups; h++) {
          usualSecond[h] /= likelihood;
        }
      }
    }

    /// False where what is left of the shares is not precise.
    private boolean sharesBeside(int cause) {
      int inShare = cause * secondGroups;
      double[] secondShares = sums.sharesByGroup().each();
      usualShare = sums.ofFirstShare[cause];
      System.arraycopy(secondShares, inShare, usualSecond, 0, secondGroups);
      for (int d = 0; d < seconds.length; d++) {
        usualShare -= unusual[d] * firstShare[d];
        usualSecond[secondGroup[seconds[d]]] -= unusual[d] * secondShare[d];
      }
      boolean precise = usualShare >= LEAST * sums.ofFirstShare[cause];
      for (int h = 0; h < secondGroups; h++) {
        if (layout.usualSecondGroups[h]) {
          precise &= usualSecond[h] >= LEAST * secondShares[inShare + h];
        } else {
          usualSecond[h] = 0;
        }
      }
      return precise;
    }

    private void besideOneByOne(int cause) {
      usual = 0;
      usualShare = 0;
      Arrays.fill(usualSecond, 0);
      for (int j : layout.usualSeconds) {
        double mass = 0;
        for (Posterior.Masses of : masses) {
          mass += of.by() * of.byRow()[cause * secondGroup.length + j];
        }
        int share = secondGroup[j] * firstGroup.length + cause;
        usual += mass;
        usualShare += mass * shares.first()[share];
        usualSecond[secondGroup[j]] += mass * shares.second()[share];
      }
    }

    private void addUnit(int profile, double weight, int unit) {
      addProducts(result.mass, unit * columns, column, byProfile, profile * columns, weight);
      int from = profile * seconds.length;
      double total = 0;
      for (int d = 0; d < each.length; d++) {
        total += each[d] * byFirstProfile[from + d];
      }
      double by = weight * usualByFirstProfile(profile);
      result.total[unit] += weight * total + by * usual;
      if (result.shared) {
        addUnitShares(profile, weight, unit);
      }
    }

    private double usualByFirstProfile(int profile) {
      return layout.usualSecond < 0 ? 0 : usualByFirstProfile[profile];
    }

    private void addUnitShares(int profile, double weight, int unit) {
      int from = profile * seconds.length;
      double share = 0;
      for (int d = 0; d < each.length; d++) {
        double mass = weight * each[d] * byFirstProfile[from + d];
        share += mass * firstShare[d];
        bySecond[from + d] += mass * secondShare[d];
      }
      double by = weight * usualByFirstProfile(profile);
      result.share[unit] += share + by * usualShare;
      for (int h = 0; h < secondGroups; h++) {
        result.second[profile * secondGroups + h] += by * usualSecond[h];
      }
    }

    /// The columns beside the groups of which all first causes are usual.
    private void addUntouched() {
      int usualRow = layout.usualFirst;
      if (usualRow < 0) {
        return;
      }
      for (int x = 0; x < columns; x++) {
        double whole = byRow[usualRow * seconds.length + columnCause[x]];
        if (whole == 0) {
          continue;
        }
        double by = bySecondProfile[usualRow * columns + x] / whole;
        int from = seconds[columnCause[x]] * groups;
        for (int g = 0; g < groups; g++) {
          if (!expansion.touched()[g]) {
            result.column[x * groups + g] += by * sums.byGroup().column()[from + g];
          }
        }
      }
    }
  }
}
