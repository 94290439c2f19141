package org.lasegue.inference.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The probability of what is observed of one component, for each pair of classes: a table
/// `[firstClass * secondClasses + secondClass]`.
///
/// Let `e_a(l)` and `e_b(l)` be the distributions that two causes give a variable and `u(l)` its
/// background. With cumulative `C(l) = P(level <= l)`, the maximum of two independent levels has
///
///     P(max = l) = e_a(l) C_b(l) + C_a(l-1) e_b(l)
///
/// which adds and multiplies non-negative numbers only (Díez 1993 for the noisy MAX). It is applied
/// twice, for background and first cause, then the second.
///
/// A two-level variable that is implied by others ("pain in the calf" implies "pain in the leg") is
/// at level 1 when its own gate or one of those is.
final class ComponentTable {
  private final PairMixture mixture;
  private final Block block;
  private final Component component;
  private final Population population;

  /// The mixture's index of each variable, and where its levels start among the positions.
  private final int[] variables;

  private final int[] offset;

  /// For each variable: those of the component that imply it, in the end.
  private final int[][] impliers;

  /// For each position (a level of a variable) its own gate; made on first use. Threads may make
  /// one twice, alike; what they see of another's is whole, as it is a record.
  private final @Nullable Own[] own;

  private final int cells;
  private final BlockTable.@Nullable Split[] splits;

  /// @param probability from the variable's own gate, for each pair of classes
  /// @param hasZero whether one of them is 0
  private record Own(double[] probability, boolean hasZero) {
    static Own of(double[] probability) {
      return new Own(probability, Arrays.stream(probability).anyMatch(p -> p == 0));
    }
  }

  ComponentTable(PairMixture mixture, Block block, Component component, Population population) {
    this.mixture = mixture;
    this.block = block;
    this.component = component;
    this.population = population;
    int size = component.members().length;
    this.variables = new int[size];
    this.offset = new int[size + 1];
    for (int i = 0; i < size; i++) {
      variables[i] = block.variables[component.members()[i]];
      offset[i + 1] = offset[i] + mixture.variables().get(variables[i]).levels();
    }
    this.impliers = new int[size][];
    for (int i = 0; i < size; i++) {
      int implied = variables[i];
      impliers[i] =
          IntStream.range(0, size).filter(j -> impliesEventually(variables[j], implied)).toArray();
    }
    this.own = new Own[offset[size]];
    this.splits = new BlockTable.Split[offset[size]];
    this.cells = component.first().count() * component.second().count();
  }

  ComponentTable of(Population others) {
    return new ComponentTable(mixture, block, component, others);
  }

  /// Whether it is the same as another of this component.
  boolean alike(ComponentTable other) {
    return this == other
        || Arrays.stream(variables)
            .allMatch(
                v -> Arrays.equals(population.background()[v], other.population.background()[v]));
  }

  /// Not to be changed by the caller.
  int[] variables() {
    return variables;
  }

  /// What observations ask of a component, whatever the pair of classes.
  ///
  /// @param factors positions whose probabilities are multiplied, ascending
  /// @param gates for each variable that is present and open to impliers: its own gate at level 1,
  ///   then theirs
  /// @param impossible whether something absent is entailed
  record Plan(int[] factors, int[][] gates, boolean impossible) {
    private static final Plan NOTHING = new Plan(new int[0], new int[0][], false);

    boolean asksNothing() {
      return factors.length == 0 && gates.length == 0 && !impossible;
    }

    private static boolean contains(int[] ascending, int value) {
      return Arrays.binarySearch(ascending, value) >= 0;
    }
  }

