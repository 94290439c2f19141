package org.lasegue.fhir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.CodeSystemContentMode;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.ValueSet;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Territory;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.Fields;

/// The ids of the knowledge as code systems. Codes of LOINC and ICD-10 stand beside ours only where
/// the knowledge has them.
final class Terms {
  static final String PRESENT = "present";
  static final String ABSENT = "absent";
  static final String UNSURE = "unsure";
  static final String PAST = "past";
  static final String YES = "yes";
  static final String NO = "no";
  static final String IN_PART = "in-part";
  static final String NOWHERE = "nowhere";
  static final String NO_ORGAN = "none-of-these";

  private final Knowledge knowledge;
  private final Map<String, String> answers = new LinkedHashMap<>();

  Terms(Knowledge knowledge) {
    this.knowledge = knowledge;
    answers.put(PRESENT, "Yes");
    answers.put(ABSENT, "No");
    answers.put(UNSURE, "Not sure");
    answers.put(PAST, "Before, not now");
    answers.put(YES, "Yes");
    answers.put(NO, "No");
    answers.put(IN_PART, "Answer one by one");
    answers.put(NOWHERE, "None of these");
    answers.put("female", "Female");
    answers.put("male", "Male");
    answers.put("uterus", "A womb");
    answers.put("testes", "Testicles");
    answers.put("prostate", "A prostate");
    answers.put(NO_ORGAN, "None of these organs");
    answers.put("not-pregnant", "Not pregnant");
    answers.put("possible", "Possibly pregnant");
    answers.put("pregnant", "Pregnant");
    answers.put("postpartum", "Gave birth lately");
    answers.put("self", "The person");
    answers.put("other", "Someone else for the person");
    for (Finding finding : knowledge.findings().values()) {
      if (!(finding.type() instanceof ValueType.Present)) {
        for (int level = 0; level < finding.type().levels(); level++) {
          answers.put(levelCode(finding, level), levelName(finding, level));
        }
      }
    }
  }

  private static String levelName(Finding finding, int level) {
    String name = finding.type().levelName(level).replace('-', ' ');
    return finding.type() instanceof ValueType.Quantity quantity && !quantity.unit().startsWith("{")
        ? name + " " + quantity.unit()
        : name;
  }

  /// The code of one level of a finding that is graded or measured.
  static String levelCode(Finding finding, int level) {
    return finding.id()
        + "."
        + (finding.type() instanceof ValueType.Levels levels
            ? levels.levelName(level)
            : "level-" + level);
  }

  Coding answer(String code) {
    return coding(Canonical.ANSWER, code, answers);
  }

  /// A code of ours with its name.
  ///
  /// @param names of every code of the system
  static Coding coding(String system, String code, Map<String, String> names) {
    String display = names.get(code);
    if (display == null) {
      throw new IllegalArgumentException("no code '" + code + "' of " + system);
    }
    return new Coding(system, code, display);
  }

  Coding place(Case.Key key) {
    return new Coding(Canonical.PLACE, key.toString(), placeName(key));
  }

  private String placeName(Case.Key key) {
    return knowledge.findingById(key.finding()).plain() + side(key.where());
  }

  static String side(Where where) {
    return switch (where) {
      case WHOLE -> "";
      case LEFT -> " (left)";
      case RIGHT -> " (right)";
      case SOME_SIDE -> " (one side, not known which)";
    };
  }

  CodeableConcept finding(String id) {
    Finding finding = knowledge.findingById(id);
    CodeableConcept concept = new CodeableConcept().setText(finding.clinical());
    concept.addCoding(new Coding(Canonical.FINDING, finding.id(), finding.clinical()));
    String loinc = finding.codes().get("loinc");
    if (loinc != null) {
      concept.addCoding(new Coding().setSystem(Canonical.LOINC).setCode(loinc));
    }
    return concept;
  }

  CodeableConcept condition(String id) {
    Condition condition = knowledge.condition(id);
    CodeableConcept concept = new CodeableConcept().setText(condition.clinical());
    concept.addCoding(new Coding(Canonical.CONDITION, id, condition.clinical()));
    String icd = condition.codes().get("icd10");
    if (icd != null) {
      concept.addCoding(new Coding().setSystem(Canonical.ICD10).setCode(icd));
    }
    return concept;
  }

  static CodeableConcept rule(String id) {
    return concept(new Coding(Canonical.RULE, id, id.replace('-', ' ')));
  }

  static CodeableConcept care(CareAction action) {
    return concept(new Coding(Canonical.CARE, action.id(), action.title()));
  }

  /// A code with its name as the text.
  static CodeableConcept concept(Coding coding) {
    return new CodeableConcept(coding).setText(coding.getDisplay());
  }

  /// What kind of observation it is, in the words of FHIR.
  static CodeableConcept category(String code, String display) {
    return new CodeableConcept(
        new Coding("http://terminology.hl7.org/CodeSystem/observation-category", code, display));
  }

  static Coding result(String code) {
    return coding(Canonical.RESULT, code, results());
  }

