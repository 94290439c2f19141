package org.lasegue.web.result;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.springframework.stereotype.Component;

/// Assessments of visits. The same case gives the same assessment, so the last few are remembered.
@Component
public class Assessments {
  private static final int REMEMBERED = 200;

  private record Asked(Case subject, Mode mode) {}

  private final Assessor assessor;
  private final Cache<Asked, Assessment> remembered =
      Caffeine.newBuilder()
          .maximumSize(REMEMBERED)
          .expireAfterAccess(Duration.ofMinutes(10))
          .build();

  Assessments(Assessor assessor) {
    this.assessor = assessor;
  }

  public Assessment of(Case subject, Mode mode) {
    return remembered.get(
        new Asked(subject, mode), asked -> assessor.assess(asked.subject(), asked.mode()));
  }
}
