/// That a cluster writes what one machine writes.
@NullMarked
package org.lasegue.cohort.spark;

import org.jspecify.annotations.NullMarked;
