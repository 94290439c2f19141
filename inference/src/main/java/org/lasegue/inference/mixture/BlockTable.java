package org.lasegue.inference.mixture;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The likelihood of what is observed in one block of one population.
final class BlockTable {
  private final BlockLayout layout;
  private final ComponentTable[] components;

  /// The likelihoods of a plain block with one variable, by level: most queries need no others.
  private final @Nullable Likelihood[] byLevel;

  private BlockTable(BlockLayout layout, ComponentTable[] components, int levels) {
    this.layout = layout;
    this.components = components;
    this.byLevel = new Likelihood[levels];
  }

  static BlockTable of(PairMixture mixture, int blockIndex, Population population) {
    BlockLayout layout = mixture.layout(blockIndex);
    boolean single = layout.plain && layout.block.variables.length == 1;
    return new BlockTable(
        layout,
        Arrays.stream(layout.components)
            .map(component -> new ComponentTable(mixture, layout.block, component, population))
            .toArray(ComponentTable[]::new),
        single ? mixture.variables().get(layout.block.variables[0]).levels() : 0);
  }

  /// The same of other people, with those components in whose variables they are alike.
  BlockTable of(Population others, IntPredicate alike) {
    ComponentTable[] theirs =
        Arrays.stream(components)
            .map(own -> Arrays.stream(own.variables()).allMatch(alike) ? own : own.of(others))
            .toArray(ComponentTable[]::new);
    return Arrays.equals(theirs, components)
        ? this
        : new BlockTable(layout, theirs, byLevel.length);
  }

  /// Whether another table of the block gives the same likelihood of what is observed and the same
  /// what-ifs of one component.
  boolean alike(BlockTable other, int[] observed, int component) {
    for (int c = 0; c < components.length; c++) {
      if (!components[c].alike(other.components[c])
          && (c == component || !components[c].plan(observed).asksNothing())) {
        return false;
      }
    }
    return true;
  }

  ComponentTable component(int index) {
    return components[index];
  }

  /// @param byProfile likelihood for each pair of profiles, @param bySecondRow for each first
  ///   profile and second row, @param byRow for each pair of rows
  /// @param split the latter as a product, null where a zero or the size of the block forbids it
  record Likelihood(
      double[] byProfile, double[] bySecondRow, double[] byRow, @Nullable Split split) {}

  /// A table as `usual * first[r] * second[s] * both[r, s]`, each 1 in the usual row.
  ///
  /// @param both null where the two causes act independently, as on an absent finding under a noisy
  ///   maximum: it is then 1 up to rounding
  record Split(double usual, double[] first, double[] second, double @Nullable [] both) {
    /// Above the rounding of the operations that make a cell, and small enough for four hundred
    /// blocks.
    private static final double ROUNDING = 1e-14;

    static @Nullable Split of(double[] table, int usualFirst, int usualSecond, int columns) {
      int rows = table.length / columns;
      double usual = table[usualFirst * columns + usualSecond];
      double[] first = new double[rows];
      double[] second = new double[columns];
      for (int r = 0; r < rows; r++) {
        first[r] = table[r * columns + usualSecond] / usual;
      }
      for (int s = 0; s < columns; s++) {
        second[s] = table[usualFirst * columns + s] / usual;
      }
      double[] both = new double[table.length];
      boolean independent = true;
      for (int r = 0; r < rows; r++) {
        for (int s = 0; s < columns; s++) {
          double product = usual * first[r] * second[s];
          if (!(product > 0)) {
            return null;
          }
          double ratio = table[r * columns + s] / product;
          both[r * columns + s] = ratio;
          independent &= Math.abs(ratio - 1) <= ROUNDING;
        }
      }
      return new Split(usual, first, second, independent ? null : both);
    }
  }

  Likelihood likelihood(int[] observed) {
    if (byLevel.length > 0) {
      int level = observed[layout.block.variables[0]];
      Likelihood known = byLevel[level];
      if (known == null) {
        known = of(components[0].probability(components[0].plan(observed)));
        byLevel[level] = known;
      }
      return known;
    }
    if (layout.plain) {
      return of(components[0].probability(components[0].plan(observed)));
    }
    // first over the hidden states of the second cause, then over those of the first
    double[] byProfile = byProfile(observed);
    double[] bySecondRow = overSecond(layout.block, byProfile);
    double[] byRow = overFirst(layout.block.first, bySecondRow, layout.block.second.rows().length);
    return new Likelihood(byProfile, bySecondRow, byRow, split(byRow));
  }

