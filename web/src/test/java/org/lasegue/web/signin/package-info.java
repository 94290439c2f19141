@NullMarked
package org.lasegue.web.signin;

import org.jspecify.annotations.NullMarked;
