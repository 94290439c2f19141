package org.lasegue.web.interview;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Interview.Step;
import org.lasegue.assessment.Person;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.ValueType;
import org.lasegue.web.Messages;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Reply;
import org.springframework.stereotype.Component;

/// Reads a form that was sent into answers, and answers back into a form.
@Component
class Forms {
  static final String SAID = "said";
  static final String AGE = "age";
  static final String SEX = "sex";
  static final String ORGANS = "organs";
  static final String PREGNANCY = "pregnancy";
  static final String WEEKS = "weeks";
  static final String NOWHERE = "nowhere";
  static final String WITHHELD = "withheld";
  static final String UNSURE = "unsure";
  static final int OLDEST = 120;
  static final int LONGEST_PREGNANCY = 44;

  private final Interview interview;
  private final Cases cases;
  private final Messages messages;

  Forms(Interview interview, Cases cases, Messages messages) {
    this.interview = interview;
    this.cases = cases;
    this.messages = messages;
  }

  sealed interface Read {
    record Accepted(Reply reply) implements Read {}

    /// @param errors what is wrong, by name of the field
    record Refused(Map<String, String> errors) implements Read {}
  }

  Read read(Turn turn, Form form) {
    Map<String, String> errors = new LinkedHashMap<>();
    Case answers = Cases.NOTHING;
    Reply.Said said = Reply.Said.ANSWERED;
    switch (turn.step()) {
      case Step.About about -> answers = about(about, form, errors);
      case Step.Danger danger when !turn.details() -> {
        said = said(form, errors);
        answers = danger(danger, said);
      }
      case Step.Danger danger -> answers = findings(danger.open(), form, errors);
      case Step.Places places -> answers = places(places, form, errors);
      case Step.Ask ask -> answers = findings(List.of(ask.finding()), form, errors);
      case Step.Settled _ -> throw new IllegalArgumentException("nothing is asked");
    }
    return errors.isEmpty()
        ? new Read.Accepted(
            new Reply(
                turn.id(), said, cases.line(interview.settled(answers)), form.has(WITHHELD, "yes")))
        : new Read.Refused(errors);
  }

