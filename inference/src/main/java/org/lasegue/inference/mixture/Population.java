package org.lasegue.inference.mixture;

import org.jspecify.annotations.Nullable;

/// Who is asked about: the prior of each pair and the background of each variable. Keeps what many
/// queries about it share, so reuse one instance for many people alike; not for use by several
/// threads at a time.
public final class Population {
  private final double[] prior;
  private final double[][] background;
  private final double[] firstShare;
  private final double[] secondShare;
  private @Nullable BlockTable @Nullable [] tables;

  /// @param prior `prior[i * second + j]` of the pair `(i, j)`, non-negative, not necessarily
  ///   normalised
  /// @param background for each variable its distribution over levels when no cause acts on it
  /// @param firstShare for each pair of groups (`[firstGroup * secondGroups + secondGroup]`) the
  ///   share of the first cause when a pair's mass is counted for single causes
  /// @param secondShare likewise of the second
  public Population(
      double[] prior, double[][] background, double[] firstShare, double[] secondShare) {
    this.prior = prior;
    this.background = background;
    this.firstShare = firstShare;
    this.secondShare = secondShare;
  }

  public double[] prior() {
    return prior;
  }

  public double[][] background() {
    return background;
  }

  /// The share of a first cause beside each second cause.
  double[] firstShares(PairMixture mixture, int first) {
    return shares(mixture).first()[mixture.firstGroups().of()[first]];
  }

  double[] secondShares(PairMixture mixture, int first) {
    return shares(mixture).second()[mixture.firstGroups().of()[first]];
  }

  /// The share of a group of first causes beside a group of second causes.
  double firstShare(PairMixture mixture, int firstGroup, int secondGroup) {
    return firstShare[firstGroup * mixture.secondGroups().count() + secondGroup];
  }

  double secondShare(PairMixture mixture, int firstGroup, int secondGroup) {
    return secondShare[firstGroup * mixture.secondGroups().count() + secondGroup];
  }

  /// The shares spread over second causes, for each group of first causes.
  private record Shares(double[][] first, double[][] second) {}

  private @Nullable Shares shares;

  private Shares shares(PairMixture mixture) {
    Shares known = shares;
    if (known == null) {
      int groups = mixture.firstGroups().count();
      known = new Shares(new double[groups][], new double[groups][]);
      for (int g = 0; g < groups; g++) {
        known.first[g] = new double[mixture.second()];
        known.second[g] = new double[mixture.second()];
        for (int j = 0; j < mixture.second(); j++) {
          int h = mixture.secondGroups().of()[j];
          known.first[g][j] = firstShare(mixture, g, h);
          known.second[g][j] = secondShare(mixture, g, h);
        }
      }
      shares = known;
    }
    return known;
  }

  BlockTable table(PairMixture mixture, int block) {
    @Nullable BlockTable[] all = tables;
    if (all == null) {
      all = new BlockTable[mixture.blockCount()];
      tables = all;
    }
    BlockTable table = all[block];
    if (table == null) {
      table = new BlockTable(mixture, block, this);
      all[block] = table;
    }
    return table;
  }
}
