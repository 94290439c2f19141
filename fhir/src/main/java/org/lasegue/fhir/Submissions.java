package org.lasegue.fhir;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.fhir.RecordReader.Placed;
import org.lasegue.knowledge.Knowledge;

/// Reads what programs send: a `QuestionnaireResponse`, a `Bundle` of a record, both together, or
/// either in `Parameters`, each with the days of a diary. Where a response and a record speak of
/// the same thing, [JoinedCase] says which counts.
public final class Submissions {
  private static final int DEEPEST = 4;

  private final FollowUp followUp;
  private final Knowledge knowledge;
  private final Responses responses;
  private final RecordReader records;
  private final RecordCodes codes = RecordCodes.bundled();

  public Submissions(Assessor assessor) {
    this.followUp = new FollowUp(assessor);
    this.knowledge = assessor.knowledge();
    this.responses = new Responses(knowledge);
    this.records = new RecordReader(knowledge);
  }

  /// @param at when it is read, against which ages are counted
  /// @throws FhirProblemException where it cannot be read
  public Submission read(Resource sent, Instant at) {
    List<Placed> all = new ArrayList<>();
    collect(sent, sent.fhirType(), all, 0);
    List<Placed> answered =
        all.stream().filter(p -> p.resource() instanceof QuestionnaireResponse).toList();
    List<Placed> written = all.stream().filter(DiaryObservations::isOne).toList();
    List<Placed> record = record(all);
    if (all.isEmpty()) {
      throw new FhirProblemException(
          IssueType.REQUIRED,
          sent.fhirType(),
          "Send a QuestionnaireResponse, a Bundle, or Parameters with one of them.");
    }
    if (answered.size() > 1) {
      throw new FhirProblemException(
          IssueType.MULTIPLEMATCHES,
          answered.get(1).expression(),
          "There is more than one QuestionnaireResponse here; send one.");
    }
    OnePerson.check(all, Optional.empty());
    Optional<QuestionnaireResponse> response =
        answered.stream().map(p -> (QuestionnaireResponse) p.resource()).findFirst();
    RecordReader.Populated populated = records.read("record", record, at);
    OperationOutcome report = record.isEmpty() ? new OperationOutcome() : populated.report();
    Case subject = populated.subject();
    if (response.isPresent()) {
      JoinedCase joined = JoinedCase.of(responses.read(response.get()), subject, knowledge);
      joined.kept().forEach(i -> warn(report, i.type(), i.expression(), i.message()));
      subject = joined.subject();
      if (response.get().hasAuthored() && !ofNow(response.get(), at)) {
        warn(
            report,
            IssueType.BUSINESSRULE,
            answered.getFirst().expression() + ".authored",
            "These answers are of another day; they were assessed as if they were of now.");
      }
    }
    Diary diary = DiaryObservations.read(written);
    if (diary.latest().filter(e -> isOld(e, at)).isPresent()) {
      warn(
          report,
          IssueType.BUSINESSRULE,
          written.getLast().expression() + ".effective",
          "The diary ends on another day; it was assessed as if that day were today.");
    }
    LocalDate began =
        response
            .filter(QuestionnaireResponse::hasAuthored)
            .map(r -> day(r.getAuthored().toInstant()))
            .or(diary::first)
            .orElse(day(at));
    return new Submission(
        followUp.with(subject, diary, began),
        diary,
        patient(response, record),
        mode(sent, subject),
        report);
  }

  /// What is neither an answer nor a day of the diary.
  private static List<Placed> record(List<Placed> all) {
    return all.stream()
        .filter(p -> !(p.resource() instanceof QuestionnaireResponse))
        .filter(p -> !DiaryObservations.isOne(p))
        .toList();
  }

