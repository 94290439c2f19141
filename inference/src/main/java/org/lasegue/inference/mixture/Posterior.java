package org.lasegue.inference.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is believed of the pair after the observations, and the means to ask "what if".
public final class Posterior {
  private final PairMixture mixture;
  private final Population population;
  private final int[] observed;

  /// Their sum is that of each pair.
  private final List<Masses> masses;

  private final double total;
  private final double logScale;

  /// Likelihoods of the blocks with observations, null for the others.
  private final BlockTable.@Nullable Likelihood[] likelihoods;

  /// What this is made of.
  private final List<Part> parts;

  private @Nullable MassSums sums;

  /// A posterior of one query and its share of the mass.
  record Part(Posterior posterior, double mass) {
    /// What its masses enter with.
    double by() {
      return mass / posterior.total;
    }
  }

  /// The unnormalised mass of each pair of one query, scaled so that the largest is near 1.
  ///
  /// @param byColumn as `[second * firsts + first]`
  /// @param byRow the same as `[first * seconds + second]`
  /// @param by what it enters with
  record Masses(double[] byColumn, double[] byRow, double by) {}

  Posterior(Query query, Product product) {
    this.mixture = product.mixture();
    this.population = query.population();
    this.observed = query.observed().clone();
    this.masses = List.of(new Masses(product.byColumn(), product.mass(), 1));
    this.total = product.total();
    this.logScale = product.logScale();
    this.likelihoods = product.likelihoods();
    this.parts = List.of(new Part(this, total));
  }

  private Posterior(List<Part> parts, boolean addedUp) {
    Posterior any = parts.getFirst().posterior();
    this.mixture = any.mixture;
    this.population = any.population;
    this.observed = any.observed;
    this.likelihoods = any.likelihoods;
    List<Masses> each = new ArrayList<>();
    double sum = 0;
    for (Part part : parts) {
      Masses of = part.posterior().masses.getFirst();
      each.add(new Masses(of.byColumn(), of.byRow(), part.by()));
      sum += part.mass();
    }
    this.masses = addedUp ? List.of(addedUp(each)) : List.copyOf(each);
    this.total = sum;
    this.logScale = 0;
    this.parts = parts;
  }

  /// Who is asked about and what is known.
  ///
  /// @param observed for each variable its level, or -1 where it is not known
  public record Query(Population population, int[] observed) {
    private static final int NONE = -1;

    /// Whether what is known of a block is the same in both, and as likely for each pair.
    boolean alike(Query other, PairMixture mixture, int block) {
      return alike(other, mixture, block, NONE);
    }

    /// And what-ifs of one component of the block too.
    boolean alike(Query other, PairMixture mixture, int block, int component) {
      for (int v : mixture.block(block).variables) {
        if (observed[v] != other.observed[v]) {
          return false;
        }
      }
      return population
          .table(mixture, block)
          .alike(other.population.table(mixture, block), observed, component);
    }
  }

  /// @param observed for each variable its level, or -1 where it is not known
  /// @throws ImpossibleException when no pair allows the observations
  public static Posterior of(PairMixture mixture, Population population, int[] observed) {
    return Queries.alone(mixture, new Query(population, observed));
  }

  /// The posterior of each query, empty where no pair allows its observations. What queries share
  /// is made once: blocks in which they are alike.
  public static List<Optional<Posterior>> of(PairMixture mixture, List<Query> queries) {
    return Queries.together(mixture, queries);
  }

  /// What is believed where it is open which of several queries of one mixture holds. Its answers
  /// are the means over them; its what-ifs hold for variables in which they are [#alike].
  ///
  /// @param shares of each, in their order
  /// @param askedOften whether many blocks will be asked about: the mean of each pair is then made
  ///   once, and not for each block anew
  public static Posterior mean(List<Posterior> of, double[] shares, boolean askedOften) {
    List<Part> parts = new ArrayList<>();
    for (int k = 0; k < shares.length; k++) {
      parts.add(new Part(of.get(k), shares[k]));
    }
    return new Posterior(List.copyOf(parts), askedOften);
  }

  private Masses addedUp(List<Masses> each) {
    double[] byColumn = new double[mixture.first() * mixture.second()];
    for (Masses masses : each) {
      double by = masses.by();
      double[] mass = masses.byColumn();
      for (int pair = 0; pair < byColumn.length; pair++) {
        byColumn[pair] += by * mass[pair];
      }
    }
    double[] byRow = new double[byColumn.length];
    Product.transpose(byColumn, mixture.second(), mixture.first(), byRow);
    return new Masses(byColumn, byRow, 1);
  }

  /// Whether a what-if about a variable is the same in both but for how likely the pairs are, so
  /// that one of [#mean] answers for both.
  public boolean alike(Posterior other, int variable) {
    return query()
        .alike(other.query(), mixture, mixture.blockOf(variable), mixture.componentOf(variable));
  }

  /// Whether anything is observed of the block of a variable.
  public boolean anyObservedBeside(int variable) {
    return Queries.anyObserved(mixture.block(mixture.blockOf(variable)), observed);
  }

  private Query query() {
    return new Query(population, observed);
  }

  List<Part> parts() {
    return parts;
  }

  PairMixture mixture() {
    return mixture;
  }

  Population population() {
    return population;
  }

  /// Not to be changed by the caller.
  int[] observed() {
    return observed;
  }

  List<Masses> masses() {
    return masses;
  }

  double total() {
    return total;
  }

  BlockTable.@Nullable Likelihood likelihood(int block) {
    return likelihoods[block];
  }

  MassSums sums() {
    MassSums known = sums;
    if (known == null) {
      known =
          parts.size() == 1
              ? MassSums.of(mixture, population, masses.getFirst().byColumn())
              : MassSums.mean(
                  parts.stream().map(part -> part.posterior().sums()).toList(),
                  parts.stream().mapToDouble(Part::by).toArray());
      sums = known;
    }
    return known;
  }

  /// Natural logarithm of the probability of the observations (times the prior's total, if that is
  /// not 1).
  public double logEvidence() {
    return logScale + StrictMath.log(total);
  }

  /// Posterior mass that counts for each first cause, in the shares of the population; sums to less
  /// than 1 by what counts for second causes only where the shares of a pair sum to 1.
  public double[] firstMasses() {
    return shares(sums().ofFirstShare);
  }

  public double[] secondMasses() {
    return shares(sums().ofSecondShare);
  }

  /// The posterior of every first cause, whatever the second.
  public double[] firstPosterior() {
    return shares(sums().ofFirst);
  }

  /// The posterior of each pair of groups: `[firstGroup * secondGroups + secondGroup]`.
  public double[] groupPairs() {
    Groups first = mixture.firstGroups();
    Groups second = mixture.secondGroups();
    double[] result = new double[first.count() * second.count()];
    for (Masses of : masses) {
      double by = of.by() / total;
      for (int j = 0; j < mixture.second(); j++) {
        int from = j * mixture.first();
        int column = second.of()[j];
        for (int i = 0; i < mixture.first(); i++) {
          result[first.of()[i] * second.count() + column] += by * of.byColumn()[from + i];
        }
      }
    }
    return result;
  }

  private double[] shares(double[] masses) {
    double[] result = new double[masses.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = masses[i] / total;
    }
    return result;
  }

  public WhatIfs whatIfs() {
    return new WhatIfs(this, true);
  }

  /// What-ifs of the posterior of each group of first causes alone, in about two thirds of the
  /// time: the masses of their outcomes stay 0.
  public WhatIfs whatIfsOfFirst() {
    return new WhatIfs(this, false);
  }
}
