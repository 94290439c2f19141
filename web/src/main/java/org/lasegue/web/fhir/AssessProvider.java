package org.lasegue.web.fhir;

import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import java.time.Clock;
import java.time.Instant;
import org.hl7.fhir.r4.model.Bundle;
import org.lasegue.assessment.Assessor;
import org.lasegue.fhir.AssessmentBundle;
import org.lasegue.fhir.Submission;
import org.lasegue.fhir.Submissions;

/// `$assess`: answers or a record in, an assessment out.
public final class AssessProvider {
  private final Assessor assessor;
  private final Submissions submissions;
  private final AssessmentBundle bundles;
  private final Clock clock;

  AssessProvider(Assessor assessor, Clock clock) {
    this.assessor = assessor;
    this.submissions = new Submissions(assessor);
    this.bundles = new AssessmentBundle(assessor.knowledge());
    this.clock = clock;
  }

  @Operation(name = "$assess", manualRequest = true)
  public Bundle assess(RequestDetails request) {
    Instant now = clock.instant();
    Submission sent = submissions.read(SentResource.of(request), now);
    Bundle bundle =
        bundles.of(
            assessor.withoutChanges(sent.subject(), sent.mode()),
            sent.diary(),
            sent.patient(),
            now);
    if (sent.report().hasIssue()) {
      bundle.addEntry().setResource(sent.report());
    }
    return bundle;
  }
}
