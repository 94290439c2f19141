/// Exact reasoning in finite mixtures whose hidden class is a pair of causes: the special structure
/// in which every what-if costs a fraction of a query.
@NullMarked
package org.lasegue.inference.mixture;

import org.jspecify.annotations.NullMarked;
