package org.lasegue.report;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Case;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Finding.Kind;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.ValueType;
import org.lasegue.report.Observed.State;

/// What is known of the person, in the order of a history: complaint, danger screen, background,
/// examination and tests.
final class ClinicalHistory {
  private final Knowledge knowledge;
  private final Words words;
  private final Withheld withheld;

  ClinicalHistory(Knowledge knowledge, Words words, Withheld withheld) {
    this.knowledge = knowledge;
    this.words = words;
    this.withheld = withheld;
  }

  void complaint(Html html, Assessment a) {
    List<Observed> all = observed(a, f -> f.kind() == Kind.SYMPTOM);
    List<Observed> episode =
        observed(a, Finding::selfReported).stream()
            .filter(ClinicalHistory::describesTheEpisode)
            .toList();
    List<Observed> observed = all.stream().filter(o -> !describesTheEpisode(o)).toList();
    List<Observed> present = in(observed, State.PRESENT);
    html.open("section").element("h2", "Presenting history");
    if (present.isEmpty()) {
      html.element("p", "No symptom is recorded as present.");
    } else {
      html.open("table", "class", "ruled").open("thead").open("tr");
      for (String column : List.of("Symptom", "Side", "For", "Severity", "Onset and course")) {
        html.element("th", column, "scope", "col");
      }
      html.close("tr").close("thead").open("tbody");
      present.forEach(each -> symptom(html, each));
      html.close("tbody").close("table");
    }
    states(
        html,
        List.of(
            new Row("The episode", names(episode)),
            new Row("Absent", names(in(ordinary(observed), State.ABSENT))),
            new Row("Not sure", names(in(ordinary(observed), State.UNSURE))),
            new Row("In the past, gone now", names(in(ordinary(observed), State.PAST))),
            new Row("Also said, not understood and not used", a.subject().other())));
    html.close("section");
  }

  private void symptom(Html html, Observed each) {
    Answer.Details details =
        each.answer() instanceof Answer.Known known ? known.details() : Answer.Details.NONE;
    String course =
        Stream.of(
                details.onset().map(o -> o + " onset").orElse(""),
                details.course().orElse(""),
                details.isNew().filter(n -> n).map(_ -> "new").orElse(""))
            .filter(s -> !s.isEmpty())
            .collect(Collectors.joining(", "));
    html.open("tr");
    html.element("th", words.value(each.finding(), each.answer()), "scope", "row");
    html.element("td", side(each), "class", "short");
    html.element(
        "td",
        details.sinceHours().isPresent()
            ? Words.time(details.sinceHours().getAsDouble() * 3600)
            : "",
        "class",
        "short");
    html.element(
        "td",
        details.severity().isPresent()
            ? Words.plainNumber(details.severity().getAsDouble()) + " of 10"
            : "",
        "class",
        "short");
    html.element("td", course);
    html.close("tr");
  }

  /// Its duration, course or worst pain: values that are neither present nor absent.
  private static boolean describesTheEpisode(Observed each) {
    return each.finding().ofEpisode()
        && each.answer() instanceof Answer.Known
        && (each.state() == State.PRESENT || !(each.finding().type() instanceof ValueType.Present));
  }

  private static String side(Observed each) {
    if (each.bothSides()) {
      return "both";
    }
    return each.key().where() == Case.Where.WHOLE ? "" : Words.spaced(each.key().where().word());
  }

