package org.lasegue.fhir;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityDetailComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Composition.CompositionStatus;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.DetectedIssue;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueSeverity;
import org.hl7.fhir.r4.model.DetectedIssue.DetectedIssueStatus;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Device.DeviceNameType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Provenance.ProvenanceEntityRole;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.RiskAssessment.RiskAssessmentPredictionComponent;
import org.hl7.fhir.r4.model.RiskAssessment.RiskAssessmentStatus;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.report.NoteReport;
import org.lasegue.report.Shown;
import org.lasegue.report.Words;

/// An assessment as a `Bundle` of the type collection: what was answered, urgency, causes,
/// localisation, measures, rules that fired, plan, tests to consider, the letter, and where all of
/// it comes from. Everything is a draft or a proposal: nothing is ordered.
public final class AssessmentBundle {
  private static final String CONFIDENTIALITY =
      "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
  private static final String ABSENT_REASON =
      "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
  private static final int DECIMALS = 4;

  private final Knowledge knowledge;
  private final Terms terms;
  private final Words words;
  private final Responses responses;
  private final NoteReport note;

  public AssessmentBundle(Knowledge knowledge) {
    this.knowledge = knowledge;
    this.terms = new Terms(knowledge);
    this.words = new Words(knowledge);
    this.responses = new Responses(knowledge);
    this.note = new NoteReport(knowledge);
  }

  /// @param patient whom it is about where the caller knows; without it the bundle has a patient of
  ///   its own, with no more than the sex
  /// @param at when it was assessed
  public Bundle of(Assessment assessment, Optional<Reference> patient, Instant at) {
    return of(assessment, Diary.EMPTY, patient, at);
  }

  /// @param diary what the person wrote day by day, which the assessment knows already
  public Bundle of(Assessment assessment, Diary diary, Optional<Reference> patient, Instant at) {
    return new Making(assessment, diary, patient, at).bundle();
  }

  private final class Making {
    private final Assessment a;
    private final Diary diary;
    private final Date at;
    private final Bundle bundle = new Bundle();
    private final Reference patient;
    private final Reference device;
    private final Reference answers;

    Making(Assessment assessment, Diary diary, Optional<Reference> patient, Instant at) {
      this.a = assessment;
      this.diary = diary;
      this.at = Date.from(at);
      bundle.setType(BundleType.COLLECTION).setTimestamp(this.at);
      // a case id such as "record" is that of many people
      bundle.setIdentifier(
          new Identifier()
              .setSystem("urn:ietf:rfc:3986")
              .setValue("urn:uuid:" + UUID.randomUUID()));
      boolean secret =
          a.subject().findings().keySet().stream()
              .anyMatch(k -> knowledge.findingById(k.finding()).isPrivate());
      if (secret) {
        bundle.getMeta().addSecurity(new Coding(CONFIDENTIALITY, "R", "restricted"));
      }
      this.patient = patient.orElseGet(() -> add(person()));
      this.device = add(device());
      QuestionnaireResponse response = responses.of(a.subject());
      response.setSubject(this.patient.copy()).setAuthored(this.at);
      this.answers = add(response);
    }

    Bundle bundle() {
      add(urgency());
      add(causes());
      add(localisation());
      measures();
      DiaryObservations.of(diary, patient).forEach(this::add);
      a.urgency().fired().forEach(rule -> add(rule(rule)));
      a.urgency().risks().forEach(risk -> add(risk(risk)));
      add(plan());
      a.plan().tests().forEach(test -> add(test(test)));
      add(letter());
      add(provenance());
      return bundle;
    }

    /// Names are drawn anew, so that no two bundles share one: not even of the same case.
    private Reference add(Resource resource) {
      String url = "urn:uuid:" + UUID.randomUUID();
      bundle.addEntry().setFullUrl(url).setResource(resource);
      return new Reference(url);
    }

    private Patient person() {
      Patient person = new Patient();
      a.subject()
          .person()
          .sex()
          .ifPresentOrElse(
              s ->
                  person.setGender(
                      s == Sex.FEMALE ? AdministrativeGender.FEMALE : AdministrativeGender.MALE),
              () -> person.setGender(AdministrativeGender.UNKNOWN));
      return person;
    }

