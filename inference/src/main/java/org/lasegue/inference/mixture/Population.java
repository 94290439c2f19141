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
  /// @param firstShare for each pair the share of the first cause when a pair's mass is counted for
  ///   single causes
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

  double[] firstShare() {
    return firstShare;
  }

  double[] secondShare() {
    return secondShare;
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
