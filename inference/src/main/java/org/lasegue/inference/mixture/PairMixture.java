package org.lasegue.inference.mixture;

import java.util.List;

/// A mixture over pairs of causes `(first, second)`.
///
/// Given the pair, the blocks are independent, and inside a block each cause acts through a hidden
/// state of its own. Every probability is built by multiplying and adding non-negative numbers, so
/// its relative error is bounded by the number of operations: no inclusion and exclusion, no
/// difference of nearly equal numbers.
///
/// Causes that act alike on a block share a row, so a block's likelihood is a small table over
/// pairs of rows. A what-if changes the table of one block only; [WhatIfs] uses that.
public final class PairMixture {
  private final int first;
  private final int second;
  private final List<Variable> variables;
  private final List<Block> blocks;
  private final int[] blockOf;
  private final Groups firstGroups;
  private final Groups secondGroups;
  private final BlockLayout[] layouts;
  private final int[] componentOf;

  /// Each cause is a group of its own.
  ///
  /// @param first number of first causes, @param second number of second causes (one of them may
  ///   stand for "none")
  /// @param blocks each variable lies in exactly one
  public PairMixture(int first, int second, List<Variable> variables, List<Block> blocks) {
    this(Groups.single(first), Groups.single(second), variables, blocks);
  }

  /// @param first the groups of the first causes, @param second those of the second causes (one of
  ///   which may stand for "none")
  /// @param blocks each variable lies in exactly one
  public PairMixture(Groups first, Groups second, List<Variable> variables, List<Block> blocks) {
    this.first = first.of().length;
    this.second = second.of().length;
    this.firstGroups = first;
    this.secondGroups = second;
    this.variables = List.copyOf(variables);
    this.blocks = List.copyOf(blocks);
    this.blockOf = new int[variables.size()];
    java.util.Arrays.fill(blockOf, -1);
    for (int b = 0; b < blocks.size(); b++) {
      for (int v : blocks.get(b).variables) {
        if (blockOf[v] >= 0) {
          throw new IllegalArgumentException(
              "'" + variables.get(v).name() + "' lies in two blocks");
        }
        blockOf[v] = b;
      }
    }
    for (int v = 0; v < blockOf.length; v++) {
      if (blockOf[v] < 0) {
        throw new IllegalArgumentException("'" + variables.get(v).name() + "' lies in no block");
      }
      int implied = variables.get(v).implies();
      if (implied >= 0 && blockOf[implied] >= 0 && !sameBlock(v, implied, blocks)) {
        throw new IllegalArgumentException(
            "'" + variables.get(v).name() + "' implies a variable of another block");
      }
    }
    this.layouts = new BlockLayout[blocks.size()];
    this.componentOf = new int[blockOf.length];
    for (int b = 0; b < layouts.length; b++) {
      layouts[b] = new BlockLayout(blocks.get(b), this);
      for (int c = 0; c < layouts[b].components.length; c++) {
        for (int member : layouts[b].components[c].members()) {
          componentOf[blocks.get(b).variables[member]] = c;
        }
      }
    }
  }

  private boolean sameBlock(int v, int w, List<Block> all) {
    for (int other : all.get(blockOf[v]).variables) {
      if (other == w) {
        return true;
      }
    }
    return false;
  }

  public int first() {
    return first;
  }

  public int second() {
    return second;
  }

  public List<Variable> variables() {
    return variables;
  }

  public int blockOf(int variable) {
    return blockOf[variable];
  }

  /// The component of the variable's block that it lies in.
  int componentOf(int variable) {
    return componentOf[variable];
  }

  int blockCount() {
    return blocks.size();
  }

  Block block(int index) {
    return blocks.get(index);
  }

  BlockLayout layout(int block) {
    return layouts[block];
  }

  /// The first causes that are counted together.
  public Groups firstGroups() {
    return firstGroups;
  }

  public Groups secondGroups() {
    return secondGroups;
  }
}
