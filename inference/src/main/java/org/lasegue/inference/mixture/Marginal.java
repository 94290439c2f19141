package org.lasegue.inference.mixture;

import java.util.Arrays;

/// The posterior of classes of profiles together with the groups of causes, in the cells of a block
/// or of one of its components. Every what-if on a variable of a component is a weighted sum of
/// these masses.
///
/// Made from totals: mass beside the usual second causes (*rest*) is a total less what stands in
/// columns. That difference costs a relative error of the rounding over [#LEAST] at most; where
/// less than that share would be left it is summed directly.
final class Marginal {
  static final double LEAST = 1e-4;

  final BlockLayout.Cells cells;
  final int groups;
  final int secondGroups;
  final boolean[] touched;
  final Population.Shares shares;

  /// By unit: all mass, and that beside the usual second causes; plain and in the share of the
  /// first cause.
  final double[] total;

  final double[] totalShare;
  final double[] rest;
  final double[] restShare;

  /// `[column * units + unit]`.
  final double[] mass;

  final double[] massShare;

  /// The same by group of first causes, as if all its causes were usual; holds for the untouched.
  final double[] groupRest;

  final double[] groupRestShare;

  /// `[column * groups + group]`.
  final double[] groupMass;

  final double[] groupMassShare;

  /// In the share of the second cause: `[class * secondGroups + secondGroup]`.
  final double[] classTotal;

  final double[] classRest;

  /// `[column * classes + class]`.
  final double[] classMass;

  Marginal(PairMixture mixture, Population population, BlockLayout.Cells cells, boolean[] touched) {
    this.cells = cells;
    this.groups = mixture.firstGroups().count();
    this.secondGroups = mixture.secondGroups().count();
    this.touched = touched;
    this.shares = population.shares(mixture);
    this.total = new double[cells.units()];
    this.totalShare = new double[cells.units()];
    this.rest = new double[cells.units()];
    this.restShare = new double[cells.units()];
    this.mass = new double[cells.columns() * cells.units()];
    this.massShare = new double[mass.length];
    this.groupRest = new double[groups];
    this.groupRestShare = new double[groups];
    this.groupMass = new double[cells.columns() * groups];
    this.groupMassShare = new double[groupMass.length];
    this.classTotal = new double[cells.firstClasses() * secondGroups];
    this.classRest = new double[classTotal.length];
    this.classMass = new double[cells.columns() * cells.firstClasses()];
  }

  /// What is usual, summed without any difference.
  interface Usual {
    double unit(int unit);

    double unitShare(int unit);

    double group(int group);

    double groupShare(int group);

    double ofClass(int firstClass, int secondGroup);
  }

  /// Adds the shares of what stands in columns.
  void share() {
    int units = total.length;
    int classes = cells.firstClasses();
    for (int c = 0; c < cells.columns(); c++) {
      int from = cells.columnGroup()[c] * groups;
      for (int u = 0; u < units; u++) {
        int group = from + cells.unitGroup()[u];
        double value = mass[c * units + u];
        massShare[c * units + u] = value * shares.firstOfGroup()[group];
        classMass[c * classes + cells.unitClass()[u]] += value * shares.secondOfGroup()[group];
      }
      double untouched = 0;
      for (int g = 0; g < groups; g++) {
        double value = groupMass[c * groups + g];
        groupMassShare[c * groups + g] = value * shares.firstOfGroup()[from + g];
        untouched += touched[g] ? 0 : value * shares.secondOfGroup()[from + g];
      }
      if (cells.usualFirst() >= 0) {
        classMass[c * classes + cells.usualFirst()] += untouched;
      }
    }
  }

