/// The programs' way in: cases to assessments over HTTP, without a state and without a cookie.
@NullMarked
package org.lasegue.web.api;

import org.jspecify.annotations.NullMarked;
