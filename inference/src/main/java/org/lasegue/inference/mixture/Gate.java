package org.lasegue.inference.mixture;

/// How the two causes and the background of a variable combine.
public enum Gate {
  /// Noisy maximum: the variable takes the highest of the levels that background, first and second
  /// cause give it independently (for two levels: noisy OR).
  MAX,
  /// The background's odds of each level are multiplied by the factors of both causes, then
  /// normalised.
  ODDS
}
