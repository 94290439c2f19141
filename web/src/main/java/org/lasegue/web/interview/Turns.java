package org.lasegue.web.interview;

import java.util.Optional;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Interview.Step;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Reply;
import org.lasegue.web.visit.Visit;
import org.springframework.stereotype.Component;

/// Which question comes next, and which question a given page asked.
@Component
class Turns {
  private final Interview interview;
  private final Cases cases;

  Turns(Interview interview, Cases cases) {
    this.interview = interview;
    this.cases = cases;
  }

  /// The next question; empty when nothing more is worth asking.
  Optional<Turn> next(Visit visit) {
    Case told = cases.replied(visit);
    Optional<Turn> details = details(visit, told);
    if (details.isPresent()) {
      return details;
    }
    Step step = interview.next(told, cases.asked(visit));
    return step instanceof Step.Settled
        ? Optional.empty()
        : Optional.of(new Turn(Interview.idOf(step), step, false));
  }

  /// The details that come next, before any other question.
  Optional<Turn> details(Visit visit) {
    return details(visit, cases.replied(visit));
  }

  private Optional<Turn> details(Visit visit, Case told) {
    for (Reply reply : visit.replies().values()) {
      if (reply.said() == Reply.Said.YES
          && !visit.replies().containsKey(reply.step() + Visit.DETAILS)) {
        Optional<Turn> details = details(reply.step(), told);
        if (details.isPresent()) {
          return details;
        }
      }
    }
    return Optional.empty();
  }

  /// The details of this step that are still to come.
  Optional<Turn> details(String step, Visit visit) {
    return visit.replies().containsKey(step + Visit.DETAILS)
        ? Optional.empty()
        : details(step, cases.replied(visit));
  }

  /// The question with this id, to be asked again; empty where there is none.
  Optional<Turn> again(String id, Visit visit) {
    if (id.endsWith(Visit.DETAILS)) {
      String step = id.substring(0, id.length() - Visit.DETAILS.length());
      boolean saidYes =
          visit.replies().get(step) instanceof Reply reply && reply.said() == Reply.Said.YES;
      return saidYes ? details(step, cases.replied(visit.without(id))) : Optional.empty();
    }
    return interview
        .step(id, cases.replied(visit.without(id)))
        .map(step -> new Turn(id, step, false));
  }

  /// About how many questions are left.
  int left(Visit visit) {
    return interview.left(cases.replied(visit), cases.asked(visit));
  }

  private Optional<Turn> details(String step, Case told) {
    return interview
        .step(step, told)
        .filter(Step.Danger.class::isInstance)
        .map(danger -> new Turn(step + Visit.DETAILS, danger, true));
  }
}
