package org.lasegue.inference.mixture;

import java.util.Arrays;

/// Sums the pairs of a posterior into the cells of a block.
final class BlockMarginal {
  private final BlockLayout layout;
  private final BlockLayout.Expansion expansion;
  private final MassSums sums;
  private final MassSums.ByGroup byGroup;
  private final Population.Shares shares;
  private final int firsts;
  private final int[] secondGroup;
  private final Marginal result;
  private double usualMass;
  private double usualShare;

  private BlockMarginal(Posterior posterior, BlockLayout layout) {
    PairMixture mixture = posterior.mixture();
    this.layout = layout;
    this.expansion = layout.expansion();
    this.sums = posterior.sums();
    this.byGroup = sums.byGroup();
    this.shares = posterior.population().shares(mixture);
    this.firsts = mixture.first();
    this.secondGroup = mixture.secondGroups().of();
    this.result =
        new Marginal(mixture, posterior.population(), expansion.block(), expansion.touched());
  }

  static Marginal of(Posterior posterior, int block) {
    BlockLayout layout = posterior.mixture().layout(block);
    BlockMarginal sums = new BlockMarginal(posterior, layout);
    if (layout.plain) {
      sums.plain();
    } else {
      BlockTable.Likelihood likelihood = posterior.likelihood(block);
      if (likelihood == null) {
        int[] nothing = new int[posterior.observed().length];
        Arrays.fill(nothing, -1);
        likelihood = posterior.population().table(posterior.mixture(), block).likelihood(nothing);
      }
      sums.expanded(likelihood);
    }
    return sums.result;
  }

  /// Each cause has one profile: pairs go to cells whole.
  private void plain() {
    BlockLayout.Expanded first = expansion.first();
    BlockLayout.Expanded second = expansion.second();
    int units = result.total.length;
    int groups = result.groups;
    for (int t = 0; t < first.cause().length; t++) {
      int cause = first.cause()[t];
      result.total[first.cell()[t]] += sums.ofFirst[cause];
      result.totalShare[first.cell()[t]] += sums.ofFirstShare[cause];
      addClass(first.profile()[t], cause);
    }
    for (int e = 0; e < second.cause().length; e++) {
      int from = second.cause()[e] * firsts;
      int to = second.cell()[e] * units;
      for (int t = 0; t < first.cause().length; t++) {
        result.mass[to + first.cell()[t]] += sums.mass[from + first.cause()[t]];
      }
      addColumn(second.cause()[e], second.cell()[e], 1);
    }
    addUntouched();
    result.share();
    result.divide(byGroup, new Pairs());
  }

  private void addClass(int profile, int cause) {
    int to = profile * result.secondGroups;
    int from = cause * result.secondGroups;
    for (int h = 0; h < result.secondGroups; h++) {
      result.classTotal[to + h] += byGroup.secondShare()[from + h];
    }
  }

  private void addColumn(int second, int column, double factor) {
    int from = second * result.groups;
    int to = column * result.groups;
    for (int g = 0; g < result.groups; g++) {
      result.groupMass[to + g] += factor * byGroup.column()[from + g];
    }
  }

  /// The second causes beside the untouched groups.
  private void addUntouched() {
    int usual = expansion.block().usualFirst();
    if (usual < 0) {
      return;
    }
    int to = usual * result.secondGroups;
    int groups = result.groups;
    double[] others = new double[result.secondGroups];
    for (int g = 0; g < groups; g++) {
      if (result.touched[g]) {
        int from = g * result.secondGroups;
        for (int h = 0; h < others.length; h++) {
          others[h] += byGroup.secondOfGroup()[from + h];
        }
      }
    }
    for (int h = 0; h < others.length; h++) {
      double untouched = byGroup.second()[h] - others[h];
      if (untouched < Marginal.LEAST * byGroup.second()[h]) {
        untouched = 0;
        for (int g = 0; g < groups; g++) {
          untouched += result.touched[g] ? 0 : byGroup.secondOfGroup()[g * result.secondGroups + h];
        }
      }
      result.classTotal[to + h] += untouched;
    }
  }

  /// The mass of each pair is divided among the profiles of both causes by what is observed of the
  /// block.
  private void expanded(BlockTable.Likelihood likelihood) {
    BlockLayout.Expanded first = expansion.first();
    BlockLayout.Expanded second = expansion.second();
    int columns = expansion.block().columns();
    int units = result.total.length;
    int secondProfiles = layout.block.second.profiles().length;
    double[] byProfile = likelihood.byProfile();
    double[] byUnit = new double[units * columns];
    double[] byColumn = new double[secondGroup.length];
    double[] weighted = new double[second.cause().length];
    int[] secondCause = second.cause();
    int[] secondProfile = second.profile();
    int[] secondCell = second.cell();
    double[] usualSecond = new double[result.secondGroups];
    for (int t = 0; t < first.cause().length; t++) {
      int cause = first.cause()[t];
      if (t == 0 || first.cause()[t - 1] != cause) {
        perLikelihood(cause, likelihood.byRow(), byColumn);
        for (int e = 0; e < weighted.length; e++) {
          weighted[e] = byColumn[secondCause[e]] * second.weight()[e];
        }
        sumUsual(cause, byColumn, usualSecond);
      }
      int profile = first.profile()[t];
      int from = profile * secondProfiles;
      int to = first.cell()[t] * columns;
      double weight = first.weight()[t];
      for (int e = 0; e < weighted.length; e++) {
        byUnit[to + secondCell[e]] += weight * weighted[e] * byProfile[from + secondProfile[e]];
      }
      int usual = expansion.block().usualSecond();
      if (usual >= 0) {
        double part = weight * byProfile[from + usual];
        result.rest[first.cell()[t]] += part * usualMass;
        result.restShare[first.cell()[t]] += part * usualShare;
        for (int h = 0; h < usualSecond.length; h++) {
          result.classRest[profile * usualSecond.length + h] += part * usualSecond[h];
        }
      }
    }
    for (int u = 0; u < units; u++) {
      for (int c = 0; c < columns; c++) {
        result.mass[c * units + u] = byUnit[u * columns + c];
      }
    }
    usualFirsts(likelihood);
    result.share();
    totals();
  }

