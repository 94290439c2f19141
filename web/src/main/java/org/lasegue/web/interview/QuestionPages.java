package org.lasegue.web.interview;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.assessment.Interview.Step;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.ValueType;
import org.lasegue.report.Words;
import org.lasegue.web.Messages;
import org.lasegue.web.interview.QuestionPage.Control;
import org.lasegue.web.interview.QuestionPage.Field;
import org.lasegue.web.interview.QuestionPage.Option;
import org.springframework.stereotype.Component;

/// Lays a question out as a page.
@Component
class QuestionPages {
  private final Messages messages;

  QuestionPages(Messages messages) {
    this.messages = messages;
  }

  QuestionPage page(
      Turn turn, Form form, Map<String, String> errors, int left, Optional<String> back) {
    return switch (turn.step()) {
      case Step.About about when about.pregnancy() ->
          page(
              turn,
              "fields",
              new Text(
                  messages.text("pregnancy.title"), "", "", messages.text("pregnancy.why"), true),
              pregnancy(form),
              form,
              errors,
              left,
              back);
      case Step.About _ ->
          page(
              turn,
              "fields",
              new Text(messages.text("about.title"), "", "", messages.text("about.why"), false),
              about(form),
              form,
              errors,
              left,
              back);
      case Step.Danger danger when !turn.details() ->
          page(
              turn,
              "fields",
              new Text(
                  danger.screen().ask(),
                  danger.screen().askAgain(),
                  danger.screen().help(),
                  danger.screen().why(),
                  danger.screen().isPrivate()),
              List.of(radios(Forms.SAID, "", "", List.of("yes", "no", Forms.UNSURE), form)),
              form,
              errors,
              left,
              back);
      case Step.Danger danger ->
          page(
              turn,
              "fields",
              new Text(
                  messages.text("details.title"),
                  "",
                  messages.text("details.help"),
                  danger.screen().why(),
                  danger.screen().isPrivate()),
              danger.open().stream().map(f -> field(f, f.ask(), form)).toList(),
              form,
              errors,
              left,
              back);
      case Step.Places places ->
          page(
              turn,
              places.id(),
              new Text(
                  messages.text(places.id() + ".title"),
                  "",
                  messages.text(places.id() + ".help"),
                  messages.text(places.id() + ".why"),
                  false),
              places.findings().stream().map(f -> place(f, form)).toList(),
              form,
              errors,
              left,
              back);
      case Step.Ask ask -> {
        Finding f = ask.finding();
        yield page(
            turn,
            "fields",
            new Text(f.ask(), f.askAgain(), f.help(), f.why(), f.isPrivate()),
            List.of(field(f, "", form)),
            form,
            errors,
            left,
            back);
      }
      case Step.Settled _ -> throw new IllegalArgumentException("nothing is asked");
    };
  }

  private record Text(String title, String otherWords, String help, String why, boolean hard) {}

  private static QuestionPage page(
      Turn turn,
      String kind,
      Text text,
      List<Field> fields,
      Form form,
      Map<String, String> errors,
      int left,
      Optional<String> back) {
    return new QuestionPage(
        turn.id(),
        kind,
        text.title(),
        text.otherWords(),
        text.help(),
        text.why(),
        text.hard(),
        form.has(Forms.WITHHELD, "yes"),
        fields,
        errors,
        left,
        back);
  }

  private List<Field> about(Form form) {
    List<Option> organs = new ArrayList<>();
    for (Organ organ : Organ.values()) {
      organs.add(
          new Option(
              organ.name(),
              messages.text("organ." + organ.name()),
              form.has(Forms.ORGANS, organ.name())));
    }
    return List.of(
        number(Forms.AGE, messages.text("about.age"), messages.text("about.age.help"), form)
            .apply(0, Forms.OLDEST, messages.text("about.age.unit")),
        radios(
            Forms.SEX,
            messages.text("about.sex"),
            messages.text("about.sex.help"),
            List.of("female", "male", "unsaid"),
            form),
        new Field(
            Forms.ORGANS,
            Control.CHECKBOXES,
            messages.text("about.organs"),
            messages.text("about.organs.help"),
            organs,
            "",
            "",
            null,
            null));
  }

  private List<Field> pregnancy(Form form) {
    return List.of(
        radios(
            Forms.PREGNANCY,
            "",
            "",
            List.of("no", "possible", "pregnant", "birth", "unsure"),
            form),
        number(Forms.WEEKS, messages.text("pregnancy.weeks"), "", form)
            .apply(0, Forms.LONGEST_PREGNANCY, messages.text("pregnancy.weeks.unit")));
  }

  private Field field(Finding finding, String legend, Form form) {
    String help = legend.isEmpty() ? "" : finding.help();
    return switch (finding.type()) {
      case ValueType.Present _ ->
          radios(
              finding.id(),
              legend,
              help,
              finding.sided()
                  ? List.of("left", "right", "both", "no", Forms.UNSURE)
                  : List.of("yes", "no", Forms.UNSURE),
              form);
      case ValueType.Levels levels -> {
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < levels.levels(); i++) {
          String name = levels.levelName(i);
          options.add(
              new Option(name, Words.capital(Words.spaced(name)), form.has(finding.id(), name)));
        }
        options.add(option(finding.id(), Forms.UNSURE, form));
        yield new Field(finding.id(), Control.RADIOS, legend, help, options, "", "", null, null);
      }
      case ValueType.Quantity quantity ->
          number(finding.id(), legend, help, form)
              .apply(quantity.min(), quantity.max(), Words.unit(quantity));
    };
  }

  private Field place(Finding finding, Form form) {
    List<Option> options =
        (finding.sided() ? List.of("left", "right") : List.of("yes"))
            .stream().map(v -> option(finding.id(), v, form)).toList();
    return new Field(
        finding.id(),
        Control.CHECKBOXES,
        Words.capital(finding.plain()),
        "",
        options,
        "",
        "",
        null,
        null);
  }

  private Field radios(String name, String legend, String help, List<String> values, Form form) {
    return new Field(
        name,
        Control.RADIOS,
        legend,
        help,
        values.stream().map(v -> option(name, v, form)).toList(),
        "",
        "",
        null,
        null);
  }

  private Option option(String name, String value, Form form) {
    return new Option(value, messages.text("option." + value), form.has(name, value));
  }

  private interface Range {
    Field apply(double least, double most, String unit);
  }

  private Range number(String name, String legend, String help, Form form) {
    String value = form.one(name).equals(Forms.UNSURE) ? "" : form.one(name);
    Option unsure =
        new Option(
            "yes",
            messages.text("option.unsure"),
            form.has(name, Forms.UNSURE) || form.has(name + "." + Forms.UNSURE, "yes"));
    boolean person = name.equals(Forms.AGE) || name.equals(Forms.WEEKS);
    return (least, most, unit) ->
        new Field(
            name,
            Control.NUMBER,
            legend,
            help,
            person ? List.of() : List.of(unsure),
            unit,
            value,
            Forms.plain(least),
            Forms.plain(most));
  }
}
