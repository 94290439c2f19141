package org.lasegue.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Interview.Step;
import org.lasegue.assessment.Person;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.ValueType;
import org.lasegue.report.TextPage;
import org.lasegue.report.Words;

/// Puts the steps of the interview to a person in the terminal and turns what is typed into
/// answers.
final class Dialogue {
  /// The person wants to go back one question.
  static final class BackException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /// The person, or the input, stopped.
  static final class StoppedException extends Exception {
    private static final long serialVersionUID = 1L;

    /// Whether the person broke off (Ctrl-C or the end of the input) instead of typing "stop".
    final boolean brokenOff;

    StoppedException(boolean brokenOff) {
      this.brokenOff = brokenOff;
    }
  }

  private enum Reply {
    YES,
    NO,
    UNSURE
  }

  private final Interview interview;
  private final Prompt prompt;
  private final PrintWriter err;
  private final TextPage.Look look;

  Dialogue(Interview interview, Prompt prompt, PrintWriter err, TextPage.Look look) {
    this.interview = interview;
    this.prompt = prompt;
    this.err = err;
    this.look = look;
  }

  /// The case with the answers to one step.
  Case put(Step step, Case subject) throws BackException, StoppedException {
    return switch (step) {
      case Step.About about -> interview.with(subject, about(about, subject.person()));
      case Step.Danger danger -> danger(danger, subject);
      case Step.Places places -> places(places, subject);
      case Step.Ask ask -> one(ask.finding(), subject);
      case Step.Settled _ -> subject;
    };
  }

  private Person about(Step.About about, Person person) throws BackException, StoppedException {
    OptionalInt from = person.ageFrom();
    OptionalInt to = person.ageTo();
    Optional<Sex> sex = person.sex();
    Pregnancy pregnancy = person.pregnancy();
    if (about.age()) {
      say("How old are you?", "", "");
      from = number("Age in years, or empty if you do not want to say", 0, 120);
      to = from;
    }
    if (about.sex()) {
      say("Are you female or male?", "", "Some causes exist only in women or only in men.");
      sex =
          switch (choice("f = female, m = male, or empty", List.of("f", "m", ""))) {
            case "f" -> Optional.of(Sex.FEMALE);
            case "m" -> Optional.of(Sex.MALE);
            default -> Optional.empty();
          };
    }
    if (about.pregnancy()) {
      say(
          "Are you pregnant, could you be, or have you given birth in the past weeks?",
          "",
          "It changes what is likely, what is dangerous and what you can take.");
      pregnancy =
          switch (choice(
              "n = no, p = possibly, y = pregnant, b = gave birth, ? = not sure",
              List.of("n", "p", "y", "b", "?"))) {
            case "n" -> new Pregnancy(Pregnancy.State.NOT_PREGNANT, OptionalInt.empty());
            case "y" -> new Pregnancy(Pregnancy.State.PREGNANT, number("Weeks, or empty", 0, 44));
            case "b" ->
                new Pregnancy(Pregnancy.State.POSTPARTUM, number("Weeks since, or empty", 0, 104));
            default -> new Pregnancy(Pregnancy.State.POSSIBLE, OptionalInt.empty());
          };
    }
    return new Person(from, to, sex, person.organs(), pregnancy, person.answeredByOther());
  }

  private Case danger(Step.Danger danger, Case subject) throws BackException, StoppedException {
    say(danger.screen().ask(), danger.screen().help(), danger.screen().why());
    return switch (reply(danger.screen().askAgain())) {
      case NO -> interview.withAll(subject, danger.open(), new Answer.Known(0));
      case UNSURE -> interview.withAll(subject, danger.open(), new Answer.Unsure());
      case YES -> {
        Case result = subject;
        if (danger.open().size() == 1
            && danger.open().getFirst().type() instanceof ValueType.Present
            && !danger.open().getFirst().sided()) {
          yield interview.with(
              result, danger.open().getFirst(), List.of(Where.WHOLE), new Answer.Known(1));
        }
        for (Finding finding : danger.open()) {
          result = one(finding, result);
        }
        yield result;
      }
    };
  }