    private Device device() {
      Device device = new Device();
      device.addDeviceName().setName("Lasegue").setType(DeviceNameType.MANUFACTURERNAME);
      device.addVersion().setValue("knowledge " + a.knowledgeVersion());
      device.addNote().setText(Shown.DISCLAIMER);
      return device;
    }

    private Observation observation(CodeableConcept code) {
      Observation observation = new Observation();
      observation
          .setStatus(ObservationStatus.PRELIMINARY)
          .setCode(code)
          .setSubject(patient.copy())
          .setEffective(new DateTimeType(at))
          .addPerformer(new Reference().setDisplay("Lasegue"))
          .setDevice(device.copy())
          .addDerivedFrom(answers.copy());
      return observation;
    }

    private Observation urgency() {
      Observation urgency = observation(result("urgency"));
      urgency.setValue(result(a.urgency().level().word()));
      urgency
          .addComponent()
          .setCode(result("urgency-possible"))
          .setValue(result(a.urgency().possible().word()));
      urgency.addNote().setText(Words.see(a.urgency().see()));
      if (!a.unasked().isEmpty()) {
        urgency
            .addNote()
            .setText(
                "Not asked yet, and could raise it: "
                    + String.join(
                        ", ",
                        a.unasked().stream()
                            .map(id -> knowledge.findingById(id).clinical())
                            .toList())
                    + ".");
      }
      return urgency;
    }

    private RiskAssessment causes() {
      RiskAssessment risk = new RiskAssessment();
      risk.setStatus(RiskAssessmentStatus.PRELIMINARY)
          .setMethod(
              new CodeableConcept().setText("Bayesian network, knowledge " + a.knowledgeVersion()))
          .setCode(result("causes"))
          .setSubject(patient.copy())
          .setOccurrence(new DateTimeType(at))
          .setPerformer(device.copy())
          .addBasis(answers.copy());
      for (Assessment.Cause cause : a.causes()) {
        RiskAssessmentPredictionComponent prediction = risk.addPrediction();
        prediction
            .setOutcome(terms.condition(cause.condition()))
            .setProbability(new DecimalType(percent(cause.probability())));
        prediction.addExtension(
            new Extension(
                Canonical.INTERVAL,
                new Range().setLow(share(cause.low())).setHigh(share(cause.high()))));
        String why = weights(cause.forIt(), "For") + weights(cause.against(), "Against");
        if (!why.isBlank()) {
          prediction.setRationale(why.strip());
        }
      }
      a.limits().forEach(limit -> risk.addNote().setText(limit));
      return risk;
    }

    private String weights(List<Assessment.Weight> weights, String word) {
      if (weights.isEmpty()) {
        return "";
      }
      return word
          + " (decibans): "
          + String.join(
              ", ",
              weights.stream()
                  .map(w ->
                      words.observedClinically(w.finding(), w.answer())
                          + " "
                          + rounded(w.decibans(), 1))
                  .toList())
          + ". ";
    }

    private Observation localisation() {
      Observation place = observation(result("localisation"));
      for (Map.Entry<org.lasegue.knowledge.Condition.Axis, Double> axis :
          a.localisation().axis().entrySet()) {
        place
            .addComponent()
            .setCode(result("axis-" + Fields.hyphenated(axis.getKey())))
            .setValue(share(axis.getValue()));
      }
      for (Assessment.Root root : a.localisation().roots()) {
        place
            .addComponent()
            .setCode(result(root.root() + "-" + root.side()))
            .setValue(share(root.probability()));
      }
      if (!place.hasComponent()) {
        place.setDataAbsentReason(
            new CodeableConcept(
                new Coding(
                    "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                    "not-performed",
                    "Not Performed")));
      }
      return place;
    }

    /// What was measured, as far as the mode used it.
    private void measures() {
      a.subject()
          .findings()
          .forEach((key, answer) -> {
            Finding finding = knowledge.findingById(key.finding());
            if (finding.type() instanceof ValueType.Quantity quantity
                && answer instanceof Answer.Known known
                && known.number().isPresent()
                && a.mode().allows(finding)) {
              add(measure(finding, key, quantity, known.number().getAsDouble()));
            }
          });
    }

