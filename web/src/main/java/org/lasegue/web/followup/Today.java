package org.lasegue.web.followup;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/// Which day it is. The server cannot know where the person is, so a person gives the day with an
/// entry; any day that it now is somewhere on earth is taken.
@Component
class Today {
  private final Clock clock;

  Today(Clock clock) {
    this.clock = clock;
  }

  LocalDate utc() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /// The last day that has begun anywhere.
  LocalDate latest() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
  }
}
