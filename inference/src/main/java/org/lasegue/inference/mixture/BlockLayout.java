package org.lasegue.inference.mixture;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
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
      known = Expansion.of(this);
      expansion = known;
    }
    return known;
  }

  private static int usualProfile(Block.Causes causes, int usualRow) {
    return usualRow < 0 ? -1 : causes.rows()[usualRow].profiles()[0];
  }

  /// The cells of the whole block and of each component.
  ///
  /// @param touched whether a group of first causes has an unusual one
  /// @param first the causes of the touched groups, @param second the unusual second causes, each
  ///   with its profiles
  /// @param block with profiles for classes, @param components one for each
  record Expansion(
      boolean[] touched, Expanded first, Expanded second, Cells block, Cells[] components) {

    private static Expansion of(BlockLayout layout) {
      Groups groups = layout.firstGroups;
      boolean[] touched = new boolean[groups.count()];
      for (int cause : layout.unusualFirst) {
        touched[groups.of()[cause]] = true;
      }
      int[] causes =
          IntStream.range(0, groups.of().length).filter(i -> touched[groups.of()[i]]).toArray();
      Pairs units = new Pairs();
      Expanded first = Expanded.of(causes, layout.block.first, groups, units);
      Pairs columns = new Pairs();
      Expanded second =
          Expanded.of(layout.unusualSecond, layout.block.second, layout.secondGroups, columns);
      Cells whole =
          new Cells(
              usualProfile(layout.block.first, layout.usualFirst),
              usualProfile(layout.block.second, layout.usualSecond),
              layout.block.first.profiles().length,
              layout.block.second.profiles().length,
              units.groups(),
              units.kinds(),
              columns.groups(),
              columns.kinds(),
              second.cell(),
              new int[0],
              new int[0]);
      Cells[] components =
          Arrays.stream(layout.components).map(whole::coarser).toArray(Cells[]::new);
      return new Expansion(touched, first, second, whole, components);
    }
  }

  /// Causes with each of their profiles.
  ///
  /// @param cell the unit or column that it falls into, @param weight P(profile | cause)
  record Expanded(int[] cause, int[] profile, double[] weight, int[] cell) {
    private static Expanded of(int[] causes, Block.Causes all, Groups groups, Pairs cells) {
      int size = 0;
      for (int cause : causes) {
        size += all.rows()[all.rowOf()[cause]].profiles().length;
      }
      Expanded result = new Expanded(new int[size], new int[size], new double[size], new int[size]);
      int at = 0;
      for (int cause : causes) {
        Block.Row row = all.rows()[all.rowOf()[cause]];
        for (int p = 0; p < row.profiles().length; p++) {
          result.cause[at] = cause;
          result.profile[at] = row.profiles()[p];
          result.weight[at] = row.weights()[p];
          result.cell[at] = cells.index(groups.of()[cause], row.profiles()[p]);
          at++;
        }
      }
      return result;
    }
  }

  /// How masses are kept: a *unit* is a touched group of first causes with a class of profiles, a
  /// *column* a group of second causes with one. What is usual among the second has no column.
  ///
  /// @param usualFirst class of the usual first causes, -1 where there are none
  /// @param usualSecond likewise of the second
  /// @param fromColumn the column into which each finer one falls, -1 where that is usual here
  /// @param members the finer units sorted by the unit into which they fall, @param start where
  ///   those of each unit begin
  record Cells(
      int usualFirst,
      int usualSecond,
      int firstClasses,
      int secondClasses,
      int[] unitGroup,
      int[] unitClass,
      int[] columnGroup,
      int[] columnClass,
      int[] fromColumn,
      int[] members,
      int[] start) {

    int units() {
      return unitGroup.length;
    }

    int columns() {
      return columnGroup.length;
    }

    private Cells coarser(Component component) {
      int[] firstClass = component.first().of();
      int[] secondClass = component.second().of();
      int usualHere = usualSecond < 0 ? -1 : secondClass[usualSecond];
      Pairs units = new Pairs();
      int[] toUnit = new int[units()];
      for (int u = 0; u < toUnit.length; u++) {
        toUnit[u] = units.index(unitGroup[u], firstClass[unitClass[u]]);
      }
      Pairs columns = new Pairs();
      int[] toColumn = new int[columns()];
      for (int c = 0; c < toColumn.length; c++) {
        int kind = secondClass[columnClass[c]];
        toColumn[c] = kind == usualHere ? -1 : columns.index(columnGroup[c], kind);
      }
      return new Cells(
          usualFirst < 0 ? -1 : firstClass[usualFirst],
          usualHere,
          component.first().count(),
          component.second().count(),
          units.groups(),
          units.kinds(),
          columns.groups(),
          columns.kinds(),
          toColumn,
          members(toUnit, units.known.size()),
          start(toUnit, units.known.size()));
    }

    private static int[] start(int[] toUnit, int units) {
      int[] start = new int[units + 1];
      for (int unit : toUnit) {
        start[unit + 1]++;
      }
      for (int u = 0; u < units; u++) {
        start[u + 1] += start[u];
      }
      return start;
    }

    private static int[] members(int[] toUnit, int units) {
      int[] next = start(toUnit, units);
      int[] members = new int[toUnit.length];
      for (int u = 0; u < toUnit.length; u++) {
        members[next[toUnit[u]]++] = u;
      }
      return members;
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