  /// The person's own day may be that of yesterday, or of tomorrow, in another zone.
  private static boolean isOld(DiaryEntry entry, Instant at) {
    return entry.day().isBefore(day(at).minusDays(1));
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static void warn(
      OperationOutcome report, IssueType type, String expression, String message) {
    report
        .addIssue()
        .setSeverity(IssueSeverity.WARNING)
        .setCode(type)
        .setDiagnostics(message)
        .addExpression(expression);
  }

  private boolean ofNow(QuestionnaireResponse response, Instant at) {
    return RecordCodes.fresh(
        Optional.ofNullable(response.getAuthored()).map(Date::toInstant), at, codes.signs());
  }

  /// What could be read of a record that nobody waits for to be mended.
  ///
  /// @param notes what was not used and why, in words for a clinician
  /// @param answersLeft whether answers of the person were among it: they may hold a danger sign
  record Part(Case subject, Mode mode, List<String> notes, boolean answersLeft) {}

  /// Reads what can be read. Answers count only while they are of now.
  ///
  /// @param patient id of the patient the sender speaks of, @param others what else speaks of a
  ///   person, such as orders
  /// @throws FhirProblemException where it is about more than one person
  Part part(Bundle sent, Optional<String> patient, List<Placed> others, Instant at) {
    List<Placed> all = new ArrayList<>();
    collect(sent, sent.fhirType(), all, 0);
    OnePerson.check(Stream.concat(all.stream(), others.stream()).toList(), patient);
    List<String> notes = new ArrayList<>();
    List<Placed> record = record(all);
    Case known;
    try {
      known = records.read("record", record, at).subject();
    } catch (FhirProblemException _) {
      known = records.read("record", List.of(), at).subject();
      notes.add("The record contradicts itself and was not used.");
    }
    List<QuestionnaireResponse> newestFirst =
        all.stream()
            .map(Placed::resource)
            .filter(QuestionnaireResponse.class::isInstance)
            .map(QuestionnaireResponse.class::cast)
            .filter(r -> r.getStatus() != QuestionnaireResponseStatus.ENTEREDINERROR)
            .sorted(
                Comparator.comparing(
                    QuestionnaireResponse::getAuthored,
                    Comparator.nullsLast(Comparator.reverseOrder())))
            .toList();
    Optional<Case> answered = Optional.empty();
    boolean answersLeft = false;
    for (QuestionnaireResponse response : newestFirst) {
      Optional<String> why = Optional.empty();
      if (!ofNow(response, at)) {
        why = Optional.of("too old to tell of today");
      } else if (answered.isPresent()) {
        why = Optional.of("not the newest");
      } else {
        try {
          answered = Optional.of(responses.read(response));
        } catch (FhirProblemException _) {
          why = Optional.of("not readable as a whole");
        }
      }
      if (why.isPresent()) {
        answersLeft = true;
        notes.add(
            "Answers "
                + (response.hasAuthored()
                    ? "of " + day(response.getAuthored().toInstant())
                    : "without a date")
                + " were not used: they are "
                + (response.hasAuthored() ? why.get() : "of an unknown day")
                + ". Ask again.");
      }
    }
    Case subject = known;
    if (answered.isPresent()) {
      try {
        JoinedCase joined = JoinedCase.of(answered.get(), known, knowledge);
        joined.kept().forEach(i -> notes.add(i.message()));
        subject = joined.subject();
      } catch (FhirProblemException _) {
        subject = answered.get();
        notes.add("The record contradicts the answers and was not used.");
      }
    }
    subject = withDiary(subject, all, at, notes);
    return new Part(subject, mode(subject), List.copyOf(notes), answersLeft);
  }

  private Case withDiary(Case subject, List<Placed> all, Instant at, List<String> notes) {
    try {
      Diary diary = DiaryObservations.read(all.stream().filter(DiaryObservations::isOne).toList());
      Optional<DiaryEntry> latest = diary.latest();
      if (latest.isEmpty()) {
        return subject;
      }
      if (isOld(latest.get(), at)) {
        notes.add("The diary was not used: it ends on " + latest.get().day() + ".");
        return subject;
      }
      return followUp.with(subject, diary, day(at));
    } catch (FhirProblemException _) {
      notes.add("The diary cannot be read and was not used.");
      return subject;
    }
  }

  /// The resources of what was sent, through bundles and parameters.
  static void collect(Resource sent, String expression, List<Placed> into, int depth) {
    if (depth > DEEPEST) {
      throw new FhirProblemException(
          IssueType.TOOLONG, expression, "The resources lie too deep in each other.");
    }
    switch (sent) {
      case Bundle bundle ->
          RecordReader.placed(bundle, expression)
              .forEach(p -> {
                if (p.resource() instanceof Bundle || p.resource() instanceof Parameters) {
                  collect(p.resource(), p.expression(), into, depth + 1);
                } else {
                  into.add(p);
                }
              });
      case Parameters parameters -> {
        for (int i = 0; i < parameters.getParameter().size(); i++) {
          collect(
              parameters.getParameter().get(i),
              expression + ".parameter[" + i + "]",
              into,
              depth + 1);
        }
      }
      default -> into.add(new Placed(sent, expression, ""));
    }
  }

  private static void collect(
      ParametersParameterComponent parameter, String expression, List<Placed> into, int depth) {
    if (parameter.getResource() != null) {
      collect(parameter.getResource(), expression + ".resource", into, depth);
    }
    if (depth > DEEPEST) {
      throw new FhirProblemException(
          IssueType.TOOLONG, expression, "The parameters lie too deep in each other.");
    }
    for (int i = 0; i < parameter.getPart().size(); i++) {
      collect(parameter.getPart().get(i), expression + ".part[" + i + "]", into, depth + 1);
    }
  }

  private static Optional<Reference> patient(
      Optional<QuestionnaireResponse> response, List<Placed> record) {
    Optional<Reference> subject =
        response
            .map(QuestionnaireResponse::getSubject)
            .filter(Reference::hasReference)
            .filter(s -> !s.getReference().startsWith("#"))
            .filter(s -> !s.getReference().startsWith("urn:"))
            .map(s -> new Reference(s.getReference()));
    return subject.or(() ->
        record.stream()
            .map(Placed::resource)
            .filter(Patient.class::isInstance)
            .map(p -> p.getIdElement().getIdPart())
            .flatMap(Stream::ofNullable)
            .map(id -> new Reference("Patient/" + id))
            .findFirst());
  }

  private Mode mode(Resource sent, Case subject) {
    if (sent instanceof Parameters parameters) {
      for (int i = 0; i < parameters.getParameter().size(); i++) {
        ParametersParameterComponent each = parameters.getParameter().get(i);
        if ("mode".equals(each.getName())) {
          String word =
              each.getValue() instanceof PrimitiveType<?> p ? String.valueOf(p.getValue()) : "";
          return mode(word, "Parameters.parameter[" + i + "].value");
        }
      }
    }
    return mode(subject);
  }

  private Mode mode(Case subject) {
    boolean examined =
        subject.findings().keySet().stream()
            .anyMatch(k -> !knowledge.findingById(k.finding()).selfReported());
    return examined ? Mode.EXAMINED : Mode.SELF_REPORT;
  }

  private static Mode mode(String word, String place) {
    return Arrays.stream(Mode.values())
        .filter(m -> m.word().equals(word))
        .findFirst()
        .orElseThrow(() ->
            new FhirProblemException(
                IssueType.CODEINVALID, place, "The mode is self-report or examined."));
  }
}
