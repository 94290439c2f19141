package org.lasegue.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.Enumerations.FHIRVersion;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.r4.model.StructureDefinition.ExtensionContextType;
import org.hl7.fhir.r4.model.StructureDefinition.StructureDefinitionKind;
import org.hl7.fhir.r4.model.StructureDefinition.TypeDerivationRule;
import org.hl7.fhir.r4.model.UriType;

/// The definitions of our extensions: what has no element of its own in FHIR.
final class Extensions {
  private Extensions() {}

  /// @param repeats whether it may be given more than once
  private record Part(String name, String type, boolean repeats, String what) {}

  static List<StructureDefinition> all(String version) {
    return List.of(
        complex(
            version,
            Canonical.DETAILS,
            "answer-details",
            "QuestionnaireResponse.item.answer",
            "What is stated beside the value of a finding",
            List.of(
                new Part("since", "Quantity", false, "For how long, in h, d or wk"),
                new Part("severity", "decimal", false, "From 0 to 10"),
                new Part("onset", "code", false, "sudden or gradual"),
                new Part("course", "code", false, "improving, stable or worsening"),
                new Part("new", "boolean", false, "Whether it is new in this episode"))),
        complex(
            version,
            Canonical.EXPECTED,
            "expected",
            "QuestionnaireResponse",
            "The right answers of a case for evaluation; they never reach the reasoning",
            List.of(
                new Part("stated", "boolean", false, "Always true"),
                new Part("answer", "code", true, "Conditions that are the answer"),
                new Part("fair", "code", true, "Conditions that count as a fair answer too"),
                new Part("urgency-self-report", "code", true, "Acceptable levels, the best first"),
                new Part("urgency-examined", "code", true, "Acceptable levels, the best first"),
                new Part("root", "code", true, "Root and side, such as L5-left"))),
        complex(
            version,
            Canonical.LOGIC,
            "rule-logic",
            "PlanDefinition.action",
            "When a triage rule holds, in the Common Expression Language",
            List.of(
                new Part("when", "string", false, "The condition"),
                new Part("level", "code", false, "The level it gives"),
                new Part("if-unsure", "code", false, "The level where it rests on a 'not sure'"),
                new Part("closed-by", "string", false, "What stands it down in an examination"),
                new Part("closed-level", "code", false, "The level it is stood down to"))),
        simple(
            version,
            Canonical.INTERVAL,
            "probability-interval",
            "RiskAssessment.prediction",
            "Interval of the probability in percent, from the uncertainty of the numbers used",
            "Range"));
  }

  private static StructureDefinition definition(
      String version, String url, String id, String context, String what) {
    StructureDefinition definition = new StructureDefinition();
    definition.setId(id);
    definition
        .setUrl(url)
        .setVersion(version)
        .setName(Terms.name(id))
        .setTitle(what)
        .setStatus(PublicationStatus.DRAFT)
        .setExperimental(true)
        .setPublisher(Terms.PUBLISHER)
        .setDescription(what)
        .setFhirVersion(FHIRVersion._4_0_1)
        .setKind(StructureDefinitionKind.COMPLEXTYPE)
        .setAbstract(false)
        .setType("Extension")
        .setBaseDefinition("http://hl7.org/fhir/StructureDefinition/Extension")
        .setDerivation(TypeDerivationRule.CONSTRAINT);
    definition.addContext().setType(ExtensionContextType.ELEMENT).setExpression(context);
    element(definition, "Extension", "Extension").setShort(what).setDefinition(what);
    return definition;
  }

  private static StructureDefinition simple(
      String version, String url, String id, String context, String what, String type) {
    StructureDefinition definition = definition(version, url, id, context, what);
    element(definition, "Extension.extension", "Extension.extension").setMax("0");
    element(definition, "Extension.url", "Extension.url").setFixed(new UriType(url));
    element(definition, "Extension.value[x]", "Extension.value[x]")
        .setMin(1)
        .addType()
        .setCode(type);
    return definition;
  }

  private static StructureDefinition complex(
      String version, String url, String id, String context, String what, List<Part> parts) {
    StructureDefinition definition = definition(version, url, id, context, what);
    for (Part part : parts) {
      String slice = "Extension.extension:" + part.name();
      element(definition, slice, "Extension.extension")
          .setSliceName(part.name())
          .setShort(part.what())
          .setDefinition(part.what())
          .setMin(0)
          .setMax(part.repeats() ? "*" : "1");
      element(definition, slice + ".extension", "Extension.extension.extension").setMax("0");
      element(definition, slice + ".url", "Extension.extension.url")
          .setFixed(new UriType(part.name()));
      element(definition, slice + ".value[x]", "Extension.extension.value[x]")
          .setMin(1)
          .addType()
          .setCode(part.type());
    }
    element(definition, "Extension.url", "Extension.url").setFixed(new UriType(url));
    element(definition, "Extension.value[x]", "Extension.value[x]").setMax("0");
    return definition;
  }

  private static ElementDefinition element(StructureDefinition definition, String id, String path) {
    ElementDefinition element = definition.getDifferential().addElement();
    element.setId(id);
    return element.setPath(path);
  }
}
