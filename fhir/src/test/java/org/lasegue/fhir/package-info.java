@NullMarked
package org.lasegue.fhir;

import org.jspecify.annotations.NullMarked;