  private Case one(Finding finding, Case subject) throws BackException, StoppedException {
    say(finding.ask(), finding.help(), finding.why());
    return switch (finding.type()) {
      case ValueType.Present _ -> present(finding, subject);
      case ValueType.Levels levels -> {
        for (int i = 0; i < levels.levels(); i++) {
          err.println("    " + (i + 1) + "  " + Words.spaced(levels.levelName(i)));
        }
        OptionalInt chosen = number("A number, or empty if not sure", 1, levels.levels());
        yield everywhere(
            finding,
            subject,
            chosen.isPresent() ? new Answer.Known(chosen.getAsInt() - 1) : new Answer.Unsure());
      }
      case ValueType.Quantity quantity -> {
        Optional<Double> value = quantity(quantity);
        yield everywhere(
            finding,
            subject,
            value
                .<Answer>map(v ->
                    new Answer.Known(
                        quantity.levelOf(v), java.util.OptionalDouble.of(v), Answer.Details.NONE))
                .orElse(new Answer.Unsure()));
      }
    };
  }

  private Case present(Finding finding, Case subject) throws BackException, StoppedException {
    if (!finding.sided()) {
      Answer answer =
          switch (reply(finding.askAgain())) {
            case YES -> new Answer.Known(1);
            case NO -> new Answer.Known(0);
            case UNSURE -> new Answer.Unsure();
          };
      return everywhere(finding, subject, answer);
    }
    String side =
        choice(
            "l = left, r = right, b = both, n = no, ? = not sure",
            List.of("l", "r", "b", "n", "?"));
    return sided(finding, subject, side);
  }

  private Case sided(Finding finding, Case subject, String side) {
    if (side.equals("?")) {
      return everywhere(finding, subject, new Answer.Unsure());
    }
    boolean left = side.equals("l") || side.equals("b");
    boolean right = side.equals("r") || side.equals("b");
    Case once =
        interview.with(subject, finding, List.of(Where.LEFT), new Answer.Known(left ? 1 : 0));
    return interview.with(once, finding, List.of(Where.RIGHT), new Answer.Known(right ? 1 : 0));
  }

  private Case everywhere(Finding finding, Case subject, Answer answer) {
    List<Where> places = finding.sided() ? List.of(Where.LEFT, Where.RIGHT) : List.of(Where.WHOLE);
    return interview.with(subject, finding, places, answer);
  }

  private Case places(Step.Places places, Case subject) throws BackException, StoppedException {
    boolean pain = places.id().equals("pain-map");
    say(
        pain ? "Where does it hurt?" : "Where is it numb?",
        "",
        "The place tells which nerve or part of the body it may come from.");
    Map<Integer, Finding> byNumber = new LinkedHashMap<>();
    for (Finding finding : places.findings()) {
      byNumber.put(byNumber.size() + 1, finding);
      err.println(
          String.format(
              Locale.ROOT,
              "   %2d  %s%s",
              byNumber.size(),
              finding.plain(),
              finding.sided() ? " (l, r or b)" : ""));
    }
    while (true) {
      String typed =
          read("The numbers with the side, such as 1 4l 6b, or n for nowhere listed here");
      Optional<Case> marked = marked(typed, byNumber, subject);
      if (marked.isPresent()) {
        return interview.withAll(marked.get(), places.findings(), new Answer.Known(0));
      }
      err.println("  Please give numbers from the list; where sides are asked, with l, r or b.");
    }
  }

