package org.lasegue.knowledge;

import java.util.Optional;
import java.util.OptionalInt;
import org.lasegue.knowledge.yaml.Position;

/// What something does to the chance of the next episode.
///
/// @param ratio the risk with it over the risk without it; empty where it was only said not to help
/// @param without how many of 100 have another episode without it, @param with with it
public record PreventionEffect(
    String id,
    String title,
    boolean helps,
    Optional<Ratio> ratio,
    OptionalInt without,
    OptionalInt with,
    String say,
    Basis basis,
    Position at) {
  public record Ratio(double value, double low, double high) {}
}