    private Observation measure(
        Finding finding, Key key, ValueType.Quantity quantity, double number) {
      Observation measure =
          observation(terms.finding(finding.id())).setStatus(ObservationStatus.FINAL);
      // the case does not say when it was measured
      DateTimeType when = new DateTimeType();
      when.addExtension(new Extension(ABSENT_REASON, new CodeType("unknown")));
      measure.setEffective(when);
      if (finding.kind() == Finding.Kind.SIGN && finding.codes().containsKey("loinc")) {
        measure.addCategory(Terms.category("vital-signs", "Vital Signs"));
      }
      Quantity value = new Quantity().setValue(BigDecimal.valueOf(number));
      value.setUnit(quantity.unit());
      Questionnaires.unit(quantity)
          .ifPresent(u -> value.setSystem(u.getSystem()).setCode(u.getCode()));
      measure.setValue(value);
      if (key.where() != Where.WHOLE) {
        measure.setBodySite(new CodeableConcept().setText(key.where().word().replace('-', ' ')));
      }
      return measure;
    }

    private DetectedIssue issue(Urgency level) {
      DetectedIssue issue = new DetectedIssue();
      issue
          .setSeverity(
              switch (level) {
                case EMERGENCY_NOW, SAME_DAY -> DetectedIssueSeverity.HIGH;
                case WITHIN_DAYS -> DetectedIssueSeverity.MODERATE;
                case ROUTINE, SELF_CARE -> DetectedIssueSeverity.LOW;
              })
          .setPatient(patient.copy())
          .setIdentified(new DateTimeType(at))
          .setAuthor(device.copy())
          .addImplicated(answers.copy());
      issue.addEvidence().addCode(result(level.word()));
      return issue;
    }

    private DetectedIssue rule(Assessment.FiredRule rule) {
      DetectedIssue issue = issue(rule.level());
      issue
          .setStatus(
              rule.fromUnsure() ? DetectedIssueStatus.PRELIMINARY : DetectedIssueStatus.FINAL)
          .setCode(Terms.rule(rule.id()))
          .setDetail((rule.say() + " " + rule.reason()).strip());
      for (String because : rule.because()) {
        issue.addEvidence().addCode(new CodeableConcept().setText(words.reasonClinically(because)));
      }
      issue.addMitigation().setAction(new CodeableConcept().setText(Words.see(rule.see())));
      if (!rule.stoodDownBy().isEmpty()) {
        issue
            .addMitigation()
            .setAction(
                new CodeableConcept()
                    .setText(
                        "Stood down by "
                            + String.join(
                                ", ",
                                rule.stoodDownBy().stream()
                                    .map(words::reasonClinically)
                                    .toList())));
      }
      return issue;
    }

    private DetectedIssue risk(Assessment.Risk risk) {
      DetectedIssue issue = issue(risk.level());
      CodeableConcept code = terms.condition(risk.condition());
      issue
          .setStatus(DetectedIssueStatus.PRELIMINARY)
          .setCode(code)
          .setDetail(
              code.getText()
                  + ": probability "
                  + rounded(risk.probability(), DECIMALS)
                  + ", acted on from "
                  + rounded(risk.actAt(), DECIMALS)
                  + ".");
      return issue;
    }

    private CarePlan plan() {
      CarePlan plan = new CarePlan();
      plan.setStatus(CarePlanStatus.DRAFT)
          .setIntent(CarePlanIntent.PROPOSAL)
          .setTitle("Plan for the next weeks")
          .setDescription(
              a.plan().withheld()
                  ? "While an emergency stands there is no plan. " + Words.see(a.urgency().see())
                  : Words.see(a.plan().see()))
          .setSubject(patient.copy())
          .setCreated(at)
          .setAuthor(device.copy())
          .addSupportingInfo(answers.copy());
      activities(plan, a.plan().until(), false);
      activities(plan, a.plan().act(), false);
      activities(plan, a.plan().medicines(), false);
      activities(plan, a.plan().dont(), true);
      activities(plan, a.plan().avoidTests(), true);
      activities(plan, a.plan().comeBack(), false);
      return plan;
    }

