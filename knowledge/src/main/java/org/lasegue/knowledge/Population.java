package org.lasegue.knowledge;

import java.util.Map;
import java.util.NavigableMap;
import java.util.stream.IntStream;
import org.lasegue.knowledge.Condition.PregnancyState;

/// The general adult population: share of each age band and sex (sums to 1), and how often a woman
/// is in each state of pregnancy, from each age on until the next.
public record Population(
    Map<Band, Double> bands,
    double female,
    NavigableMap<Integer, Map<PregnancyState, Double>> pregnancy,
    Basis basis) {

  /// The share of the women of an age who are in a state of pregnancy.
  public double pregnant(int age, PregnancyState state) {
    Map.Entry<Integer, Map<PregnancyState, Double>> from = pregnancy.floorEntry(age);
    if (from == null) {
      return state == PregnancyState.NONE ? 1 : 0;
    }
    return from.getValue().getOrDefault(state, 0.0);
  }

  /// The same of the women of a band.
  public double pregnant(Band band, PregnancyState state) {
    return IntStream.rangeClosed(band.from(), band.to())
        .mapToDouble(age -> pregnant(age, state))
        .average()
        .orElseThrow();
  }
}
