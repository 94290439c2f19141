package org.lasegue.inference.mixture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Who is asked about: the prior of each pair and the background of each variable. Keeps what many
/// queries about it share, so reuse one instance for many people alike, from any number of threads:
/// two may make the same table, and each sees a table whole or not at all, as what is kept are
/// records and objects of final fields, filled before they are made (Java Language Specification,
/// 17.5).
public final class Population {
  private final double[] prior;
  private final double[][] background;
  private final double[] firstShare;
  private final double[] secondShare;

  /// Those of whom some tables hold here too.
  private final @Nullable Population like;

  private @Nullable BlockTable @Nullable [] tables;
  private @Nullable Shares shares;

  /// @param prior `prior[i * second + j]` of the pair `(i, j)`, non-negative, not necessarily
  ///   normalised
  /// @param background for each variable its distribution over levels when no cause acts on it
  /// @param firstShare for each pair of groups (`[firstGroup * secondGroups + secondGroup]`) the
  ///   share of the first cause when a pair's mass is counted for single causes
  /// @param secondShare likewise of the second
  public Population(
      double[] prior, double[][] background, double[] firstShare, double[] secondShare) {
    this(prior, background, firstShare, secondShare, null);
  }

  private Population(
      double[] prior,
      double[][] background,
      double[] firstShare,
      double[] secondShare,
      @Nullable Population like) {
    this.prior = prior;
    this.background = background;
    this.firstShare = firstShare;
    this.secondShare = secondShare;
    this.like = like;
  }

  /// Other people, of whom pairs count alike for single causes. What depends on the background
  /// alone is made once for both where it is the same.
  public Population others(double[] ofPrior, double[][] ofBackground) {
    return new Population(ofPrior, ofBackground, firstShare, secondShare, this);
  }

  public double[] prior() {
    return prior;
  }

  public double[][] background() {
    return background;
  }

  /// Shares spread so that sums over first causes or their groups run through memory in order.
  ///
  /// @param first, second by second group and first cause: `[secondGroup * firsts + first]`
  /// @param firstOfGroup, secondOfGroup by second group and first group
  record Shares(double[] first, double[] second, double[] firstOfGroup, double[] secondOfGroup) {}

  Shares shares(PairMixture mixture) {
    Shares known = shares;
    if (known == null && like != null) {
      known = like.shares(mixture);
      shares = known;
    }
    if (known == null) {
      int[] group = mixture.firstGroups().of();
      int groups = mixture.firstGroups().count();
      int secondGroups = mixture.secondGroups().count();
      double[] first = new double[secondGroups * group.length];
      double[] second = new double[secondGroups * group.length];
      double[] firstOfGroup = new double[secondGroups * groups];
      double[] secondOfGroup = new double[secondGroups * groups];
      for (int h = 0; h < secondGroups; h++) {
        for (int g = 0; g < groups; g++) {
          firstOfGroup[h * groups + g] = firstShare[g * secondGroups + h];
          secondOfGroup[h * groups + g] = secondShare[g * secondGroups + h];
        }
        for (int i = 0; i < group.length; i++) {
          first[h * group.length + i] = firstShare[group[i] * secondGroups + h];
          second[h * group.length + i] = secondShare[group[i] * secondGroups + h];
        }
      }
      known = new Shares(first, second, firstOfGroup, secondOfGroup);
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
      table =
          like == null
              ? BlockTable.of(mixture, block, this)
              : like.table(mixture, block).of(this, v -> alike(like, v));
      all[block] = table;
    }
    return table;
  }

  private boolean alike(Population other, int variable) {
    return Arrays.equals(background[variable], other.background[variable]);
  }
}
