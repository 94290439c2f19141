/// A case in, an assessment out: urgency, causes with reasons, place of origin, what to ask next,
/// and the plan. A pure function without clock, input, output or randomness.
@NullMarked
package org.lasegue.assessment;

import org.jspecify.annotations.NullMarked;
