package org.lasegue.report;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.lasegue.assessment.followup.Course;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.assessment.followup.Week;
import org.lasegue.knowledge.Urgency;

/// How a case that is followed goes, as a clinician reads it.
///
/// @param on the day of the page, @param since what has changed since the last visit
public record OverTime(Course course, Diary diary, Week week, LocalDate on, Optional<Since> since) {

  /// @param day of the last visit, @param examined whether a clinician wrote then; else it is the
  ///   first result that the person saw
  /// @param before the urgency then, @param moved the causes whose probability changed, with the
  ///   reasons
  public record Since(
      LocalDate day, boolean examined, Urgency before, List<FollowUp.Moved> moved) {}
}
