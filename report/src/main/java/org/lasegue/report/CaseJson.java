package org.lasegue.report;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.Fields;

/// Writes a case in format 1 as one line of JSON, so that it can be read again.
public final class CaseJson {
  private static final int FORMAT = 1;
  private static final double HOURS = 24;

  private final Knowledge knowledge;

  public CaseJson(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  public String line(Case subject) {
    return Json.object(j -> {
      j.number("format", FORMAT).text("id", subject.id());
      person(j, subject.person());
      findings(j, subject);
      if (!subject.other().isEmpty()) {
        j.texts("other", subject.other());
      }
      subject
          .expected()
          .ifPresent(e ->
              j.object(
                  "expected",
                  x -> {
                    x.object(
                        "conditions", c -> c.texts("answer", e.answer()).texts("fair", e.fair()));
                    if (!e.urgency().isEmpty()) {
                      x.object(
                          "urgency",
                          u ->
                              e.urgency()
                                  .forEach((mode, levels) ->
                                      u.texts(
                                          mode.word(),
                                          levels.stream().map(l -> l.word()).toList())));
                    }
                    if (!e.roots().isEmpty()) {
                      x.texts("root", e.roots());
                    }
                  }));
    })
        + "\n";
  }

  private static void person(Json json, Person person) {
    if (person.exactAge().isPresent()) {
      json.number("age", person.exactAge().getAsInt());
    } else if (person.ageFrom().isPresent() && person.ageTo().isPresent()) {
      json.object(
          "age",
          a ->
              a.number("from", person.ageFrom().getAsInt())
                  .number("to", person.ageTo().getAsInt()));
    }
    person.sex().ifPresent(s -> json.text("sex", Fields.hyphenated(s)));
    person
        .organs()
        .ifPresent(o -> json.texts("organs", o.stream().map(Fields::hyphenated).sorted().toList()));
    Person.Pregnancy pregnancy = person.pregnancy();
    switch (pregnancy.state()) {
      case UNKNOWN -> {}
      case NOT_PREGNANT, POSSIBLE -> json.text("pregnancy", Fields.hyphenated(pregnancy.state()));
      case PREGNANT, POSTPARTUM -> {
        String state = pregnancy.state().name().toLowerCase(Locale.ROOT);
        if (pregnancy.weeks().isPresent()) {
          json.object(
              "pregnancy",
              p -> p.object(state, w -> w.number("weeks", pregnancy.weeks().getAsInt())));
        } else {
          json.text("pregnancy", state);
        }
      }
    }
    if (person.answeredByOther()) {
      json.text("answered-by", "other");
    }
  }

  private void findings(Json json, Case subject) {
    Map<String, Map<Case.Where, Answer>> byFinding = new LinkedHashMap<>();
    subject
        .findings()
        .forEach((key, answer) ->
            byFinding
                .computeIfAbsent(key.finding(), _ -> new LinkedHashMap<>())
                .put(key.where(), answer));
    json.object(
        "findings",
        f ->
            byFinding.forEach((id, places) -> {
              Finding finding = knowledge.findingById(id);
              Answer whole = places.get(Case.Where.WHOLE);
              if (whole != null) {
                answer(f, id, finding, whole);
              } else {
                f.object(
                    id,
                    sides ->
                        places.forEach((where, answer) ->
                            answer(
                                sides,
                                where == Case.Where.SOME_SIDE ? "unknown" : where.word(),
                                finding,
                                answer)));
              }
            }));
  }

  private static void answer(Json json, String name, Finding finding, Answer answer) {
    switch (answer) {
      case Answer.Unsure _ -> json.text(name, "unsure");
      case Answer.Past _ -> json.text(name, "past");
      case Answer.Known known -> {
        if (known.details().equals(Answer.Details.NONE)) {
          value(json, name, finding, known);
        } else {
          json.object(
              name,
              j -> {
                value(j, "value", finding, known);
                Answer.Details details = known.details();
                if (details.sinceHours().isPresent()) {
                  double hours = details.sinceHours().getAsDouble();
                  if (hours % HOURS == 0) {
                    j.number("since-days", hours / HOURS);
                  } else {
                    j.number("since-hours", hours);
                  }
                }
                details.severity().ifPresent(s -> j.number("severity", s));
                details.onset().ifPresent(o -> j.text("onset", o));
                details.course().ifPresent(c -> j.text("course", c));
                details.isNew().ifPresent(n -> j.flag("new", n));
              });
        }
      }
    }
  }

  private static void value(Json json, String name, Finding finding, Answer.Known known) {
    if (known.number().isPresent()) {
      json.number(name, known.number().getAsDouble());
    } else if (finding.type() instanceof ValueType.Quantity quantity) {
      json.number(name, within(quantity, known.level()));
    } else {
      json.text(name, finding.type().levelName(known.level()));
    }
  }

  /// A value that is read as this level: the middle of its band.
  private static double within(ValueType.Quantity quantity, int level) {
    int bands = quantity.cuts().size();
    int band = quantity.worseLow() ? bands - level : level;
    double low = band == 0 ? quantity.min() : quantity.cuts().get(band - 1);
    double high = band == bands ? quantity.max() : quantity.cuts().get(band);
    return low + (high - low) / 2;
  }
}
