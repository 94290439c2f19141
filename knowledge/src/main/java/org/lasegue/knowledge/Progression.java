package org.lasegue.knowledge;

import org.lasegue.knowledge.yaml.Position;

/// How a dose moves after a week that felt so and in which the pain went so.
///
/// @param steps of the dose, negative for less
public record Progression(
    Felt felt, Change change, int steps, String say, Basis basis, Position at) {
  /// How the plan of the week felt.
  public enum Felt {
    TOO_HARD,
    RIGHT,
    TOO_EASY
  }

  /// How the pain went against the week before.
  public enum Change {
    BETTER,
    SAME,
    WORSE
  }
}
