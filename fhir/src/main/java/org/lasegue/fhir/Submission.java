package org.lasegue.fhir;

import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;

/// What was sent to be assessed.
///
/// @param patient whom it is about, where the sender says so
/// @param mode what may be used: what the sender asked for, else examined where a sign or a test is
///   known
/// @param report what of a record was taken and what was not
public record Submission(
    Case subject, Optional<Reference> patient, Mode mode, OperationOutcome report) {}
