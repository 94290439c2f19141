package org.lasegue.assessment;

import java.util.Optional;
import java.util.OptionalDouble;

/// What is known of one finding on one side.
public sealed interface Answer {
  /// @param level index of the level observed, @param number the quantity measured, if it was one
  record Known(int level, OptionalDouble number, Details details) implements Answer {
    public Known(int level) {
      this(level, OptionalDouble.empty(), Details.NONE);
    }
  }

  /// Asked, and the person does not know.
  record Unsure() implements Answer {}

  /// Present before, gone now.
  record Past() implements Answer {}

  /// What a case states beside the value.
  ///
  /// @param onset `sudden` or `gradual`, @param course `improving`, `stable` or `worsening`
  record Details(
      OptionalDouble sinceHours,
      OptionalDouble severity,
      Optional<String> onset,
      Optional<String> course,
      Optional<Boolean> isNew) {
    public static final Details NONE =
        new Details(
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
  }
}
