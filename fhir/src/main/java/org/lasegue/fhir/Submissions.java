package org.lasegue.fhir;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Knowledge;

/// Reads what programs send: a `QuestionnaireResponse`, a `Bundle` of a record, both together, or
/// either in `Parameters`. Where a response and a record speak of the same thing, the response
/// counts: a person said it now.
public final class Submissions {
  private static final int DEEPEST = 4;

  private final Knowledge knowledge;
  private final Responses responses;
  private final RecordReader records;

  public Submissions(Knowledge knowledge) {
    this.knowledge = knowledge;
    this.responses = new Responses(knowledge);
    this.records = new RecordReader(knowledge);
  }

  /// @param at when it is read, against which ages are counted
  /// @throws FhirProblemException where it cannot be read
  public Submission read(Resource sent, Instant at) {
    List<RecordReader.Placed> all = new ArrayList<>();
    collect(sent, sent.fhirType(), all, 0);
    List<RecordReader.Placed> answered =
        all.stream().filter(p -> p.resource() instanceof QuestionnaireResponse).toList();
    List<RecordReader.Placed> record =
        all.stream().filter(p -> !(p.resource() instanceof QuestionnaireResponse)).toList();
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
    Optional<QuestionnaireResponse> response =
        answered.stream().map(p -> (QuestionnaireResponse) p.resource()).findFirst();
    RecordReader.Populated populated = records.read("record", record, at);
    Case subject =
        response
            .map(r -> joined(responses.read(r), populated.subject()))
            .orElse(populated.subject());
    OperationOutcome report = record.isEmpty() ? new OperationOutcome() : populated.report();
    return new Submission(subject, patient(response, record), mode(sent, subject), report);
  }

  /// The resources of what was sent, through bundles and parameters.
  static void collect(Resource sent, String expression, List<RecordReader.Placed> into, int depth) {
    if (depth > DEEPEST) {
      throw new FhirProblemException(
          IssueType.TOOLONG, expression, "The resources lie too deep in each other.");
    }
    switch (sent) {
      case Bundle bundle ->
          RecordReader.placed(bundle, expression)
              .forEach(p -> collect(p.resource(), p.expression(), into, depth + 1));
      case Parameters parameters -> {
        for (int i = 0; i < parameters.getParameter().size(); i++) {
          collect(
              parameters.getParameter().get(i),
              expression + ".parameter[" + i + "]",
              into,
              depth + 1);
        }
      }
      default -> into.add(new RecordReader.Placed(sent, expression));
    }
  }

  private static void collect(
      ParametersParameterComponent parameter,
      String expression,
      List<RecordReader.Placed> into,
      int depth) {
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

  private static Case joined(Case answered, Case record) {
    Map<Key, Answer> findings = new LinkedHashMap<>(answered.findings());
    record
        .findings()
        .forEach((key, answer) -> {
          boolean said =
              answered.findings().keySet().stream()
                  .anyMatch(k -> k.finding().equals(key.finding()));
          if (!said) {
            findings.put(key, answer);
          }
        });
    Person a = answered.person();
    Person r = record.person();
    return new Case(
        answered.id(),
        new Person(
            a.ageFrom().isPresent() ? a.ageFrom() : r.ageFrom(),
            a.ageTo().isPresent() ? a.ageTo() : r.ageTo(),
            a.sex().or(r::sex),
            a.organs(),
            a.pregnancy().state() == Person.Pregnancy.State.UNKNOWN ? r.pregnancy() : a.pregnancy(),
            a.answeredByOther()),
        findings,
        answered.other(),
        answered.expected());
  }

  private static Optional<Reference> patient(
      Optional<QuestionnaireResponse> response, List<RecordReader.Placed> record) {
    Optional<Reference> subject =
        response
            .map(QuestionnaireResponse::getSubject)
            .filter(Reference::hasReference)
            .filter(s -> !s.getReference().startsWith("#"))
            .filter(s -> !s.getReference().startsWith("urn:"))
            .map(s -> new Reference(s.getReference()));
    return subject.or(() ->
        record.stream()
            .map(RecordReader.Placed::resource)
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
