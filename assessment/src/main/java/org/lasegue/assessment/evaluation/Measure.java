package org.lasegue.assessment.evaluation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/// One measured figure with what it was measured on. Without any case it is not zero but undefined.
public sealed interface Measure {
  /// Number of cases that it was measured on.
  int of();

  OptionalDouble value();

  /// The 95 % interval.
  Optional<Interval> interval();

  record Interval(double low, double high) {}

  /// How many of the cases.
  record Rate(int hits, int of) implements Measure {
    /// The 97.5 % point of the normal distribution.
    private static final double Z = 1.959963984540054;

    public Rate {
      if (hits < 0 || hits > of) {
        throw new IllegalArgumentException(hits + " of " + of + " is not a rate");
      }
    }

    @Override
    public OptionalDouble value() {
      return of == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) hits / of);
    }

    /// Wilson's score interval, which stays inside 0 to 1 and is not empty at the ends.
    @Override
    public Optional<Interval> interval() {
      if (of == 0) {
        return Optional.empty();
      }
      double p = (double) hits / of;
      double z2 = Z * Z / of;
      double middle = p + z2 / 2;
      double reach = Z * StrictMath.sqrt(p * (1 - p) / of + z2 / (4 * of));
      // at the ends the interval reaches them exactly; rounding must not say otherwise
      double low = hits == 0 ? 0 : (middle - reach) / (1 + z2);
      double high = hits == of ? 1 : (middle + reach) / (1 + z2);
      return Optional.of(new Interval(low, high));
    }

    /// Where nothing was counted: the upper end of the exact (Clopper-Pearson) 95 % interval. It
    /// solves `(1 - p)^n = 0.025`.
    public OptionalDouble upper() {
      return hits > 0 || of == 0
          ? OptionalDouble.empty()
          : OptionalDouble.of(1 - StrictMath.pow(0.025, 1.0 / of));
    }
  }

  /// The mean of one number a case, with a bootstrap interval over the cases. Always drawn from the
  /// same seed, so that the same cases give the same interval.
  record Mean(int of, OptionalDouble value, Optional<Interval> interval) implements Measure {
    private static final int RESAMPLES = 2000;

    /// Resampling fewer values than this says nothing of their spread; of one it would say none.
    private static final int FEWEST = 5;

    private static final long SEED = 20260101;

    public static Mean over(List<Double> values) {
      int n = values.size();
      if (n == 0) {
        return new Mean(0, OptionalDouble.empty(), Optional.empty());
      }
      double sum = 0;
      for (double value : values) {
        sum += value;
      }
      if (n < FEWEST) {
        return new Mean(n, OptionalDouble.of(sum / n), Optional.empty());
      }
      SplittableRandom random = new SplittableRandom(SEED);
      double[] means = new double[RESAMPLES];
      for (int r = 0; r < RESAMPLES; r++) {
        double drawn = 0;
        for (int i = 0; i < n; i++) {
          drawn += values.get(random.nextInt(n));
        }
        means[r] = drawn / n;
      }
      java.util.Arrays.sort(means);
      int tail = RESAMPLES * 25 / 1000;
      return new Mean(
          n,
          OptionalDouble.of(sum / n),
          Optional.of(new Interval(means[tail], means[RESAMPLES - 1 - tail])));
    }
  }
}
