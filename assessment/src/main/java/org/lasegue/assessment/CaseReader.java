package org.lasegue.assessment;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Answer.Details;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.FindingGroup;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.Nearest;
import org.lasegue.knowledge.yaml.Position;
import org.lasegue.knowledge.yaml.Problem;
import org.lasegue.knowledge.yaml.YamlNode;
import org.lasegue.knowledge.yaml.YamlReader;

/// Reads case files of format 1: a YAML file of one case, or an `.ndjson` file with one case a
/// line. Unknown ids, impossible values, duplicate keys and contradictions are refused with their
/// line; nothing is guessed.
public final class CaseReader {
  private static final double FORMAT = 1;
  private static final OptionalInt[] UNKNOWN_AGE = {OptionalInt.empty(), OptionalInt.empty()};
  private static final Pattern ROOT = Pattern.compile("(L1|L2|L3|L4|L5|S1|sacral)-(left|right)");
  private static final Set<String> DETAILS =
      Set.of("since-days", "since-hours", "severity", "onset", "course", "new");

  private final Knowledge knowledge;

  public CaseReader(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /// A case or the problems for which it was refused.
  public sealed interface Result {
    record Accepted(Case value, Position at) implements Result {}

    record Rejected(List<Problem> problems) implements Result {}
  }

  /// Every case of a file, in order; a case that is refused does not hinder the others.
  public List<Result> read(Path file) {
    String name = file.toString();
    String text;
    try {
      text = Files.readString(file);
    } catch (MalformedInputException e) {
      return List.of(rejected(new Position(name, 1), "not a text in UTF-8"));
    } catch (IOException e) {
      return List.of(rejected(new Position(name, 1), "cannot be read: " + e.getMessage()));
    }
    return name.endsWith(".ndjson") ? lines(text, name) : List.of(read(text, name, 1));
  }

  private List<Result> lines(String text, String name) {
    List<Result> results = new ArrayList<>();
    int line = 0;
    for (String each : text.split("\n", -1)) {
      line++;
      if (!each.isBlank()) {
        results.add(read(each, name, line));
      }
    }
    return results;
  }

  /// The one case in `text`, which starts on `firstLine` of `file`.
  public Result read(String text, String file, int firstLine) {
    try {
      YamlNode node = YamlReader.read(text, file, firstLine);
      return new Result.Accepted(caseOf(node), node.at());
    } catch (BadInputException e) {
      return new Result.Rejected(e.problems());
    }
  }

  private static Result rejected(Position at, String message) {
    return new Result.Rejected(List.of(new Problem(at, message)));
  }

  private Case caseOf(YamlNode node) {
    Fields f = Fields.of(node, "a case");
    Parts parts = new Parts();
    double format = parts.read(FORMAT, () -> f.number("format"));
    if (format != FORMAT) { // where all else may have other names
      throw new BadInputException(
          f.need("format").at(), "format " + format + " is not known; this version reads format 1");
    }
    String id = parts.read("", () -> id(f));
    OptionalInt[] age = parts.read(UNKNOWN_AGE, () -> age(f));
    Person person =
        new Person(
            age[0],
            age[1],
            parts.read(Optional.empty(), () -> sex(f)),
            parts.read(Optional.empty(), () -> organs(f)),
            parts.read(Pregnancy.UNKNOWN, () -> pregnancy(f)),
            parts.read(false, () -> answeredByOther(f)));
    parts.check(() -> refuseImpossible(person, f));
    Answers answers = new Answers();
    parts.check(() -> answers.read(f));
    List<String> others = parts.read(List.of(), () -> f.texts("other"));
    Optional<Expected> expected =
        parts.read(
            Optional.empty(),
            () ->
                f.has("expected")
                    ? Optional.of(expected(Fields.of(f.need("expected"), "'expected'")))
                    : Optional.empty());
    parts.check(() -> f.optionalText("note"));
    parts.check(() -> f.optionalText("source"));
    parts.check(f::done);
    if (!parts.problems.isEmpty()) {
      throw new BadInputException(parts.problems);
    }
    return new Case(id, person, answers.values, others, expected);
  }

  /// Goes on after a part that cannot be read, so that all problems of a case are told at once.
  private static final class Parts {
    private final List<Problem> problems = new ArrayList<>();

    <T> T read(T otherwise, Supplier<T> part) {
      try {
        return part.get();
      } catch (BadInputException e) {
        problems.addAll(e.problems());
        return otherwise;
      }
    }

    void check(Runnable part) {
      try {
        part.run();
      } catch (BadInputException e) {
        problems.addAll(e.problems());
      }
    }
  }

  private static String id(Fields f) {
    String id = f.text("id");
    if (id.isEmpty() || id.chars().anyMatch(Character::isISOControl)) {
      throw new BadInputException(
          f.need("id").at(), "'id' must be a visible text without control characters");
    }
    return id;
  }

  private static Optional<Sex> sex(Fields f) {
    return Optional.of(f.text("sex", "unknown"))
        .filter(s -> !s.equals("unknown"))
        .map(s -> Fields.word(f.need("sex"), "'sex'", Sex.class));
  }

  private static Optional<Set<Organ>> organs(Fields f) {
    return f.has("organs")
        ? Optional.of(Set.copyOf(f.list("organs", n -> Fields.word(n, "an organ", Organ.class))))
        : Optional.empty();
  }

  private static boolean answeredByOther(Fields f) {
    return switch (f.text("answered-by", "self")) {
      case "self" -> false;
      case "other" -> true;
      default ->
          throw new BadInputException(
              f.need("answered-by").at(), "'answered-by' must be self or other");
    };
  }

  private static OptionalInt[] age(Fields f) {
    YamlNode node = f.get("age");
    if (node == null || node instanceof YamlNode.Scalar s && s.value().equals("unknown")) {
      return UNKNOWN_AGE;
    }
    if (node instanceof YamlNode.Mapping) {
      Fields range = Fields.of(node, "'age'");
      int from = years(range.need("from"));
      int to = years(range.need("to"));
      range.done();
      if (from > to) {
        throw new BadInputException(node.at(), "the age range runs backwards");
      }
      return new OptionalInt[] {OptionalInt.of(from), OptionalInt.of(to)};
    }
    OptionalInt years = OptionalInt.of(years(node));
    return new OptionalInt[] {years, years};
  }

  private static int years(YamlNode node) {
    double age = Fields.number(node, "'age'");
    if (age < 0 || age > 120) {
      throw new BadInputException(
          node.at(), "an age of " + age + " is not possible; give years between 0 and 120");
    }
    return (int) Math.floor(age);
  }

  private static Pregnancy pregnancy(Fields f) {
    YamlNode node = f.get("pregnancy");
    if (node == null) {
      return Pregnancy.UNKNOWN;
    }
    if (node instanceof YamlNode.Mapping) {
      Fields p = Fields.of(node, "'pregnancy'");
      boolean pregnant = p.names().contains("pregnant");
      String state = pregnant ? "pregnant" : "postpartum";
      YamlNode inner = p.names().contains(state) ? p.get(state) : p.need(state);
      p.done();
      OptionalInt weeks = OptionalInt.empty();
      if (inner instanceof YamlNode.Mapping) {
        Fields w = Fields.of(inner, "the weeks");
        double value = w.number("weeks");
        w.done();
        double most = pregnant ? 44 : 104;
        if (value < 0 || value > most) {
          throw new BadInputException(
              inner.at(), value + " weeks is not possible here; at most " + (int) most);
        }
        weeks = OptionalInt.of((int) value);
      } else if (inner != null) {
        throw new BadInputException(
            inner.at(), "the weeks are written as '{weeks: 20}', or left out as 'pregnant'");
      }
      return new Pregnancy(pregnant ? Pregnancy.State.PREGNANT : Pregnancy.State.POSTPARTUM, weeks);
    }
    return new Pregnancy(
        switch (Fields.text(node, "'pregnancy'")) {
          case "not-pregnant" -> Pregnancy.State.NOT_PREGNANT;
          case "possible" -> Pregnancy.State.POSSIBLE;
          case "unknown" -> Pregnancy.State.UNKNOWN;
          case "pregnant" -> Pregnancy.State.PREGNANT;
          case "postpartum" -> Pregnancy.State.POSTPARTUM;
          default ->
              throw new BadInputException(
                  node.at(),
                  "'pregnancy' must be not-pregnant, possible, unknown, {pregnant: {weeks: N}} or"
                      + " {postpartum: {weeks: N}}");
        },
        OptionalInt.empty());
  }

  private static void refuseImpossible(Person person, Fields f) {
    boolean pregnancy =
        person.pregnancy().state() == Pregnancy.State.PREGNANT
            || person.pregnancy().state() == Pregnancy.State.POSTPARTUM;
    if (pregnancy && person.has(Organ.UTERUS).equals(Optional.of(false))) {
      throw new BadInputException(
          f.need("pregnancy").at(),
          "pregnant or after birth, but without a uterus; correct 'pregnancy' or 'sex', or write"
              + " 'organs: [uterus]'");
    }
    if (pregnancy
        && (person.surelyUnder(10)
            || person.ageFrom().isPresent() && person.ageFrom().getAsInt() > 60)) {
      throw new BadInputException(
          f.need("pregnancy").at(),
          "pregnancy at this age is not possible; correct one of the two");
    }
  }

  private Expected expected(Fields f) {
    List<String> answer = List.of();
    List<String> fair = List.of();
    if (f.has("conditions")) {
      Fields c = Fields.of(f.need("conditions"), "'conditions'");
      answer = c.list("answer", this::conditionId);
      fair = c.list("fair", this::conditionId);
      c.done();
    }
    Map<Mode, List<Urgency>> urgency = new EnumMap<>(Mode.class);
    if (f.has("urgency")) {
      Fields u = Fields.of(f.need("urgency"), "'urgency'");
      for (Mode mode : Mode.values()) {
        List<Urgency> levels = u.list(mode.word(), n -> Fields.word(n, "a level", Urgency.class));
        if (!levels.isEmpty()) {
          urgency.put(mode, levels);
        }
      }
      u.done();
    }
    List<String> roots =
        f.list(
            "root",
            n -> {
              String root = Fields.text(n, "a root");
              if (!ROOT.matcher(root).matches()) {
                throw new BadInputException(
                    n.at(), "'" + root + "' is not a root; write for example L5-left");
              }
              return root;
            });
    f.optionalText("note");
    f.done();
    return new Expected(answer, fair, urgency, roots);
  }

  private String conditionId(YamlNode node) {
    String id = Fields.text(node, "a condition");
    if (!knowledge.conditions().containsKey(id)) {
      throw new BadInputException(
          node.at(),
          "no condition '" + id + "'" + Nearest.hint(id, knowledge.conditions().keySet()));
    }
    return id;
  }

  /// The findings of one case while they are read.
  private final class Answers {
    private final Map<Key, Answer> values = new LinkedHashMap<>();
    private final Map<Key, Position> positions = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Key> fromGroups = new HashSet<>();
    private final Set<String> byFormerName = new HashSet<>();
    private final Map<FindingGroup, Position> groups = new LinkedHashMap<>();

    void read(Fields f) {
      f.map("findings").forEach(this::put);
      expandGroups();
      refuseContradictions();
      if (!problems.isEmpty()) {
        throw new BadInputException(problems);
      }
    }

    private void put(String name, YamlNode value) {
      try {
        FindingGroup group = knowledge.groups().get(name);
        if (group != null) {
          String word = Fields.text(value, "'" + name + "'");
          if (!word.equals("normal")) {
            throw new BadInputException(
                value.at(),
                "'"
                    + name
                    + "' is a group: write 'normal', or name the findings that are not: "
                    + String.join(", ", group.normal().keySet()));
          }
          groups.put(group, value.at());
          return;
        }
        Finding finding =
            knowledge
                .finding(name)
                .orElseThrow(() ->
                    new BadInputException(value.at(), "no finding '" + name + "'" + hint(name)));
        if (!finding.id().equals(name)) {
          byFormerName.add(finding.id());
        }
        if (finding.sided()) {
          sided(finding, value);
        } else {
          unsided(finding, value);
        }
      } catch (BadInputException e) {
        problems.addAll(e.problems());
      }
    }

    private String hint(String name) {
      Set<String> known = new HashSet<>(knowledge.findings().keySet());
      known.addAll(knowledge.groups().keySet());
      return Nearest.hint(name, known);
    }

    private void unsided(Finding finding, YamlNode value) {
      if (value instanceof YamlNode.Mapping m) {
        for (String side : List.of("left", "right", "both", "side")) {
          if (m.entries().containsKey(side)
              && !"midline".equals(sideWord(m))
              && !m.entries().containsKey("unknown")) {
            throw new BadInputException(
                value.at(), "'" + finding.id() + "' has no sides; leave the side out");
          }
        }
      }
      add(new Key(finding.id(), Where.WHOLE), answer(finding, value), value.at());
    }

    private @Nullable String sideWord(YamlNode.Mapping m) {
      return m.entries().get("side") instanceof YamlNode.Scalar s ? s.value() : null;
    }

    private void sided(Finding finding, YamlNode value) {
      if (value instanceof YamlNode.Mapping m
          && (m.entries().containsKey("left")
              || m.entries().containsKey("right")
              || m.entries().containsKey("both")
              || m.entries().containsKey("unknown"))) {
        Fields f = Fields.of(value, "'" + finding.id() + "'");
        for (String side : List.of("left", "right", "both", "unknown")) {
          YamlNode each = f.get(side);
          if (each != null) {
            place(finding, side, answer(finding, each), each.at());
          }
        }
        f.done();
        return;
      }
      String side = "";
      if (value instanceof YamlNode.Mapping m && m.entries().get("side") instanceof YamlNode s) {
        side = Fields.text(s, "'side'");
      }
      Answer answer = answer(finding, value);
      if (side.isEmpty()) {
        boolean normal =
            answer instanceof Answer.Known k && k.level() == finding.type().normal()
                || answer instanceof Answer.Unsure;
        side = normal ? "both" : "unknown";
      }
      place(finding, side, answer, value.at());
    }

    private void place(Finding finding, String side, Answer answer, Position at) {
      switch (side) {
        case "left" -> add(new Key(finding.id(), Where.LEFT), answer, at);
        case "right" -> add(new Key(finding.id(), Where.RIGHT), answer, at);
        case "both", "midline" -> {
          add(new Key(finding.id(), Where.LEFT), answer, at);
          add(new Key(finding.id(), Where.RIGHT), answer, at);
        }
        case "unknown" -> add(new Key(finding.id(), Where.SOME_SIDE), answer, at);
        default ->
            throw new BadInputException(
                at, "'" + side + "' is not a side: left, right, both, midline or unknown");
      }
    }

    private void add(Key key, Answer answer, Position at) {
      if (values.containsKey(key)) {
        throw new BadInputException(
            at, "'" + key + "' is given twice (also by a former name); keep one of them");
      }
      values.put(key, answer);
      positions.put(key, at);
    }

    private Answer answer(Finding finding, YamlNode node) {
      if (node instanceof YamlNode.Scalar scalar) {
        return value(finding, scalar, "", Details.NONE);
      }
      Fields f = Fields.of(node, "'" + finding.id() + "'");
      Details details = details(f);
      String unit = f.text("unit", "");
      f.optionalText("side");
      @Nullable YamlNode value = f.get("value");
      f.done();
      return switch (value) {
        case YamlNode.Scalar scalar -> value(finding, scalar, unit, details);
        case null ->
            throw new BadInputException(
                node.at(),
                "'"
                    + finding.id()
                    + "' has no 'value'; write what was found, such as value: present");
        default -> throw new BadInputException(value.at(), "'value' must be one word or number");
      };
    }

    private Details details(Fields f) {
      for (String name : DETAILS) {
        f.get(name);
      }
      OptionalDouble hours = f.optionalNumber("since-hours");
      OptionalDouble days = f.optionalNumber("since-days");
      if (hours.isPresent() && days.isPresent()) {
        throw new BadInputException(f.at(), "give 'since-hours' or 'since-days', not both");
      }
      OptionalDouble since = days.isPresent() ? OptionalDouble.of(days.getAsDouble() * 24) : hours;
      if (since.isPresent()
          && (since.getAsDouble() < 0 || since.getAsDouble() > 24 * 366 * 120.0)) {
        throw new BadInputException(f.at(), "this time is not possible");
      }
      OptionalDouble severity = f.optionalNumber("severity");
      if (severity.isPresent() && (severity.getAsDouble() < 0 || severity.getAsDouble() > 10)) {
        throw new BadInputException(f.at(), "'severity' runs from 0 to 10");
      }
      return new Details(
          since,
          severity,
          oneOf(f, "onset", Set.of("sudden", "gradual")),
          oneOf(f, "course", Set.of("improving", "stable", "worsening")),
          f.has("new") ? Optional.of(f.flag("new")) : Optional.empty());
    }

    private Optional<String> oneOf(Fields f, String key, Set<String> words) {
      Optional<String> word = f.optionalText(key);
      if (word.isPresent() && !words.contains(word.get())) {
        throw new BadInputException(
            f.need(key).at(),
            "'" + key + "' must be one of " + String.join(", ", words.stream().sorted().toList()));
      }
      return word;
    }

    private Answer value(Finding finding, YamlNode.Scalar scalar, String unit, Details details) {
      String word = scalar.value().strip().toLowerCase(Locale.ROOT);
      if (word.equals("unsure")) {
        return new Answer.Unsure();
      }
      if (word.equals("past")) {
        return new Answer.Past();
      }
      ValueType type = finding.type();
      switch (type) {
        case ValueType.Present _ -> {
          if (!unit.isEmpty()) {
            throw new BadInputException(scalar.at(), "'" + finding.id() + "' has no unit");
          }
          boolean examined = !finding.selfReported();
          if (word.equals("present") || word.equals("positive")) {
            return new Answer.Known(1, OptionalDouble.empty(), details);
          }
          if (word.equals("absent")
              || word.equals("negative")
              || examined && word.equals("normal")) {
            return new Answer.Known(0, OptionalDouble.empty(), details);
          }
          throw new BadInputException(
              scalar.at(),
              "'"
                  + finding.id()
                  + "' is '"
                  + scalar.value()
                  + "'; write present, absent, unsure or past");
        }
        case ValueType.Levels levels -> {
          for (int i = 0; i < levels.levels(); i++) {
            if (levels.levelName(i).equals(word)) {
              return new Answer.Known(i, OptionalDouble.empty(), details);
            }
          }
          if (word.equals("absent") || word.equals("normal")) {
            return new Answer.Known(0, OptionalDouble.empty(), details);
          }
          throw new BadInputException(
              scalar.at(),
              "'"
                  + finding.id()
                  + "' is '"
                  + scalar.value()
                  + "'; write one of "
                  + String.join(", ", levels.names())
                  + ", unsure or past");
        }
        case ValueType.Quantity quantity -> {
          double number =
              Units.convert(
                  Fields.number(scalar, "'" + finding.id() + "'"), unit, quantity, scalar.at());
          if (number < quantity.min() || number > quantity.max()) {
            throw new BadInputException(
                scalar.at(),
                "'"
                    + finding.id()
                    + "' is "
                    + scalar.value()
                    + "; possible is "
                    + quantity.min()
                    + " to "
                    + quantity.max()
                    + " "
                    + quantity.unit());
          }
          return new Answer.Known(quantity.levelOf(number), OptionalDouble.of(number), details);
        }
      }
    }

    private void expandGroups() {
      groups.forEach((group, at) ->
          group
              .normal()
              .forEach((id, normal) -> {
                Finding finding = knowledge.findingById(id);
                Answer answer =
                    value(finding, new YamlNode.Scalar(normal, true, at), "", Details.NONE);
                for (Where where : places(finding)) {
                  Key key = new Key(id, where);
                  if (!values.containsKey(key)
                      && !values.containsKey(new Key(id, Where.SOME_SIDE))) {
                    fromGroups.add(key);
                    values.put(key, answer);
                    positions.put(key, at);
                  }
                }
              }));
    }

    /// What is present must not be denied by another answer.
    private void refuseContradictions() {
      for (Map.Entry<Key, Answer> entry : List.copyOf(values.entrySet())) {
        Key key = entry.getKey();
        if (!(entry.getValue() instanceof Answer.Known known)) {
          continue;
        }
        Finding finding = knowledge.findingById(key.finding());
        if (known.level() == finding.type().normal()) {
          continue;
        }
        denials(key, key, new HashSet<>());
        finding
            .meansBoth()
            .ifPresent(each -> {
              for (Where where : List.of(Where.LEFT, Where.RIGHT)) {
                if (values.get(new Key(each, where)) instanceof Answer.Known k && k.level() == 0) {
                  contradiction(key, new Key(each, where));
                }
              }
            });
      }
    }

    /// Absent answers among what this finding implies, through what that implies in turn.
    private void denials(Key present, Key from, Set<Key> seen) {
      for (String implied : knowledge.findingById(from.finding()).implies()) {
        Finding to = knowledge.findingById(implied);
        if (from.where() == Where.SOME_SIDE && to.sided()) {
          // present on one side or the other, so it cannot be denied on both
          List<Key> sides = places(to).stream().map(w -> new Key(implied, w)).toList();
          if (sides.stream().allMatch(this::denied)) {
            sides.forEach(side -> denial(present, side));
          }
          Key next = new Key(implied, Where.SOME_SIDE);
          if (seen.add(next)) {
            denials(present, next, seen);
          }
          continue;
        }
        for (Where where : impliedPlaces(from.where(), to)) {
          Key next = new Key(implied, where);
          if (!seen.add(next)) {
            continue;
          }
          if (denied(next)) {
            denial(present, next);
          }
          denials(present, next, seen);
        }
      }
    }

    private boolean denied(Key key) {
      return values.get(key) instanceof Answer.Known k && k.level() == 0;
    }

    /// An explicit answer wins over what a group said in one word, and over a "no" under a former
    /// name, which may have asked for less; two explicit ones contradict each other.
    private void denial(Key present, Key absent) {
      if (fromGroups.remove(absent) || byFormerName.contains(absent.finding())) {
        values.remove(absent);
      } else if (fromGroups.contains(present)) {
        values.remove(present);
      } else {
        contradiction(present, absent);
      }
    }

    private void contradiction(Key present, Key absent) {
      Position at = positions.getOrDefault(present, new Position("", 0));
      problems.add(
          new Problem(
              at,
              "'"
                  + present
                  + "' is present, so '"
                  + absent
                  + "' cannot be absent; correct one of"
                  + " the two"));
    }
  }

  static List<Where> places(Finding finding) {
    return finding.sided() ? List.of(Where.LEFT, Where.RIGHT) : List.of(Where.WHOLE);
  }

  static List<Where> impliedPlaces(Where where, Finding implied) {
    if (!implied.sided()) {
      return List.of(Where.WHOLE);
    }
    return where == Where.LEFT || where == Where.RIGHT ? List.of(where) : List.of();
  }
}
