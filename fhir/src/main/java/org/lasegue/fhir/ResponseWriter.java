package org.lasegue.fhir;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Expected;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.Fields;

/// Writes a case as a `QuestionnaireResponse` to the clinical questionnaire. What a case states
/// beside a value (since when, how strong, onset, course, new) stands in the extension
/// [Canonical#DETAILS] of the answer.
final class ResponseWriter {
  private final Knowledge knowledge;
  private final Questionnaires questionnaires;
  private final Terms terms;

  ResponseWriter(Knowledge knowledge, Questionnaires questionnaires) {
    this.knowledge = knowledge;
    this.questionnaires = questionnaires;
    this.terms = new Terms(knowledge);
  }

  QuestionnaireResponse write(Case subject) {
    QuestionnaireResponse response = new QuestionnaireResponse();
    response
        .setQuestionnaire(Canonical.QUESTIONNAIRE_CLINICAL + "|" + knowledge.version())
        .setStatus(QuestionnaireResponseStatus.COMPLETED)
        .setIdentifier(new Identifier().setSystem(Canonical.CASE_ID).setValue(subject.id()));
    QuestionnaireResponseItemComponent person = group("person");
    person(subject.person(), person);
    add(response, person);
    Map<Key, Answer> left = new LinkedHashMap<>(subject.findings());
    QuestionnaireResponseItemComponent danger = group("danger");
    questionnaires.screened().forEach((screen, findings) -> screen(screen, findings, left, danger));
    add(response, danger);
    for (Finding.Kind kind : Finding.Kind.values()) {
      QuestionnaireResponseItemComponent group =
          group(kind.name().toLowerCase(java.util.Locale.ROOT));
      for (Finding finding : knowledge.findings().values()) {
        if (finding.kind() == kind) {
          finding(finding, left).forEach(group::addItem);
        }
      }
      add(response, group);
    }
    if (!subject.other().isEmpty()) {
      QuestionnaireResponseItemComponent other = response.addItem();
      other.setLinkId(Questionnaires.OTHER);
      subject.other().forEach(text -> other.addAnswer().setValue(new StringType(text)));
    }
    subject.expected().ifPresent(e -> response.addExtension(expected(e)));
    return response;
  }

  private static QuestionnaireResponseItemComponent group(String linkId) {
    QuestionnaireResponseItemComponent group = new QuestionnaireResponseItemComponent();
    group.setLinkId(linkId);
    return group;
  }

  private static void add(
      QuestionnaireResponse response, QuestionnaireResponseItemComponent group) {
    if (group.hasItem()) {
      response.addItem(group);
    }
  }

  private void person(Person person, QuestionnaireResponseItemComponent group) {
    if (person.exactAge().isPresent()) {
      answer(group, Questionnaires.AGE, new IntegerType(person.exactAge().getAsInt()));
    } else {
      person.ageFrom().ifPresent(a -> answer(group, Questionnaires.AGE_FROM, new IntegerType(a)));
      person.ageTo().ifPresent(a -> answer(group, Questionnaires.AGE_TO, new IntegerType(a)));
    }
    person
        .sex()
        .ifPresent(s -> answer(group, Questionnaires.SEX, terms.answer(Fields.hyphenated(s))));
    person
        .organs()
        .ifPresent(organs -> {
          List<String> codes = organs.stream().map(Fields::hyphenated).sorted().toList();
          answer(
              group,
              Questionnaires.ORGANS,
              (codes.isEmpty() ? List.of(Terms.NO_ORGAN) : codes)
                  .stream().map(terms::answer).toArray(Type[]::new));
        });
    if (person.pregnancy().state() != Person.Pregnancy.State.UNKNOWN) {
      answer(
          group,
          Questionnaires.PREGNANCY,
          terms.answer(Fields.hyphenated(person.pregnancy().state())));
      person
          .pregnancy()
          .weeks()
          .ifPresent(w -> answer(group, Questionnaires.WEEKS, new IntegerType(w)));
    }
    answer(
        group,
        Questionnaires.ANSWERED_BY,
        terms.answer(person.answeredByOther() ? "other" : "self"));
  }

  private static void answer(
      QuestionnaireResponseItemComponent group, String linkId, Type... values) {
    QuestionnaireResponseItemComponent item = group.addItem();
    item.setLinkId(linkId);
    for (Type value : values) {
      item.addAnswer().setValue(value);
    }
  }

