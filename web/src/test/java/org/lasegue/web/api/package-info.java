@NullMarked
package org.lasegue.web.api;

import org.jspecify.annotations.NullMarked;
