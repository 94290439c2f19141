/// Care over time: the week, the diary, the recovery curve, choices and prevention.
@NullMarked
package org.lasegue.web.followup;

import org.jspecify.annotations.NullMarked;
