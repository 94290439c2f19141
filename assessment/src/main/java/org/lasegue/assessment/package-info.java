/// A case in, an assessment out: what is urgent, what it may be, why, and what to do.
@NullMarked
package org.lasegue.assessment;

import org.jspecify.annotations.NullMarked;
