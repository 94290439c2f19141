package org.lasegue.inference.mixture;

import java.util.Arrays;

/// The posterior of one component's classes together with the groups of causes. Every what-if on a
/// variable of the component is a weighted sum of these masses.
///
/// What is usual is taken as a total less what is not, which costs a relative error of the rounding
/// over [#LEAST] at most: where less than that share is usual, it is summed directly.
final class Marginal {
  private static final double LEAST = 1e-4;

  private final PairMixture mixture;
  private final BlockLayout.Slots slots;
  private final boolean[] touched;
  private final int[] touchedGroups;
  private final int firstClasses;
  private final int secondClasses;

  /// By slot: beside the usual second causes, plain and in the share of the first cause.
  private final double[] slotRest;

  private final double[] slotRestShare;

  /// By kind and slot: `[kind * slots + slot]`.
  private final double[] slotKind;

  private final double[] slotKindShare;

  /// The same by group of first causes, as if all its causes were usual; holds for the untouched.
  private final double[] groupRest;

  private final double[] groupRestShare;
  private final double[] groupKind;
  private final double[] groupKindShare;

  /// In the share of the second cause: by first class and group beside the usual second causes, and
  /// by kind and first class.
  private final double[] classRest;

  private final double[] classKind;

  Marginal(Posterior posterior, BlockLayout layout, int componentIndex, Joint joint) {
    this.mixture = posterior.mixture();
    BlockLayout.Expansion expansion = layout.expansion();
    this.slots = expansion.slots[componentIndex];
    this.touched = expansion.touched;
    this.touchedGroups = expansion.touchedGroups;
    Component component = layout.components[componentIndex];
    this.firstClasses = component.first().count();
    this.secondClasses = component.second().count();
    MassSums.ByGroup sums = posterior.sums().byGroup();
    int slotCount = slots.slotGroup().length;
    int kinds = slots.kindGroup().length;
    int groups = mixture.firstGroups().count();
    int secondGroups = mixture.secondGroups().count();
    this.slotRest = new double[slotCount];
    this.slotRestShare = new double[slotCount];
    this.slotKind = new double[kinds * slotCount];
    this.slotKindShare = new double[kinds * slotCount];
    this.groupRest = sums.plain().clone();
    this.groupRestShare = sums.share().clone();
    this.groupKind = new double[kinds * groups];
    this.groupKindShare = new double[kinds * groups];
    this.classRest = new double[firstClasses * secondGroups];
    this.classKind = new double[kinds * firstClasses];
    sumUnits(joint, expansion, component, secondGroups);
    sumColumns(joint, expansion, sums.column(), groups);
    boolean precise = usualClass(sums.second(), secondGroups);
    kinds(posterior.population(), groups, slotCount);
    precise &= rest(slotRest, slotKind) & rest(slotRestShare, slotKindShare);
    precise &= rest(groupRest, groupKind) & rest(groupRestShare, groupKindShare);
    precise &= classRest(secondGroups);
    if (!precise) {
      new Direct(posterior, layout, component, joint).sum();
    }
  }

  private void sumUnits(
      Joint joint, BlockLayout.Expansion expansion, Component component, int secondGroups) {
    int slotCount = slotRest.length;
    int[] ofUnit = slots.ofUnit();
    int[] ofColumn = slots.ofColumn();
    for (int u = 0; u < ofUnit.length; u++) {
      slotRest[ofUnit[u]] += joint.unitTotal()[u];
      slotRestShare[ofUnit[u]] += joint.unitShare()[u];
      int firstClass = component.first().of()[expansion.unitProfile[u]];
      if (firstClass != slots.usualFirst()) {
        int from = joint.unitSecondAt()[u];
        int to = firstClass * secondGroups;
        for (int h = 0; h < secondGroups; h++) {
          classRest[to + h] += joint.unitSecond()[from + h];
        }
      }
    }
    double[] mass = joint.mass();
    int[] rowAt = joint.rowAt();
    for (int c = 0; c < ofColumn.length; c++) {
      int kind = ofColumn[c];
      if (kind >= 0) {
        int at = joint.columnAt()[c];
        int to = kind * slotCount;
        for (int u = 0; u < ofUnit.length; u++) {
          slotKind[to + ofUnit[u]] += mass[rowAt[u] + at];
        }
      }
    }
  }

