package org.lasegue.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Visit;
import org.springframework.stereotype.Component;

/// The emergencies that stand in a visit: what every page of it repeats. Each answer is judged when
/// it is sent and again for the page that follows it, so what was judged last is remembered.
@Component
public class StandingEmergencies {
  private static final int REMEMBERED = 300;

  private final Assessor assessor;
  private final Cases cases;
  private final Cache<Case, List<FiredRule>> judged =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterAccess(Duration.ofMinutes(1))
          .build();

  StandingEmergencies(Assessor assessor, Cases cases) {
    this.assessor = assessor;
    this.cases = cases;
  }

  /// The rules that hold, from what the person said alone: an examination may show more, and it
  /// lowers nothing on the person's own pages.
  public List<FiredRule> rules(Visit visit) {
    return judged.get(cases.told(visit), told -> assessor.emergencies(told, Mode.SELF_REPORT));
  }

  public List<String> ids(Visit visit) {
    return rules(visit).stream().map(FiredRule::id).toList();
  }
}