  private Optional<Case> marked(String typed, Map<Integer, Finding> byNumber, Case subject) {
    if (typed.equals("n")) {
      return Optional.of(subject);
    }
    List<String> marks = new ArrayList<>(List.of(typed.split("[ ,;]+")));
    marks.removeIf(String::isEmpty);
    Case result = subject;
    for (String mark : marks) {
      String digits = mark.replaceAll("[lrb]$", "");
      if (!digits.matches("[0-9]{1,2}")) {
        return Optional.empty();
      }
      Finding finding = byNumber.get(Integer.parseInt(digits));
      boolean side = digits.length() < mark.length();
      if (finding == null || finding.sided() != side) {
        return Optional.empty();
      }
      result =
          side
              ? sided(finding, result, mark.substring(digits.length()))
              : interview.with(result, finding, List.of(Where.WHOLE), new Answer.Known(1));
    }
    return marks.isEmpty() ? Optional.empty() : Optional.of(result);
  }

  private void say(String question, String help, String why) {
    TextPage page = new TextPage(look);
    page.blank().paragraph("", question, TextPage.Tone.STRONG);
    if (!help.isEmpty()) {
      page.paragraph("  ", help, TextPage.Tone.NONE);
    }
    if (!why.isEmpty()) {
      page.paragraph("  ", "Why: " + why, TextPage.Tone.FAINT);
    }
    err.print(page);
    err.flush();
  }

  private Reply reply(String otherWords) throws BackException, StoppedException {
    while (true) {
      String typed =
          choice(
              "y = yes, n = no, ? = not sure" + (otherWords.isEmpty() ? "" : ", h = other words"),
              otherWords.isEmpty()
                  ? List.of("y", "n", "?", "yes", "no")
                  : List.of("y", "n", "?", "h", "yes", "no"));
      switch (typed) {
        case "y", "yes" -> {
          return Reply.YES;
        }
        case "n", "no" -> {
          return Reply.NO;
        }
        case "?" -> {
          return Reply.UNSURE;
        }
        default -> say(otherWords, "", "");
      }
    }
  }

  private String choice(String question, List<String> allowed)
      throws BackException, StoppedException {
    while (true) {
      String typed = read(question);
      if (allowed.contains(typed)) {
        return typed;
      }
      // a whole word, such as "male" for m
      String letter = typed.length() > 2 ? typed.substring(0, 1) : "";
      if (!letter.isEmpty() && Character.isLetter(letter.charAt(0)) && allowed.contains(letter)) {
        return letter;
      }
      err.println("  Please type one of the letters.");
    }
  }

  private OptionalInt number(String question, int least, int most)
      throws BackException, StoppedException {
    while (true) {
      String typed = read(question);
      if (typed.isEmpty()) {
        return OptionalInt.empty();
      }
      if (typed.matches("[0-9]{1,3}")) {
        int value = Integer.parseInt(typed);
        if (value >= least && value <= most) {
          return OptionalInt.of(value);
        }
      }
      err.println("  Please give a whole number from " + least + " to " + most + ".");
    }
  }

  private Optional<Double> quantity(ValueType.Quantity quantity)
      throws BackException, StoppedException {
    String unit = Words.unit(quantity);
    while (true) {
      String typed =
          read("A number" + (unit.isEmpty() ? "" : " in " + unit) + ", or empty if not sure");
      if (typed.isEmpty()) {
        return Optional.empty();
      }
      String point = typed.replace(',', '.');
      if (point.matches("[0-9]{1,6}([.][0-9]{1,6})?")) {
        double value = Double.parseDouble(point);
        if (value >= quantity.min() && value <= quantity.max()) {
          return Optional.of(value);
        }
      }
      err.println(
          "  Possible is "
              + Words.plainNumber(quantity.min())
              + " to "
              + Words.plainNumber(quantity.max())
              + ".");
    }
  }

  private String read(String question) throws BackException, StoppedException {
    String typed =
        prompt
            .read("  " + question + " > ")
            .orElseThrow(() -> new StoppedException(true))
            .toLowerCase(Locale.ROOT);
    switch (typed) {
      case "back" -> throw new BackException();
      case "stop" -> throw new StoppedException(false);
      default -> {
        return typed;
      }
    }
  }
}
