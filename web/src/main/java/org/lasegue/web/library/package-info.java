/// Pages on every condition, finding, name and claim, made from the knowledge.
@NullMarked
package org.lasegue.web.library;

import org.jspecify.annotations.NullMarked;
