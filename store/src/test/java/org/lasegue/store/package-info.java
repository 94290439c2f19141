@NullMarked
package org.lasegue.store;

import org.jspecify.annotations.NullMarked;
