package org.lasegue.web.followup;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Progression.Felt;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.web.Messages;
import org.lasegue.web.visit.Reply;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;

/// Reads a day of the diary from its form.
@Component
class DiaryForm {
  static final String DANGER = "danger-";
  private static final List<String> MORE = List.of("no", "yes", "unsure");
  private static final int LONGEST = 300;

  private final Messages messages;

  DiaryForm(Messages messages) {
    this.messages = messages;
  }

  sealed interface Read {
    /// @param findings the value of each single finding that was asked, by its id
    /// @param more whether something else may be new, so that every danger must be asked
    record Accepted(
        DiaryEntry entry,
        Map<String, Reply.Said> danger,
        Map<String, String> findings,
        boolean more)
        implements Read {}

    /// @param errors what is wrong, by name of the field
    /// @param entry what could be read of the day; empty where the day itself could not
    /// @param danger and @param findings the danger questions that were answered
    /// @param more whether something else may be new
    record Refused(
        Map<String, String> errors,
        Optional<DiaryEntry> entry,
        Map<String, Reply.Said> danger,
        Map<String, String> findings,
        boolean more)
        implements Read {}
  }

  /// @param asked the danger questions that the form held and @param findings the single findings,
  ///   each of which must be answered
  /// @param partly whether there are danger questions that the form did not hold
  /// @param first and @param last the days that an entry may be of
  Read read(
      MultiValueMap<String, String> sent,
      List<Screen> asked,
      List<Finding> findings,
      boolean partly,
      LocalDate first,
      LocalDate last) {
    Map<String, String> errors = new LinkedHashMap<>();
    Optional<LocalDate> day = day(one(sent, "day"), first, last, errors);
    OptionalInt back = number(sent, "back", DiaryEntry.WORST_PAIN, true, errors);
    OptionalInt leg = number(sent, "leg", DiaryEntry.WORST_PAIN, true, errors);
    OptionalInt walked = number(sent, "walked", DiaryEntry.MINUTES_OF_A_DAY, false, errors);
    Map<String, Reply.Said> danger = new LinkedHashMap<>();
    for (Screen screen : asked) {
      switch (one(sent, DANGER + screen.id())) {
        case "yes" -> danger.put(screen.id(), Reply.Said.YES);
        case "no" -> danger.put(screen.id(), Reply.Said.NO);
        case "unsure" -> danger.put(screen.id(), Reply.Said.UNSURE);
        default -> errors.put(DANGER + screen.id(), messages.text("diary.error.danger"));
      }
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (Finding finding : findings) {
      String value = one(sent, DANGER + finding.id());
      if (choices(finding).contains(value)) {
        values.put(finding.id(), value);
      } else {
        errors.put(DANGER + finding.id(), messages.text("diary.error.danger"));
      }
    }
    String more = partly ? one(sent, "more") : "no";
    if (!MORE.contains(more)) {
      errors.put("more", messages.text("diary.error.danger"));
    }
    boolean anythingElse = more.equals("yes") || more.equals("unsure");
    Optional<DiaryEntry> entry =
        day.map(d ->
            new DiaryEntry(
                d,
                back,
                leg,
                walked,
                word(one(sent, "sleep"), DiaryEntry.Sleep.class),
                word(one(sent, "felt"), Felt.class),
                word(one(sent, "change"), Change.class),
                cut(one(sent, "medicines")),
                cut(one(sent, "note"))));
    return errors.isEmpty()
        ? new Read.Accepted(entry.orElseThrow(), danger, values, anythingElse)
        : new Read.Refused(errors, entry, danger, values, anythingElse);
  }

  static List<String> choices(Finding finding) {
    return finding.sided()
        ? List.of("no", "left", "right", "both", "unsure")
        : List.of("no", "yes", "unsure");
  }

  private Optional<LocalDate> day(
      String text, LocalDate first, LocalDate last, Map<String, String> errors) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (!day.isBefore(first) && !day.isAfter(last)) {
        return Optional.of(day);
      }
    } catch (DateTimeException e) {
      // refused below
    }
    errors.put("day", messages.text("diary.error.day"));
    return Optional.empty();
  }

  private OptionalInt number(
      MultiValueMap<String, String> sent,
      String name,
      int most,
      boolean needed,
      Map<String, String> errors) {
    String text = one(sent, name);
    if (text.isEmpty() && !needed) {
      return OptionalInt.empty();
    }
    if (text.matches("[0-9]{1,4}") && Integer.parseInt(text) <= most) {
      return OptionalInt.of(Integer.parseInt(text));
    }
    errors.put(name, messages.text("diary.error.number", most));
    return OptionalInt.empty();
  }

  private static <E extends Enum<E>> Optional<E> word(String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (Fields.hyphenated(constant).equals(text.toLowerCase(Locale.ROOT))) {
        return Optional.of(constant);
      }
    }
    return Optional.empty();
  }

  private static String one(MultiValueMap<String, String> sent, String name) {
    String value = sent.getFirst(name);
    return value == null ? "" : value.strip();
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
