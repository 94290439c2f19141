package org.lasegue.knowledge;

/// A number with the range in which it is believed to lie (95 % or honest expert range) and what it
/// rests on.
public record Quantified(double value, double low, double high, Basis basis) {}
