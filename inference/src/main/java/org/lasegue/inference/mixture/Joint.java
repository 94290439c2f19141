package org.lasegue.inference.mixture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The mass of what a block's what-ifs look at one by one: units against columns (see
/// [BlockLayout.Expansion]).
///
/// @param mass that of a unit and a column is `mass[rowAt[unit] + columnAt[column]]`
/// @param unitTotal over all second causes, @param unitShare the same in the share of the first
/// @param unitSecond in the share of each group of second causes, from `unitSecondAt[unit]` on
/// @param columnFactor how much of a second cause's mass beside the usual first ones is in a column
/// @param unitPart how much of a first cause's mass beside the usual second ones is in a unit
record Joint(
    double[] mass,
    int[] rowAt,
    int[] columnAt,
    double[] unitTotal,
    double[] unitShare,
    double[] unitSecond,
    int[] unitSecondAt,
    double[] columnFactor,
    double[] unitPart) {

  static Joint of(Posterior posterior, int block) {
    BlockLayout layout = posterior.mixture().layout(block);
    return layout.plain ? plain(posterior, layout) : expanded(posterior, layout, block);
  }

  /// Each cause is one unit or column: the pairs themselves.
  private static Joint plain(Posterior posterior, BlockLayout layout) {
    BlockLayout.Expansion expansion = layout.expansion();
    MassSums sums = posterior.sums();
    int second = posterior.mixture().second();
    int groups = posterior.mixture().secondGroups().count();
    int units = expansion.unitCause.length;
    int[] rowAt = new int[units];
    int[] secondAt = new int[units];
    double[] total = new double[units];
    double[] share = new double[units];
    for (int u = 0; u < units; u++) {
      int cause = expansion.unitCause[u];
      rowAt[u] = cause * second;
      secondAt[u] = cause * groups;
      total[u] = sums.ofFirst[cause];
      share[u] = sums.ofFirstShare[cause];
    }
    double[] columnFactor = new double[expansion.columnCause.length];
    double[] unitPart = new double[units];
    Arrays.fill(columnFactor, 1);
    Arrays.fill(unitPart, 1);
    return new Joint(
        sums.mass,
        rowAt,
        expansion.columnCause,
        total,
        share,
        sums.byGroup().secondShare(),
        secondAt,
        columnFactor,
        unitPart);
  }

  /// The mass of each pair is divided among the profiles of both causes by what is observed of the
  /// block.
  private static Joint expanded(Posterior posterior, BlockLayout layout, int block) {
    BlockLayout.Expansion expansion = layout.expansion();
    MassSums sums = posterior.sums();
    PairMixture mixture = posterior.mixture();
    int second = mixture.second();
    int groups = mixture.secondGroups().count();
    int[] secondGroup = mixture.secondGroups().of();
    int units = expansion.unitCause.length;
    int columns = expansion.columnCause.length;
    Joint joint =
        new Joint(
            new double[units * columns],
            new int[units],
            new int[columns],
            new double[units],
            new double[units],
            new double[units * groups],
            new int[units],
            new double[columns],
            new double[units]);
    Divided divided = new Divided(posterior.likelihood(block), layout);
    for (int c = 0; c < columns; c++) {
      joint.columnAt[c] = c;
      joint.columnFactor[c] =
          layout.usualFirst < 0
              ? 0
              : divided.share(
                      layout.usualFirst,
                      layout.block.first.rows()[layout.usualFirst].profiles()[0],
                      layout.block.second.rowOf()[expansion.columnCause[c]],
                      expansion.columnProfile[c])
                  * expansion.columnWeight[c];
    }
    for (int u = 0; u < units; u++) {
      int cause = expansion.unitCause[u];
      int profile = expansion.unitProfile[u];
      int row = layout.block.first.rowOf()[cause];
      double weight = expansion.unitWeight[u];
      double[] firstShare = posterior.population().firstShares(mixture, cause);
      double[] secondShare = posterior.population().secondShares(mixture, cause);
      int from = cause * second;
      int to = u * columns;
      int secondAt = u * groups;
      double total = 0;
      double share = 0;
      for (int c = 0; c < columns; c++) {
        int j = expansion.columnCause[c];
        double value =
            sums.mass[from + j]
                * weight
                * expansion.columnWeight[c]
                * divided.share(
                    row, profile, layout.block.second.rowOf()[j], expansion.columnProfile[c]);
        joint.mass[to + c] = value;
        total += value;
        share += value * firstShare[j];
        joint.unitSecond[secondAt + secondGroup[j]] += value * secondShare[j];
      }
      if (layout.usualSecond >= 0) {
        double part =
            weight
                * divided.share(
                    row,
                    profile,
                    layout.usualSecond,
                    layout.block.second.rows()[layout.usualSecond].profiles()[0]);
        joint.unitPart[u] = part;
        for (int j : layout.usualSeconds) {
          double value = sums.mass[from + j] * part;
          total += value;
          share += value * firstShare[j];
          joint.unitSecond[secondAt + secondGroup[j]] += value * secondShare[j];
        }
      }
      joint.rowAt[u] = to;
      joint.unitSecondAt[u] = secondAt;
      joint.unitTotal[u] = total;
      joint.unitShare[u] = share;
    }
    return joint;
  }

  /// Likelihood of a pair of profiles over that of the pair of rows they belong to.
  private record Divided(
      BlockTable.@Nullable Likelihood likelihood, int secondProfiles, int secondRows) {
    Divided(BlockTable.@Nullable Likelihood likelihood, BlockLayout layout) {
      this(likelihood, layout.block.second.profiles().length, layout.block.second.rows().length);
    }

    double share(int firstRow, int firstProfile, int secondRow, int secondProfile) {
      if (likelihood == null) {
        return 1;
      }
      double whole = likelihood.byRow()[firstRow * secondRows + secondRow];
      return whole == 0
          ? 0
          : likelihood.byProfile()[firstProfile * secondProfiles + secondProfile] / whole;
    }
  }
}
