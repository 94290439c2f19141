@NullMarked
package org.lasegue.report;

import org.jspecify.annotations.NullMarked;
