package org.lasegue.fhir;

import java.util.Optional;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Reference;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.Diary;

/// What was sent to be assessed.
///
/// @param patient whom it is about, where the sender says so
/// @param mode what may be used: what the sender asked for, else examined where a sign or a test is
///   known
/// @param diary what the person wrote day by day, which the subject knows already
/// @param report what of a record was taken and what was not
public record Submission(
    Case subject, Diary diary, Optional<Reference> patient, Mode mode, OperationOutcome report) {}
