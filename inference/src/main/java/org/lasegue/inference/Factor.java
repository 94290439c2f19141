package org.lasegue.inference;

/// A non-negative function of a few vertices of a [FactorGraph]. Its values are filled in once the
/// evidence is known; its scope depends on the pattern of the evidence alone.
sealed interface Factor permits TableFactor, GateFactor {

  /// The vertices it depends on; values are laid out with the last one running fastest. Empty for a
  /// constant.
  int[] scope();

  /// Writes the values, one for each configuration of the scope.
  ///
  /// @return an exponent: the factor is what was written, times 2^exponent
  int fill(Observations observations, double[] values);
}
