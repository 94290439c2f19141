package org.lasegue.assessment.evaluation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Interview.Step;
import org.lasegue.knowledge.Finding;

/// How many questions the interview puts to the person of a case, who answers what the case tells,
/// marks on a map what it tells, and is not sure of all else.
public final class InterviewLength {
  private final Interview interview;

  public InterviewLength(Interview interview) {
    this.interview = interview;
  }

  /// The question for age and sex is counted; a danger that is there is asked for its details,
  /// which is one more.
  public int of(Case told) {
    Case answered = new Case(told.id(), told.person(), Map.of(), List.of(), Optional.empty());
    Set<String> asked = new HashSet<>();
    int questions = 1;
    while (true) {
      Step step = interview.next(answered, asked);
      asked.add(Interview.idOf(step));
      switch (step) {
        case Step.Settled _ -> {
          return questions;
        }
        case Step.About _ -> {} // its answer is in the case, or nobody knows it
        case Step.Danger danger -> {
          Case after = answer(answered, danger.open(), told, new Answer.Unsure());
          questions += interview.present(after).size() > interview.present(answered).size() ? 2 : 1;
          answered = after;
        }
        case Step.Places places -> {
          questions++;
          answered = answer(answered, places.findings(), told, new Answer.Known(0));
        }
        case Step.Ask ask -> {
          questions++;
          answered = answer(answered, List.of(ask.finding()), told, new Answer.Unsure());
        }
      }
    }
  }

  private Case answer(Case subject, List<Finding> findings, Case told, Answer otherwise) {
    Map<Case.Key, Answer> answers = new LinkedHashMap<>(subject.findings());
    for (Finding finding : findings) {
      told.findings()
          .forEach((key, answer) -> {
            if (key.finding().equals(finding.id())) {
              answers.put(key, answer);
            }
          });
    }
    Case known =
        new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected());
    return interview.withAll(known, findings, otherwise);
  }
}
