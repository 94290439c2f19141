package org.lasegue.web.visit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.knowledge.Contact;

/// The state of a visit, folded from its events. The newest reply to a step counts; a new reply to
/// a danger question drops the details given under the old one.
///
/// @param seed of the numbers that stand for steps in addresses
/// @param began the day on which the visit began; empty where it is older than the diary
/// @param aside care actions that the person would rather not do
public record Visit(
    boolean forOther,
    String country,
    String seed,
    Map<String, Reply> replies,
    Set<String> acknowledged,
    Optional<String> examination,
    Optional<Event.Overrode> override,
    Optional<Event.Showed> shown,
    Optional<String> letter,
    boolean kept,
    Optional<LocalDate> began,
    Diary diary,
    Set<String> aside) {
  /// What stands behind the id of a danger question to name the page that asks its details.
  public static final String DETAILS = ":details";

  private static final String NUMBERS = " numbers of steps";
  private static final int NUMBER_BYTES = 6;

  public static Visit of(List<Event> events) {
    boolean forOther = false;
    String country = Contact.WORLDWIDE;
    String seed = "";
    boolean kept = false;
    Map<String, Reply> replies = new LinkedHashMap<>();
    Set<String> acknowledged = new LinkedHashSet<>();
    Optional<String> examination = Optional.empty();
    Optional<Event.Overrode> override = Optional.empty();
    Optional<Event.Showed> shown = Optional.empty();
    Optional<String> letter = Optional.empty();
    Optional<LocalDate> on = Optional.empty();
    List<DiaryEntry> entries = new ArrayList<>();
    List<Diary.Score> scores = new ArrayList<>();
    Set<LocalDate> stops = new LinkedHashSet<>();
    Set<String> aside = new LinkedHashSet<>();
    for (Event event : events) {
      switch (event) {
        case Event.Began began -> {
          forOther = began.forOther();
          country = began.country() == null ? country : began.country();
          seed = began.seed() == null ? seed : began.seed();
          on = Optional.ofNullable(began.on());
        }
        case Event.Replied replied -> {
          Reply reply = replied.reply();
          replies.put(reply.step(), reply);
          replies.remove(reply.step() + DETAILS);
        }
        case Event.Acknowledged a -> acknowledged.addAll(a.rules());
        case Event.Showed s -> shown = Optional.of(s);
        case Event.Examined e -> examination = Optional.of(e.answers());
        case Event.Overrode o -> override = Optional.of(o);
        case Event.Kept _ -> kept = true;
        case Event.Wrote w -> letter = Optional.of(w.letter());
        case Event.Noted n -> {
          entries.add(n.entry());
          if (Boolean.TRUE.equals(n.stopped())) {
            stops.add(n.entry().day());
          }
        }
        case Event.Scored s -> scores.add(s.score());
        case Event.Wished w -> {
          aside.remove(w.care());
          if (w.aside()) {
            aside.add(w.care());
          }
        }
      }
    }
    return new Visit(
        forOther,
        country,
        seed,
        replies,
        acknowledged,
        examination,
        override,
        shown,
        letter,
        kept,
        on,
        new Diary(entries, scores, stops),
        aside);
  }

  /// The day from which time is counted: when the visit began, else when the diary did.
  public LocalDate since(LocalDate today) {
    return began.or(diary::first).orElse(today);
  }

  /// Whether the person keeps this reply out of what is printed. Who keeps back the answer to a
  /// danger question keeps back its details as well.
  boolean withholds(Reply reply) {
    String step = reply.step();
    return reply.withheld()
        || step.endsWith(DETAILS)
            && replies.get(step.substring(0, step.length() - DETAILS.length()))
                instanceof Reply base
            && base.withheld();
  }

  public boolean withholdsAny() {
    return replies.values().stream().anyMatch(this::withholds);
  }

  /// The visit without the replies to a step and to its details, as it was before they were given.
  public Visit without(String step) {
    Map<String, Reply> rest = new LinkedHashMap<>(replies);
    rest.keySet().removeIf(Predicate.<String>isEqual(step).or(s -> s.equals(step + DETAILS)));
    return new Visit(
        forOther,
        country,
        seed,
        rest,
        acknowledged,
        examination,
        override,
        shown,
        letter,
        kept,
        began,
        diary,
        aside);
  }

  /// What stands for a step in an address. The name of a step can tell what was answered, and a
  /// browser's history outlives the case; this number means nothing without the seed, which goes
  /// with the case.
  public String number(String step) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec((seed + NUMBERS).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of()
          .formatHex(mac.doFinal(step.getBytes(StandardCharsets.UTF_8)), 0, NUMBER_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /// The step replied to that a number stands for; empty where there is none.
  public Optional<String> step(String number) {
    return replies.keySet().stream().filter(step -> number(step).equals(number)).findFirst();
  }

  /// The step replied to before this one; before an open step, the last.
  public Optional<String> before(String step) {
    List<String> steps = new ArrayList<>(replies.keySet());
    int at = steps.indexOf(step);
    int previous = (at < 0 ? steps.size() : at) - 1;
    return previous < 0 ? Optional.empty() : Optional.of(steps.get(previous));
  }
}
