package org.lasegue.report;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.knowledge.yaml.Fields;

/// Writes a diary file of format 1: what was written on each day, with the answers to the danger
/// questions, and the scores of questionnaires. It can be read again.
public final class DiaryJson {
  private static final int FORMAT = 1;

  private DiaryJson() {}

  /// @param danger the answer to each danger question, by its id
  /// @param stopped whether a warning sign stopped the plan that day
  public record Day(DiaryEntry entry, Map<String, String> danger, boolean stopped) {}

  /// @param days in the order in which they were written; a day that was written twice is there
  ///   twice
  public static String of(List<Day> days, Collection<Diary.Score> scores) {
    return Json.object(j ->
        j.number("format", FORMAT)
            .list("days", days, DiaryJson::day)
            .list(
                "scores",
                scores,
                (s, score) ->
                    s.text("day", score.day().toString())
                        .text("instrument", score.instrument())
                        .number("score", score.score())))
        + "\n";
  }

  private static void day(Json json, Day day) {
    DiaryEntry entry = day.entry();
    json.text("day", entry.day().toString());
    number(json, "back", entry.back());
    number(json, "leg", entry.leg());
    number(json, "walked", entry.walked());
    entry.sleep().ifPresent(s -> json.text("sleep", Fields.hyphenated(s)));
    entry.felt().ifPresent(f -> json.text("felt", Fields.hyphenated(f)));
    entry.change().ifPresent(c -> json.text("change", Fields.hyphenated(c)));
    json.textIfAny("medicines", entry.medicines()).textIfAny("note", entry.note());
    if (!day.danger().isEmpty()) {
      json.map("danger", day.danger());
    }
    if (day.stopped()) {
      json.flag("stopped", true);
    }
  }

  private static void number(Json json, String name, OptionalInt value) {
    value.ifPresent(v -> json.number(name, v));
  }
}
