/// Many people at once in the web application.
@NullMarked
package org.lasegue.benchmarks.load;

import org.jspecify.annotations.NullMarked;
