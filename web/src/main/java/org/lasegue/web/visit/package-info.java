/// What a person has answered so far, as a log of events that is kept sealed.
@NullMarked
package org.lasegue.web.visit;

import org.jspecify.annotations.NullMarked;
