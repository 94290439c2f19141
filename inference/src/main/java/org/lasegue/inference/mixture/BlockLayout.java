package org.lasegue.inference.mixture;

import java.util.Arrays;
import java.util.HashMap;
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
      known = new Expansion(this);
      expansion = known;
    }
    return known;
  }

  /// The touched first causes and the unusual second ones, each with its profiles.
  static final class Expansion {
    final boolean[] touched;
    final int[] touchedGroups;

    /// A unit is a first cause of a touched group with one of its profiles.
    final int[] unitCause;

    final int[] unitProfile;
    final double[] unitWeight;

    /// A column is an unusual second cause with one of its profiles.
    final int[] columnCause;

    final int[] columnProfile;
    final double[] columnWeight;
    final Slots[] slots;

    Expansion(BlockLayout layout) {
      Groups groups = layout.firstGroups;
      this.touched = new boolean[groups.count()];
      for (int cause : layout.unusualFirst) {
        touched[groups.of()[cause]] = true;
      }
      this.touchedGroups =
          IntStream.range(0, groups.count()).filter(group -> touched[group]).toArray();
      int[] causes =
          IntStream.range(0, groups.of().length).filter(i -> touched[groups.of()[i]]).toArray();
      Expanded units = Expanded.of(causes, layout.block.first);
      this.unitCause = units.cause();
      this.unitProfile = units.profile();
      this.unitWeight = units.weight();
      Expanded columns = Expanded.of(layout.unusualSecond, layout.block.second);
      this.columnCause = columns.cause();
      this.columnProfile = columns.profile();
      this.columnWeight = columns.weight();
      this.slots = new Slots[layout.components.length];
      for (int c = 0; c < slots.length; c++) {
        slots[c] = Slots.of(layout, layout.components[c], this);
      }
    }

    private record Expanded(int[] cause, int[] profile, double[] weight) {
      static Expanded of(int[] causes, Block.Causes all) {
        int size = 0;
        for (int cause : causes) {
          size += all.rows()[all.rowOf()[cause]].profiles().length;
        }
        Expanded result = new Expanded(new int[size], new int[size], new double[size]);
        int at = 0;
        for (int cause : causes) {
          Block.Row row = all.rows()[all.rowOf()[cause]];
          for (int p = 0; p < row.profiles().length; p++) {
            result.cause[at] = cause;
            result.profile[at] = row.profiles()[p];
            result.weight[at] = row.weights()[p];
            at++;
          }
        }
        return result;
      }
    }
  }

  /// For one component: units that share group and class share a slot, columns that share group and
  /// class a kind.
  ///
  /// @param usualFirst class of the usual first causes, -1 where there are none
  /// @param usualSecond likewise of the second
  /// @param ofColumn the kind of each column, -1 where it acts like the usual second causes
  record Slots(
      int usualFirst,
      int usualSecond,
      int[] ofUnit,
      int[] slotGroup,
      int[] slotClass,
      int[] ofColumn,
      int[] kindGroup,
      int[] kindClass,
      boolean[] neverUsual) {

    static Slots of(BlockLayout layout, Component component, Expansion expansion) {
      int usualFirst = usualClass(component.first(), layout.block.first, layout.usualFirst);
      int usualSecond = usualClass(component.second(), layout.block.second, layout.usualSecond);
      Pairs slots = new Pairs(expansion.unitCause.length);
      for (int u = 0; u < expansion.unitCause.length; u++) {
        slots.add(
            layout.firstGroups.of()[expansion.unitCause[u]],
            component.first().of()[expansion.unitProfile[u]]);
      }
      Pairs kinds = new Pairs(expansion.columnCause.length);
      boolean[] neverUsual = new boolean[layout.secondGroups.count()];
      Arrays.fill(neverUsual, true);
      for (int j : layout.usualSeconds) {
        neverUsual[layout.secondGroups.of()[j]] = false;
      }
      for (int c = 0; c < expansion.columnCause.length; c++) {
        int group = layout.secondGroups.of()[expansion.columnCause[c]];
        int kind = component.second().of()[expansion.columnProfile[c]];
        if (kind == usualSecond) {
          kinds.skip();
          neverUsual[group] = false;
        } else {
          kinds.add(group, kind);
        }
      }
      return new Slots(
          usualFirst,
          usualSecond,
          slots.index,
          slots.groups(),
          slots.classes(),
          kinds.index,
          kinds.groups(),
          kinds.classes(),
          neverUsual);
    }

    private static int usualClass(Component.Classes classes, Block.Causes causes, int usualRow) {
      return usualRow < 0 ? -1 : classes.of()[causes.rows()[usualRow].profiles()[0]];
    }
  }

  /// Numbers distinct pairs of group and class in the order in which they come.
  private static final class Pairs {
    private final Map<Long, Integer> known = new HashMap<>();
    private final int[] index;
    private final int[] group;
    private final int[] kind;
    private int at;

    Pairs(int size) {
      index = new int[size];
      group = new int[size];
      kind = new int[size];
    }

    void add(int ofGroup, int ofClass) {
      int next = known.size();
      Integer before = known.putIfAbsent((long) ofGroup << 32 | ofClass, next);
      if (before == null) {
        group[next] = ofGroup;
        kind[next] = ofClass;
      }
      index[at++] = before == null ? next : before;
    }

    void skip() {
      index[at++] = -1;
    }

    int[] groups() {
      return Arrays.copyOf(group, known.size());
    }

    int[] classes() {
      return Arrays.copyOf(kind, known.size());
    }
  }
}
