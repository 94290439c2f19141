package org.lasegue.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.lasegue.assessment.Case;

/// All that we write is valid FHIR R4, checked by HAPI's validator without network.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValidationTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");

  /// Kinds of warnings that are known: codes of LOINC and ICD-10 cannot be looked up without
  /// network, units in braces, and no narrative.
  private static final Set<String> WARNINGS =
      Set.of(
          "Terminology_PassThrough_TX_Message",
          "TYPE_SPECIFIC_CHECKS_DT_QTY_UCUM_ANNOTATIONS",
          "http://hl7.org/fhir/StructureDefinition/DomainResource#dom-6");

  private final List<MetadataResource> ours = OfflineValidator.OURS;
  private final OfflineValidator validator = OfflineValidator.SHARED;
  private final AssessmentBundle bundles = new AssessmentBundle(People.KNOWLEDGE);

  @Test
  void everyResourceOfTheKnowledgeIsValid() {
    List<String> errors = new ArrayList<>();
    for (MetadataResource each : ours) {
      if (each instanceof StructureDefinition) {
        continue; // this version of the validator cannot make their snapshots without network
      }
      validator
          .errors(each)
          .forEach(
              e -> errors.add(each.fhirType() + "/" + each.getIdElement().getIdPart() + ": " + e));
    }
    assertThat(errors.stream().limit(20).toList()).as("%d", errors.size()).isEmpty();
  }

  @Test
  void theBundlesOfSomeDevelopmentCasesAreValid() {
    List<Case> all = People.development();
    List<Case> some = new ArrayList<>();
    for (int i = 0; i < all.size(); i += 8) {
      some.add(all.get(i));
    }
    assertValid(some);
  }

  @Test
  @Tag("slow")
  void theBundleOfEveryDevelopmentCaseIsValid() {
    List<Case> all = People.development();
    assertThat(all).hasSizeGreaterThan(70);
    validator.warnings().clear();
    assertValid(all);
    assertThat(validator.warnings().keySet()).isSubsetOf(WARNINGS);
  }

  private void assertValid(List<Case> cases) {
    List<String> errors = new ArrayList<>();
    for (Case each : cases) {
      validator.errors(bundle(each)).forEach(e -> errors.add(each.id() + ": " + e));
    }
    assertThat(errors.stream().limit(20).toList()).as("%d", errors.size()).isEmpty();
  }

  @Test
  void theValidatorLooks() {
    QuestionnaireResponse response =
        new Responses(People.KNOWLEDGE).of(People.example("l5-sciatica"));
    assertThat(validator.errors(response)).isEmpty();
    response.getItemFirstRep().getItemFirstRep().setLinkId("agee");
    assertThat(validator.errors(response)).anyMatch(e -> e.contains("agee"));
    Bundle bundle = bundle(People.example("l5-sciatica"));
    bundle.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(RiskAssessment.class::isInstance)
        .map(RiskAssessment.class::cast)
        .forEach(r -> r.getPredictionFirstRep().setProbability(new DecimalType(101)));
    assertThat(validator.errors(bundle)).anyMatch(e -> e.contains("ras-2"));
  }

  private Bundle bundle(Case subject) {
    return bundles.of(People.ASSESSOR.assess(subject, People.mode(subject)), Optional.empty(), AT);
  }
}
