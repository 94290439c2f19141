/// Examination, tests, override and letter.
@NullMarked
package org.lasegue.web.clinician;

import org.jspecify.annotations.NullMarked;
