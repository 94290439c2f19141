package org.lasegue.inference.mixture;

import org.jspecify.annotations.Nullable;

/// The masses of a posterior summed in the ways that its answers and what-ifs need, made once.
final class MassSums {
  /// `[second * firsts + first]`, and `[first * seconds + second]`.
  final double[] mass;

  final double[] byRow;

  /// The sum over second causes for each first cause, plain and in its share.
  final double[] ofFirst;

  final double[] ofFirstShare;

  /// The sum over first causes for each second cause in its share.
  final double[] ofSecondShare;

  private final PairMixture mixture;
  private final Population.Shares shares;
  private @Nullable ByGroup byGroup;

  MassSums(PairMixture mixture, Population population, double[] mass, double[] byRow) {
    this.mixture = mixture;
    this.shares = population.shares(mixture);
    this.mass = mass;
    this.byRow = byRow;
    int first = mixture.first();
    this.ofFirst = new double[first];
    this.ofFirstShare = new double[first];
    this.ofSecondShare = new double[mixture.second()];
    for (int j = 0; j < ofSecondShare.length; j++) {
      int from = j * first;
      int share = mixture.secondGroups().of()[j] * first;
      double sum = 0;
      for (int i = 0; i < first; i++) {
        double value = mass[from + i];
        ofFirst[i] += value;
        ofFirstShare[i] += value * shares.first()[share + i];
        sum += value * shares.second()[share + i];
      }
      ofSecondShare[j] = sum;
    }
  }

  /// @param column the sum over each group of first causes for each second cause: `[second *
  ///   firstGroups + firstGroup]`
  /// @param plain the sum over second causes for each group of first causes, @param share the same
  ///   in its share
  /// @param secondShare the mass of each group of second causes in its share, for each first cause:
  ///   `[first * secondGroups + secondGroup]`, @param second the sum of the latter
  record ByGroup(
      double[] column, double[] plain, double[] share, double[] secondShare, double[] second) {}

  ByGroup byGroup() {
    ByGroup known = byGroup;
    if (known == null) {
      known = group();
      byGroup = known;
    }
    return known;
  }

  private ByGroup group() {
    int first = mixture.first();
    int firstGroups = mixture.firstGroups().count();
    int secondGroups = mixture.secondGroups().count();
    int[] group = mixture.firstGroups().of();
    ByGroup sums =
        new ByGroup(
            new double[mixture.second() * firstGroups],
            new double[firstGroups],
            new double[firstGroups],
            new double[first * secondGroups],
            new double[secondGroups]);
    double[] columns = new double[secondGroups * first];
    for (int j = 0; j < mixture.second(); j++) {
      int from = j * first;
      int to = mixture.secondGroups().of()[j] * first;
      for (int i = 0; i < first; i++) {
        columns[to + i] += mass[from + i] * shares.second()[to + i];
      }
      for (int i = 0; i < first; i++) {
        sums.column[j * firstGroups + group[i]] += mass[from + i];
      }
    }
    for (int i = 0; i < first; i++) {
      sums.plain[group[i]] += ofFirst[i];
      sums.share[group[i]] += ofFirstShare[i];
      for (int h = 0; h < secondGroups; h++) {
        double share = columns[h * first + i];
        sums.secondShare[i * secondGroups + h] = share;
        sums.second[h] += share;
      }
    }
    return sums;
  }
}
