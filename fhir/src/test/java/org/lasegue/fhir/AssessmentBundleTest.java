package org.lasegue.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessment.Plan;
import org.lasegue.assessment.Case;

class AssessmentBundleTest {
  private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

  private final AssessmentBundle bundles = new AssessmentBundle(People.KNOWLEDGE);

  @Test
  void theBundlesOfTwoPeopleShareNoName() {
    Set<String> names = new HashSet<>();
    int entries = 0;
    for (String text : List.of("age: 40", "age: 60", "age: 60")) {
      Bundle bundle = bundle(People.read("format: 1\nid: record\n" + text + "\n"));
      bundle.getEntry().forEach(e -> names.add(e.getFullUrl()));
      names.add(bundle.getIdentifier().getValue());
      entries += bundle.getEntry().size() + 1;
    }
    assertThat(names).hasSize(entries);
  }

  @Test
  void howUrgentItCouldBecomeIsCoded() {
    Assessment assessment = assess(People.read("format: 1\nid: a\nage: 40\n"));
    assertThat(assessment.urgency().possible()).isNotEqualTo(assessment.urgency().level());
    Observation urgency =
        all(bundle(assessment), Observation.class)
            .filter(o -> code(o.getCode()).equals("urgency"))
            .findFirst()
            .orElseThrow();
    assertThat(code(urgency.getComponentFirstRep().getCode())).isEqualTo("urgency-possible");
    assertThat(code(urgency.getComponentFirstRep().getValueCodeableConcept()))
        .isEqualTo(assessment.urgency().possible().word());
  }

  @Test
  void aProposedTestKeepsWhatIsToBeCheckedFirstAndHurriesNothing() {
    Assessment a = assess(People.example("l5-sciatica"));
    Plan p = a.plan();
    Advice open =
        new Advice(
            People.KNOWLEDGE.care().values().iterator().next(), List.of(), List.of("steroid-use"));
    Plan plan =
        new Plan(
            false,
            p.until(),
            p.act(),
            p.dont(),
            p.medicines(),
            List.of(open),
            p.avoidTests(),
            p.comeBack(),
            p.see());
    ServiceRequest test =
        all(
                bundle(
                    new Assessment(
                        a.knowledgeVersion(),
                        a.mode(),
                        a.subject(),
                        a.urgency(),
                        a.causes(),
                        a.localisation(),
                        a.next(),
                        a.wouldChange(),
                        plan,
                        a.unasked(),
                        a.limits(),
                        a.leftOut())),
                ServiceRequest.class)
            .findFirst()
            .orElseThrow();
    assertThat(test.getReasonCode())
        .extracting(CodeableConcept::getText)
        .contains("To check first: " + People.KNOWLEDGE.findingById("steroid-use").clinical());
    assertThat(test.hasPriority()).isFalse();
  }

  @Test
  void reasonsAreWordsAndNoIds() {
    List<String> said =
        all(bundle(assess(People.example("cauda-equina"))), DetectedIssue.class)
            .flatMap(d -> d.getEvidence().stream())
            .flatMap(e -> e.getCode().stream())
            .map(CodeableConcept::getText)
            .filter(t -> t != null)
            .toList();
    assertThat(said).isNotEmpty().noneMatch(t -> t.contains("@"));
    assertThat(said).noneMatch(t -> People.KNOWLEDGE.finding(t).isPresent());
  }

  private static Assessment assess(Case subject) {
    return People.ASSESSOR.assess(subject, People.mode(subject));
  }

  private Bundle bundle(Case subject) {
    return bundle(assess(subject));
  }

  private Bundle bundle(Assessment assessment) {
    return bundles.of(assessment, Optional.empty(), AT);
  }

  private static String code(CodeableConcept concept) {
    return concept.getCodingFirstRep().getCode();
  }

  private static <T extends Resource> Stream<T> all(Bundle bundle, Class<T> type) {
    return bundle.getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(type::isInstance)
        .map(type::cast);
  }
}
