package org.lasegue.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.ActivityDefinition;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Library;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.PlanDefinition.RequestPriority;
import org.hl7.fhir.r4.model.RelatedArtifact;
import org.hl7.fhir.r4.model.RelatedArtifact.RelatedArtifactType;
import org.hl7.fhir.r4.model.StringType;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.report.Json;

/// The knowledge as a FHIR package: questionnaires, code systems and value sets, the triage rules
/// as a `PlanDefinition` with readable logic, each piece of advice as an `ActivityDefinition`, and
/// a `Library` that names all of it with its version.
public final class KnowledgePackage {
  private static final String NAME = "lasegue.knowledge";

  private final Knowledge knowledge;
  private final Questionnaires questionnaires;
  private final Terms terms;

  public KnowledgePackage(Knowledge knowledge) {
    this.knowledge = knowledge;
    this.questionnaires = new Questionnaires(knowledge);
    this.terms = new Terms(knowledge);
  }

  /// Every resource, in the order in which they refer to each other.
  public List<MetadataResource> resources() {
    List<MetadataResource> all = new ArrayList<>();
    all.addAll(Extensions.all(knowledge.version()));
    all.addAll(terms.codeSystems());
    all.addAll(terms.valueSets());
    all.add(questionnaires.all(Mode.SELF_REPORT));
    all.add(questionnaires.all(Mode.EXAMINED));
    all.add(questionnaires.adaptive());
    all.add(rules());
    knowledge.care().values().forEach(action -> all.add(advice(action)));
    all.add(library(all));
    return all;
  }

  /// Writes `package/` with one file a resource and the manifest into the directory.
  ///
  /// @return how many resources were written
  public int write(Path directory) {
    Path folder = directory.resolve("package");
    IParser parser = FhirContext.forR4Cached().newJsonParser().setPrettyPrint(true);
    List<MetadataResource> all = resources();
    try {
      Files.createDirectories(folder);
      for (MetadataResource each : all) {
        Files.writeString(
            folder.resolve(each.fhirType() + "-" + each.getIdElement().getIdPart() + ".json"),
            parser.encodeResourceToString(each) + "\n");
      }
      Files.writeString(folder.resolve("package.json"), manifest());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the package to " + folder, e);
    }
    return all.size();
  }

  private String manifest() {
    return Json.object(j ->
        j.text("name", NAME)
            .text("version", "0.1.0-" + knowledge.version())
            .text("description", "Knowledge on back and leg pain. Not reviewed by clinicians.")
            .text("license", "CC-BY-4.0")
            .text("type", "ig")
            .texts("fhirVersions", List.of("4.0.1"))
            .object("dependencies", d -> d.text("hl7.fhir.r4.core", "4.0.1")))
        + "\n";
  }

  private <T extends MetadataResource> T described(T resource, String id, String title) {
    resource.setId(id);
    resource.setUrl(Canonical.url(resource.fhirType(), id));
    resource.setVersion(knowledge.version());
    resource.setName(Terms.name(id));
    resource.setTitle(title);
    resource.setStatus(PublicationStatus.DRAFT);
    resource.setExperimental(true);
    resource.setPublisher(Terms.PUBLISHER);
    return resource;
  }

  private PlanDefinition rules() {
    PlanDefinition plan =
        described(new PlanDefinition(), "triage", "Triage of back and leg pain: rules");
    plan.setType(
        new CodeableConcept(
            new Coding(
                "http://terminology.hl7.org/CodeSystem/plan-definition-type",
                "eca-rule",
                "ECA Rule")));
    plan.setDescription(
        "The most urgent rule that holds gives the level. A finding that is not known leaves a rule"
            + " open, never false. Names in the conditions are findings with '_' for '-'. No"
            + " clinician has reviewed it yet.");
    plan.addLibrary(Canonical.url("Library", "knowledge"));
    for (TriageRule rule : knowledge.rules()) {
      PlanDefinitionActionComponent action = plan.addAction();
      action
          .setPrefix(rule.id())
          .setTitle(rule.id().replace('-', ' '))
          .setDescription(rule.because())
          .setTextEquivalent(rule.say())
          .setPriority(
              switch (rule.level()) {
                case EMERGENCY_NOW -> RequestPriority.STAT;
                case SAME_DAY -> RequestPriority.ASAP;
                case WITHIN_DAYS -> RequestPriority.URGENT;
                case ROUTINE, SELF_CARE -> RequestPriority.ROUTINE;
              });
      action.addCode(Terms.rule(rule.id()));
      action.addReason(new CodeableConcept(Terms.result(rule.level().word())));
      action.addExtension(logic(rule));
      sources(rule.basis()).forEach(action::addDocumentation);
    }
    return plan;
  }

