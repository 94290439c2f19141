package org.lasegue.cohort;

import java.util.Optional;
import java.util.OptionalInt;
import org.lasegue.assessment.Brief;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.report.Json;

/// One person as one JSON object: `{id, age, sex, mode, urgency, possible, causes: [{id, p}], axis:
/// {name: p}, roots: [{root, side, p}], rules: [id], nextTest: {id, gain} | null, knowledge}`. Ages
/// are decades, so that a row tells less of a person than the case did.
final class PersonRow {
  private static final int CAUSES = 5;
  private static final int ROOTS = 3;
  private static final int CHILD = 16;
  private static final int OLD = 90;

  private final String knowledge;
  private final Mode mode;

  PersonRow(String knowledge, Mode mode) {
    this.knowledge = knowledge;
    this.mode = mode;
  }

  String of(Case subject, Brief brief) {
    return Json.object(j -> {
      j.text("id", subject.id())
          .text("age", decade(subject.person()))
          .text("sex", subject.person().sex().map(Fields::hyphenated).orElse("unknown"))
          .text("mode", mode.word())
          .text("urgency", brief.level().word())
          .text("possible", brief.possible().word())
          .list(
              "causes",
              brief.ranked().stream().limit(CAUSES).toList(),
              (c, each) -> c.text("id", each.condition()).number("p", each.probability()))
          .object(
              "axis",
              a ->
                  brief
                      .axes()
                      .forEach(
                          (axis, probability) -> a.number(Fields.hyphenated(axis), probability)))
          .list(
              "roots",
              brief.roots().stream().limit(ROOTS).toList(),
              (r, each) ->
                  r.text("root", each.root())
                      .text("side", each.side())
                      .number("p", each.probability()))
          .texts("rules", brief.fired());
      nextTest(j, brief.nextTest());
      j.text("knowledge", knowledge);
    });
  }

  private static void nextTest(Json json, Optional<Brief.NextTest> test) {
    test.ifPresentOrElse(
        t -> json.object("nextTest", n -> n.text("id", t.id()).number("gain", t.gain())),
        () -> json.missing("nextTest"));
  }

  /// The decade where the age lies in one, else `unknown`.
  static String decade(Person person) {
    OptionalInt from = person.ageFrom();
    OptionalInt to = person.ageTo();
    if (from.isEmpty() || to.isEmpty()) {
      return "unknown";
    }
    String low = decade(from.getAsInt());
    return low.equals(decade(to.getAsInt())) ? low : "unknown";
  }

  private static String decade(int age) {
    if (age < CHILD) {
      return "0-15";
    }
    if (age >= OLD) {
      return "90+";
    }
    int from = age - age % 10;
    return Math.max(CHILD, from) + "-" + (from + 9);
  }
}
