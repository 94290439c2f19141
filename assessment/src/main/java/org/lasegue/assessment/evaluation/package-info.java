/// How right the assessment is on cases whose answers are known.
@NullMarked
package org.lasegue.assessment.evaluation;

import org.jspecify.annotations.NullMarked;
