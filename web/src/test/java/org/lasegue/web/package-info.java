@NullMarked
package org.lasegue.web;

import org.jspecify.annotations.NullMarked;
