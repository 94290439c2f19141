package org.lasegue.inference;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// What has been observed: for some variables a state, or a non-negative weight per state (soft
/// evidence, the likelihood of an observation given each state). Immutable. Names are checked when
/// a network is asked.
public final class Evidence {

  private static final Evidence NONE = new Evidence(Collections.emptyMap());

  /// One entry of the evidence.
  sealed interface Observation {}

  record Hard(String state) implements Observation {
    @Override
    public String toString() {
      return state;
    }
  }

  record Soft(double[] weights) implements Observation {
    @Override
    public String toString() {
      return Arrays.toString(weights);
    }
  }

  private final Map<String, Observation> observations;

  private Evidence(Map<String, Observation> observations) {
    this.observations = observations;
  }

  /// No evidence.
  public static Evidence none() {
    return NONE;
  }

  /// A state for each of some variables.
  public static Evidence of(Map<String, String> states) {
    Map<String, Observation> observations = new LinkedHashMap<>();
    states.forEach((variable, state) -> observations.put(variable, new Hard(state)));
    return new Evidence(observations);
  }

  /// This evidence and a variable seen in a state. Replaces what was said of that variable before.
  public Evidence observe(String variable, String state) {
    return with(variable, new Hard(state));
  }

  /// This evidence and an uncertain observation of a variable. Replaces what was said of that
  /// variable before.
  ///
  /// @param weights for each state, the likelihood of what was seen; they need not sum to one
  /// @throws InvalidEvidenceException if a weight is negative or not finite, or none is positive
  public Evidence weigh(String variable, double... weights) {
    double sum = 0;
    for (double weight : weights) {
      if (!(weight >= 0) || weight == Double.POSITIVE_INFINITY) {
        throw new InvalidEvidenceException(
            "the weight " + weight + " for variable '" + variable + "' is not a likelihood");
      }
      sum += weight;
    }
    if (sum == 0) {
      throw new InvalidEvidenceException(
          "no weight for variable '" + variable + "' is positive, so no state is possible");
    }
    return with(variable, new Soft(weights.clone()));
  }

  private Evidence with(String variable, Observation observation) {
    Map<String, Observation> more = new LinkedHashMap<>(observations);
    more.put(variable, observation);
    return new Evidence(more);
  }

  Map<String, Observation> observations() {
    return observations;
  }

  @Override
  public String toString() {
    return observations.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
