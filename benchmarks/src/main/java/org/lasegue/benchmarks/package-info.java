/// Measured speed.
@NullUnmarked
package org.lasegue.benchmarks;

import org.jspecify.annotations.NullUnmarked;