  private Likelihood of(double[] plain) {
    return new Likelihood(plain, plain, plain, split(plain));
  }

  private @Nullable Split split(double[] byRow) {
    long unusual = (long) layout.unusualFirst.length * layout.unusualSecond.length;
    long pairs = (long) layout.block.first.rowOf().length * layout.block.second.rowOf().length;
    if (layout.usualFirst < 0 || layout.usualSecond < 0 || 2 * unusual > pairs) {
      return null;
    }
    return Split.of(
        byRow, layout.usualFirst, layout.usualSecond, layout.block.second.rows().length);
  }

  /// `[firstProfile * secondProfiles + secondProfile]`.
  private double[] byProfile(int[] observed) {
    int rows = layout.block.first.profiles().length;
    int columns = layout.block.second.profiles().length;
    double[] result = new double[rows * columns];
    double[] byFirst = new double[rows];
    double[] bySecond = new double[columns];
    Arrays.fill(result, 1);
    Arrays.fill(byFirst, 1);
    Arrays.fill(bySecond, 1);
    for (int c = 0; c < components.length; c++) {
      ComponentTable.Plan plan = components[c].plan(observed);
      if (plan.asksNothing()) {
        continue;
      }
      Component component = layout.components[c];
      int[] firstClass = component.first().of();
      int[] secondClass = component.second().of();
      Split split = components[c].split(plan);
      if (split != null && split.both() == null) {
        for (int p = 0; p < rows; p++) {
          byFirst[p] *= split.usual() * split.first()[firstClass[p]];
        }
        for (int q = 0; q < columns; q++) {
          bySecond[q] *= split.second()[secondClass[q]];
        }
        continue;
      }
      double[] table = components[c].probability(plan);
      int classes = component.second().count();
      // spread over the second profiles once for each class, so that the long loop is a plain
      // product
      double[] spread = new double[component.first().count() * columns];
      for (int k = 0; k < component.first().count(); k++) {
        for (int q = 0; q < columns; q++) {
          spread[k * columns + q] = table[k * classes + secondClass[q]];
        }
      }
      for (int p = 0; p < rows; p++) {
        int to = p * columns;
        int from = firstClass[p] * columns;
        for (int q = 0; q < columns; q++) {
          result[to + q] *= spread[from + q];
        }
      }
    }
    for (int p = 0; p < rows; p++) {
      double by = byFirst[p];
      for (int q = 0; q < columns; q++) {
        result[p * columns + q] *= by * bySecond[q];
      }
    }
    return result;
  }

  /// Sums likelihoods of profiles over the hidden states of the second cause: `[firstProfile *
  /// secondRows + secondRow]`.
  private static double[] overSecond(Block block, double[] byProfile) {
    Block.Row[] rows = block.second.rows();
    int profiles = block.first.profiles().length;
    int columns = block.second.profiles().length;
    double[] result = new double[profiles * rows.length];
    for (int p = 0; p < profiles; p++) {
      int from = p * columns;
      int to = p * rows.length;
      for (int s = 0; s < rows.length; s++) {
        int[] second = rows[s].profiles();
        double[] weights = rows[s].weights();
        double sum = 0;
        for (int q = 0; q < second.length; q++) {
          sum += weights[q] * byProfile[from + second[q]];
        }
        result[to + s] = sum;
      }
    }
    return result;
  }

  /// Sums the rows of a table of first profiles over the hidden states of the first cause:
  /// `[firstRow * columns + column]`.
  static double[] overFirst(Block.Causes causes, double[] byProfile, int columns) {
    Block.Row[] rows = causes.rows();
    double[] result = new double[rows.length * columns];
    for (int r = 0; r < rows.length; r++) {
      int[] first = rows[r].profiles();
      double[] weights = rows[r].weights();
      int to = r * columns;
      for (int p = 0; p < first.length; p++) {
        int from = first[p] * columns;
        double weight = weights[p];
        for (int s = 0; s < columns; s++) {
          result[to + s] += weight * byProfile[from + s];
        }
      }
    }
    return result;
  }

  /// The distribution of a variable of the block from its own gate, given two profiles.
  double[] distribution(int firstProfile, int secondProfile, int inBlock) {
    for (int c = 0; c < components.length; c++) {
      int[] members = layout.components[c].members();
      for (int member = 0; member < members.length; member++) {
        if (members[member] == inBlock) {
          return components[c].distribution(firstProfile, secondProfile, member);
        }
      }
    }
    throw new IllegalArgumentException("no variable " + inBlock + " in the block");
  }
}
