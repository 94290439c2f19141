package org.lasegue.web;

import java.util.List;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Mode;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Visit;
import org.springframework.stereotype.Component;

/// The emergencies that stand in a visit: what every page of it repeats.
@Component
public class StandingEmergencies {
  private final Assessor assessor;
  private final Cases cases;

  StandingEmergencies(Assessor assessor, Cases cases) {
    this.assessor = assessor;
    this.cases = cases;
  }

  /// The rules that hold, from what the person said alone: an examination may show more, and it
  /// lowers nothing on the person's own pages.
  public List<FiredRule> rules(Visit visit) {
    return assessor.emergencies(cases.told(visit), Mode.SELF_REPORT);
  }

  public List<String> ids(Visit visit) {
    return rules(visit).stream().map(FiredRule::id).toList();
  }
}