  private void sumColumns(
      Joint joint, BlockLayout.Expansion expansion, double[] columns, int groups) {
    int[] ofColumn = slots.ofColumn();
    for (int c = 0; c < ofColumn.length; c++) {
      int kind = ofColumn[c];
      if (kind >= 0) {
        int from = expansion.columnCause[c] * groups;
        int to = kind * groups;
        double factor = joint.columnFactor()[c];
        for (int g = 0; g < groups; g++) {
          groupKind[to + g] += factor * columns[from + g];
        }
      }
    }
  }

  /// @return whether the difference keeps its precision
  private boolean usualClass(double[] totals, int secondGroups) {
    boolean precise = true;
    if (slots.usualFirst() >= 0) {
      int usual = slots.usualFirst() * secondGroups;
      for (int h = 0; h < secondGroups; h++) {
        double others = 0;
        for (int k = 0; k < firstClasses; k++) {
          others += k == slots.usualFirst() ? 0 : classRest[k * secondGroups + h];
        }
        classRest[usual + h] = totals[h] - others;
        precise &= classRest[usual + h] >= LEAST * totals[h];
      }
    }
    return precise;
  }

  /// Adds the shares of the kinds.
  private void kinds(Population population, int groups, int slotCount) {
    for (int kind = 0; kind < slots.kindGroup().length; kind++) {
      int h = slots.kindGroup()[kind];
      int of = kind * firstClasses;
      for (int g = 0; g < groups; g++) {
        int at = kind * groups + g;
        double mass = groupKind[at];
        groupKindShare[at] = mass * population.firstShare(mixture, g, h);
        if (!touched[g]) {
          classKind[of + slots.usualFirst()] += mass * population.secondShare(mixture, g, h);
        }
      }
      for (int s = 0; s < slotCount; s++) {
        int at = kind * slotCount + s;
        int g = slots.slotGroup()[s];
        double mass = slotKind[at];
        slotKindShare[at] = mass * population.firstShare(mixture, g, h);
        classKind[of + slots.slotClass()[s]] += mass * population.secondShare(mixture, g, h);
      }
    }
  }

  /// Makes totals the rest beside the kinds.
  private static boolean rest(double[] rest, double[] byKind) {
    boolean precise = true;
    for (int i = 0; i < rest.length; i++) {
      double others = 0;
      for (int at = i; at < byKind.length; at += rest.length) {
        others += byKind[at];
      }
      double difference = rest[i] - others;
      precise &= difference >= LEAST * rest[i];
      rest[i] = difference;
    }
    return precise;
  }

  private boolean classRest(int secondGroups) {
    double[] kinds = new double[classRest.length];
    for (int kind = 0; kind < slots.kindGroup().length; kind++) {
      for (int k = 0; k < firstClasses; k++) {
        kinds[k * secondGroups + slots.kindGroup()[kind]] += classKind[kind * firstClasses + k];
      }
    }
    boolean precise = true;
    for (int at = 0; at < kinds.length; at++) {
      if (slots.neverUsual()[at % secondGroups]) {
        classRest[at] = 0;
      } else {
        double difference = classRest[at] - kinds[at];
        precise &= difference >= LEAST * classRest[at];
        classRest[at] = difference;
      }
    }
    return precise;
  }

  /// Sums what is usual without any difference.
  private final class Direct {
    private final Population population;
    private final MassSums sums;
    private final BlockLayout layout;
    private final BlockLayout.Expansion expansion;
    private final Component component;
    private final Joint joint;

    Direct(Posterior posterior, BlockLayout layout, Component component, Joint joint) {
      this.population = posterior.population();
      this.sums = posterior.sums();
      this.layout = layout;
      this.expansion = layout.expansion();
      this.component = component;
      this.joint = joint;
    }

