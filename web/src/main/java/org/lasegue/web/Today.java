package org.lasegue.web;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.lasegue.web.visit.Visit;
import org.springframework.stereotype.Component;

/// Which day it is. The server cannot know where the person is, so a person gives the day with an
/// entry; any day that it now is somewhere on earth is taken.
@Component
public class Today {
  private final Clock clock;

  Today(Clock clock) {
    this.clock = clock;
  }

  public LocalDate utc() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /// The last day that has begun anywhere.
  public LocalDate latest() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.ofHours(14));
  }

  /// Today for a visit: the day of an entry that a person in an earlier zone has already written,
  /// if that is later.
  public LocalDate of(Visit visit) {
    LocalDate utc = utc();
    return visit.diary().latest().map(e -> e.day().isAfter(utc) ? e.day() : utc).orElse(utc);
  }
}
