package org.lasegue.benchmarks.peers;

import java.util.List;

/// Another exact engine, given a network once and then one evidence set after another.
public interface Peer {

  /// @param cardinalities how many states each variable has
  /// @param parents the parents of each variable; all are defined before it
  /// @param tables for each variable a row per configuration of its parents, the last parent
  ///   running fastest
  void compile(int[] cardinalities, List<int[]> parents, List<double[]> tables);

  /// Makes evidence ready, outside of what is timed.
  ///
  /// @param states for each variable the observed state, or -1
  Object evidence(int[] states);

  /// The posterior of every variable given evidence made by [#evidence].
  double[][] posteriors(Object evidence);
}