    void sum() {
      for (double[] rest :
          new double[][] {slotRest, slotRestShare, groupRest, groupRestShare, classRest}) {
        Arrays.fill(rest, 0);
      }
      for (int u = 0; u < expansion.unitCause.length; u++) {
        int from = expansion.unitCause[u] * mixture.second();
        for (int j : layout.usualSeconds) {
          unit(u, j, sums.mass[from + j] * joint.unitPart()[u]);
        }
        for (int c = 0; c < expansion.columnCause.length; c++) {
          if (slots.ofColumn()[c] < 0) {
            unit(u, expansion.columnCause[c], joint.mass()[joint.rowAt()[u] + joint.columnAt()[c]]);
          }
        }
      }
      for (int j : layout.usualSeconds) {
        groups(j, 1);
      }
      for (int c = 0; c < expansion.columnCause.length; c++) {
        if (slots.ofColumn()[c] < 0) {
          groups(expansion.columnCause[c], joint.columnFactor()[c]);
        }
      }
    }

    private void unit(int unit, int second, double mass) {
      int slot = slots.ofUnit()[unit];
      int cause = expansion.unitCause[unit];
      slotRest[slot] += mass;
      slotRestShare[slot] += mass * population.firstShares(mixture, cause)[second];
      classRest(
          component.first().of()[expansion.unitProfile[unit]],
          second,
          mass * population.secondShares(mixture, cause)[second]);
    }

    private void groups(int second, double factor) {
      int h = mixture.secondGroups().of()[second];
      for (int g = 0; g < touched.length; g++) {
        if (!touched[g]) {
          double mass = factor * sums.byGroup().column()[second * touched.length + g];
          groupRest[g] += mass;
          groupRestShare[g] += mass * population.firstShare(mixture, g, h);
          classRest(slots.usualFirst(), second, mass * population.secondShare(mixture, g, h));
        }
      }
    }

    private void classRest(int firstClass, int second, double share) {
      int groups = mixture.secondGroups().count();
      classRest[firstClass * groups + mixture.secondGroups().of()[second]] += share;
    }
  }

  /// The masses if each pair of classes were `ratio[first * seconds + second]` times as likely.
  void weigh(double[] ratio, double total, Outcome outcome) {
    double[] plain = outcome.firstPosterior;
    double[] share = outcome.firstMasses;
    int usualSecond = Math.max(0, slots.usualSecond());
    int usualRow = Math.max(0, slots.usualFirst()) * secondClasses;
    int groups = plain.length;
    double usual = ratio[usualRow + usualSecond];
    for (int g = 0; g < groups; g++) {
      plain[g] = usual * groupRest[g];
      share[g] = usual * groupRestShare[g];
    }
    for (int kind = 0; kind < slots.kindClass().length; kind++) {
      double by = ratio[usualRow + slots.kindClass()[kind]];
      int from = kind * groups;
      for (int g = 0; g < groups; g++) {
        plain[g] += by * groupKind[from + g];
        share[g] += by * groupKindShare[from + g];
      }
    }
    for (int g : touchedGroups) {
      plain[g] = 0;
      share[g] = 0;
    }
    int[] slotGroup = slots.slotGroup();
    int[] slotClass = slots.slotClass();
    for (int s = 0; s < slotGroup.length; s++) {
      double by = ratio[slotClass[s] * secondClasses + usualSecond];
      plain[slotGroup[s]] += by * slotRest[s];
      share[slotGroup[s]] += by * slotRestShare[s];
    }
    for (int kind = 0; kind < slots.kindClass().length; kind++) {
      int secondClass = slots.kindClass()[kind];
      int from = kind * slotGroup.length;
      for (int s = 0; s < slotGroup.length; s++) {
        double by = ratio[slotClass[s] * secondClasses + secondClass];
        plain[slotGroup[s]] += by * slotKind[from + s];
        share[slotGroup[s]] += by * slotKindShare[from + s];
      }
    }
    weighSecond(ratio, usualSecond, outcome.secondMasses);
    outcome.normalise(total);
  }

  private void weighSecond(double[] ratio, int usualSecond, double[] second) {
    Arrays.fill(second, 0);
    for (int k = 0; k < firstClasses; k++) {
      double by = ratio[k * secondClasses + usualSecond];
      int from = k * second.length;
      for (int h = 0; h < second.length; h++) {
        second[h] += by * classRest[from + h];
      }
    }
    for (int kind = 0; kind < slots.kindClass().length; kind++) {
      double sum = 0;
      for (int k = 0; k < firstClasses; k++) {
        sum +=
            ratio[k * secondClasses + slots.kindClass()[kind]] * classKind[kind * firstClasses + k];
      }
      second[slots.kindGroup()[kind]] += sum;
    }
  }
}