  /// FHIR's own list of expression languages does not have ours, so the condition stands in an
  /// extension.
  private static Extension logic(TriageRule rule) {
    Extension logic = new Extension(Canonical.LOGIC);
    logic.addExtension("when", new StringType(rule.when()));
    logic.addExtension("level", new CodeType(rule.level().word()));
    logic.addExtension("if-unsure", new CodeType(rule.ifUnsure().word()));
    rule.closedBy()
        .ifPresent(c -> {
          logic.addExtension("closed-by", new StringType(c));
          logic.addExtension("closed-level", new CodeType(rule.closedLevel().word()));
        });
    return logic;
  }

  private ActivityDefinition advice(CareAction action) {
    ActivityDefinition activity =
        described(new ActivityDefinition(), "care-" + action.id(), action.title());
    boolean against =
        action.kind() == CareAction.Kind.DONT || action.kind() == CareAction.Kind.AVOID_TEST;
    activity.setDescription(action.say());
    activity.setPurpose(action.why().isEmpty() ? action.say() : action.why());
    StringBuilder usage = new StringBuilder("For: " + action.whenFor());
    action.neverFor().ifPresent(n -> usage.append("\nNever for: ").append(n));
    activity.setUsage(usage.toString());
    activity.setCode(Terms.care(action).setText(action.title()));
    activity.setDoNotPerform(against);
    sources(action.basis()).forEach(activity::addRelatedArtifact);
    return activity;
  }

  private List<RelatedArtifact> sources(Basis basis) {
    return switch (basis) {
      case Basis.Estimate estimate ->
          List.of(
              new RelatedArtifact()
                  .setType(RelatedArtifactType.JUSTIFICATION)
                  .setDisplay("Estimate: " + estimate.reason()));
      case Basis.Sourced sourced ->
          sourced.sources().stream()
              .flatMap(id -> Optional.ofNullable(knowledge.sources().get(id)).stream())
              .map(KnowledgePackage::citation)
              .toList();
    };
  }

  private static RelatedArtifact citation(Source source) {
    RelatedArtifact artifact =
        new RelatedArtifact()
            .setType(RelatedArtifactType.CITATION)
            .setLabel(source.id())
            .setDisplay(source.title())
            .setCitation(
                String.join(
                    ". ",
                    List.of(source.authors(), source.title(), source.journal()).stream()
                        .filter(t -> !t.isEmpty())
                        .toList()));
    String address = source.link();
    if (address.startsWith("http") && !address.contains(" ")) {
      artifact.setUrl(address);
    }
    return artifact;
  }

  private Library library(List<MetadataResource> all) {
    Library library = described(new Library(), "knowledge", "Knowledge on back and leg pain");
    library.setType(
        new CodeableConcept(
            new Coding(
                "http://terminology.hl7.org/CodeSystem/library-type",
                "asset-collection",
                "Asset Collection")));
    library.setDescription(
        "All resources of this version of the knowledge. It supports, and does not replace, a"
            + " professional. No clinician has reviewed it yet.");
    library.setCopyright("CC BY 4.0");
    for (MetadataResource each : all) {
      library.addRelatedArtifact(
          new RelatedArtifact()
              .setType(RelatedArtifactType.COMPOSEDOF)
              .setDisplay(each.getTitle())
              .setResource(each.getUrl() + "|" + each.getVersion()));
    }
    return library;
  }
}
