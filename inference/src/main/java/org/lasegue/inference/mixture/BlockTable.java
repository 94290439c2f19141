package org.lasegue.inference.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// The likelihood of what is observed in one block, for each pair of rows.
///
/// Let `e_a(l)` and `e_b(l)` be the distributions that the profiles of two causes give a variable and `u(l)` its
/// background. With cumulative `C(l) = P(level <= l)`, the maximum of two independent levels has
///
///     P(max = l) = e_a(l) C_b(l) + C_a(l-1) e_b(l)
///
/// which adds and multiplies non-negative numbers only (Díez 1993 for the noisy MAX). It is applied twice, for background
/// and first cause, then the second.
///
/// A two-level variable that is implied by others ("pain in the calf" implies "pain in the leg") is at level 1 when its
/// own gate or one of those is.
final class BlockTable {
  private final PairMixture mixture;
  private final Block block;
  private final Population population;

  /// Where the levels of each variable of the block start in a flat distribution.
  private final int[] offset;

  /// For a pair of profiles the distributions of all variables from their own gates, computed on
  /// first use.
  private final double[][] own;

  /// For each variable of the block: the variables of the block that imply it, in the end.
  private final int[][] impliers;

  BlockTable(PairMixture mixture, int blockIndex, Population population) {
    this.mixture = mixture;
    this.block = mixture.block(blockIndex);
    this.population = population;
    this.offset = new int[block.variables.length + 1];
    this.impliers = new int[block.variables.length][];
    for (int i = 0; i < block.variables.length; i++) {
      offset[i + 1] = offset[i] + mixture.variables().get(block.variables[i]).levels();
      int variable = block.variables[i];
      impliers[i] =
          IntStream.range(0, block.variables.length)
              .filter(j -> impliesEventually(block.variables[j], variable))
              .toArray();
    }
    this.own = new double[block.first.profiles().length * block.second.profiles().length][];
  }

  /// What is observed of the block, multiplied out for each pair of profiles.
  record Products(Plan plan, double[] byProfile) {}

  Products products(int[] observed) {
    Plan plan = plan(observed);
    int columns = block.second.profiles().length;
    double[] byProfile = new double[block.first.profiles().length * columns];
    for (int i = 0; i < block.first.profiles().length; i++) {
      for (int j = 0; j < columns; j++) {
        byProfile[i * columns + j] = plan.product(distributions(i, j));
      }
    }
    return new Products(plan, byProfile);
  }

  /// The same for observations that differ from `now`: where they only add factors, these are
  /// multiplied in.
  Products changed(int[] observed, Products now) {
    Plan plan = plan(observed);
    if (!plan.extendsPlan(now.plan())) {
      return products(observed);
    }
    int[] added = plan.added(now.plan());
    double[] byProfile = now.byProfile().clone();
    int columns = block.second.profiles().length;
    for (int i = 0; i < block.first.profiles().length; i++) {
      for (int j = 0; j < columns; j++) {
        double[] distributions = distributions(i, j);
        for (int at : added) {
          byProfile[i * columns + j] *= distributions[at];
        }
      }
    }
    return new Products(plan, byProfile);
  }

  /// `table[firstRow * secondRows + secondRow]`.
  double[] likelihood(Products products) {
    Block.Row[] firstRows = block.first.rows();
    Block.Row[] secondRows = block.second.rows();
    int profiles = block.first.profiles().length;
    int columns = block.second.profiles().length;
    double[] byProfile = products.byProfile();
    // first over the hidden states of the second cause, then over those of the first
    double[] halfway = new double[profiles * secondRows.length];
    for (int i = 0; i < profiles; i++) {
      for (int s = 0; s < secondRows.length; s++) {
        int[] second = secondRows[s].profiles();
        double[] weights = secondRows[s].weights();
        double sum = 0;
        for (int j = 0; j < second.length; j++) {
          sum += weights[j] * byProfile[i * columns + second[j]];
        }
        halfway[i * secondRows.length + s] = sum;
      }
    }
    double[] table = new double[firstRows.length * secondRows.length];
    for (int r = 0; r < firstRows.length; r++) {
      int[] first = firstRows[r].profiles();
      double[] weights = firstRows[r].weights();
      for (int i = 0; i < first.length; i++) {
        int from = first[i] * secondRows.length;
        double weight = weights[i];
        for (int s = 0; s < secondRows.length; s++) {
          table[r * secondRows.length + s] += weight * halfway[from + s];
        }
      }
    }
    return table;
  }

  /// What the observations ask of a flat distribution, whatever the pair of profiles.
  ///
  /// @param factors positions whose probabilities are multiplied
  /// @param gates for each variable that is present and open to impliers: its own gate at level 1,
  ///   then theirs
  /// @param impossible whether something absent is entailed
  record Plan(int[] factors, int[][] gates, boolean impossible) {
    /// Whether this plan is the other one and some more factors.
    boolean extendsPlan(Plan other) {
      return !impossible
          && !other.impossible
          && Arrays.deepEquals(gates, other.gates)
          && Arrays.stream(other.factors).allMatch(f -> contains(factors, f));
    }

