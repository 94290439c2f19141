/// Cohorts as their users meet them: the same rows whatever is stopped, killed or wrong.
@NullMarked
package org.lasegue.cohort;

import org.jspecify.annotations.NullMarked;
