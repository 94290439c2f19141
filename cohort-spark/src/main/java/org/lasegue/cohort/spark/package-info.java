/// The rows of [org.lasegue.cohort] on Apache Spark, in a process of its own.
@NullMarked
package org.lasegue.cohort.spark;

import org.jspecify.annotations.NullMarked;
