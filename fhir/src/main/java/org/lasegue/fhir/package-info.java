/// Cases, assessments and the knowledge as FHIR R4 resources, and back. It translates; what is
/// urgent, likely or advised comes from the assessment and the knowledge.
@NullMarked
package org.lasegue.fhir;

import org.jspecify.annotations.NullMarked;
