package org.lasegue.inference.mixture;

/// The consequences of one what-if. Written over by each question it is passed to, so that asking
/// costs no memory.
public final class Outcome {
  double probability;
  final double[] firstPosterior;
  final double[] firstMasses;
  final double[] secondMasses;

  public Outcome(PairMixture mixture) {
    this.firstPosterior = new double[mixture.firstGroups().count()];
    this.firstMasses = new double[mixture.firstGroups().count()];
    this.secondMasses = new double[mixture.secondGroups().count()];
  }

  /// Its probability, given what is observed (for a removed observation: the factor by which the
  /// evidence grows).
  public double probability() {
    return probability;
  }

  /// Posterior of each group of first causes.
  public double[] firstPosterior() {
    return firstPosterior;
  }

  /// By group, as in [Posterior#firstMasses()].
  public double[] firstMasses() {
    return firstMasses;
  }

  public double[] secondMasses() {
    return secondMasses;
  }

  /// Makes sums of mass shares of their total.
  void normalise(double total) {
    double sum = 0;
    for (double mass : firstPosterior) {
      sum += mass;
    }
    probability = sum / total;
    if (sum > 0) {
      scale(firstPosterior, 1 / sum);
      scale(firstMasses, 1 / sum);
      scale(secondMasses, 1 / sum);
    }
  }

  private static void scale(double[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= by;
    }
  }
}