  /// Every danger finding has its place here, so that nobody reads "not asked" as "absent".
  void dangerScreen(Html html, Assessment a) {
    List<Observed> observed = observed(a, Finding::mustAsk);
    Set<String> answered = observed.stream().map(o -> o.finding().id()).collect(Collectors.toSet());
    List<String> elsewhere =
        knowledge.findings().values().stream()
            .filter(Finding::mustAsk)
            .filter(f -> !withheld.names(f.id()))
            .filter(f -> !answered.contains(f.id()) && !a.unasked().contains(f.id()))
            .map(Finding::clinical)
            .toList();
    html.open("section").element("h2", "Danger screen");
    states(
        html,
        List.of(
            new Row("Present", names(in(observed, State.PRESENT))),
            new Row("Not sure", names(in(observed, State.UNSURE))),
            new Row("In the past, gone now", names(in(observed, State.PAST))),
            new Row(
                "NOT ASKED",
                a.unasked().stream()
                    .map(id ->
                        words.observedClinically(id, "")
                            + (answered.contains(id) ? " (the other side)" : ""))
                    .toList()),
            new Row("Absent", names(in(observed, State.ABSENT))),
            new Row("Does not apply, or follows from another answer", elsewhere)));
    html.close("section");
  }

  void background(Html html, Assessment a) {
    List<Observed> observed =
        observed(a, f -> f.kind() == Kind.CONTEXT).stream()
            .filter(o -> !describesTheEpisode(o))
            .toList();
    html.open("section").element("h2", "Background and medicines");
    if (observed.isEmpty()) {
      html.element("p", "Nothing is recorded.");
    }
    states(
        html,
        List.of(
            new Row("Present", names(in(observed, State.PRESENT))),
            new Row("Not sure", names(in(ordinary(observed), State.UNSURE))),
            new Row("In the past", names(in(ordinary(observed), State.PAST))),
            new Row("Absent", names(in(ordinary(observed), State.ABSENT)))));
    html.close("section");
  }

  void examination(Html html, Assessment a) {
    Predicate<Finding> examined = f -> f.kind() == Kind.SIGN || f.kind() == Kind.TEST;
    List<Observed> observed = observed(a, examined);
    long all = knowledge.findings().values().stream().filter(examined).count();
    long done = observed.stream().map(Observed::finding).distinct().count();
    html.open("section").element("h2", "Examination and tests");
    states(
        html,
        List.of(
            new Row("Present or abnormal", names(in(observed, State.PRESENT))),
            new Row("Absent or normal", names(in(observed, State.ABSENT))),
            new Row("Not sure", names(in(observed, State.UNSURE))),
            new Row("In the past", names(in(observed, State.PAST))),
            new Row(
                "Not done",
                withheld.findings().isEmpty()
                    ? List.of(
                        String.format(
                            Locale.ROOT,
                            "%d of the %d signs and tests known here. Those worth most now stand"
                                + " under \"What to ask or examine next\"",
                            all - done,
                            all))
                    : List.of(
                        "Signs and tests that are not named here, except what the person chose not"
                            + " to print")),
            new Row(
                "Given and not used",
                a.leftOut().entrySet().stream()
                    .map(e -> words.observedClinically(e.getKey(), "") + ": " + e.getValue())
                    .sorted()
                    .toList())));
    html.close("section");
  }

  private record Row(String title, List<String> items) {}

  private static void states(Html html, List<Row> rows) {
    if (rows.stream().allMatch(r -> r.items().isEmpty())) {
      return;
    }
    html.open("table", "class", "states").open("tbody");
    for (Row row : rows) {
      if (!row.items().isEmpty()) {
        html.open("tr");
        html.element("th", row.title(), "scope", "row");
        html.element("td", String.join("; ", row.items()) + ".");
        html.close("tr");
      }
    }
    html.close("tbody").close("table");
  }

  private List<Observed> observed(Assessment a, Predicate<Finding> which) {
    return Observed.of(a.subject(), knowledge.findings().values().stream().filter(which).toList());
  }

  /// All but the danger findings, which have a screen of their own.
  private static List<Observed> ordinary(List<Observed> observed) {
    return observed.stream().filter(o -> !o.finding().mustAsk()).toList();
  }

  private static List<Observed> in(List<Observed> observed, State state) {
    return observed.stream().filter(o -> o.state() == state).toList();
  }

  private List<String> names(List<Observed> observed) {
    return observed.stream().map(o -> o.stated(words)).toList();
  }
}
