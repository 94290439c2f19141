package org.lasegue.inference.mixture;

/// An observable variable with levels `0 .. levels-1`.
///
/// @param implies index of the variable in the same block that is at level 1 whenever this one is,
///   or -1. Both must have two levels.
public record Variable(String name, int levels, Gate gate, int implies) {}
