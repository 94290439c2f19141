/// Many people: one row each, in the order of the input. It multiplies the assessment and decides
/// nothing.
@NullMarked
package org.lasegue.cohort;

import org.jspecify.annotations.NullMarked;
