/// Discrete Bayesian networks and exact inference that only multiplies and adds non-negative
/// numbers.
///
/// The way in: build a [Network] or read one with [BifReader], compile it once with
/// [Engine#compile(Network)], then ask [Engine#query(Evidence)] as often as needed. All types are
/// immutable and an engine may be shared between threads. Every failure is an [InferenceException].
@NullMarked
package org.lasegue.inference;

import org.jspecify.annotations.NullMarked;
