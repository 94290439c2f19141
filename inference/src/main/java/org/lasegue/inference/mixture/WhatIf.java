package org.lasegue.inference.mixture;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Questions "what if this variable had that level" (or "had not been observed") about the
/// variables of one block.
///
/// A what-if multiplies the mass of each pair of causes and of profiles by the ratio of the new to
/// the present probability of one component, which depends on few classes of profiles. The masses
/// are summed over these classes once for each component ([Marginal]); every what-if then costs as
/// much as those sums are long, not as much as a query.
public final class WhatIf {
  private final Posterior posterior;
  private final BlockLayout layout;
  private final BlockTable table;
  private final int[] observed;
  private final @Nullable Marginal[] marginals;
  private @Nullable Marginal block;
  private final int blockIndex;

  WhatIf(Posterior posterior, int blockIndex) {
    this.posterior = posterior;
    this.blockIndex = blockIndex;
    this.layout = posterior.mixture().layout(blockIndex);
    this.table = posterior.population().table(posterior.mixture(), blockIndex);
    this.observed = posterior.observed().clone();
    this.marginals = new Marginal[layout.components.length];
  }

  /// If `variable` were at `level`, or not observed (`level` -1).
  ///
  /// @param outcome what the answer is written to
  public void ask(int variable, int level, Outcome outcome) {
    if (posterior.mixture().blockOf(variable) != blockIndex) {
      throw new IllegalArgumentException("variable " + variable + " lies in another block");
    }
    int component = posterior.mixture().componentOf(variable);
    ComponentTable probabilities = table.component(component);
    ComponentTable.Plan now = probabilities.plan(observed);
    int before = observed[variable];
    observed[variable] = level;
    ComponentTable.Plan then = probabilities.plan(observed);
    boolean revives = probabilities.revives(then, now);
    if (revives) {
      again(outcome);
    } else {
      marginal(component).weigh(probabilities.ratio(then, now), posterior.total(), outcome);
    }
    observed[variable] = before;
  }

  private Marginal marginal(int component) {
    Marginal known = marginals[component];
    if (known == null) {
      Marginal whole = block;
      if (whole == null) {
        whole = BlockMarginal.of(posterior, blockIndex);
        block = whole;
      }
      known =
          layout.plain
              ? whole
              : whole.coarser(
                  posterior.mixture(),
                  posterior.population(),
                  posterior.sums().byGroup(),
                  layout.expansion().components()[component],
                  layout.components[component]);
      marginals[component] = known;
    }
    return known;
  }

  /// What an observation has made impossible carries no mass that a ratio could bring back.
  private void again(Outcome outcome) {
    PairMixture mixture = posterior.mixture();
    Posterior then;
    try {
      then = Posterior.of(mixture, posterior.population(), observed);
    } catch (ImpossibleException e) {
      Arrays.fill(outcome.firstPosterior, 0);
      Arrays.fill(outcome.firstMasses, 0);
      Arrays.fill(outcome.secondMasses, 0);
      outcome.probability = 0;
      return;
    }
    sum(then.firstPosterior(), mixture.firstGroups(), outcome.firstPosterior);
    sum(then.firstMasses(), mixture.firstGroups(), outcome.firstMasses);
    sum(then.secondMasses(), mixture.secondGroups(), outcome.secondMasses);
    outcome.probability = StrictMath.exp(then.logEvidence() - posterior.logEvidence());
  }

  private static void sum(double[] causes, Groups groups, double[] result) {
    Arrays.fill(result, 0);
    for (int i = 0; i < causes.length; i++) {
      result[groups.of()[i]] += causes[i];
    }
  }
}
