@NullMarked
package org.lasegue.web.interview;

import org.jspecify.annotations.NullMarked;
