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
  private @Nullable SharesByGroup sharesByGroup;

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
  /// @param plain the sum over second causes for each group of first causes
  record ByGroup(double[] column, double[] plain) {}

  /// @param first the sum over second causes for each group of first causes in its share
  /// @param each the mass of each group of second causes in its share, for each first cause: entry
  ///   `first * secondGroups + secondGroup`
  /// @param second the sum of those over first causes
  record SharesByGroup(double[] first, double[] each, double[] second) {}

  ByGroup byGroup() {
    ByGroup known = byGroup;
    if (known == null) {
      known = group();
      byGroup = known;
    }
    return known;
  }

  SharesByGroup sharesByGroup() {
    SharesByGroup known = sharesByGroup;
    if (known == null) {
      known = groupShares();
      sharesByGroup = known;
    }
    return known;
  }

  private ByGroup group() {
    int first = mixture.first();
    int firstGroups = mixture.firstGroups().count();
    int[] group = mixture.firstGroups().of();
    double[] column = new double[mixture.second() * firstGroups];
    double[] plain = new double[firstGroups];
    for (int j = 0; j < mixture.second(); j++) {
      int from = j * first;
      int to = j * firstGroups;
      for (int i = 0; i < first; i++) {
        column[to + group[i]] += mass[from + i];
      }
    }
    for (int i = 0; i < first; i++) {
      plain[group[i]] += ofFirst[i];
    }
    return new ByGroup(column, plain);
  }

  private SharesByGroup groupShares() {
    int first = mixture.first();
    int secondGroups = mixture.secondGroups().count();
    int[] group = mixture.firstGroups().of();
    double[] columns = new double[secondGroups * first];
    for (int j = 0; j < mixture.second(); j++) {
      int from = j * first;
      int to = mixture.secondGroups().of()[j] * first;
      for (int i = 0; i < first; i++) {
        columns[to + i] += mass[from + i] * shares.second()[to + i];
      }
    }
    double[] ofGroup = new double[mixture.firstGroups().count()];
    double[] each = new double[first * secondGroups];
    double[] second = new double[secondGroups];
    for (int i = 0; i < first; i++) {
      ofGroup[group[i]] += ofFirstShare[i];
      for (int h = 0; h < secondGroups; h++) {
        double share = columns[h * first + i];
        each[i * secondGroups + h] = share;
        second[h] += share;
      }
    }
    return new SharesByGroup(ofGroup, each, second);
  }
}
