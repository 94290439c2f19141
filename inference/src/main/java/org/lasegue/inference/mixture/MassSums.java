package org.lasegue.inference.mixture;

import org.jspecify.annotations.Nullable;

/// The masses of a posterior summed in the ways that its answers and what-ifs need, made once.
final class MassSums {
  /// `[first * seconds + second]`.
  final double[] mass;

  /// The sum over second causes for each first cause, plain and in its share.
  final double[] ofFirst;

  final double[] ofFirstShare;

  /// The sum over first causes for each second cause in its share.
  final double[] ofSecondShare;

  private final PairMixture mixture;
  private final Population population;
  private @Nullable ByGroup byGroup;

  MassSums(PairMixture mixture, Population population, double[] mass) {
    this.mixture = mixture;
    this.population = population;
    this.mass = mass;
    int first = mixture.first();
    int second = mixture.second();
    this.ofFirst = new double[first];
    this.ofFirstShare = new double[first];
    this.ofSecondShare = new double[second];
    for (int i = 0; i < first; i++) {
      double[] firstShare = population.firstShares(mixture, i);
      double[] secondShare = population.secondShares(mixture, i);
      double sum = 0;
      double share = 0;
      for (int j = 0; j < second; j++) {
        double value = mass[i * second + j];
        sum += value;
        share += value * firstShare[j];
        ofSecondShare[j] += value * secondShare[j];
      }
      ofFirst[i] = sum;
      ofFirstShare[i] = share;
    }
  }

  /// @param column the sum over each group of first causes for each second cause: `[second *
  ///   firstGroups + firstGroup]`
  /// @param plain the sum over second causes for each group of first causes, @param share the same
  ///   in its share
  /// @param secondShare the mass of each group of second causes in its share, for each first cause:
  ///   `[first * secondGroups + secondGroup]`
  /// @param second the sum of the latter over first causes
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
    int second = mixture.second();
    int firstGroups = mixture.firstGroups().count();
    int secondGroups = mixture.secondGroups().count();
    int[] firstGroup = mixture.firstGroups().of();
    int[] secondGroup = mixture.secondGroups().of();
    ByGroup sums =
        new ByGroup(
            new double[second * firstGroups],
            new double[firstGroups],
            new double[firstGroups],
            new double[mixture.first() * secondGroups],
            new double[secondGroups]);
    for (int i = 0; i < mixture.first(); i++) {
      int group = firstGroup[i];
      double[] share = population.secondShares(mixture, i);
      sums.plain[group] += ofFirst[i];
      sums.share[group] += ofFirstShare[i];
      int to = i * secondGroups;
      for (int j = 0; j < second; j++) {
        double value = mass[i * second + j];
        sums.column[j * firstGroups + group] += value;
        sums.secondShare[to + secondGroup[j]] += value * share[j];
      }
      for (int h = 0; h < secondGroups; h++) {
        sums.second[h] += sums.secondShare[to + h];
      }
    }
    return sums;
  }
}
