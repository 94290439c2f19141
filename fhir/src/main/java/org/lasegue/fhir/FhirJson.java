package org.lasegue.fhir;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Resource;

/// Resources as JSON.
public final class FhirJson {
  private FhirJson() {}

  /// One line without a line break.
  public static String line(Resource resource) {
    return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
  }
}
