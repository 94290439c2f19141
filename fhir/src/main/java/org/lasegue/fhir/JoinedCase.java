package org.lasegue.fhir;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Person;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.report.CaseJson;

/// One case of what a person said and what a record holds. What was said now counts, but "not sure"
/// and "no" do not take away an illness or a medicine that the record has a code for: a person may
/// not know the word.
///
/// @param kept where the record was kept against what was said
record JoinedCase(Case subject, List<FhirProblemException.Issue> kept) {

  /// @throws FhirProblemException where the two contradict each other
  static JoinedCase of(Case answered, Case record, Knowledge knowledge) {
    List<FhirProblemException.Issue> kept = new ArrayList<>();
    Map<Key, Answer> findings = new LinkedHashMap<>(answered.findings());
    record
        .findings()
        .forEach((key, answer) -> {
          Map<Key, Answer> said = new LinkedHashMap<>(answered.findings());
          said.keySet().removeIf(k -> !k.finding().equals(key.finding()));
          Finding finding = knowledge.findingById(key.finding());
          boolean unsure = said.values().stream().allMatch(Answer.Unsure.class::isInstance);
          boolean denied =
              coded(finding, answer) && said.values().stream().noneMatch(a -> present(finding, a));
          if (unsure || denied) {
            findings.keySet().removeAll(said.keySet());
            findings.put(key, answer);
          }
          if (denied && !unsure) {
            kept.add(
                new FhirProblemException.Issue(
                    IssueType.CONFLICT,
                    "QuestionnaireResponse",
                    "The record has a code for '"
                        + finding.clinical()
                        + "', the answer does not; it is taken as present."));
          }
        });
    Person a = answered.person();
    Person r = record.person();
    Pregnancy pregnancy =
        a.pregnancy().state() == Pregnancy.State.UNKNOWN ? r.pregnancy() : a.pregnancy();
    Case joined =
        new Case(
            answered.id(),
            person(a, r, pregnancy),
            findings,
            answered.other(),
            answered.expected());
    if (refused(joined, knowledge) && !pregnancy.equals(a.pregnancy())) {
      kept.add(
          new FhirProblemException.Issue(
              IssueType.CONFLICT,
              "Patient",
              "The pregnancy of the record does not fit the answers; it is left open."));
      joined =
          new Case(
              answered.id(),
              person(a, r, Pregnancy.UNKNOWN),
              findings,
              answered.other(),
              answered.expected());
    }
    if (refused(joined, knowledge)) {
      throw new FhirProblemException(
          IssueType.CONFLICT,
          "QuestionnaireResponse",
          "The answers and the record contradict each other; correct one of the two.");
    }
    return new JoinedCase(joined, List.copyOf(kept));
  }

  /// An illness, a medicine or a complaint, as opposed to a measure.
  private static boolean coded(Finding finding, Answer answer) {
    return present(finding, answer) && answer instanceof Answer.Known k && k.number().isEmpty();
  }

  private static boolean present(Finding finding, Answer answer) {
    return answer instanceof Answer.Known known && known.level() != finding.type().normal();
  }

  private static Person person(Person a, Person r, Pregnancy pregnancy) {
    boolean aged = a.ageFrom().isPresent();
    return new Person(
        aged ? a.ageFrom() : r.ageFrom(),
        aged ? a.ageTo() : r.ageTo(),
        a.sex().or(r::sex),
        a.organs(),
        pregnancy,
        a.answeredByOther());
  }

  private static boolean refused(Case subject, Knowledge knowledge) {
    return new CaseReader(knowledge).read(new CaseJson(knowledge).line(subject), "joined", 1)
        instanceof CaseReader.Result.Rejected;
  }
}
