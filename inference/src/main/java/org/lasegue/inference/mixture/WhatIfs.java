package org.lasegue.inference.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;

/// Questions "what if this variable had that level" (or "had not been observed").
///
/// A what-if multiplies the mass of each pair of causes and of profiles by the ratio of the new to
/// the present probability of one component, which depends on few classes of profiles. The masses
/// are summed over these classes once for each component ([CellMasses]); every what-if then costs
/// as much as those sums are long, not as much as a query. Where the ratios differ too much for
/// that to be precise, the question is a query of its own.
///
/// Keeps the sums of one block: ask about the variables of a block together. For one thread.
public final class WhatIfs {
  /// Where less than this share of a mass is left beside the other answers, it is not found as the
  /// difference.
  private static final double LEAST = 1e-4;

  private final Posterior posterior;
  private final PairMixture mixture;
  private final int[] observed;
  private final boolean shared;
  private final CellMasses.Scratch scratch;
  private int block = -1;
  private final CellMasses whole;

  /// Those of the components of the block, of which some are made.
  private final List<CellMasses> components = new ArrayList<>();

  private final BitSet ready = new BitSet();

  /// @param shared whether outcomes hold the masses that count for the causes, and not only the
  ///   posterior of each group of first causes
  WhatIfs(Posterior posterior, boolean shared) {
    this.posterior = posterior;
    this.shared = shared;
    this.mixture = posterior.mixture();
    this.observed = posterior.observed().clone();
    this.scratch = new CellMasses.Scratch(mixture);
    this.whole = new CellMasses(mixture, posterior.population(), shared);
  }

  /// If `variable` were at `level`, or not observed (`level` -1).
  ///
  /// @param outcome what the answer is written to
  public void ask(int variable, int level, Outcome outcome) {
    sum(variable, level, shared, outcome);
    outcome.normalise(posterior.total());
  }

  /// If a variable that is not observed were at each of its levels.
  ///
  /// @param outcomes what the answers are written to, by level; more than there are levels are left
  ///   alone
  public void answers(int variable, List<Outcome> outcomes) {
    answers(variable, shared, outcomes);
  }

  /// The same of the posterior of each group of first causes alone, in less time: the masses of the
  /// outcomes mean nothing.
  public void answersOfFirst(int variable, List<Outcome> outcomes) {
    answers(variable, false, outcomes);
  }

  private void answers(int variable, boolean shares, List<Outcome> outcomes) {
    int levels = mixture.variables().get(variable).levels();
    for (int level = 1; level < levels; level++) {
      sum(variable, level, shares, outcomes.get(level));
    }
    if (!rest(outcomes, levels, shares)) {
      sum(variable, 0, shares, outcomes.getFirst());
    }
    for (int level = 0; level < levels; level++) {
      outcomes.get(level).normalise(posterior.total());
    }
  }

  /// The masses at level 0 as what the other levels leave; false where that is not precise.
  private boolean rest(List<Outcome> outcomes, int levels, boolean shares) {
    MassSums sums = posterior.sums();
    return rest(sums.byGroup().plain(), outcomes, levels, outcome -> outcome.firstPosterior)
        && (!shares
            || rest(sums.sharesByGroup().first(), outcomes, levels, outcome -> outcome.firstMasses)
                && rest(
                    sums.sharesByGroup().second(),
                    outcomes,
                    levels,
                    outcome -> outcome.secondMasses));
  }

  private static boolean rest(
      double[] all, List<Outcome> outcomes, int levels, Function<Outcome, double[]> masses) {
    double[] rest = masses.apply(outcomes.getFirst());
    System.arraycopy(all, 0, rest, 0, all.length);
    for (int l = 1; l < levels; l++) {
      double[] level = masses.apply(outcomes.get(l));
      for (int i = 0; i < all.length; i++) {
        rest[i] -= level[i];
      }
    }
    for (int i = 0; i < all.length; i++) {
      if (rest[i] < LEAST * all[i]) {
        return false;
      }
    }
    return true;
  }

  private void sum(int variable, int level, boolean shares, Outcome outcome) {
    int component = mixture.componentOf(variable);
    ComponentTable probabilities =
        posterior.population().table(mixture, mixture.blockOf(variable)).component(component);
    ComponentTable.Plan now = probabilities.plan(observed);
    int before = observed[variable];
    observed[variable] = level;
    ComponentTable.Plan then = probabilities.plan(observed);
    double[] ratio = probabilities.revives(then, now) ? null : probabilities.ratio(then, now);
    CellMasses of = masses(mixture.blockOf(variable), component);
    if (ratio == null || !probabilities.precise(ratio, now, of.cells())) {
      again(variable, level, shares, outcome);
    } else {
      of.weigh(ratio, posterior.sums(), shares, outcome, scratch);
    }
    observed[variable] = before;
  }

  private CellMasses masses(int ofBlock, int component) {
    BlockLayout layout = mixture.layout(ofBlock);
    if (ofBlock != block) {
      block = ofBlock;
      BlockMasses.sum(posterior, ofBlock, whole);
      ready.clear();
    }
    if (layout.plain) {
      return whole;
    }
    while (components.size() <= component) {
      components.add(new CellMasses(mixture, posterior.population(), shared));
    }
    CellMasses masses = components.get(component);
    if (!ready.get(component)) {
      whole.coarser(layout.expansion().components()[component], masses);
      ready.set(component);
    }
    return masses;
  }

  /// What an observation has made impossible carries no mass that a ratio could bring back.
  private void again(int variable, int level, boolean shares, Outcome outcome) {
    Arrays.fill(outcome.firstPosterior, 0);
    Arrays.fill(outcome.firstMasses, 0);
    Arrays.fill(outcome.secondMasses, 0);
    for (Posterior.Part part : posterior.parts()) {
      Posterior now = part.posterior();
      int[] changed = now.observed().clone();
      changed[variable] = level;
      try {
        add(now, Posterior.of(mixture, now.population(), changed), part.mass(), shares, outcome);
      } catch (ImpossibleException e) {
        // nothing of it is left
      }
    }
  }

  private void add(Posterior now, Posterior then, double nowMass, boolean shares, Outcome outcome) {
    double mass = nowMass * StrictMath.exp(then.logEvidence() - now.logEvidence());
    add(then.firstPosterior(), mixture.firstGroups(), mass, outcome.firstPosterior);
    if (shares) {
      add(then.firstMasses(), mixture.firstGroups(), mass, outcome.firstMasses);
      add(then.secondMasses(), mixture.secondGroups(), mass, outcome.secondMasses);
    }
  }

  private static void add(double[] causes, Groups groups, double by, double[] result) {
    for (int i = 0; i < causes.length; i++) {
      result[groups.of()[i]] += causes[i] * by;
    }
  }
}
