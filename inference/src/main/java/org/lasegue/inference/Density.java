package org.lasegue.inference;

/// How hard exact inference is on a clique tree.
///
/// @param width the induced width: variables in the largest clique, less one
/// @param tableEntries the sum of all clique table sizes; a floating-point number because a
///   hopeless network exceeds any integer
public record Density(int width, double tableEntries) {}