  /// Takes the columns from the totals.
  void divide(MassSums.ByGroup sums, Usual usual) {
    difference(total, mass, rest);
    difference(totalShare, massShare, restShare);
    for (int u = 0; u < rest.length; u++) {
      if (rest[u] < LEAST * total[u] || restShare[u] < LEAST * totalShare[u]) {
        rest[u] = usual.unit(u);
        restShare[u] = usual.unitShare(u);
      }
    }
    difference(sums.plain(), groupMass, groupRest);
    difference(sums.share(), groupMassShare, groupRestShare);
    for (int g = 0; g < groups; g++) {
      boolean imprecise =
          groupRest[g] < LEAST * sums.plain()[g] || groupRestShare[g] < LEAST * sums.share()[g];
      if (imprecise && !touched[g]) {
        groupRest[g] = usual.group(g);
        groupRestShare[g] = usual.groupShare(g);
      }
    }
    System.arraycopy(classTotal, 0, classRest, 0, classRest.length);
    int classes = cells.firstClasses();
    for (int c = 0; c < cells.columns(); c++) {
      for (int k = 0; k < classes; k++) {
        classRest[k * secondGroups + cells.columnGroup()[c]] -= classMass[c * classes + k];
      }
    }
    for (int k = 0; k < classes; k++) {
      for (int h = 0; h < secondGroups; h++) {
        int at = k * secondGroups + h;
        if (classRest[at] < LEAST * classTotal[at]) {
          classRest[at] = usual.ofClass(k, h);
        }
      }
    }
  }

  private static void difference(double[] totals, double[] columns, double[] result) {
    System.arraycopy(totals, 0, result, 0, totals.length);
    for (int from = 0; from < columns.length; from += totals.length) {
      for (int i = 0; i < totals.length; i++) {
        result[i] -= columns[from + i];
      }
    }
  }

  /// The marginal of one component of the block that this is the marginal of.
  Marginal coarser(
      PairMixture mixture,
      Population population,
      MassSums.ByGroup sums,
      BlockLayout.Cells coarse,
      Component component) {
    Marginal result = new Marginal(mixture, population, coarse, touched);
    int[] toColumn = coarse.fromColumn();
    int units = total.length;
    sum(total, 0, coarse, result.total, 0);
    sum(totalShare, 0, coarse, result.totalShare, 0);
    double[] together = new double[units];
    for (int to = 0; to < coarse.columns(); to++) {
      Arrays.fill(together, 0);
      for (int c = 0; c < toColumn.length; c++) {
        if (toColumn[c] == to) {
          int from = c * units;
          for (int u = 0; u < units; u++) {
            together[u] += mass[from + u];
          }
          for (int g = 0; g < groups; g++) {
            result.groupMass[to * groups + g] += groupMass[c * groups + g];
          }
        }
      }
      sum(together, 0, coarse, result.mass, to * coarse.units());
    }
    int[] toClass = component.first().of();
    for (int k = 0; k < toClass.length; k++) {
      int to = toClass[k] * secondGroups;
      int from = k * secondGroups;
      for (int h = 0; h < secondGroups; h++) {
        result.classTotal[to + h] += classTotal[from + h];
      }
    }
    result.share();
    result.divide(sums, new Finer(this, coarse, toClass));
    return result;
  }

  /// Sums finer units into coarser ones.
  private static void sum(
      double[] fine, int from, BlockLayout.Cells coarse, double[] result, int to) {
    int[] members = coarse.members();
    int[] start = coarse.start();
    for (int u = 0; u < start.length - 1; u++) {
      double sum = 0;
      for (int m = start[u]; m < start[u + 1]; m++) {
        sum += fine[from + members[m]];
      }
      result[to + u] = sum;
    }
  }

  /// What is usual for a component: what is usual for the block, and the columns that differ
  /// elsewhere only.
  private record Finer(Marginal fine, BlockLayout.Cells coarse, int[] toClass) implements Usual {
    @Override
    public double unit(int unit) {
      return unit(unit, fine.rest, fine.mass);
    }

    @Override
    public double unitShare(int unit) {
      return unit(unit, fine.restShare, fine.massShare);
    }

    private double unit(int unit, double[] rest, double[] mass) {
      double sum = 0;
      for (int m = coarse.start()[unit]; m < coarse.start()[unit + 1]; m++) {
        int u = coarse.members()[m];
        sum += rest[u];
        for (int c = 0; c < coarse.fromColumn().length; c++) {
          sum += coarse.fromColumn()[c] < 0 ? mass[c * rest.length + u] : 0;
        }
      }
      return sum;
    }

