package org.lasegue.fhir;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.report.CaseJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/// The lines of a FHIR Bulk Data export, one resource each: whom a line is about, and the lines of
/// one person as a case.
///
/// A person is taken as of the day of the newest answers to a questionnaire of ours, else as of the
/// day of the export. A line of the record that cannot be read is left out and named, as a record
/// is never whole. Answers, or a Patient, that cannot be read leave the person out: a danger sign
/// could be among them.
public final class BulkData {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String ANSWERS = "QuestionnaireResponse";
  private static final String PATIENT = "Patient";

  /// Such names stand in every response to a questionnaire of ours, adaptive ones too.
  private static final String OURS = Canonical.url("Questionnaire", "");

  private static final Set<String> READ =
      Set.of(
          PATIENT, "Condition", "Observation", "MedicationStatement", "MedicationRequest", ANSWERS);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9.:_-]{1,128}");

  private final Submissions submissions;
  private final CaseJson cases;
  private final Instant exported;

  /// @param exported the time that the export tells of
  public BulkData(Assessor assessor, Instant exported) {
    Knowledge knowledge = assessor.knowledge();
    this.submissions = new Submissions(assessor);
    this.cases = new CaseJson(knowledge);
    this.exported = exported;
  }

  /// Whom a line is about.
  public sealed interface Line {
    /// @param person id of the Patient
    record About(String person) implements Line {}

    /// A resource of a kind that nothing here reads.
    record NotRead(String kind) implements Line {}

    record Unreadable(String reason) implements Line {}
  }

  /// @param caseLine the case file of the person; empty where there can be none
  /// @param problems by number of the line why it was not taken
  public record Joined(Optional<String> caseLine, Map<Integer, String> problems) {}

  public static Line line(String json) {
    Head head;
    try {
      head = Head.of(json);
    } catch (JacksonException _) {
      return new Line.Unreadable("This is no JSON object.");
    }
    if (head.type == null) {
      return new Line.Unreadable("This is no FHIR resource: it has no 'resourceType'.");
    }
    if (!READ.contains(head.type)) {
      return new Line.NotRead(NAME.matcher(head.type).matches() ? head.type : "unknown resource");
    }
    if (head.type.equals(ANSWERS) && !json.contains(OURS)) {
      return new Line.NotRead(ANSWERS + " to another questionnaire");
    }
    String person = head.type.equals(PATIENT) ? head.id : head.subject;
    if (person == null || !NAME.matcher(person).matches()) {
      return new Line.Unreadable("It does not say by reference which Patient it is about.");
    }
    return new Line.About(person);
  }

  /// @param lines about this person, in the order of the export
  public Joined join(String person, List<String> lines) {
    Map<Integer, String> problems = new LinkedHashMap<>();
    List<Resource> record = new ArrayList<>();
    List<QuestionnaireResponse> answers = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    int patient = -1;
    boolean left = false;
    for (int i = 0; i < lines.size(); i++) {
      // an export in pages may give a resource twice
      if (!seen.add(lines.get(i))) {
        continue;
      }
      try {
        Resource resource = FhirJson.read(lines.get(i));
        if (resource instanceof QuestionnaireResponse response) {
          if (response.getStatus() != QuestionnaireResponseStatus.ENTEREDINERROR) {
            answers.add(response);
          }
        } else {
          record.add(resource);
        }
        patient = resource instanceof Patient ? i : patient;
      } catch (FhirProblemException e) {
        problems.put(i, e.getMessage());
        left |= needed(lines.get(i));
      }
    }
    if (left) {
      return new Joined(Optional.empty(), problems);
    }
    if (patient < 0) {
      problems.put(
          0, "There is no Patient '" + person + "' in this export; nothing about them was taken.");
      return new Joined(Optional.empty(), problems);
    }
    Optional<QuestionnaireResponse> newest =
        answers.stream()
            .max(
                Comparator.comparing(
                    QuestionnaireResponse::getAuthored,
                    Comparator.nullsFirst(Comparator.naturalOrder())));
    Instant at =
        newest.map(QuestionnaireResponse::getAuthored).map(Date::toInstant).orElse(exported);
    if (at.isAfter(exported.plus(Duration.ofDays(1)))) {
      problems.put(patient, "The answers of Patient '" + person + "' are of after the export.");
      return new Joined(Optional.empty(), problems);
    }
    Bundle sent = new Bundle();
    record.forEach(r -> sent.addEntry().setResource(r));
    newest.ifPresent(r -> sent.addEntry().setResource(r));
    try {
      Case read = submissions.read(sent, at).subject();
      Case named = new Case(person, read.person(), read.findings(), read.other(), read.expected());
      return new Joined(Optional.of(cases.line(named)), problems);
    } catch (FhirProblemException e) {
      problems.put(patient, "Patient '" + person + "' was left out: " + e.getMessage());
      return new Joined(Optional.empty(), problems);
    }
  }

  private static boolean needed(String json) {
    @Nullable String type = Head.of(json).type;
    return PATIENT.equals(type) || ANSWERS.equals(type);
  }

  /// What stands at the top of a resource.
  private static final class Head {
    @Nullable String type;
    @Nullable String id;
    @Nullable String subject;

    static Head of(String json) {
      Head head = new Head();
      try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json)) {
        if (in.nextToken() != JsonToken.START_OBJECT) {
          return head;
        }
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = in.currentName();
          JsonToken value = in.nextToken();
          if (value == JsonToken.VALUE_STRING && name.equals("resourceType")) {
            head.type = in.getString();
          } else if (value == JsonToken.VALUE_STRING && name.equals("id")) {
            head.id = in.getString();
          } else if (name.equals("subject") && value == JsonToken.START_OBJECT) {
            head.subject = reference(in);
          } else {
            in.skipChildren();
          }
        }
      }
      return head;
    }

    private static @Nullable String reference(JsonParser in) {
      @Nullable String result = null;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        if (in.nextToken() == JsonToken.VALUE_STRING && name.equals("reference")) {
          result = patient(in.getString());
        } else {
          in.skipChildren();
        }
      }
      return result;
    }

    /// Of `Patient/5`, with or without address and version, the `5`.
    private static @Nullable String patient(String reference) {
      int version = reference.indexOf("/_history/");
      String bare = version < 0 ? reference : reference.substring(0, version);
      int at = bare.lastIndexOf("Patient/");
      return at == 0 || at > 0 && bare.charAt(at - 1) == '/'
          ? bare.substring(at + "Patient/".length())
          : null;
    }
  }
}