  private static Map<String, String> results() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("urgency", "How soon to be seen");
    all.put("urgency-possible", "How soon at the most, if open danger signs are there");
    all.put("localisation", "Where the pain comes from");
    all.put("causes", "Causes of this episode");
    for (Urgency urgency : Urgency.values()) {
      all.put(urgency.word(), urgency.word().replace('-', ' '));
    }
    for (Condition.Axis axis : Condition.Axis.values()) {
      all.put("axis-" + Fields.hyphenated(axis), Fields.hyphenated(axis).replace('-', ' '));
    }
    for (Territory territory : Territory.values()) {
      for (String side : List.of("left", "right")) {
        all.put(territory.word() + "-" + side, territory.word() + " " + side);
      }
    }
    return all;
  }

  List<CodeSystem> codeSystems() {
    CodeSystem finding = system(Canonical.FINDING, "finding", "Findings");
    CodeSystem place = system(Canonical.PLACE, "finding-place", "Findings with their side");
    for (Finding each : knowledge.findings().values()) {
      finding
          .addConcept()
          .setCode(each.id())
          .setDisplay(each.clinical())
          .setDefinition(each.plain());
      for (Where where : places(each)) {
        Case.Key key = new Case.Key(each.id(), where);
        place.addConcept().setCode(key.toString()).setDisplay(placeName(key));
      }
    }
    CodeSystem condition = system(Canonical.CONDITION, "condition", "Conditions");
    for (Condition each : knowledge.conditions().values()) {
      condition
          .addConcept()
          .setCode(each.id())
          .setDisplay(each.clinical())
          .setDefinition(each.explain());
    }
    CodeSystem rule = system(Canonical.RULE, "triage-rule", "Triage rules");
    for (TriageRule each : knowledge.rules()) {
      rule.addConcept()
          .setCode(each.id())
          .setDisplay(each.id().replace('-', ' '))
          .setDefinition(each.because());
    }
    CodeSystem care = system(Canonical.CARE, "care-action", "Advice");
    for (CareAction each : knowledge.care().values()) {
      care.addConcept().setCode(each.id()).setDisplay(each.title()).setDefinition(each.say());
    }
    CodeSystem answer = system(Canonical.ANSWER, "answer", "Answers");
    answers.forEach((code, display) -> answer.addConcept().setCode(code).setDisplay(display));
    CodeSystem result = system(Canonical.RESULT, "result", "Results");
    results().forEach((code, display) -> result.addConcept().setCode(code).setDisplay(display));
    CodeSystem diary = system(Canonical.DIARY, "diary", "Parts of a diary");
    DiaryObservations.codes()
        .forEach((code, display) -> diary.addConcept().setCode(code).setDisplay(display));
    List<CodeSystem> all = List.of(finding, place, condition, rule, care, answer, result, diary);
    all.forEach(s -> s.setCount(s.getConcept().size()));
    return all;
  }

  List<ValueSet> valueSets() {
    List<ValueSet> all = new ArrayList<>();
    Map<String, List<String>> byKind = new TreeMap<>(Comparator.naturalOrder());
    for (Finding finding : knowledge.findings().values()) {
      byKind
          .computeIfAbsent(finding.kind().name().toLowerCase(Locale.ROOT), _ -> new ArrayList<>())
          .add(finding.id());
    }
    byKind.forEach((kind, ids) -> {
      ValueSet set = set("finding-" + kind, "Findings of the kind " + kind);
      ValueSet.ConceptSetComponent include =
          set.getCompose().addInclude().setSystem(Canonical.FINDING);
      ids.forEach(id -> include.addConcept().setCode(id));
      all.add(set);
    });
    ValueSet conditions = set("condition", "All conditions");
    conditions.getCompose().addInclude().setSystem(Canonical.CONDITION);
    all.add(conditions);
    ValueSet urgency = set("urgency", "Levels of urgency");
    ValueSet.ConceptSetComponent levels =
        urgency.getCompose().addInclude().setSystem(Canonical.RESULT);
    for (Urgency each : Urgency.values()) {
      levels.addConcept().setCode(each.word());
    }
    all.add(urgency);
    return all;
  }

  private ValueSet set(String name, String title) {
    ValueSet set = new ValueSet();
    set.setId(name);
    set.setUrl(Canonical.url("ValueSet", name))
        .setVersion(knowledge.version())
        .setName(name(name))
        .setTitle(title)
        .setStatus(PublicationStatus.DRAFT)
        .setExperimental(true)
        .setPublisher(PUBLISHER)
        .setDescription(title + " of the knowledge. No clinician has reviewed it yet.");
    return set;
  }

  static final String PUBLISHER = "Lasegue";

  private CodeSystem system(String url, String name, String title) {
    CodeSystem system = new CodeSystem();
    system.setId(name);
    system
        .setUrl(url)
        .setVersion(knowledge.version())
        .setName(name(name))
        .setTitle(title)
        .setStatus(PublicationStatus.DRAFT)
        .setExperimental(true)
        .setPublisher(PUBLISHER)
        .setDescription(title + " of the knowledge. No clinician has reviewed it yet.")
        .setCaseSensitive(true)
        .setContent(CodeSystemContentMode.COMPLETE);
    return system;
  }

  /// `finding-place` as a name for programs: `LasegueFindingPlace`.
  static String name(String id) {
    StringBuilder name = new StringBuilder("Lasegue");
    for (String part : id.split("[^A-Za-z0-9]+")) {
      name.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
    }
    return name.toString();
  }

  /// Where a finding can be observed, with "one side, not known which" for those with sides.
  static List<Where> places(Finding finding) {
    return finding.sided()
        ? List.of(Where.LEFT, Where.RIGHT, Where.SOME_SIDE)
        : List.of(Where.WHOLE);
  }
}
