package org.lasegue.web.result;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.report.OverTime;
import org.lasegue.web.Today;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Event;
import org.lasegue.web.visit.Visit;
import org.lasegue.web.visit.Visits;
import org.lasegue.web.visit.Visits.Happened;
import org.springframework.stereotype.Component;

/// How a visit goes over time, for the clinician's page and the PDF.
@Component
public class Followed {
  private final Visits visits;
  private final Cases cases;
  private final Assessments assessments;
  private final FollowUp followUp;
  private final Today today;

  Followed(Visits visits, Cases cases, Assessments assessments, FollowUp followUp, Today today) {
    this.visits = visits;
    this.cases = cases;
    this.assessments = assessments;
    this.followUp = followUp;
    this.today = today;
  }

  /// Empty where nothing was written in a diary.
  ///
  /// @param now the assessment that the page is about
  public Optional<OverTime> of(String link, Visit visit, Assessment now) {
    if (visit.diary().isEmpty()) {
      return Optional.empty();
    }
    LocalDate day = today.of(visit);
    return Optional.of(
        new OverTime(
            followUp.course(now, cases.replied(visit), visit.diary(), visit.since(day), day),
            visit.diary(),
            followUp.week(now, visit.diary(), day, visit.aside()),
            day,
            since(visits.history(link), now, day)));
  }

  /// Against the last time before today that a clinician wrote to the case, or against the first
  /// result that was shown.
  private Optional<OverTime.Since> since(List<Happened> history, Assessment now, LocalDate day) {
    int first = -1;
    int seen = -1;
    for (int i = 0; i < history.size(); i++) {
      boolean earlier = day(history.get(i)).isBefore(day);
      switch (history.get(i).event()) {
        case Event.Showed _ -> first = first < 0 ? i : first;
        case Event.Examined _, Event.Overrode _, Event.Wrote _ -> seen = earlier ? i : seen;
        default -> {
          // says nothing of a visit
        }
      }
    }
    int last = seen < 0 ? first : seen;
    if (last < 0) {
      return Optional.empty();
    }
    Visit then = Visit.of(history.subList(0, last + 1).stream().map(Happened::event).toList());
    Assessment before =
        assessments.of(
            now.mode() == Mode.EXAMINED ? cases.examined(then) : cases.told(then), now.mode());
    return Optional.of(
        new OverTime.Since(
            day(history.get(last)),
            seen >= 0,
            before.urgency().level(),
            FollowUp.moved(before, now)));
  }

  private static LocalDate day(Happened happened) {
    return LocalDate.ofInstant(happened.at(), ZoneOffset.UTC);
  }
}
