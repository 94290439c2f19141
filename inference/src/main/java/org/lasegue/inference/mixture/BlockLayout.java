package org.lasegue.inference.mixture;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// How the pairs of causes fall onto a block, whatever the population and the observations.
///
/// Most causes do not act on most blocks: they share the *usual* row. Only first causes in groups
/// with an unusual one (*touched*) and unusual second causes are looked at one by one; all others
/// enter as sums made once for all blocks.
final class BlockLayout {
  final Block block;
  final Component[] components;

  /// The commonest rows of one profile, or -1 where each row has several.
  final int usualFirst;

  final int usualSecond;
  final int[] unusualFirst;
  final int[] unusualSecond;

  /// The second causes of the usual row.
  final int[] usualSeconds;

  /// Whether a group of second causes has one of the usual row.
  final boolean[] usualSecondGroups;

  /// Whether each row has a single profile and all variables form one component, so that rows,
  /// profiles and classes are the same thing.
  final boolean plain;

  private final Groups firstGroups;
  private final Groups secondGroups;
  private @Nullable Expansion expansion;

  BlockLayout(Block block, PairMixture mixture) {
    this.block = block;
    this.components = Component.of(block, mixture.variables());
    this.usualFirst = usual(block.first);
    this.usualSecond = usual(block.second);
    this.unusualFirst = unusual(block.first.rowOf(), usualFirst);
    this.unusualSecond = unusual(block.second.rowOf(), usualSecond);
    this.usualSeconds =
        IntStream.range(0, block.second.rowOf().length)
            .filter(j -> block.second.rowOf()[j] == usualSecond)
            .toArray();
    this.usualSecondGroups = new boolean[mixture.secondGroups().count()];
    for (int j : usualSeconds) {
      usualSecondGroups[mixture.secondGroups().of()[j]] = true;
    }
    this.plain =
        components.length == 1
            && plain(block.first, components[0].first())
            && plain(block.second, components[0].second());
    this.firstGroups = mixture.firstGroups();
    this.secondGroups = mixture.secondGroups();
  }

  private static boolean plain(Block.Causes causes, Component.Classes classes) {
    Block.Row[] rows = causes.rows();
    for (int r = 0; r < rows.length; r++) {
      if (rows[r].profiles().length > 1 || rows[r].profiles()[0] != r || classes.of()[r] != r) {
        return false;
      }
    }
    return true;
  }

  private static int usual(Block.Causes causes) {
    int[] count = new int[causes.rows().length];
    for (int row : causes.rowOf()) {
      count[row]++;
    }
    int usual = -1;
    for (int r = 0; r < count.length; r++) {
      if (causes.rows()[r].profiles().length == 1 && (usual < 0 || count[r] > count[usual])) {
        usual = r;
      }
    }
    return usual;
  }

  private static int[] unusual(int[] rowOf, int usual) {
    return IntStream.range(0, rowOf.length).filter(c -> rowOf[c] != usual).toArray();
  }

  /// What the what-ifs of the block run over; made on first use.
  Expansion expansion() {
    Expansion known = expansion;
    if (known == null) {
      known = plain ? Expansion.plain(this) : Expansion.expanded(this);
      expansion = known;
    }
    return known;
  }

