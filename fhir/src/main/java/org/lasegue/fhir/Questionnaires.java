package org.lasegue.fhir;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.EnableWhenBehavior;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemOperator;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Interview.Step;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.Fields;

/// The questions as `Questionnaire`s: all that a person can know, all of it with the examination
/// and tests, and the start of the adaptive one.
///
/// The linkId of an answer is the finding, with its side where it has sides: `fever`,
/// `leg-pain@left`, `leg-pain@some-side`. What can be measured has two questions: the number, and
/// `temperature#level` for a band, "not sure" or "before, not now".
public final class Questionnaires {
  static final String AGE = "age";
  static final String AGE_FROM = "age-from";
  static final String AGE_TO = "age-to";
  static final String SEX = "sex";
  static final String ORGANS = "organs";
  static final String PREGNANCY = "pregnancy";
  static final String WEEKS = "weeks";
  static final String ANSWERED_BY = "answered-by";
  static final String OTHER = "other";
  static final String DANGER = "danger:";
  static final String LEVEL = "#level";
  static final String HELP = "#help";
  static final String STEP = "step:";

  private static final String FHIR_EXTENSIONS = "http://hl7.org/fhir/StructureDefinition/";
  private static final String ADAPTIVE =
      "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-questionnaireAdaptive";
  private static final int OLDEST = 120;
  private static final int MOST_WEEKS = 104;

  private final Knowledge knowledge;
  private final Terms terms;
  private final Map<Screen, List<Finding>> screened = new LinkedHashMap<>();

  public Questionnaires(Knowledge knowledge) {
    this.knowledge = knowledge;
    this.terms = new Terms(knowledge);
    Set<String> placed = new HashSet<>();
    for (Screen screen : knowledge.screens()) {
      screened.put(
          screen,
          screen.findings().stream().filter(placed::add).map(knowledge::findingById).toList());
    }
  }

  /// The findings of each danger question; none stands in two.
  Map<Screen, List<Finding>> screened() {
    return screened;
  }

  /// What a person can know (self-report), or also signs and tests (examined).
  public Questionnaire all(Mode mode) {
    boolean examined = mode == Mode.EXAMINED;
    Questionnaire form =
        form(
            examined ? "clinical" : "history",
            examined ? Canonical.QUESTIONNAIRE_CLINICAL : Canonical.QUESTIONNAIRE_HISTORY,
            examined ? "Back and leg pain, with examination" : "Back and leg pain");
    form.addItem(group("person", "About the person").setItem(person(true)));
    QuestionnaireItemComponent danger = group("danger", "Danger signs, asked first");
    Set<String> placed = new HashSet<>();
    screened.forEach((screen, findings) -> {
      danger.addItem(danger(screen, findings, true));
      findings.forEach(f -> placed.add(f.id()));
    });
    form.addItem(danger);
    for (Finding.Kind kind : Finding.Kind.values()) {
      QuestionnaireItemComponent group =
          group(kind.name().toLowerCase(java.util.Locale.ROOT), title(kind));
      for (Finding finding : knowledge.findings().values()) {
        if (finding.kind() == kind && mode.allows(finding) && !placed.contains(finding.id())) {
          items(finding, true, false).forEach(group::addItem);
        }
      }
      if (group.hasItem()) {
        form.addItem(group);
      }
    }
    form.addItem(
        item(OTHER, "Anything else (kept, not used)", QuestionnaireItemType.STRING)
            .setRepeats(true));
    return form;
  }

  /// The adaptive interview: it has no items of its own, `$next-question` gives them.
  public Questionnaire adaptive() {
    Questionnaire form =
        form(
            "adaptive",
            Canonical.QUESTIONNAIRE_ADAPTIVE,
            "Back and leg pain, question by question");
    form.addExtension(new Extension(ADAPTIVE, new BooleanType(true)));
    return form;
  }

  /// The questions of one step of the interview.
  QuestionnaireItemComponent step(String id, Step step) {
    QuestionnaireItemComponent group = group(STEP + id, "");
    switch (step) {
      case Step.About about when about.pregnancy() -> {
        group.setText("Pregnancy");
        pregnancy().forEach(group::addItem);
      }
      case Step.About _ -> {
        group.setText("About the person");
        person(false).forEach(group::addItem);
      }
      case Step.Danger danger -> {
        group.setText("Danger sign");
        group.addItem(danger(danger.screen(), danger.open(), false).setRequired(true));
      }
      case Step.Places places -> {
        group.setText("Where");
        group.addItem(map(places));
      }
      case Step.Ask ask -> {
        group.setText(ask.finding().ask());
        items(ask.finding(), false, true).forEach(group::addItem);
      }
      case Step.Settled _ -> throw new IllegalArgumentException("nothing is asked");
    }
    return group;
  }

