/// What medicine knows, as records read from readable YAML, and the check that refuses what does
/// not hold together. This module knows no algorithm.
@NullMarked
package org.lasegue.knowledge;

import org.jspecify.annotations.NullMarked;
