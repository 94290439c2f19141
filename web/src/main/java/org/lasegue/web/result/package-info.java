/// The result as a page, a note and a PDF.
@NullMarked
package org.lasegue.web.result;

import org.jspecify.annotations.NullMarked;
