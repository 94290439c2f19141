package org.lasegue.inference.mixture;

import java.util.Arrays;
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
  private final int rows;

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
    this.rows = block.rowCount();
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
    this.own = new double[block.profiles.length * block.profiles.length][];
  }

  /// `table[firstRow * rows + secondRow]`, for the observed levels (-1 where not observed) by
  /// variable index. Pairs of rows that no pair of causes has stay 0.
  double[] likelihood(int[] observed) {
    int profiles = block.profiles.length;
    double[] byProfile = new double[profiles * profiles];
    Arrays.fill(byProfile, -1);
    double[] table = new double[rows * rows];
    for (int r : block.firstRows) {
      Block.Row first = block.rows[r];
      for (int s : block.secondRows) {
        Block.Row second = block.rows[s];
        double sum = 0;
        for (int i = 0; i < first.profiles().length; i++) {
          for (int j = 0; j < second.profiles().length; j++) {
            int at = first.profiles()[i] * profiles + second.profiles()[j];
            if (byProfile[at] < 0) {
              byProfile[at] = product(first.profiles()[i], second.profiles()[j], observed);
            }
            sum += first.weights()[i] * second.weights()[j] * byProfile[at];
          }
        }
        table[r * rows + s] = sum;
      }
    }
    return table;
  }

  private double product(int firstProfile, int secondProfile, int[] observed) {
    double[] distributions = distributions(firstProfile, secondProfile);
    double product = 1;
    for (int i = 0; i < block.variables.length; i++) {
      int variable = block.variables[i];
      int level = observed[variable];
      if (level < 0) {
        if (impliesObservedAbsent(variable, observed)) {
          product *= distributions[offset[i]];
        }
      } else if (impliers[i].length == 0) {
        product *= distributions[offset[i] + level];
      } else if (level == 1) {
        product *= present(i, distributions, observed);
      } else {
        product *= entailed(i, observed) ? 0 : distributions[offset[i]];
      }
    }
    return product;
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

  /// Its own gate or that of an unobserved implier; an observed implier entails it, so that it
  /// carries no weight of its own.
  private double present(int inBlock, double[] distributions, int[] observed) {
    if (entailed(inBlock, observed)) {
      return 1;
    }
    double probability = distributions[offset[inBlock] + 1];
    for (int j : impliers[inBlock]) {
      int implier = block.variables[j];
      if (observed[implier] < 0 && !impliesObservedAbsent(implier, observed)) {
        probability += complement(probability) * distributions[offset[j] + 1];
      }
    }
    return Math.min(1, probability);
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
    int at = firstProfile * block.profiles.length + secondProfile;
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
    double[] first = block.profiles[firstProfile].effects()[inBlock];
    double[] second = block.profiles[secondProfile].effects()[inBlock];
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
