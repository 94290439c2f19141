/// The interview as pages: one step of it a page.
@NullMarked
package org.lasegue.web.interview;

import org.jspecify.annotations.NullMarked;
