package org.lasegue.inference.mixture;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The masses of a posterior summed in the ways that its answers and what-ifs need, made once.
final class MassSums {
  /// The sum over second causes for each first cause, plain and in its share.
  final double[] ofFirst;

  final double[] ofFirstShare;

  /// The sum over first causes for each second cause in its share.
  final double[] ofSecondShare;

  private final Supplier<ByGroup> group;
  private final Supplier<SharesByGroup> groupShares;
  private @Nullable ByGroup byGroup;
  private @Nullable SharesByGroup sharesByGroup;

  private MassSums(
      double[] ofFirst,
      double[] ofFirstShare,
      double[] ofSecondShare,
      Supplier<ByGroup> group,
      Supplier<SharesByGroup> groupShares) {
    this.ofFirst = ofFirst;
    this.ofFirstShare = ofFirstShare;
    this.ofSecondShare = ofSecondShare;
    this.group = group;
    this.groupShares = groupShares;
  }

  /// @param mass of each pair: `[second * firsts + first]`
  static MassSums of(PairMixture mixture, Population population, double[] mass) {
    Population.Shares shares = population.shares(mixture);
    int first = mixture.first();
    double[] ofFirst = new double[first];
    double[] ofFirstShare = new double[first];
    double[] ofSecondShare = new double[mixture.second()];
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
    return new MassSums(
        ofFirst,
        ofFirstShare,
        ofSecondShare,
        () -> group(mixture, mass, ofFirst),
        () -> groupShares(mixture, shares, mass, ofFirstShare));
  }

  /// Those of a sum of masses.
  ///
  /// @param by what each enters with
  static MassSums mean(List<MassSums> of, double[] by) {
    return new MassSums(
        sum(of, s -> s.ofFirst, by),
        sum(of, s -> s.ofFirstShare, by),
        sum(of, s -> s.ofSecondShare, by),
        () ->
            new ByGroup(
                sum(of, s -> s.byGroup().column(), by), sum(of, s -> s.byGroup().plain(), by)),
        () ->
            new SharesByGroup(
                sum(of, s -> s.sharesByGroup().first(), by),
                sum(of, s -> s.sharesByGroup().each(), by),
                sum(of, s -> s.sharesByGroup().second(), by)));
  }

  private static double[] sum(List<MassSums> of, Function<MassSums, double[]> masses, double[] by) {
    double[] result = new double[masses.apply(of.getFirst()).length];
    for (int k = 0; k < by.length; k++) {
      double[] each = masses.apply(of.get(k));
      double weight = by[k];
      for (int i = 0; i < result.length; i++) {
        result[i] += weight * each[i];
      }
    }
    return result;
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
      known = group.get();
      byGroup = known;
    }
    return known;
  }

  SharesByGroup sharesByGroup() {
    SharesByGroup known = sharesByGroup;
    if (known == null) {
      known = groupShares.get();
      sharesByGroup = known;
    }
    return known;
  }

  private static ByGroup group(PairMixture mixture, double[] mass, double[] ofFirst) {
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

  private static SharesByGroup groupShares(
      PairMixture mixture, Population.Shares shares, double[] mass, double[] ofFirstShare) {
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
