package org.lasegue.fhir;

/// The names under which our own resources, code systems and extensions are known. They are a
/// contract: docs/compatibility.md.
final class Canonical {
  static final String QUESTIONNAIRE_HISTORY = url("Questionnaire", "history");
  static final String QUESTIONNAIRE_CLINICAL = url("Questionnaire", "clinical");
  static final String QUESTIONNAIRE_ADAPTIVE = url("Questionnaire", "adaptive");

  static final String FINDING = url("CodeSystem", "finding");
  static final String CONDITION = url("CodeSystem", "condition");
  static final String ANSWER = url("CodeSystem", "answer");
  static final String PLACE = url("CodeSystem", "finding-place");
  static final String RULE = url("CodeSystem", "triage-rule");
  static final String CARE = url("CodeSystem", "care-action");
  static final String RESULT = url("CodeSystem", "result");
  static final String DIARY = url("CodeSystem", "diary");

  /// What a case states beside the value of a finding.
  static final String DETAILS = url("StructureDefinition", "answer-details");

  /// The right answers of a case, for evaluation only.
  static final String EXPECTED = url("StructureDefinition", "expected");

  /// The interval around the probability of a prediction, in percent.
  static final String INTERVAL = url("StructureDefinition", "probability-interval");

  /// When a triage rule holds, in the Common Expression Language.
  static final String LOGIC = url("StructureDefinition", "rule-logic");

  static final String CASE_ID = "urn:lasegue:case-id";
  static final String KNOWLEDGE_VERSION = "urn:lasegue:knowledge-version";

  static final String LOINC = "http://loinc.org";
  static final String ICD10 = "http://hl7.org/fhir/sid/icd-10";
  static final String UCUM = "http://unitsofmeasure.org";

  private Canonical() {}

  static String url(String type, String name) {
    return "urn:lasegue:fhir:" + type + ":" + name;
  }
}
