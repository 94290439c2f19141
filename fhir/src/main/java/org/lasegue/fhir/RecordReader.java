package org.lasegue.fhir;

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
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.MedicationRequest;
import org.hl7.fhir.r4.model.MedicationStatement;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
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

  /// A resource and the FHIRPath expression of its place.
  public record Placed(Resource resource, String expression) {}

  /// @param report what was taken and what was not, each with its place
  /// @param taken how many entries gave something, @param left how many did not
  public record Populated(Case subject, OperationOutcome report, int taken, int left) {}

  /// The resources of a bundle, with their places.
  public static List<Placed> placed(Bundle bundle, String expression) {
    List<Placed> all = new ArrayList<>();
    for (int i = 0; i < bundle.getEntry().size(); i++) {
      Resource resource = bundle.getEntry().get(i).getResource();
      if (resource != null) {
        all.add(new Placed(resource, expression + ".entry[" + i + "].resource"));
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
      List<Placed> patients =
          resources.stream().filter(p -> p.resource() instanceof Patient).toList();
      if (patients.size() > 1) {
        throw new FhirProblemException(
            IssueType.MULTIPLEMATCHES,
            patients.get(1).expression(),
            "There is more than one Patient here; a case is about one person.");
      }
      if (!patients.isEmpty()) {
        patient = (Patient) patients.getFirst().resource();
      }
      onePersonOnly();
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

    /// Entries about somebody else than the Patient, or about two people, are a mix-up.
    private void onePersonOnly() {
      Map<String, String> people = new LinkedHashMap<>();
      for (Placed placed : resources) {
        subject(placed.resource())
            .map(RecordReader::lastPart)
            .ifPresent(s -> people.putIfAbsent(s, placed.expression()));
      }
      String known = patient == null ? "" : patient.getIdElement().getIdPart();
      if (known != null && !known.isEmpty() && people.size() == 1) {
        String only = people.keySet().iterator().next();
        if (!only.equals(known) && !only.startsWith("urn:")) {
          throw other(people.get(only));
        }
      }
      if (people.size() > 1) {
        throw other(List.copyOf(people.values()).get(1));
      }
    }

    private static FhirProblemException other(@Nullable String expression) {
      return new FhirProblemException(
          IssueType.CONFLICT,
          (expression == null ? "Bundle" : expression) + ".subject",
          "This is about another person than the rest; a case is about one person.");
    }

    private void resource(Placed placed) {
      switch (placed.resource()) {
        case Patient _ -> taken++;
        case Condition condition -> condition(condition, placed.expression());
        case MedicationStatement statement -> {
          boolean current =
              statement.getStatus() == MedicationStatement.MedicationStatementStatus.ACTIVE
                  || statement.getStatus()
                      == MedicationStatement.MedicationStatementStatus.INTENDED;
          medicine(statement.getMedication(), current, placed.expression());
        }
        case MedicationRequest request ->
            medicine(
                request.getMedication(),
                request.getStatus() == MedicationRequest.MedicationRequestStatus.ACTIVE,
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

    private void condition(Condition condition, String place) {
      String verification = firstCode(condition.getVerificationStatus());
      String clinical = firstCode(condition.getClinicalStatus());
      if (Set.of("refuted", "entered-in-error").contains(verification)) {
        leave(place, IssueType.BUSINESSRULE, "It is refuted or entered in error.");
        return;
      }
      boolean over = Set.of("inactive", "remission", "resolved").contains(clinical);
      Optional<RecordCodes.Entry> entry = entry(codes.conditions(), condition.getCode());
      if (entry.isEmpty()) {
        unknown(condition.getCode(), place + ".code");
      } else if (over && !entry.get().history()) {
        leave(place, IssueType.BUSINESSRULE, "It is over, and only counts while it lasts.");
      } else if (Set.of("unconfirmed", "provisional", "differential").contains(verification)) {
        leave(place, IssueType.BUSINESSRULE, "It is not confirmed, so it is left to be asked.");
      } else {
        present(entry.get().finding());
      }
    }

    private void medicine(@Nullable Type medication, boolean current, String place) {
      if (!(medication instanceof CodeableConcept concept)) {
        leave(place, IssueType.NOTSUPPORTED, "A medicine by reference is not read.");
        return;
      }
      Optional<RecordCodes.Entry> entry = entry(codes.medicines(), concept);
      if (entry.isEmpty()) {
        unknown(concept, place + ".medication");
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
      if (!fresh(when, most)) {
        leave(place, IssueType.BUSINESSRULE, "It has no date, or is too old to tell of today.");
        return;
      }
      Optional<Answer> answer = converted(finding, quantity);
      if (answer.isEmpty()) {
        leave(place, IssueType.VALUE, "The unit is not known here, or the value is not possible.");
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

    private boolean fresh(Optional<Instant> when, Duration most) {
      return when.filter(w -> !w.isAfter(at.plus(Duration.ofDays(1))))
          .filter(w -> !w.isBefore(at.minus(most)))
          .isPresent();
    }

    /// The case reader knows the units and what is possible.
    private Optional<Answer> converted(Finding finding, Quantity quantity) {
      String unit = quantity.hasCode() ? quantity.getCode() : quantity.getUnit();
      BigDecimal value = quantity.getValue();
      if (unit == null || !UNIT.matcher(unit).matches() || value.precision() > 12) {
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
          : Optional.empty();
    }

    private void pregnancy(@Nullable Type value, Optional<Instant> when, String place) {
      if (!(value instanceof CodeableConcept concept) || !fresh(when, codes.pregnancyTests())) {
        leave(place, IssueType.BUSINESSRULE, "It has no code, no date, or is too old.");
      } else if (has(concept, Canonical.LOINC, codes.pregnancy().pregnant())) {
        taken++;
        pregnancy = new Pregnancy(Pregnancy.State.PREGNANT, OptionalInt.empty());
      } else if (has(concept, Canonical.LOINC, codes.pregnancy().notPregnant())) {
        taken++;
        if (pregnancy.state() == Pregnancy.State.UNKNOWN) {
          pregnancy = new Pregnancy(Pregnancy.State.NOT_PREGNANT, OptionalInt.empty());
        }
      } else {
        unknown(concept, place + ".value");
      }
    }

    private Person person() {
      OptionalInt age = OptionalInt.empty();
      Optional<Sex> sex = Optional.empty();
      if (patient != null) {
        Date birth = patient.getBirthDate();
        if (birth != null) {
          LocalDate born =
              LocalDate.of(
                  patient.getBirthDateElement().getYear(),
                  patient.getBirthDateElement().getMonth() == null
                      ? 7
                      : patient.getBirthDateElement().getMonth() + 1,
                  patient.getBirthDateElement().getDay() == null
                      ? 1
                      : patient.getBirthDateElement().getDay());
          int years = Period.between(born, LocalDate.ofInstant(at, ZoneOffset.UTC)).getYears();
          if (years >= 0 && years <= OLDEST) {
            age = OptionalInt.of(years);
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
      return new Person(age, age, sex, Optional.empty(), pregnancy, false);
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

  private static Optional<String> subject(Resource resource) {
    Reference reference =
        switch (resource) {
          case Condition c -> c.getSubject();
          case MedicationStatement m -> m.getSubject();
          case MedicationRequest m -> m.getSubject();
          case Observation o -> o.getSubject();
          default -> null;
        };
    return Optional.ofNullable(reference).map(Reference::getReference).filter(r -> !r.isEmpty());
  }

  private static String lastPart(String reference) {
    return reference.startsWith("urn:")
        ? reference
        : reference.substring(reference.lastIndexOf('/') + 1);
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
