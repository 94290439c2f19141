package org.lasegue.inference;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known now, and what would follow if one more variable were seen in each of its states.
public final class WhatIf {

  private final Variable variable;
  private final Posteriors now;
  private final double[] probabilities;
  private final List<@Nullable Posteriors> then;

  WhatIf(
      Variable variable, Posteriors now, double[] probabilities, List<@Nullable Posteriors> then) {
    this.variable = variable;
    this.now = now;
    this.probabilities = probabilities;
    this.then = then;
  }

  /// The variable in question.
  public Variable variable() {
    return variable;
  }

  /// The posteriors given the evidence alone.
  public Posteriors now() {
    return now;
  }

  /// How probable each state of the variable is, given the evidence.
  public double[] probabilities() {
    return probabilities.clone();
  }

  /// How probable one state of the variable is, given the evidence.
  ///
  /// @throws UnknownNameException if the variable has no such state
  public double probability(String state) {
    return probabilities[variable.indexOf(state)];
  }

  /// The posteriors given the evidence and the variable in this state.
  ///
  /// @throws UnknownNameException if the variable has no such state
  /// @throws ImpossibleEvidenceException if the evidence rules this state out
  public Posteriors given(String state) {
    Posteriors posteriors = then.get(variable.indexOf(state));
    if (posteriors == null) {
      throw new ImpossibleEvidenceException(
          variable.name() + "=" + state + ", given the evidence before it");
    }
    return posteriors;
  }
}
