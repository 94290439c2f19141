package org.lasegue.cli;

import java.time.Clock;
import java.util.Optional;
import org.lasegue.assessment.Assessment;
import org.lasegue.fhir.AssessmentBundle;
import org.lasegue.fhir.FhirJson;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.report.Report;

/// An assessment as a FHIR R4 `Bundle`, one line of JSON. Loaded only where FHIR is asked for,
/// since its library takes longer to load than a whole command.
final class FhirReport implements Report {
  private final AssessmentBundle bundles;
  private final Clock clock = Clock.systemUTC();

  FhirReport(Knowledge knowledge) {
    this.bundles = new AssessmentBundle(knowledge);
  }

  @Override
  public String of(Assessment assessment) {
    return FhirJson.line(bundles.of(assessment, Optional.empty(), clock.instant())) + "\n";
  }
}