  /// The danger question in one word where that says it all, else with each answer under it.
  private void screen(
      Screen screen,
      List<Finding> findings,
      Map<Key, Answer> left,
      QuestionnaireResponseItemComponent danger) {
    List<Answer> given = new ArrayList<>();
    boolean all = true;
    boolean plain = true;
    for (Finding finding : findings) {
      for (Where where : Terms.places(finding)) {
        Answer answer = left.get(new Key(finding.id(), where));
        if (answer != null) {
          given.add(answer);
        }
        plain &= where != Where.SOME_SIDE || answer == null;
        all &= where == Where.SOME_SIDE || answer != null;
      }
    }
    if (given.isEmpty()) {
      return;
    }
    QuestionnaireResponseItemComponent item = danger.addItem();
    item.setLinkId(Questionnaires.DANGER + screen.id());
    boolean whole = all && plain;
    if (whole && findings.stream().allMatch(f -> everywhere(f, left, ResponseWriter::no))) {
      item.addAnswer().setValue(terms.answer(Terms.NO));
      findings.forEach(f -> left.keySet().removeIf(k -> k.finding().equals(f.id())));
      return;
    }
    if (whole && given.stream().allMatch(Answer.Unsure.class::isInstance)) {
      item.addAnswer().setValue(terms.answer(Terms.UNSURE));
      findings.forEach(f -> left.keySet().removeIf(k -> k.finding().equals(f.id())));
      return;
    }
    boolean present =
        findings.stream()
            .anyMatch(f ->
                Terms.places(f).stream()
                    .map(w -> left.get(new Key(f.id(), w)))
                    .anyMatch(a -> a instanceof Answer.Known k && k.level() != f.type().normal()));
    var answer = item.addAnswer().setValue(terms.answer(present ? Terms.YES : Terms.IN_PART));
    for (Finding finding : findings) {
      finding(finding, left).forEach(answer::addItem);
    }
  }

  private interface Test {
    boolean holds(Finding finding, Answer answer);
  }

  private static boolean everywhere(Finding finding, Map<Key, Answer> answers, Test test) {
    for (Where where : Terms.places(finding)) {
      Answer answer = answers.get(new Key(finding.id(), where));
      if (answer != null && !test.holds(finding, answer)) {
        return false;
      }
    }
    return true;
  }

  private static boolean no(Finding finding, Answer answer) {
    return answer.equals(new Answer.Known(finding.type().normal()));
  }

  /// The items of one finding; what is written is taken from `left`.
  private List<QuestionnaireResponseItemComponent> finding(Finding finding, Map<Key, Answer> left) {
    List<QuestionnaireResponseItemComponent> items = new ArrayList<>();
    for (Where where : Terms.places(finding)) {
      Key key = new Key(finding.id(), where);
      Answer answer = left.remove(key);
      if (answer != null) {
        items.add(item(finding, key, answer));
      }
    }
    return items;
  }

  private QuestionnaireResponseItemComponent item(Finding finding, Key key, Answer answer) {
    QuestionnaireResponseItemComponent item = new QuestionnaireResponseItemComponent();
    boolean measured = answer instanceof Answer.Known known && known.number().isPresent();
    boolean quantity = finding.type() instanceof ValueType.Quantity;
    item.setLinkId(quantity && !measured ? key + Questionnaires.LEVEL : key.toString());
    var given = item.addAnswer();
    given.setValue(
        switch (answer) {
          case Answer.Unsure _ -> terms.answer(Terms.UNSURE);
          case Answer.Past _ -> terms.answer(Terms.PAST);
          case Answer.Known known -> value(finding, known);
        });
    if (answer instanceof Answer.Known known) {
      details(known.details()).ifPresent(given::addExtension);
    }
    return item;
  }

  private Type value(Finding finding, Answer.Known known) {
    if (known.number().isPresent()) {
      return new DecimalType(BigDecimal.valueOf(known.number().getAsDouble()));
    }
    return finding.type() instanceof ValueType.Present
        ? terms.answer(known.level() == 0 ? Terms.ABSENT : Terms.PRESENT)
        : terms.answer(Terms.levelCode(finding, known.level()));
  }

  private static Optional<Extension> details(Answer.Details details) {
    if (details.equals(Answer.Details.NONE)) {
      return Optional.empty();
    }
    Extension extension = new Extension(Canonical.DETAILS);
    details
        .sinceHours()
        .ifPresent(h ->
            extension.addExtension(
                "since",
                new Quantity()
                    .setValue(BigDecimal.valueOf(h))
                    .setUnit("h")
                    .setSystem(Canonical.UCUM)
                    .setCode("h")));
    details
        .severity()
        .ifPresent(s -> extension.addExtension("severity", new DecimalType(BigDecimal.valueOf(s))));
    details.onset().ifPresent(o -> extension.addExtension("onset", new CodeType(o)));
    details.course().ifPresent(c -> extension.addExtension("course", new CodeType(c)));
    details.isNew().ifPresent(n -> extension.addExtension("new", new BooleanType(n)));
    return Optional.of(extension);
  }

  private static Extension expected(Expected expected) {
    Extension extension = new Extension(Canonical.EXPECTED);
    codes(extension, "answer", expected.answer());
    codes(extension, "fair", expected.fair());
    expected
        .urgency()
        .forEach((mode, levels) ->
            codes(
                extension, "urgency-" + mode.word(), levels.stream().map(l -> l.word()).toList()));
    codes(extension, "root", expected.roots());
    // an extension must hold something, and "nothing expected" differs from no expectation
    extension.addExtension("stated", new BooleanType(true));
    return extension;
  }

  private static void codes(Extension extension, String name, List<String> codes) {
    codes.forEach(code -> extension.addExtension(name, new CodeType(code)));
  }
}