  /// The form that would give this reply.
  Form of(Turn turn, Reply reply) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    Case answers = cases.read(reply.answers());
    if (reply.said() != Reply.Said.ANSWERED) {
      values.put(SAID, List.of(word(reply.said())));
    }
    if (reply.withheld()) {
      values.put(WITHHELD, List.of("yes"));
    }
    switch (turn.step()) {
      case Step.About _ -> values.putAll(about(answers.person()));
      case Step.Danger danger -> danger.open().forEach(f -> values.put(f.id(), value(f, answers)));
      case Step.Places places -> {
        for (Finding finding : places.findings()) {
          List<String> value = value(finding, answers);
          values.put(
              finding.id(), value.equals(List.of("both")) ? List.of("left", "right") : value);
        }
        boolean none =
            places.findings().stream()
                .allMatch(f -> values.getOrDefault(f.id(), List.of()).equals(List.of("no")));
        values.put(NOWHERE, none ? List.of("yes") : List.of());
      }
      case Step.Ask ask -> values.put(ask.finding().id(), value(ask.finding(), answers));
      case Step.Settled _ -> {}
    }
    return new Form(values);
  }

  private static String word(Reply.Said said) {
    return switch (said) {
      case YES -> "yes";
      case NO -> "no";
      case UNSURE -> UNSURE;
      case ANSWERED -> "";
    };
  }

  private Reply.Said said(Form form, Map<String, String> errors) {
    return switch (form.one(SAID)) {
      case "yes" -> Reply.Said.YES;
      case "no" -> Reply.Said.NO;
      case UNSURE -> Reply.Said.UNSURE;
      default -> {
        errors.put(SAID, messages.text("error.choose"));
        yield Reply.Said.ANSWERED;
      }
    };
  }

  private Case danger(Step.Danger danger, Reply.Said said) {
    return switch (said) {
      case NO -> interview.withAll(Cases.NOTHING, danger.open(), new Answer.Known(0));
      case UNSURE -> interview.withAll(Cases.NOTHING, danger.open(), new Answer.Unsure());
      case YES ->
          single(danger)
              .map(f -> interview.with(Cases.NOTHING, f, List.of(Where.WHOLE), new Answer.Known(1)))
              .orElse(Cases.NOTHING);
      case ANSWERED -> Cases.NOTHING;
    };
  }

  /// The one finding that a "yes" already answers.
  private static Optional<Finding> single(Step.Danger danger) {
    return danger.open().size() == 1
            && danger.open().getFirst().type() instanceof ValueType.Present
            && !danger.open().getFirst().sided()
        ? Optional.of(danger.open().getFirst())
        : Optional.empty();
  }

  private Case findings(List<Finding> findings, Form form, Map<String, String> errors) {
    Case result = Cases.NOTHING;
    for (Finding finding : findings) {
      result = finding(finding, result, form, errors);
    }
    return result;
  }

  private Case finding(Finding finding, Case subject, Form form, Map<String, String> errors) {
    String value = form.one(finding.id());
    if (value.equals(UNSURE) || form.has(finding.id() + "." + UNSURE, "yes")) {
      return everywhere(finding, subject, new Answer.Unsure());
    }
    return switch (finding.type()) {
      case ValueType.Present _ -> present(finding, subject, value, errors);
      case ValueType.Levels levels -> {
        for (int i = 0; i < levels.levels(); i++) {
          if (levels.levelName(i).equals(value)) {
            yield everywhere(finding, subject, new Answer.Known(i));
          }
        }
        errors.put(finding.id(), messages.text("error.choose"));
        yield subject;
      }
      case ValueType.Quantity quantity -> {
        OptionalDouble number = number(value, quantity.min(), quantity.max());
        if (number.isEmpty()) {
          errors.put(
              finding.id(),
              messages.text("error.number", plain(quantity.min()), plain(quantity.max())));
          yield subject;
        }
        yield everywhere(
            finding,
            subject,
            new Answer.Known(quantity.levelOf(number.getAsDouble()), number, Answer.Details.NONE));
      }
    };
  }

  private Case present(Finding finding, Case subject, String value, Map<String, String> errors) {
    List<String> allowed =
        finding.sided() ? List.of("left", "right", "both", "no") : List.of("yes", "no");
    if (!allowed.contains(value)) {
      errors.put(finding.id(), messages.text("error.choose"));
      return subject;
    }
    if (!finding.sided()) {
      return everywhere(finding, subject, new Answer.Known(value.equals("yes") ? 1 : 0));
    }
    return sides(
        finding,
        subject,
        value.equals("left") || value.equals("both"),
        value.equals("right") || value.equals("both"));
  }

  private Case sides(Finding finding, Case subject, boolean left, boolean right) {
    Case once =
        interview.with(subject, finding, List.of(Where.LEFT), new Answer.Known(left ? 1 : 0));
    return interview.with(once, finding, List.of(Where.RIGHT), new Answer.Known(right ? 1 : 0));
  }

  private Case everywhere(Finding finding, Case subject, Answer answer) {
    List<Where> places = finding.sided() ? List.of(Where.LEFT, Where.RIGHT) : List.of(Where.WHOLE);
    return interview.with(subject, finding, places, answer);
  }

  /// Places on the map: what is not marked is absent, once something or "nowhere" is marked.
  private Case places(Step.Places places, Form form, Map<String, String> errors) {
    Case result = Cases.NOTHING;
    boolean any = false;
    for (Finding finding : places.findings()) {
      boolean left = form.has(finding.id(), "left");
      boolean right = form.has(finding.id(), "right");
      boolean here = form.has(finding.id(), "yes");
      any |= left || right || here;
      if (finding.sided() && (left || right)) {
        result = sides(finding, result, left, right);
      } else if (here && !finding.sided()) {
        result = everywhere(finding, result, new Answer.Known(1));
      }
    }
    boolean nowhere = form.has(NOWHERE, "yes");
    boolean unsure = form.has(NOWHERE, UNSURE);
    if (!any && !nowhere && !unsure) {
      errors.put(NOWHERE, messages.text("error.map"));
    } else if (any && nowhere) {
      errors.put(NOWHERE, messages.text("error.map-both"));
    }
    return interview.withAll(
        result, places.findings(), unsure ? new Answer.Unsure() : new Answer.Known(0));
  }

  private Case about(Step.About about, Form form, Map<String, String> errors) {
    Person person = Person.UNKNOWN;
    if (about.age() || about.sex()) {
      OptionalInt age = OptionalInt.empty();
      String typed = form.one(AGE);
      if (!typed.isEmpty()) {
        age = whole(typed, OLDEST);
        if (age.isEmpty()) {
          errors.put(AGE, messages.text("error.age", OLDEST));
        }
      }
      Optional<Sex> sex =
          switch (form.one(SEX)) {
            case "female" -> Optional.of(Sex.FEMALE);
            case "male" -> Optional.of(Sex.MALE);
            default -> Optional.empty();
          };
      if (form.one(SEX).isEmpty()) {
        errors.put(SEX, messages.text("error.choose"));
      }
      Set<Organ> organs = new TreeSet<>();
      for (Organ organ : Organ.values()) {
        if (form.has(ORGANS, organ.name())) {
          organs.add(organ);
        }
      }
      person =
          new Person(
              age,
              age,
              sex,
              organs.isEmpty() ? Optional.empty() : Optional.of(organs),
              Pregnancy.UNKNOWN,
              false);
    }
    if (about.pregnancy()) {
      person =
          new Person(
              person.ageFrom(),
              person.ageTo(),
              person.sex(),
              person.organs(),
              pregnancy(form, errors),
              false);
    }
    return interview.with(Cases.NOTHING, person);
  }

  private Pregnancy pregnancy(Form form, Map<String, String> errors) {
    OptionalInt weeks = OptionalInt.empty();
    String chosen = form.one(PREGNANCY);
    if (chosen.equals("pregnant") && !form.one(WEEKS).isEmpty()) {
      weeks = whole(form.one(WEEKS), LONGEST_PREGNANCY);
      if (weeks.isEmpty()) {
        errors.put(WEEKS, messages.text("error.weeks", LONGEST_PREGNANCY));
      }
    }
    return switch (chosen) {
      case "no" -> new Pregnancy(Pregnancy.State.NOT_PREGNANT, OptionalInt.empty());
      case "pregnant" -> new Pregnancy(Pregnancy.State.PREGNANT, weeks);
      case "birth" -> new Pregnancy(Pregnancy.State.POSTPARTUM, OptionalInt.empty());
      // not sure and possible mean the same for what must not be missed
      case "possible", UNSURE -> new Pregnancy(Pregnancy.State.POSSIBLE, OptionalInt.empty());
      default -> {
        errors.put(PREGNANCY, messages.text("error.choose"));
        yield Pregnancy.UNKNOWN;
      }
    };
  }

  private static Map<String, List<String>> about(Person person) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    person.exactAge().ifPresent(a -> values.put(AGE, List.of(Integer.toString(a))));
    values.put(
        SEX, List.of(person.sex().map(s -> s == Sex.FEMALE ? "female" : "male").orElse("unsaid")));
    values.put(
        ORGANS, person.organs().orElse(Set.of()).stream().map(Organ::name).sorted().toList());
    values.put(
        PREGNANCY,
        List.of(
            switch (person.pregnancy().state()) {
              case NOT_PREGNANT -> "no";
              case POSSIBLE -> "possible";
              case PREGNANT -> "pregnant";
              case POSTPARTUM -> "birth";
              case UNKNOWN -> "";
            }));
    person.pregnancy().weeks().ifPresent(w -> values.put(WEEKS, List.of(Integer.toString(w))));
    return values;
  }

  private static List<String> value(Finding finding, Case subject) {
    if (!finding.sided()) {
      Answer answer = subject.findings().get(new Key(finding.id(), Where.WHOLE));
      return answer == null ? List.of() : List.of(value(finding, answer));
    }
    Answer left = subject.findings().get(new Key(finding.id(), Where.LEFT));
    Answer right = subject.findings().get(new Key(finding.id(), Where.RIGHT));
    if (left == null || right == null) {
      return List.of();
    }
    if (left instanceof Answer.Unsure) {
      return List.of(UNSURE);
    }
    if (!(finding.type() instanceof ValueType.Present)) {
      return List.of(value(finding, left));
    }
    List<String> sides = new ArrayList<>();
    if (present(left)) {
      sides.add("left");
    }
    if (present(right)) {
      sides.add("right");
    }
    return switch (sides.size()) {
      case 0 -> List.of("no");
      case 1 -> List.copyOf(sides);
      default -> List.of("both");
    };
  }

  private static boolean present(Answer answer) {
    return answer instanceof Answer.Known known && known.level() > 0;
  }

  private static String value(Finding finding, Answer answer) {
    return switch (answer) {
      case Answer.Known known when known.number().isPresent() ->
          plain(known.number().getAsDouble());
      case Answer.Known known when finding.type() instanceof ValueType.Present ->
          known.level() > 0 ? "yes" : "no";
      case Answer.Known known -> finding.type().levelName(known.level());
      case Answer.Unsure _, Answer.Past _ -> UNSURE;
    };
  }

  private static OptionalInt whole(String typed, int most) {
    if (typed.matches("[0-9]{1,3}") && Integer.parseInt(typed) <= most) {
      return OptionalInt.of(Integer.parseInt(typed));
    }
    return OptionalInt.empty();
  }

  private static OptionalDouble number(String typed, double least, double most) {
    String point = typed.replace(',', '.');
    if (point.matches("[0-9]{1,6}([.][0-9]{1,6})?")) {
      double value = Double.parseDouble(point);
      if (value >= least && value <= most) {
        return OptionalDouble.of(value);
      }
    }
    return OptionalDouble.empty();
  }

  static String plain(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
