package org.lasegue.assessment.followup;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Progression.Felt;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.YamlNode;
import org.lasegue.knowledge.yaml.YamlReader;

/// Reads a diary file of format 1, YAML or JSON: `days` with what was written on each, `scores` of
/// questionnaires. What a field cannot hold is refused with its line.
public final class DiaryReader {
  private static final int FORMAT = 1;

  private DiaryReader() {}

  /// @param file its name, for messages
  /// @throws BadInputException when it is no diary file
  public static Diary read(String text, String file) {
    Fields f = Fields.of(YamlReader.read(text, file, 1), "a diary");
    if (f.number("format") != FORMAT) {
      throw new BadInputException(f.at(), "'format' must be " + FORMAT);
    }
    Set<LocalDate> stops = new LinkedHashSet<>();
    List<DiaryEntry> entries = new ArrayList<>(f.list("days", node -> entry(node, stops)));
    List<Diary.Score> scores = f.list("scores", DiaryReader::score);
    f.done();
    return new Diary(entries, scores, stops);
  }

  private static DiaryEntry entry(YamlNode node, Set<LocalDate> stops) {
    Fields f = Fields.of(node, "a day");
    LocalDate day = day(f);
    f.map("danger"); // the answers stand in the case
    if (f.flag("stopped")) {
      stops.add(day);
    }
    try {
      DiaryEntry entry =
          new DiaryEntry(
              day,
              whole(f, "back"),
              whole(f, "leg"),
              whole(f, "walked"),
              word(f, "sleep", DiaryEntry.Sleep.class),
              word(f, "felt", Felt.class),
              word(f, "change", Change.class),
              f.text("medicines", ""),
              f.text("note", ""));
      f.done();
      return entry;
    } catch (IllegalArgumentException e) {
      throw new BadInputException(f.at(), "a number " + e.getMessage());
    }
  }

  private static Diary.Score score(YamlNode node) {
    Fields f = Fields.of(node, "a score");
    Diary.Score score = new Diary.Score(day(f), f.text("instrument"), needed(f, "score"));
    f.done();
    return score;
  }

  private static LocalDate day(Fields f) {
    try {
      return LocalDate.parse(f.text("day"));
    } catch (DateTimeException e) {
      throw new BadInputException(f.need("day").at(), "'day' must be a date such as 2026-03-02");
    }
  }

  private static int needed(Fields f, String key) {
    f.need(key);
    return whole(f, key).orElseThrow();
  }

  private static OptionalInt whole(Fields f, String key) {
    YamlNode node = f.get(key);
    if (node == null) {
      return OptionalInt.empty();
    }
    double value = f.number(key);
    if (value != Math.rint(value) || Math.abs(value) > Short.MAX_VALUE) {
      throw new BadInputException(node.at(), "'" + key + "' must be a whole number");
    }
    return OptionalInt.of((int) value);
  }

  private static <E extends Enum<E>> Optional<E> word(Fields f, String key, Class<E> type) {
    return f.has(key) ? Optional.of(f.word(key, type)) : Optional.empty();
  }
}