    int[] added(Plan other) {
      return Arrays.stream(factors).filter(f -> !contains(other.factors, f)).toArray();
    }

    private static boolean contains(int[] sorted, int value) {
      return Arrays.binarySearch(sorted, value) >= 0;
    }

    double product(double[] distributions) {
      if (impossible) {
        return 0;
      }
      double product = 1;
      for (int at : factors) {
        product *= distributions[at];
      }
      for (int[] any : gates) {
        double probability = distributions[any[0]];
        for (int g = 1; g < any.length; g++) {
          probability += complement(probability) * distributions[any[g]];
        }
        product *= Math.min(1, probability);
      }
      return product;
    }
  }

  /// A present variable that an observed implier entails carries no weight of its own; one with
  /// unobserved impliers is present by its own gate or by one of theirs.
  private Plan plan(int[] observed) {
    int[] factors = new int[block.variables.length];
    int count = 0;
    List<int[]> gates = new ArrayList<>();
    boolean impossible = false;
    for (int i = 0; i < block.variables.length; i++) {
      int variable = block.variables[i];
      int level = observed[variable];
      if (level < 0) {
        if (impliesObservedAbsent(variable, observed)) {
          factors[count++] = offset[i];
        }
      } else if (impliers[i].length == 0) {
        factors[count++] = offset[i] + level;
      } else if (entailed(i, observed)) {
        impossible |= level == 0;
      } else if (level == 0) {
        factors[count++] = offset[i];
      } else {
        gates.add(gates(i, observed));
      }
    }
    return new Plan(Arrays.copyOf(factors, count), gates.toArray(int[][]::new), impossible);
  }

  private int[] gates(int inBlock, int[] observed) {
    IntStream open =
        Arrays.stream(impliers[inBlock])
            .filter(j -> observed[block.variables[j]] < 0)
            .filter(j -> !impliesObservedAbsent(block.variables[j], observed))
            .map(j -> offset[j] + 1);
    return IntStream.concat(IntStream.of(offset[inBlock] + 1), open).toArray();
  }

  private boolean impliesObservedAbsent(int variable, int[] observed) {
    int next = mixture.variables().get(variable).implies();
    while (next >= 0) {
      if (observed[next] == 0) {
        return true;
      }
      next = mixture.variables().get(next).implies();
    }
    return false;
  }

  private boolean entailed(int inBlock, int[] observed) {
    for (int j : impliers[inBlock]) {
      if (observed[block.variables[j]] == 1) {
        return true;
      }
    }
    return false;
  }

  /// `1 - p` of a probability that was built by addition; never negative. Its rounding is absolute
  /// in 1, and it only ever multiplies a term that is added to `p` itself, so the sum keeps its
  /// relative precision.
  private static double complement(double p) {
    return Math.max(0, 1 - p);
  }

  private boolean impliesEventually(int from, int to) {
    int next = mixture.variables().get(from).implies();
    while (next >= 0) {
      if (next == to) {
        return true;
      }
      next = mixture.variables().get(next).implies();
    }
    return false;
  }

  private double[] distributions(int firstProfile, int secondProfile) {
    int at = firstProfile * block.second.profiles().length + secondProfile;
    double[] known = own[at];
    if (known != null) {
      return known;
    }
    double[] result = new double[offset[block.variables.length]];
    for (int i = 0; i < block.variables.length; i++) {
      double[] distribution = distribution(firstProfile, secondProfile, i);
      System.arraycopy(distribution, 0, result, offset[i], distribution.length);
    }
    own[at] = result;
    return result;
  }

  /// The distribution of a variable of the block from its own gate, given two profiles.
  double[] distribution(int firstProfile, int secondProfile, int inBlock) {
    Variable variable = mixture.variables().get(block.variables[inBlock]);
    double[] background = population.background()[block.variables[inBlock]];
    double[] first = block.first.profiles()[firstProfile].effects()[inBlock];
    double[] second = block.second.profiles()[secondProfile].effects()[inBlock];
    return switch (variable.gate()) {
      case MAX -> NoisyMaximum.of(NoisyMaximum.of(background, first), second);
      case ODDS -> odds(background, first, second);
    };
  }

  private static double[] odds(double[] background, double[] first, double[] second) {
    double[] result = new double[background.length];
    double sum = 0;
    for (int l = 0; l < result.length; l++) {
      result[l] = background[l] * first[l] * second[l];
      sum += result[l];
    }
    if (sum <= 0) {
      return result;
    }
    for (int l = 0; l < result.length; l++) {
      result[l] /= sum;
    }
    return result;
  }
}