  private Questionnaire form(String id, String url, String title) {
    Questionnaire form = new Questionnaire();
    form.setId(id);
    return form.setUrl(url)
        .setVersion(knowledge.version())
        .setName(Terms.name(id))
        .setTitle(title)
        .setStatus(PublicationStatus.DRAFT)
        .setExperimental(true)
        .setPublisher(Terms.PUBLISHER)
        .addSubjectType("Patient")
        .setDescription(
            "It supports, and does not replace, a professional. No clinician has reviewed it yet.");
  }

  private List<QuestionnaireItemComponent> person(boolean whole) {
    List<QuestionnaireItemComponent> items = new ArrayList<>();
    items.add(years(AGE, "Age in years"));
    if (whole) {
      items.add(years(AGE_FROM, "Youngest possible age, where the age is not known"));
      items.add(years(AGE_TO, "Oldest possible age, where the age is not known"));
    }
    items.add(choice(SEX, "Sex at birth", List.of("female", "male")));
    List<String> organs = new ArrayList<>();
    for (Organ organ : Organ.values()) {
      organs.add(Fields.hyphenated(organ));
    }
    organs.add(Terms.NO_ORGAN);
    items.add(
        choice(ORGANS, "Organs, where they do not follow from the sex", organs).setRepeats(true));
    if (whole) {
      items.addAll(pregnancy());
      items.add(choice(ANSWERED_BY, "Who answers", List.of("self", "other")));
    }
    return items;
  }

  private List<QuestionnaireItemComponent> pregnancy() {
    QuestionnaireItemComponent weeks =
        item(WEEKS, "Weeks of pregnancy, or since the birth", QuestionnaireItemType.INTEGER)
            .setEnableBehavior(EnableWhenBehavior.ANY);
    bounds(weeks, new IntegerType(0), new IntegerType(MOST_WEEKS));
    enable(weeks, PREGNANCY, "pregnant");
    enable(weeks, PREGNANCY, "postpartum");
    return List.of(
        choice(
            PREGNANCY,
            "Pregnant, or gave birth lately",
            List.of("not-pregnant", "possible", "pregnant", "postpartum")),
        weeks);
  }

  private QuestionnaireItemComponent years(String linkId, String text) {
    QuestionnaireItemComponent item = item(linkId, text, QuestionnaireItemType.INTEGER);
    bounds(item, new IntegerType(0), new IntegerType(OLDEST));
    return item;
  }

  /// "No" means that none of its findings is there, "not sure" that none is known; after "yes" each
  /// is asked.
  private QuestionnaireItemComponent danger(Screen screen, List<Finding> findings, boolean inPart) {
    String linkId = DANGER + screen.id();
    QuestionnaireItemComponent question =
        choice(
            linkId,
            screen.ask(),
            inPart
                ? List.of(Terms.YES, Terms.NO, Terms.UNSURE, Terms.IN_PART)
                : List.of(Terms.YES, Terms.NO, Terms.UNSURE));
    help(question, (screen.help() + " " + screen.why()).strip());
    for (Finding finding : findings) {
      for (QuestionnaireItemComponent item : items(finding, inPart, !inPart)) {
        enable(item, linkId, Terms.YES);
        if (inPart) {
          item.setEnableBehavior(EnableWhenBehavior.ANY);
          enable(item, linkId, Terms.IN_PART);
        }
        question.addItem(item);
      }
    }
    return question;
  }

  private QuestionnaireItemComponent map(Step.Places places) {
    QuestionnaireItemComponent map =
        item(
                places.id(),
                places.id().startsWith("numb") ? "Where is it numb?" : "Where does it hurt?",
                QuestionnaireItemType.CHOICE)
            .setRepeats(true)
            .setRequired(true);
    for (Finding finding : places.findings()) {
      List<Where> sides = finding.sided() ? List.of(Where.LEFT, Where.RIGHT) : List.of(Where.WHOLE);
      for (Where side : sides) {
        map.addAnswerOption().setValue(terms.place(new Key(finding.id(), side)));
      }
    }
    map.addAnswerOption().setValue(terms.answer(Terms.NOWHERE));
    map.addAnswerOption().setValue(terms.answer(Terms.UNSURE));
    help(map, "What is not marked counts as not there.");
    return map;
  }

