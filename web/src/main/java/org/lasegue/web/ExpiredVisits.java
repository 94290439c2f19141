package org.lasegue.web;

import java.time.Clock;
import org.lasegue.store.CaseStore;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// Deletes the visits whose time has come.
@Component
final class ExpiredVisits {
  private final CaseStore store;
  private final Clock clock;

  ExpiredVisits(CaseStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
  void forget() {
    store.deleteExpired(clock.instant());
  }
}