    private void activities(CarePlan plan, List<Advice> advice, boolean against) {
      for (Advice each : advice) {
        CareAction action = each.action();
        CarePlanActivityDetailComponent detail = plan.addActivity().getDetail();
        detail
            .setStatus(CarePlanActivityStatus.NOTSTARTED)
            .setDoNotPerform(against)
            .setCode(Terms.care(action))
            .setDescription(
                said(
                    action.say(),
                    action.howOften(),
                    action.progress(),
                    action.stop(),
                    action.why()));
        checks(each).forEach(detail::addReasonCode);
      }
    }

    private List<CodeableConcept> checks(Advice advice) {
      return advice.check().stream()
          .map(c -> new CodeableConcept().setText("To check first: " + words.reasonClinically(c)))
          .toList();
    }

    private ServiceRequest test(Advice advice) {
      CareAction action = advice.action();
      ServiceRequest request = new ServiceRequest();
      request
          .setStatus(ServiceRequestStatus.DRAFT)
          .setIntent(ServiceRequestIntent.PROPOSAL)
          .setCode(Terms.care(action))
          .setSubject(patient.copy())
          .setAuthoredOn(at)
          .setRequester(device.copy())
          .setPatientInstruction(action.say())
          .addSupportingInfo(answers.copy());
      if (!action.why().isEmpty()) {
        request.addReasonCode(new CodeableConcept().setText(action.why()));
      }
      checks(advice).forEach(request::addReasonCode);
      return request;
    }

    private Composition letter() {
      Composition letter = new Composition();
      letter
          .setStatus(CompositionStatus.PRELIMINARY)
          .setType(new CodeableConcept().setText("Decision support note on back and leg pain"))
          .setSubject(patient.copy())
          .setDate(at)
          .addAuthor(device.copy())
          .setTitle("Back and leg pain: decision support note");
      Narrative text = new Narrative().setStatus(NarrativeStatus.GENERATED);
      text.setDivAsString(
          "<div xmlns=\"http://www.w3.org/1999/xhtml\"><pre>"
              + escaped(note.of(a))
              + "</pre></div>");
      letter.addSection().setTitle("Note").setText(text);
      return letter;
    }

    private Provenance provenance() {
      Provenance provenance = new Provenance();
      bundle.getEntry().forEach(e -> provenance.addTarget(new Reference(e.getFullUrl())));
      provenance.setRecorded(at);
      provenance.setActivity(
          new CodeableConcept(
                  new Coding(
                      "http://terminology.hl7.org/CodeSystem/v3-DataOperation", "CREATE", "create"))
              .setText("Assessed in the mode " + a.mode().word()));
      provenance.addAgent().setWho(device.copy());
      provenance
          .addEntity()
          .setRole(ProvenanceEntityRole.SOURCE)
          .setWhat(
              new Reference()
                  .setIdentifier(
                      new Identifier()
                          .setSystem(Canonical.KNOWLEDGE_VERSION)
                          .setValue(a.knowledgeVersion()))
                  .setDisplay("Knowledge " + a.knowledgeVersion()));
      provenance.addEntity().setRole(ProvenanceEntityRole.DERIVATION).setWhat(answers.copy());
      return provenance;
    }
  }

  private static CodeableConcept result(String code) {
    return Terms.concept(Terms.result(code));
  }

  private static String said(String... parts) {
    return String.join(" ", List.of(parts).stream().filter(p -> !p.isEmpty()).toList());
  }

  private static Quantity share(double probability) {
    return new Quantity()
        .setValue(percent(probability))
        .setUnit("%")
        .setSystem(Canonical.UCUM)
        .setCode("%");
  }

  private static BigDecimal percent(double probability) {
    return BigDecimal.valueOf(probability)
        .movePointRight(2)
        .setScale(DECIMALS, RoundingMode.HALF_EVEN);
  }

  private static String rounded(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
