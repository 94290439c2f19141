package org.lasegue.fhir;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Person;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.ValueType;
import org.lasegue.report.CaseJson;

/// Reads what a record says of one person: age, sex, pregnancy, illnesses, medicines and measures.
/// Only codes of [RecordCodes] and the LOINC codes of the knowledge are understood; every other one
/// is counted and named. What a record does not say stays unknown.
public final class RecordReader {
  private static final int OLDEST = 120;
  private static final String LATER = "It is of after the day that the record is read for.";
  private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9/*%\\[\\]{}._-]{1,20}");

  private final Knowledge knowledge;
  private final RecordCodes codes = RecordCodes.bundled();
  private final Map<String, Finding> byLoinc = new HashMap<>();
  private final CaseReader cases;
  private final CaseJson lines;

  public RecordReader(Knowledge knowledge) {
    this.knowledge = knowledge;
    this.cases = new CaseReader(knowledge);
    this.lines = new CaseJson(knowledge);
    for (Finding finding : knowledge.findings().values()) {
      String loinc = finding.codes().get("loinc");
      if (loinc != null) {
        byLoinc.put(loinc, finding);
      }
    }
  }

  /// A resource, the FHIRPath expression of its place, and what its bundle calls it (or empty).
  public record Placed(Resource resource, String expression, String fullUrl) {}

  /// @param report what was taken and what was not, each with its place
  /// @param taken how many entries gave something, @param left how many did not
  public record Populated(Case subject, OperationOutcome report, int taken, int left) {}

  /// The resources of a bundle, with their places.
  public static List<Placed> placed(Bundle bundle, String expression) {
    List<Placed> all = new ArrayList<>();
    for (int i = 0; i < bundle.getEntry().size(); i++) {
      Resource resource = bundle.getEntry().get(i).getResource();
      if (resource != null) {
        String fullUrl = bundle.getEntry().get(i).getFullUrl();
        all.add(
            new Placed(
                resource,
                expression + ".entry[" + i + "].resource",
                fullUrl == null ? "" : fullUrl));
      }
    }
    return all;
  }

  /// @param at the time of the visit, against which ages and the age of measures are counted
  /// @throws FhirProblemException where the resources are about more than one patient
  public Populated read(String id, List<Placed> resources, Instant at) {
    return new Pass(at, resources).read(id);
  }

  private final class Pass {
    private final Instant at;
    private final List<Placed> resources;
    private final OperationOutcome report = new OperationOutcome();
    private final Map<Key, Answer> findings = new LinkedHashMap<>();
    private final Map<Key, Instant> measured = new HashMap<>();
    private int taken;
    private int left;
    private @Nullable Patient patient;
    private Pregnancy pregnancy = Pregnancy.UNKNOWN;

    Pass(Instant at, List<Placed> resources) {
      this.at = at;
      this.resources = resources;
    }

    Populated read(String id) {
      OnePerson.check(resources, Optional.empty());
      resources.stream()
          .map(Placed::resource)
          .filter(Patient.class::isInstance)
          .forEach(p -> patient = (Patient) p);
      resources.forEach(this::resource);
      Case subject = new Case(id, person(), findings, List.of(), Optional.empty());
      if (refused(subject) && pregnancy.state() != Pregnancy.State.UNKNOWN) {
        pregnancy = Pregnancy.UNKNOWN;
        say(
            IssueSeverity.WARNING,
            IssueType.CONFLICT,
            "Patient",
            "The record says pregnant of a person who cannot be; the pregnancy is left open.");
        subject = new Case(id, person(), findings, List.of(), Optional.empty());
      }
      if (refused(subject)) {
        throw new FhirProblemException(
            IssueType.CONFLICT, "Bundle", "The record contradicts itself; nothing was taken.");
      }
      say(
          IssueSeverity.INFORMATION,
          IssueType.INFORMATIONAL,
          "Bundle",
          taken + " entries were taken, " + left + " were not.");
      return new Populated(subject, report, taken, left);
    }

    private boolean refused(Case subject) {
      return cases.read(lines.line(subject), "record", 1) instanceof CaseReader.Result.Rejected;
    }

    private void resource(Placed placed) {
      switch (placed.resource()) {
        case Patient _ -> taken++;
        case Condition condition -> condition(condition, placed.expression());
        case MedicationStatement statement ->
            medicine(
                statement.getMedication(), taken(statement), began(statement), placed.expression());
        case MedicationRequest request ->
            medicine(
                request.getMedication(),
                taken(request),
                Optional.ofNullable(request.getAuthoredOn()).map(Date::toInstant),
                placed.expression());
        case Observation observation -> observation(observation, placed.expression());
        default -> {
          left++;
          say(
              IssueSeverity.INFORMATION,
              IssueType.NOTSUPPORTED,
              placed.expression(),
              placed.resource().fhirType() + " is not read.");
        }
      }
    }

    /// Planned or ended is not taken.
    private boolean taken(MedicationStatement statement) {
      return statement.getStatus() == MedicationStatement.MedicationStatementStatus.ACTIVE
          && !(statement.getEffective() instanceof org.hl7.fhir.r4.model.Period period
              && period.getEnd() != null
              && period.getEnd().toInstant().isBefore(at));
    }

    /// A request not to give it, or a proposal, gives nothing.
    private static boolean taken(MedicationRequest request) {
      return request.getStatus() == MedicationRequest.MedicationRequestStatus.ACTIVE
          && !request.getDoNotPerform()
          && request.getIntent() != MedicationRequest.MedicationRequestIntent.PROPOSAL
          && request.getIntent() != MedicationRequest.MedicationRequestIntent.PLAN
          && request.getIntent() != MedicationRequest.MedicationRequestIntent.OPTION;
    }

    private void condition(Condition condition, String place) {
      String verification = firstCode(condition.getVerificationStatus());
      String clinical = firstCode(condition.getClinicalStatus());
      if (Set.of("refuted", "entered-in-error").contains(verification)) {
        leave(place, IssueType.BUSINESSRULE, "It is refuted or entered in error.");
        return;
      }
      boolean over =
          Set.of("inactive", "remission", "resolved").contains(clinical) || ended(condition);
      Optional<RecordCodes.Entry> entry = entry(codes.conditions(), condition.getCode());
      if (entry.isEmpty()) {
        unknown(condition.getCode(), place + ".code");
      } else if (later(noted(condition))) {
        leave(place, IssueType.BUSINESSRULE, LATER);
      } else if (over && !entry.get().history()) {
        leave(place, IssueType.BUSINESSRULE, "It is over, and only counts while it lasts.");
      } else if (Set.of("unconfirmed", "provisional", "differential").contains(verification)) {
        leave(place, IssueType.BUSINESSRULE, "It is not confirmed, so it is left to be asked.");
      } else if (knowledge.findingById(entry.get().finding()).kind() == Finding.Kind.SYMPTOM
          && !RecordCodes.fresh(noted(condition), at, codes.tests())) {
        leave(
            place,
            IssueType.BUSINESSRULE,
            "A complaint without a date, or an old one, is left to be asked.");
      } else {
        present(entry.get().finding());
      }
    }

    private boolean ended(Condition condition) {
      return switch (condition.getAbatement()) {
        case null -> false;
        case DateTimeType time ->
            time.getValue() == null || !time.getValue().toInstant().isAfter(at);
        default -> true;
      };
    }

    private static Optional<Instant> noted(Condition condition) {
      Date date =
          condition.hasRecordedDate()
              ? condition.getRecordedDate()
              : condition.getOnset() instanceof DateTimeType time ? time.getValue() : null;
      return Optional.ofNullable(date).map(Date::toInstant);
    }

    /// What became known after the day that the record is read for says nothing of that day: it may
    /// be what the visit of that day found.
    private boolean later(Optional<Instant> noted) {
      return noted.filter(n -> n.isAfter(at.plus(Duration.ofDays(1)))).isPresent();
    }

    private static Optional<Instant> began(MedicationStatement statement) {
      Date date =
          switch (statement.getEffective()) {
            case DateTimeType time -> time.getValue();
            case org.hl7.fhir.r4.model.Period period -> period.getStart();
            case null, default -> statement.getDateAsserted();
          };
      return Optional.ofNullable(date).map(Date::toInstant);
    }

    private void medicine(
        @Nullable Type medication, boolean current, Optional<Instant> noted, String place) {
      if (!(medication instanceof CodeableConcept concept)) {
        leave(place, IssueType.NOTSUPPORTED, "A medicine by reference is not read.");
        return;
      }
      Optional<RecordCodes.Entry> entry = entry(codes.medicines(), concept);
      if (entry.isEmpty()) {
        unknown(concept, place + ".medication");
      } else if (later(noted)) {
        leave(place, IssueType.BUSINESSRULE, LATER);
      } else if (!current) {
        leave(place, IssueType.BUSINESSRULE, "It is not taken now.");
      } else {
        present(entry.get().finding());
      }
    }

    private void observation(Observation observation, String place) {
      if (observation.getStatus() == null
          || Set.of("entered-in-error", "cancelled", "registered", "unknown")
              .contains(observation.getStatus().toCode())) {
        leave(place, IssueType.BUSINESSRULE, "It has no result that stands.");
        return;
      }
      Optional<Instant> when = when(observation);
      if (observation.hasComponent()) {
        for (int c = 0; c < observation.getComponent().size(); c++) {
          var component = observation.getComponent().get(c);
          measure(component.getCode(), component.getValue(), when, place + ".component[" + c + "]");
        }
      } else {
        measure(observation.getCode(), observation.getValue(), when, place);
      }
    }

    private static Optional<Instant> when(Observation observation) {
      Date date =
          switch (observation.getEffective()) {
            case DateTimeType time -> time.getValue();
            case org.hl7.fhir.r4.model.Period period -> period.getEnd();
            case null, default -> null;
          };
      return Optional.ofNullable(date).map(Date::toInstant);
    }

    private void measure(
        CodeableConcept code, @Nullable Type value, Optional<Instant> when, String place) {
      if (has(code, Canonical.LOINC, codes.pregnancy().loinc())) {
        pregnancy(value, when, place);
        return;
      }
      Optional<Finding> found =
          code.getCoding().stream()
              .filter(c -> Canonical.LOINC.equals(c.getSystem()))
              .flatMap(c -> Optional.ofNullable(byLoinc.get(String.valueOf(c.getCode()))).stream())
              .findFirst();
      if (found.isEmpty()) {
        unknown(code, place + ".code");
        return;
      }
      Finding finding = found.get();
      if (!(finding.type() instanceof ValueType.Quantity)
          || finding.sided()
          || !(value instanceof Quantity quantity)
          || quantity.getValue() == null) {
        leave(place, IssueType.NOTSUPPORTED, "Only a number with its unit is read here.");
        return;
      }
      Duration most = finding.kind() == Finding.Kind.SIGN ? codes.signs() : codes.tests();
      if (!RecordCodes.fresh(when, at, most)) {
        leave(place, IssueType.BUSINESSRULE, "It has no date, or is too old to tell of today.");
        return;
      }
      Optional<Answer> answer = converted(finding, quantity);
      if (answer.isEmpty()) {
        leave(
            place,
            IssueType.VALUE,
            "The unit is not known here, or the value is a bound or not possible.");
        return;
      }
      Key key = new Key(finding.id(), Where.WHOLE);
      taken++;
      Instant before = measured.get(key);
      if (before == null || when.get().isAfter(before)) {
        measured.put(key, when.get());
        findings.put(key, answer.get());
      }
    }

    /// The case reader knows the units and what is possible.
    private Optional<Answer> converted(Finding finding, Quantity quantity) {
      String unit = quantity.hasCode() ? quantity.getCode() : quantity.getUnit();
      BigDecimal value = quantity.getValue();
      if (unit == null || !UNIT.matcher(unit).matches() || !Numbers.plain(value)) {
        return Optional.empty();
      }
      String text =
          "format: 1\nid: measure\nfindings:\n  "
              + finding.id()
              + ": {value: "
              + value.toPlainString()
              + ", unit: \""
              + unit
              + "\"}\n";
      return cases.read(text, "measure", 1) instanceof CaseReader.Result.Accepted accepted
          ? Optional.ofNullable(accepted.value().findings().get(new Key(finding.id(), Where.WHOLE)))
              .flatMap(a -> bounded(finding, a, quantity))
          : Optional.empty();
    }

    /// "Less than 5" and "more than 300" are no numbers. They say something only where everything
    /// beyond the bound is one level.
    private static Optional<Answer> bounded(Finding finding, Answer answer, Quantity quantity) {
      if (!quantity.hasComparator()) {
        return Optional.of(answer);
      }
      int outermost =
          switch (quantity.getComparator()) {
            case LESS_THAN, LESS_OR_EQUAL -> 0;
            default -> finding.type().levels() - 1;
          };
      return answer instanceof Answer.Known known && known.level() == outermost
          ? Optional.of(new Answer.Known(outermost))
          : Optional.empty();
    }

    private void pregnancy(@Nullable Type value, Optional<Instant> when, String place) {
      if (!(value instanceof CodeableConcept concept)
          || !RecordCodes.fresh(when, at, codes.pregnancyTests())) {
        leave(place, IssueType.BUSINESSRULE, "It has no code, no date, or is too old.");
      } else if (has(concept, Canonical.LOINC, codes.pregnancy().pregnant())) {
        taken++;
        pregnancy = new Pregnancy(Pregnancy.State.PREGNANT, OptionalInt.empty());
      } else if (has(concept, Canonical.LOINC, codes.pregnancy().notPregnant())) {
        if (!RecordCodes.fresh(when, at, codes.signs())) {
          leave(
              place,
              IssueType.BUSINESSRULE,
              "\"Not pregnant\" of another day is left to be asked.");
          return;
        }
        taken++;
        if (pregnancy.state() == Pregnancy.State.UNKNOWN) {
          pregnancy = new Pregnancy(Pregnancy.State.NOT_PREGNANT, OptionalInt.empty());
        }
      } else {
        unknown(concept, place + ".value");
      }
    }

    private Person person() {
      OptionalInt from = OptionalInt.empty();
      OptionalInt to = OptionalInt.empty();
      Optional<Sex> sex = Optional.empty();
      if (patient != null) {
        if (patient.getBirthDate() != null) {
          DateType birth = patient.getBirthDateElement();
          // for what is not there the getters give the first month and day
          boolean month = birth.getPrecision() != TemporalPrecisionEnum.YEAR;
          boolean day = month && birth.getPrecision() != TemporalPrecisionEnum.MONTH;
          LocalDate first =
              LocalDate.of(
                  birth.getYear(), month ? birth.getMonth() + 1 : 1, day ? birth.getDay() : 1);
          LocalDate last =
              day ? first : (month ? first.plusMonths(1) : first.plusYears(1)).minusDays(1);
          int oldest = years(first);
          if (oldest >= 0 && oldest <= OLDEST) {
            from = OptionalInt.of(Math.max(0, years(last)));
            to = OptionalInt.of(oldest);
          } else {
            say(
                IssueSeverity.WARNING,
                IssueType.VALUE,
                "Patient.birthDate",
                "This date of birth is not possible; the age is left open.");
          }
        }
        sex =
            patient.getGender() == AdministrativeGender.FEMALE
                ? Optional.of(Sex.FEMALE)
                : patient.getGender() == AdministrativeGender.MALE
                    ? Optional.of(Sex.MALE)
                    : Optional.empty();
      }
      return new Person(from, to, sex, Optional.empty(), pregnancy, false);
    }

    private int years(LocalDate born) {
      return Period.between(born, LocalDate.ofInstant(at, ZoneOffset.UTC)).getYears();
    }

    private void present(String finding) {
      taken++;
      findings.put(new Key(knowledge.findingById(finding).id(), Where.WHOLE), new Answer.Known(1));
    }

    private void unknown(CodeableConcept concept, String place) {
      left++;
      say(
          IssueSeverity.INFORMATION,
          IssueType.NOTSUPPORTED,
          place,
          "No code here says anything we know: "
              + String.join(
                  ", ",
                  concept.getCoding().stream()
                      .limit(5)
                      .map(c -> shortened(c.getSystem() + "|" + c.getCode()))
                      .toList()));
    }

    private void leave(String place, IssueType type, String why) {
      left++;
      say(IssueSeverity.INFORMATION, type, place, why);
    }

    private void say(IssueSeverity severity, IssueType type, String place, String text) {
      report
          .addIssue()
          .setSeverity(severity)
          .setCode(type)
          .setDiagnostics(text)
          .addExpression(place);
    }
  }

  private static String shortened(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "..." : text;
  }

  private static String firstCode(CodeableConcept concept) {
    String code = concept.getCodingFirstRep().getCode();
    return code == null ? "" : code;
  }

  private static boolean has(CodeableConcept concept, String system, String code) {
    return concept.getCoding().stream()
        .anyMatch(c -> system.equals(c.getSystem()) && code.equals(c.getCode()));
  }

  private static Optional<RecordCodes.Entry> entry(
      List<RecordCodes.Entry> entries, CodeableConcept concept) {
    for (Coding coding : concept.getCoding()) {
      if (coding.getCode() == null || coding.getSystem() == null) {
        continue;
      }
      Optional<String> system = RecordCodes.systemOf(coding.getSystem());
      for (RecordCodes.Entry entry : entries) {
        if (system.equals(Optional.of(entry.system())) && entry.covers(coding.getCode())) {
          return Optional.of(entry);
        }
      }
    }
    return Optional.empty();
  }
}