  /// A present variable that an observed implier entails carries no weight of its own; one with
  /// unobserved impliers is present by its own gate or by one of theirs.
  Plan plan(int[] observed) {
    if (variables.length == 1) {
      int level = observed[variables[0]];
      return level < 0 ? Plan.NOTHING : new Plan(new int[] {level}, new int[0][], false);
    }
    int[] factors = new int[variables.length];
    int count = 0;
    List<int[]> gates = new ArrayList<>();
    boolean impossible = false;
    for (int i = 0; i < variables.length; i++) {
      int level = observed[variables[i]];
      if (level < 0) {
        if (impliesObservedAbsent(variables[i], observed)) {
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

  private int[] gates(int member, int[] observed) {
    IntStream open =
        Arrays.stream(impliers[member])
            .filter(j -> observed[variables[j]] < 0)
            .filter(j -> !impliesObservedAbsent(variables[j], observed))
            .map(j -> offset[j] + 1);
    return IntStream.concat(IntStream.of(offset[member] + 1), open).toArray();
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

  private boolean entailed(int member, int[] observed) {
    for (int j : impliers[member]) {
      if (observed[variables[j]] == 1) {
        return true;
      }
    }
    return false;
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

  /// The probability of the observations of a plan. Not to be changed by the caller.
  double[] probability(Plan plan) {
    if (plan.factors().length == 1 && plan.gates().length == 0 && !plan.impossible()) {
      return probability(plan.factors()[0]);
    }
    double[] result = new double[cells];
    if (!plan.impossible()) {
      Arrays.fill(result, 1);
      for (int at : plan.factors()) {
        multiply(result, probability(at));
      }
      for (int[] gate : plan.gates()) {
        multiply(result, any(gate));
      }
    }
    return result;
  }

  /// The probability of a plan that asks one level of one variable as a product; null where it asks
  /// more or a zero forbids it.
  BlockTable.@Nullable Split split(Plan plan) {
    if (plan.factors().length != 1 || plan.gates().length > 0 || plan.impossible()) {
      return null;
    }
    int at = plan.factors()[0];
    if (hasZero(at)) {
      return null;
    }
    BlockTable.Split known = splits[at];
    if (known == null) {
      known = BlockTable.Split.of(probability(at), 0, 0, component.second().count());
      splits[at] = known;
    }
    return known;
  }

  /// Probability of one plan over that of another that it does not revive; what both ask cancels.
  /// Not to be changed by the caller.
  double[] ratio(Plan then, Plan now) {
    if (now.asksNothing()) {
      return probability(then);
    }
    double[] result = new double[cells];
    if (then.impossible() || now.impossible()) {
      return result;
    }
    Arrays.fill(result, 1);
    for (int at : then.factors()) {
      if (!Plan.contains(now.factors(), at)) {
        multiply(result, probability(at));
      }
    }
    for (int at : now.factors()) {
      if (!Plan.contains(then.factors(), at)) {
        divide(result, probability(at));
      }
    }
    for (int[] gate : then.gates()) {
      if (Arrays.stream(now.gates()).noneMatch(g -> Arrays.equals(g, gate))) {
        multiply(result, any(gate));
      }
    }
    for (int[] gate : now.gates()) {
      if (Arrays.stream(then.gates()).noneMatch(g -> Arrays.equals(g, gate))) {
        divide(result, any(gate));
      }
    }
    return result;
  }

  /// Whether one plan leaves a pair of classes possible that another does not.
  boolean revives(Plan then, Plan now) {
    if (then.impossible() || !anyZero(now)) {
      return false;
    }
    double[] before = probability(now);
    double @Nullable [] after = null;
    for (int c = 0; c < cells; c++) {
      if (before[c] == 0) {
        after = after == null ? probability(then) : after;
        if (after[c] > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether sums weighted by these ratios are precise as [CellMasses] makes them: the terms that
  /// make up the ratio of a pair of classes that the plan leaves possible are not too large beside
  /// it.
  boolean precise(double[] ratio, Plan now, BlockLayout.Cells of) {
    int firstBase = of.firstBase();
    int secondBase = of.secondBase();
    double @Nullable [] possible = anyZero(now) ? probability(now) : null;
    int columns = component.second().count();
    double base = ratio[firstBase * columns + secondBase];
    for (int k = 0; k < component.first().count(); k++) {
      double first = ratio[k * columns + secondBase];
      for (int m = 0; m < columns; m++) {
        int c = k * columns + m;
        double second = ratio[firstBase * columns + m];
        double terms =
            base
                + Math.abs(first - base)
                + Math.abs(second - base)
                + Math.abs(ratio[c] - first - second + base);
        if (terms > CellMasses.CONDITION * ratio[c] && (possible == null || possible[c] > 0)) {
          return false;
        }
      }
    }
    return true;
  }

  /// A gate is zero only where the variable's own gate is.
  private boolean anyZero(Plan plan) {
    boolean result = plan.impossible();
    for (int at : plan.factors()) {
      result |= hasZero(at);
    }
    for (int[] gate : plan.gates()) {
      result |= hasZero(gate[0]);
    }
    return result;
  }

  private boolean hasZero(int position) {
    return own(position).hasZero();
  }

  private double[] probability(int position) {
    return own(position).probability();
  }

  private double[] any(int[] gate) {
    double[] result = probability(gate[0]).clone();
    for (int g = 1; g < gate.length; g++) {
      double[] other = probability(gate[g]);
      for (int c = 0; c < cells; c++) {
        result[c] += complement(result[c]) * other[c];
      }
    }
    for (int c = 0; c < cells; c++) {
      result[c] = Math.min(1, result[c]);
    }
    return result;
  }

  /// `1 - p` of a probability that was built by addition; never negative. Its rounding is absolute
  /// in 1, and it only ever multiplies a term that is added to `p` itself, so the sum keeps its
  /// relative precision.
  private static double complement(double p) {
    return Math.max(0, 1 - p);
  }

  private static void multiply(double[] product, double[] by) {
    for (int c = 0; c < product.length; c++) {
      product[c] *= by[c];
    }
  }

  private static void divide(double[] quotient, double[] by) {
    for (int c = 0; c < quotient.length; c++) {
      // where the divisor is zero the pair carries no mass, and no plan asked for here revives it
      quotient[c] = by[c] == 0 ? 0 : quotient[c] / by[c];
    }
  }

  private Own own(int position) {
    Own known = own[position];
    if (known != null) {
      return known;
    }
    int member = 0;
    while (offset[member + 1] <= position) {
      member++;
    }
    double[][] levels = levels(member);
    for (int level = 0; level < levels.length; level++) {
      own[offset[member] + level] = Own.of(levels[level]);
    }
    return Own.of(levels[position - offset[member]]);
  }

  private double[][] levels(int member) {
    double[][] result = new double[offset[member + 1] - offset[member]][cells];
    int inBlock = component.members()[member];
    Profile[] firstProfiles = block.first.profiles();
    Profile[] secondProfiles = block.second.profiles();
    int[] firstSample = component.first().sample();
    int[] secondSample = component.second().sample();
    for (int k = 0; k < firstSample.length; k++) {
      for (int m = 0; m < secondSample.length; m++) {
        double[] distribution =
            distribution(
                variables[member],
                firstProfiles[firstSample[k]].effects()[inBlock],
                secondProfiles[secondSample[m]].effects()[inBlock]);
        for (int l = 0; l < result.length; l++) {
          result[l][k * secondSample.length + m] = distribution[l];
        }
      }
    }
    return result;
  }

  /// The distribution of a variable from its own gate, given what two profiles do to it.
  private double[] distribution(int variable, double[] first, double[] second) {
    double[] background = population.background()[variable];
    return switch (mixture.variables().get(variable).gate()) {
      case MAX -> NoisyMaximum.of(NoisyMaximum.of(background, first), second);
      case ODDS -> odds(background, first, second);
    };
  }

  /// The distribution of a member from its own gate, given two profiles of the block.
  double[] distribution(int firstProfile, int secondProfile, int member) {
    int inBlock = component.members()[member];
    return distribution(
        variables[member],
        block.first.profiles()[firstProfile].effects()[inBlock],
        block.second.profiles()[secondProfile].effects()[inBlock]);
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
