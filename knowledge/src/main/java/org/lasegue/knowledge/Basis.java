package org.lasegue.knowledge;

import java.util.List;

/// What a number, rule or sentence rests on.
public sealed interface Basis {
  /// Sources that were read; `says` is the figure as printed there, empty when the number is the
  /// figure.
  record Sourced(List<String> sources, String says) implements Basis {}

  /// An honest guess and its reason.
  record Estimate(String reason) implements Basis {}
}