  /// @param whole with "one side, not known which", @param required whether each must be answered
  private List<QuestionnaireItemComponent> items(Finding finding, boolean whole, boolean required) {
    List<QuestionnaireItemComponent> items = new ArrayList<>();
    for (Where where : Terms.places(finding)) {
      if (where == Where.SOME_SIDE && !whole) {
        continue;
      }
      Key key = new Key(finding.id(), where);
      String text = text(finding) + Terms.side(where);
      switch (finding.type()) {
        case ValueType.Present _ ->
            items.add(
                helped(
                    choice(
                            key.toString(),
                            text,
                            List.of(Terms.PRESENT, Terms.ABSENT, Terms.UNSURE, Terms.PAST))
                        .setRequired(required),
                    finding));
        case ValueType.Levels levels ->
            items.add(
                helped(
                    choice(key.toString(), text, graded(finding, levels)).setRequired(required),
                    finding));
        case ValueType.Quantity quantity -> {
          QuestionnaireItemComponent number =
              item(key.toString(), text, QuestionnaireItemType.DECIMAL);
          bounds(number, new DecimalType(quantity.min()), new DecimalType(quantity.max()));
          unit(quantity)
              .ifPresent(u -> number.addExtension(FHIR_EXTENSIONS + "questionnaire-unit", u));
          items.add(helped(number, finding));
          items.add(
              choice(
                  key + LEVEL,
                  text + ", where the number is not known",
                  graded(finding, quantity)));
        }
      }
    }
    return items;
  }

  private static List<String> graded(Finding finding, ValueType type) {
    List<String> codes = new ArrayList<>();
    for (int level = 0; level < type.levels(); level++) {
      codes.add(Terms.levelCode(finding, level));
    }
    codes.add(Terms.UNSURE);
    codes.add(Terms.PAST);
    return codes;
  }

  /// The unit, where it is one of UCUM.
  static java.util.Optional<Coding> unit(ValueType.Quantity quantity) {
    return quantity.unit().equals("MRC")
        ? java.util.Optional.empty()
        : java.util.Optional.of(new Coding(Canonical.UCUM, quantity.unit(), quantity.unit()));
  }

  private static String text(Finding finding) {
    return finding.ask().isEmpty() ? finding.clinical() : finding.ask();
  }

  private static String title(Finding.Kind kind) {
    return switch (kind) {
      case CONTEXT -> "What the person brings along";
      case SYMPTOM -> "Complaints";
      case SIGN -> "Examination";
      case TEST -> "Tests";
    };
  }

  private QuestionnaireItemComponent helped(QuestionnaireItemComponent item, Finding finding) {
    String said =
        finding.selfReported() ? (finding.help() + " " + finding.why()).strip() : finding.examine();
    help(item, said);
    return item;
  }

  private static void help(QuestionnaireItemComponent item, String text) {
    if (text.isEmpty()) {
      return;
    }
    QuestionnaireItemComponent help =
        item(item.getLinkId() + HELP, text, QuestionnaireItemType.DISPLAY);
    help.addExtension(
        FHIR_EXTENSIONS + "questionnaire-itemControl",
        new CodeableConcept(
            new Coding("http://hl7.org/fhir/questionnaire-item-control", "help", "Help-Button")));
    item.addItem(help);
  }

  private QuestionnaireItemComponent choice(String linkId, String text, List<String> codes) {
    QuestionnaireItemComponent item = item(linkId, text, QuestionnaireItemType.CHOICE);
    codes.forEach(code -> item.addAnswerOption().setValue(terms.answer(code)));
    return item;
  }

  private void enable(QuestionnaireItemComponent item, String question, String answer) {
    item.addEnableWhen()
        .setQuestion(question)
        .setOperator(QuestionnaireItemOperator.EQUAL)
        .setAnswer(terms.answer(answer));
  }

  private static void bounds(
      QuestionnaireItemComponent item,
      org.hl7.fhir.r4.model.Type least,
      org.hl7.fhir.r4.model.Type most) {
    item.addExtension(FHIR_EXTENSIONS + "minValue", least);
    item.addExtension(FHIR_EXTENSIONS + "maxValue", most);
  }

  private static QuestionnaireItemComponent group(String linkId, String text) {
    return item(linkId, text, QuestionnaireItemType.GROUP);
  }

  private static QuestionnaireItemComponent item(
      String linkId, String text, QuestionnaireItemType type) {
    QuestionnaireItemComponent item = new QuestionnaireItemComponent();
    item.setLinkId(linkId).setType(type);
    if (!text.isEmpty()) {
      item.setText(text);
    }
    return item;
  }
}
