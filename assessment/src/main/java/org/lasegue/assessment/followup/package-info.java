/// Care over time: what a diary adds to a case, the plan of a week, the course against the
/// published one, the danger questions to ask again. Pure functions; today's date is an argument.
@NullMarked
package org.lasegue.assessment.followup;

import org.jspecify.annotations.NullMarked;