    @Override
    public double group(int group) {
      return group(group, fine.groupRest, fine.groupMass);
    }

    @Override
    public double groupShare(int group) {
      return group(group, fine.groupRestShare, fine.groupMassShare);
    }

    private double group(int group, double[] rest, double[] mass) {
      double sum = rest[group];
      for (int c = 0; c < coarse.fromColumn().length; c++) {
        sum += coarse.fromColumn()[c] < 0 ? mass[c * rest.length + group] : 0;
      }
      return sum;
    }

    @Override
    public double ofClass(int firstClass, int secondGroup) {
      double sum = 0;
      for (int k = 0; k < toClass.length; k++) {
        if (toClass[k] == firstClass) {
          sum += fine.classRest[k * fine.secondGroups + secondGroup];
          for (int c = 0; c < coarse.fromColumn().length; c++) {
            if (coarse.fromColumn()[c] < 0 && fine.cells.columnGroup()[c] == secondGroup) {
              sum += fine.classMass[c * toClass.length + k];
            }
          }
        }
      }
      return sum;
    }
  }

  /// The masses if each pair of classes were `ratio[first * seconds + second]` times as likely.
  void weigh(double[] ratio, double all, Outcome outcome) {
    int seconds = cells.secondClasses();
    int usualSecond = Math.max(0, cells.usualSecond());
    int usualRow = Math.max(0, cells.usualFirst()) * seconds;
    weighGroups(ratio, usualRow, usualSecond, outcome);
    weighUnits(ratio, usualSecond, outcome);
    double[] second = outcome.secondMasses;
    Arrays.fill(second, 0);
    int classes = cells.firstClasses();
    for (int k = 0; k < classes; k++) {
      double by = ratio[k * seconds + usualSecond];
      for (int h = 0; h < second.length; h++) {
        second[h] += by * classRest[k * second.length + h];
      }
    }
    for (int c = 0; c < cells.columns(); c++) {
      double sum = 0;
      for (int k = 0; k < classes; k++) {
        sum += ratio[k * seconds + cells.columnClass()[c]] * classMass[c * classes + k];
      }
      second[cells.columnGroup()[c]] += sum;
    }
    outcome.normalise(all);
  }

  private void weighGroups(double[] ratio, int usualRow, int usualSecond, Outcome outcome) {
    double[] plain = outcome.firstPosterior;
    double[] share = outcome.firstMasses;
    double usual = ratio[usualRow + usualSecond];
    for (int g = 0; g < plain.length; g++) {
      plain[g] = usual * groupRest[g];
      share[g] = usual * groupRestShare[g];
    }
    for (int c = 0; c < cells.columns(); c++) {
      double by = ratio[usualRow + cells.columnClass()[c]];
      int from = c * plain.length;
      for (int g = 0; g < plain.length; g++) {
        plain[g] += by * groupMass[from + g];
        share[g] += by * groupMassShare[from + g];
      }
    }
    for (int g = 0; g < plain.length; g++) {
      if (touched[g]) {
        plain[g] = 0;
        share[g] = 0;
      }
    }
  }

  private void weighUnits(double[] ratio, int usualSecond, Outcome outcome) {
    int seconds = cells.secondClasses();
    int[] group = cells.unitGroup();
    int[] unitClass = cells.unitClass();
    int units = group.length;
    double[] unit = new double[units];
    double[] unitShare = new double[units];
    for (int u = 0; u < units; u++) {
      double by = ratio[unitClass[u] * seconds + usualSecond];
      unit[u] = by * rest[u];
      unitShare[u] = by * restShare[u];
    }
    for (int c = 0; c < cells.columns(); c++) {
      int secondClass = cells.columnClass()[c];
      int from = c * units;
      for (int u = 0; u < units; u++) {
        double by = ratio[unitClass[u] * seconds + secondClass];
        unit[u] += by * mass[from + u];
        unitShare[u] += by * massShare[from + u];
      }
    }
    for (int u = 0; u < units; u++) {
      outcome.firstPosterior[group[u]] += unit[u];
      outcome.firstMasses[group[u]] += unitShare[u];
    }
  }
}
