package org.lasegue.web.visit;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import org.lasegue.store.CaseStore;
import org.lasegue.store.Deletion;
import org.lasegue.store.Entry;
import org.lasegue.web.Settings;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Visits in the store. A visit is reached by its link and by nothing else.
@Component
public final class Visits {
  private static final String KIND = "event";
  private static final int SEED_BYTES = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final CaseStore store;
  private final JsonMapper json;
  private final Clock clock;
  private final Settings settings;

  public Visits(CaseStore store, JsonMapper json, Clock clock, Settings settings) {
    this.store = store;
    this.json = json;
    this.clock = clock;
    this.settings = settings;
  }

  /// Begins a visit and gives its link.
  public String begin(boolean forOther, String country) {
    Instant now = clock.instant();
    String link = store.create(now, now.plus(settings.forgetAfter()));
    add(link, new Event.Began(forOther, country, seed(), LocalDate.ofInstant(now, ZoneOffset.UTC)));
    return link;
  }

  private static String seed() {
    byte[] seed = new byte[SEED_BYTES];
    RANDOM.nextBytes(seed);
    return HexFormat.of().formatHex(seed);
  }

  /// The visit as it stands.
  ///
  /// @throws org.lasegue.store.UnknownCaseException when there is none by this link, any more or
  ///   ever
  public Visit visit(String link) {
    return Visit.of(events(link));
  }

  /// Everything that happened, oldest first.
  public List<Event> events(String link) {
    return history(link).stream().map(Happened::event).toList();
  }

  /// An event and when it was kept.
  public record Happened(Event event, Instant at) {}

  /// Everything that happened and when, oldest first.
  public List<Happened> history(String link) {
    return store.entries(link, clock.instant()).stream()
        .map(entry -> new Happened(read(entry), entry.at()))
        .toList();
  }

  /// Keeps an event; it is durable when this returns. Every page reads the whole visit, so it may
  /// not grow without end. A result is always kept: there is at most one for each change.
  ///
  /// @throws FullVisitException when the visit takes nothing more
  public void add(String link, Event event) {
    Instant now = clock.instant();
    if (!(event instanceof Event.Showed) && store.count(link, now) >= settings.eventsPerVisit()) {
      throw new FullVisitException();
    }
    store.append(link, KIND, json.writerFor(Event.class).writeValueAsBytes(event), now);
  }

  /// Keeps the visit for as long as the person may come back to it.
  public void keep(String link) {
    add(link, new Event.Kept());
    Instant now = clock.instant();
    store.keepUntil(link, now.plus(settings.keepFor()), now);
  }

  public Instant keptUntil(String link) {
    return store.keptUntil(link, clock.instant()).orElseThrow();
  }

  public Deletion delete(String link) {
    return store.delete(link, clock.instant());
  }

  private Event read(Entry entry) {
    return json.readValue(entry.content(), Event.class);
  }
}
