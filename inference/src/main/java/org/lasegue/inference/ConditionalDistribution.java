package org.lasegue.inference;

import java.util.List;

/// How a variable depends on its parents.
public sealed interface ConditionalDistribution permits Table, NoisyMax {

  /// The names of the parents, in the order the numbers are laid out.
  List<String> parents();
}