  /// The mass of a first cause and each second cause over the likelihood of their rows.
  private void perLikelihood(int cause, double[] byRow, double[] result) {
    int[] secondRow = layout.block.second.rowOf();
    int from = layout.block.first.rowOf()[cause] * layout.block.second.rows().length;
    for (int j = 0; j < result.length; j++) {
      double mass = sums.byRow[cause * result.length + j];
      result[j] = mass == 0 ? 0 : mass / byRow[from + secondRow[j]];
    }
  }

  /// Sums what is usual among the second causes beside a first one.
  private void sumUsual(int cause, double[] byColumn, double[] usualSecond) {
    usualMass = 0;
    usualShare = 0;
    Arrays.fill(usualSecond, 0);
    for (int j : layout.usualSeconds) {
      int h = secondGroup[j];
      usualMass += byColumn[j];
      usualShare += byColumn[j] * shares.first()[h * firsts + cause];
      usualSecond[h] += byColumn[j] * shares.second()[h * firsts + cause];
    }
  }

  private void usualFirsts(BlockTable.Likelihood likelihood) {
    int usual = expansion.block().usualFirst();
    if (usual < 0) {
      return;
    }
    BlockLayout.Expanded second = expansion.second();
    int[] secondRow = layout.block.second.rowOf();
    int rowFrom = layout.usualFirst * layout.block.second.rows().length;
    int profileFrom = usual * layout.block.second.profiles().length;
    for (int e = 0; e < second.cause().length; e++) {
      double whole = likelihood.byRow()[rowFrom + secondRow[second.cause()[e]]];
      double part = likelihood.byProfile()[profileFrom + second.profile()[e]];
      addColumn(
          second.cause()[e], second.cell()[e], whole == 0 ? 0 : second.weight()[e] * part / whole);
    }
    for (int j : layout.usualSeconds) {
      int h = secondGroup[j];
      for (int g = 0; g < result.groups; g++) {
        double value = byGroup.column()[j * result.groups + g];
        result.groupRest[g] += value;
        result.groupRestShare[g] += value * shares.firstOfGroup()[h * result.groups + g];
        if (!result.touched[g]) {
          result.classRest[usual * result.secondGroups + h] +=
              value * shares.secondOfGroup()[h * result.groups + g];
        }
      }
    }
  }

  private void totals() {
    int units = result.total.length;
    int classes = expansion.block().firstClasses();
    System.arraycopy(result.rest, 0, result.total, 0, units);
    System.arraycopy(result.restShare, 0, result.totalShare, 0, units);
    System.arraycopy(result.classRest, 0, result.classTotal, 0, result.classRest.length);
    for (int c = 0; c < expansion.block().columns(); c++) {
      for (int u = 0; u < units; u++) {
        result.total[u] += result.mass[c * units + u];
        result.totalShare[u] += result.massShare[c * units + u];
      }
      int h = expansion.block().columnGroup()[c];
      for (int k = 0; k < classes; k++) {
        result.classTotal[k * result.secondGroups + h] += result.classMass[c * classes + k];
      }
    }
  }

  /// What is usual in a block whose cells are made of whole pairs.
  private final class Pairs implements Marginal.Usual {
    @Override
    public double unit(int unit) {
      double sum = 0;
      for (int t = 0; t < expansion.first().cause().length; t++) {
        if (expansion.first().cell()[t] == unit) {
          for (int j : layout.usualSeconds) {
            sum += sums.mass[j * firsts + expansion.first().cause()[t]];
          }
        }
      }
      return sum;
    }

    @Override
    public double unitShare(int unit) {
      double sum = 0;
      for (int t = 0; t < expansion.first().cause().length; t++) {
        if (expansion.first().cell()[t] == unit) {
          int cause = expansion.first().cause()[t];
          for (int j : layout.usualSeconds) {
            sum += sums.mass[j * firsts + cause] * shares.first()[secondGroup[j] * firsts + cause];
          }
        }
      }
      return sum;
    }

    @Override
    public double group(int group) {
      double sum = 0;
      for (int j : layout.usualSeconds) {
        sum += byGroup.column()[j * result.groups + group];
      }
      return sum;
    }

    @Override
    public double groupShare(int group) {
      double sum = 0;
      for (int j : layout.usualSeconds) {
        sum +=
            byGroup.column()[j * result.groups + group]
                * shares.firstOfGroup()[secondGroup[j] * result.groups + group];
      }
      return sum;
    }

    @Override
    public double ofClass(int firstClass, int second) {
      double sum = 0;
      for (int j : layout.usualSeconds) {
        if (secondGroup[j] != second) {
          continue;
        }
        for (int t = 0; t < expansion.first().cause().length; t++) {
          if (expansion.first().profile()[t] == firstClass) {
            int cause = expansion.first().cause()[t];
            sum += sums.mass[j * firsts + cause] * shares.second()[second * firsts + cause];
          }
        }
        if (firstClass == expansion.block().usualFirst()) {
          for (int g = 0; g < result.groups; g++) {
            sum +=
                result.touched[g]
                    ? 0
                    : byGroup.column()[j * result.groups + g]
                        * shares.secondOfGroup()[second * result.groups + g];
          }
        }
      }
      return sum;
    }
  }
}
