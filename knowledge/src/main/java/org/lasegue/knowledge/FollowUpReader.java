package org.lasegue.knowledge;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.YamlNode;

/// Reads the files of care over time.
final class FollowUpReader {
  private FollowUpReader() {}

  static PlanPart part(YamlNode node) {
    Fields f = Fields.of(node, "a part of the plan");
    PlanPart part =
        new PlanPart(
            f.word("part", PlanPart.Part.class),
            whole(f, "most-items"),
            f.list("items", FollowUpReader::item),
            f.at());
    f.done();
    return part;
  }

  private static PlanPart.Item item(YamlNode node) {
    Fields f = Fields.of(node, "an item of the plan");
    YamlNode dose = f.get("dose");
    PlanPart.Item item =
        new PlanPart.Item(
            f.text("care"),
            dose == null ? Optional.empty() : Optional.of(dose(dose)),
            optionalSentence(f, "how-often"),
            optionalSentence(f, "progress"),
            optionalSentence(f, "stop"),
            f.at());
    f.done();
    return item;
  }

  private static PlanPart.Dose dose(YamlNode node) {
    Fields f = Fields.of(node, "a dose");
    PlanPart.Dose dose =
        new PlanPart.Dose(
            f.word("unit", PlanPart.Unit.class),
            whole(f, "start"),
            whole(f, "step"),
            whole(f, "most"),
            whole(f, "days"),
            Numbers.basis(f));
    f.done();
    return dose;
  }

  static Progression progression(YamlNode node) {
    Fields f = Fields.of(node, "a progression");
    Progression progression =
        new Progression(
            f.word("felt", Progression.Felt.class),
            f.word("change", Progression.Change.class),
            whole(f, "steps"),
            f.text("say"),
            Numbers.basis(f),
            f.at());
    f.done();
    return progression;
  }

  static NaturalCourse course(YamlNode node) {
    Fields f = Fields.of(node, "a course");
    NaturalCourse course =
        new NaturalCourse(
            f.text("id"),
            f.text("name"),
            f.word("measure", NaturalCourse.Measure.class),
            f.word("from", NaturalCourse.From.class),
            f.text("for"),
            sentence(f.need("say")),
            sentence(f.need("caution")),
            f.list("points", FollowUpReader::point),
            f.at());
    f.done();
    return course;
  }

  private static NaturalCourse.Point point(YamlNode node) {
    Fields f = Fields.of(node, "a point");
    NaturalCourse.Point point =
        new NaturalCourse.Point(
            f.number("week"),
            f.number("mean"),
            f.number("low"),
            f.number("high"),
            Numbers.basis(f));
    f.done();
    return point;
  }

  static NoticeableChange change(YamlNode node) {
    Fields f = Fields.of(node, "a noticeable change");
    f.text("id");
    NoticeableChange change =
        new NoticeableChange(f.number("points"), f.number("share"), Numbers.basis(f));
    f.done();
    return change;
  }

  static ReviewRule review(YamlNode node) {
    Fields f = Fields.of(node, "a review");
    ReviewRule rule =
        new ReviewRule(
            f.text("id"),
            f.text("when"),
            f.text("say"),
            f.text("why"),
            f.text("care"),
            f.flag("now"),
            Numbers.basis(f),
            f.at());
    f.done();
    return rule;
  }

  static Choice choice(YamlNode node) {
    Fields f = Fields.of(node, "a choice");
    Choice choice =
        new Choice(
            f.text("id"),
            f.text("title"),
            f.text("for"),
            sentence(f.need("say")),
            f.list("options", FollowUpReader::option),
            f.list("outcomes", FollowUpReader::outcome),
            f.list("notes", FollowUpReader::note),
            f.at());
    f.done();
    return choice;
  }

  private static Choice.Option option(YamlNode node) {
    Fields f = Fields.of(node, "an option");
    Choice.Option option =
        new Choice.Option(
            f.text("id"), f.text("name"), f.text("say"), f.optionalText("care"), Numbers.basis(f));
    f.done();
    return option;
  }

  private static Choice.Outcome outcome(YamlNode node) {
    Fields f = Fields.of(node, "an outcome");
    Map<String, Integer> per100 = new LinkedHashMap<>();
    f.map("per-100").forEach((id, n) -> per100.put(id, whole(n, "the number of '" + id + "'")));
    Choice.Outcome outcome =
        new Choice.Outcome(
            f.text("id"), f.text("what"), f.flag("good"), per100, f.text("say"), Numbers.basis(f));
    f.done();
    return outcome;
  }

  private static Choice.Note note(YamlNode node) {
    Fields f = Fields.of(node, "a note");
    Choice.Note note = new Choice.Note(f.text("say"), f.optionalText("care"), Numbers.basis(f));
    f.done();
    return note;
  }

  static PreventionEffect prevention(YamlNode node) {
    Fields f = Fields.of(node, "an effect on prevention");
    PreventionEffect effect =
        new PreventionEffect(
            f.text("id"),
            f.text("title"),
            f.flag("helps"),
            f.has("ratio")
                ? Optional.of(
                    new PreventionEffect.Ratio(
                        f.number("ratio"), f.number("low"), f.number("high")))
                : Optional.empty(),
            f.has("without") ? OptionalInt.of(whole(f, "without")) : OptionalInt.empty(),
            f.has("with") ? OptionalInt.of(whole(f, "with")) : OptionalInt.empty(),
            f.text("say"),
            Numbers.basis(f),
            f.at());
    f.done();
    return effect;
  }

  static DangerAgain danger(YamlNode node) {
    Fields f = Fields.of(node, "a danger question");
    DangerAgain danger =
        new DangerAgain(
            f.optionalText("screen"),
            f.optionalText("finding"),
            f.text("why"),
            Numbers.basis(f),
            f.at());
    if (danger.screen().isPresent() == danger.finding().isPresent()) {
      throw new BadInputException(f.at(), "give either 'screen' or 'finding'");
    }
    f.done();
    return danger;
  }

  static Instrument instrument(YamlNode node) {
    Fields f = Fields.of(node, "an instrument");
    Basis basis = Numbers.basis(f);
    List<String> items = new ArrayList<>(f.texts("items"));
    Instrument instrument =
        new Instrument(
            f.text("id"),
            f.text("title"),
            f.text("instruction"),
            f.text("licence"),
            whole(f, "every-days"),
            new NoticeableChange(f.number("points"), f.number("share"), basis),
            whole(f, "well"),
            items,
            basis,
            f.at());
    f.done();
    return instrument;
  }

  private static Optional<Sentence> optionalSentence(Fields f, String key) {
    return f.has(key) ? Optional.of(sentence(f.need(key))) : Optional.empty();
  }

  private static Sentence sentence(YamlNode node) {
    Fields f = Fields.of(node, "a sentence");
    Sentence sentence = new Sentence(f.text("text"), Numbers.basis(f));
    f.done();
    return sentence;
  }

  private static int whole(Fields f, String key) {
    return whole(f.need(key), "'" + key + "'");
  }

  private static int whole(YamlNode node, String what) {
    double value = Fields.number(node, what);
    if (value != Math.rint(value) || Math.abs(value) > 10_000) {
      throw new BadInputException(node.at(), what + " must be a whole number");
    }
    return (int) value;
  }
}
