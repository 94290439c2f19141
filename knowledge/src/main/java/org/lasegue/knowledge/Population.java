package org.lasegue.knowledge;

import java.util.Map;

/// The general adult population: share of each age band and sex (sums to 1), and how often a woman
/// of an age band is in each state of pregnancy.
public record Population(
    Map<Band, Double> bands,
    double female,
    Map<Band, Map<Condition.PregnancyState, Double>> pregnancy,
    Basis basis) {}