  /// The pairs that what-ifs of the block look at, and how they fall into cells.
  ///
  /// @param causes the first causes of touched groups (of a plain block: the unusual ones), those
  ///   of a group together
  /// @param starts where the profiles of each cause begin in what follows; the base profile is left
  ///   out, as what is not counted here is that of the base
  /// @param profiles, @param weights P(profile | cause), @param units the unit into which each
  ///   falls
  /// @param columnCause the unusual second cause of each column: its position among those
  /// @param columnProfile its profile, never the base, @param columnWeight P(profile | cause)
  /// @param secondRow the row of each unusual second cause
  /// @param columns the column into which each unusual second cause of a plain block falls
  /// @param block the cells of the block, @param components how they fall into those of each
  ///   component; of a plain block none, as both are the same
  record Expansion(
      boolean[] touched,
      int[] causes,
      int[] starts,
      int[] profiles,
      double[] weights,
      int[] units,
      int[] columnCause,
      int[] columnProfile,
      double[] columnWeight,
      int[] secondRow,
      int[] columns,
      Cells block,
      Coarsening[] components) {

    private static Expansion plain(BlockLayout layout) {
      int[] firstGroup = layout.firstGroups.of();
      int[] secondGroup = layout.secondGroups.of();
      Pairs units = new Pairs();
      Pairs columns = new Pairs();
      int[] unit =
          Arrays.stream(layout.unusualFirst)
              .map(i -> units.index(firstGroup[i], layout.block.first.rowOf()[i]))
              .toArray();
      int[] column =
          Arrays.stream(layout.unusualSecond)
              .map(j -> columns.index(secondGroup[j], layout.block.second.rowOf()[j]))
              .toArray();
      Component all = layout.components[0];
      return new Expansion(
          new boolean[0],
          layout.unusualFirst,
          new int[0],
          new int[0],
          new double[0],
          unit,
          new int[0],
          new int[0],
          new double[0],
          new int[0],
          column,
          Cells.of(layout.usualFirst, layout.usualSecond, all, units, columns),
          new Coarsening[0]);
    }

    private static Expansion expanded(BlockLayout layout) {
      Groups groups = layout.firstGroups;
      int firstBase = base(layout.block.first, layout.usualFirst);
      int secondBase = base(layout.block.second, layout.usualSecond);
      boolean[] touched = new boolean[groups.count()];
      for (int cause : layout.unusualFirst) {
        touched[groups.of()[cause]] = true;
      }
      int[] causes =
          IntStream.range(0, groups.of().length)
              .filter(i -> touched[groups.of()[i]])
              .boxed()
              .sorted(Comparator.comparing(i -> groups.of()[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      Expanded first = Expanded.of(causes, layout.block.first, groups, firstBase);
      Expanded second =
          Expanded.of(layout.unusualSecond, layout.block.second, layout.secondGroups, secondBase);
      Pairs units = new Pairs();
      int[] unit =
          IntStream.range(0, first.profiles().length)
              .map(x -> units.index(first.groups()[x], first.profiles()[x]))
              .toArray();
      Cells block =
          new Cells(
              firstBase,
              secondBase,
              layout.block.first.profiles().length,
              layout.block.second.profiles().length,
              units.groups(),
              units.kinds(),
              second.groups(),
              second.profiles());
      return new Expansion(
          touched,
          causes,
          first.starts(),
          first.profiles(),
          first.weights(),
          unit,
          second.positions(),
          second.profiles(),
          second.weights(),
          Arrays.stream(layout.unusualSecond).map(j -> layout.block.second.rowOf()[j]).toArray(),
          new int[0],
          block,
          Arrays.stream(layout.components)
              .map(component -> Coarsening.of(component, block, firstBase, secondBase))
              .toArray(Coarsening[]::new));
    }

    /// The profile of the usual row; where there is none, any will do.
    private static int base(Block.Causes causes, int usual) {
      return usual < 0 ? 0 : causes.rows()[usual].profiles()[0];
    }
  }

  /// Causes with each of their profiles but the base.
  ///
  /// @param positions the position of the cause of each, @param groups its group
  private record Expanded(
      int[] starts, int[] positions, int[] groups, int[] profiles, double[] weights) {

    static Expanded of(int[] causes, Block.Causes all, Groups groups, int base) {
      int[] starts = new int[causes.length + 1];
      IntStream.Builder positions = IntStream.builder();
      IntStream.Builder profiles = IntStream.builder();
      DoubleStream.Builder weights = DoubleStream.builder();
      for (int c = 0; c < causes.length; c++) {
        starts[c + 1] = starts[c];
        Block.Row row = all.rows()[all.rowOf()[causes[c]]];
        for (int p = 0; p < row.profiles().length; p++) {
          if (row.profiles()[p] != base) {
            positions.add(c);
            profiles.add(row.profiles()[p]);
            weights.add(row.weights()[p]);
            starts[c + 1]++;
          }
        }
      }
      int[] position = positions.build().toArray();
      return new Expanded(
          starts,
          position,
          Arrays.stream(position).map(c -> groups.of()[causes[c]]).toArray(),
          profiles.build().toArray(),
          weights.build().toArray());
    }
  }

  /// Where masses are kept: a *unit* is a group of first causes with a class of profiles, a
  /// *column* a group of second causes with one. Neither is made for the base class.
  record Cells(
      int firstBase,
      int secondBase,
      int firstClasses,
      int secondClasses,
      int[] unitGroup,
      int[] unitClass,
      int[] columnGroup,
      int[] columnClass) {

    static final Cells NONE = new Cells(0, 0, 0, 0, new int[0], new int[0], new int[0], new int[0]);

    private static Cells of(
        int firstBase, int secondBase, Component component, Pairs units, Pairs columns) {
      return new Cells(
          firstBase,
          secondBase,
          component.first().count(),
          component.second().count(),
          units.groups(),
          units.kinds(),
          columns.groups(),
          columns.kinds());
    }

    int units() {
      return unitGroup.length;
    }

    int columns() {
      return columnGroup.length;
    }
  }

  /// How the cells of a block fall into those of a component.
  ///
  /// @param units those of the block that count, @param toUnit the unit into which each falls
  /// @param columns those that count, @param toColumn the column into which each falls
  /// @param toClass the class of each first profile
  record Coarsening(
      Cells cells, int[] units, int[] toUnit, int[] columns, int[] toColumn, int[] toClass) {
    private static Coarsening of(Component component, Cells fine, int firstBase, int secondBase) {
      int[] firstClass = component.first().of();
      int[] secondClass = component.second().of();
      int firstHere = firstClass[firstBase];
      int secondHere = secondClass[secondBase];
      Pairs coarseUnits = new Pairs();
      int[] units =
          IntStream.range(0, fine.units())
              .filter(u -> firstClass[fine.unitClass[u]] != firstHere)
              .toArray();
      int[] toUnit =
          Arrays.stream(units)
              .map(u -> coarseUnits.index(fine.unitGroup[u], firstClass[fine.unitClass[u]]))
              .toArray();
      Pairs coarseColumns = new Pairs();
      int[] columns =
          IntStream.range(0, fine.columns())
              .filter(c -> secondClass[fine.columnClass[c]] != secondHere)
              .toArray();
      int[] toColumn =
          Arrays.stream(columns)
              .map(c -> coarseColumns.index(fine.columnGroup[c], secondClass[fine.columnClass[c]]))
              .toArray();
      return new Coarsening(
          Cells.of(firstHere, secondHere, component, coarseUnits, coarseColumns),
          units,
          toUnit,
          columns,
          toColumn,
          firstClass);
    }
  }

  /// Numbers distinct pairs of group and kind in the order in which they come.
  private static final class Pairs {
    private final Map<Long, Integer> known = new LinkedHashMap<>();

    int index(int group, int kind) {
      int next = known.size();
      return known.computeIfAbsent((long) group << 32 | kind, pair -> next);
    }

    int[] groups() {
      return known.keySet().stream().mapToInt(pair -> (int) (pair >> 32)).toArray();
    }

    int[] kinds() {
      return known.keySet().stream().mapToInt(Long::intValue).toArray();
    }
  }
}
