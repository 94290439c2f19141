/// The FHIR R4 endpoint under `/fhir`: stateless, loaded when it is first asked.
@NullMarked
package org.lasegue.web.fhir;

import org.jspecify.annotations.NullMarked;
