package org.lasegue.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Mode;

class AdaptiveInterviewTest {
  private static final int MOST_STEPS = 80;

  private final AdaptiveInterview interview = new AdaptiveInterview(People.ASSESSOR);
  private final Responses responses = new Responses(People.KNOWLEDGE);
  private final IParser json = FhirContext.forR4Cached().newJsonParser();
  private final OfflineValidator validator = OfflineValidator.SHARED;

  @Test
  void itAsksDangerFirstGrowsAndIsCompleted() {
    QuestionnaireResponse response = answered("danger:both-legs", Map.of());
    Case subject = responses.read(response);
    assertThat(subject.person().ageFrom()).hasValue(46);
    assertThat(subject.findings())
        .containsEntry(new Key("low-back-pain", Where.WHOLE), new Answer.Known(1))
        .containsEntry(new Key("pain-buttock", Where.LEFT), new Answer.Known(1))
        .containsEntry(new Key("pain-buttock", Where.RIGHT), new Answer.Known(0))
        .containsEntry(new Key("urinary-retention", Where.WHOLE), new Answer.Known(0))
        .containsEntry(new Key("weakness-both-legs", Where.WHOLE), new Answer.Unsure());
    assertThat(People.ASSESSOR.assess(subject, Mode.SELF_REPORT).unasked()).isEmpty();
    assertThat(validator.errors(response)).isEmpty();
    List<String> steps = steps(response);
    assertThat(steps.get(0)).isEqualTo("step:about");
    assertThat(steps.get(1)).startsWith("step:danger:");
    assertThat(steps).contains("step:pain-map").anyMatch(s -> s.startsWith("step:value:"));
  }

  @Test
  void aYesAsksForEachFindingBeforeItGoesOn() {
    QuestionnaireResponse response = start();
    for (int i = 0; !steps(response).contains("step:danger:bladder"); i++) {
      answer(response, Map.of());
      response = interview.next(response);
      assertThat(i).isLessThan(MOST_STEPS);
    }
    answer(response, Map.of("danger:bladder", "yes"));
    int before = steps(response).size();
    QuestionnaireResponse same = interview.next(response);
    assertThat(steps(same)).hasSize(before);
    assertThat(same.getStatus()).isEqualTo(QuestionnaireResponseStatus.INPROGRESS);
    QuestionnaireResponseItemComponent danger = item(same.getItem(), "danger:bladder");
    for (String id :
        List.of(
            "urinary-retention",
            "bladder-sensation",
            "urinary-stream-weak",
            "urinary-incontinence-new")) {
      danger
          .getAnswerFirstRep()
          .addItem()
          .setLinkId(id)
          .addAnswer()
          .setValue(
              new Coding(
                  Canonical.ANSWER, id.equals("urinary-retention") ? "present" : "absent", null));
    }
    assertThat(steps(interview.next(same))).hasSize(before + 1);
  }

  /// Answers everything with "no", age 46, male, pain in the back and the left buttock.
  private QuestionnaireResponse answered(String unsure, Map<String, String> words) {
    Map<String, String> said = new HashMap<>(words);
    said.put(unsure, "unsure");
    QuestionnaireResponse response = start();
    for (int i = 0; i < MOST_STEPS; i++) {
      if (response.getStatus() == QuestionnaireResponseStatus.COMPLETED) {
        return response;
      }
      int before = steps(response).size();
      answer(response, said);
      response =
          interview.next(
              json.parseResource(
                  QuestionnaireResponse.class, json.encodeResourceToString(response)));
      if (response.getStatus() != QuestionnaireResponseStatus.COMPLETED) {
        assertThat(steps(response)).hasSize(before + 1);
      }
    }
    return fail("never completed");
  }

  private QuestionnaireResponse start() {
    QuestionnaireResponse response = new QuestionnaireResponse();
    response
        .setQuestionnaire(Canonical.QUESTIONNAIRE_ADAPTIVE)
        .setStatus(QuestionnaireResponseStatus.INPROGRESS);
    return interview.next(response);
  }

  private static List<String> steps(QuestionnaireResponse response) {
    return form(response).getItem().stream().map(QuestionnaireItemComponent::getLinkId).toList();
  }

  private static Questionnaire form(QuestionnaireResponse response) {
    return (Questionnaire) response.getContained().getFirst();
  }

  private static QuestionnaireResponseItemComponent item(
      List<QuestionnaireResponseItemComponent> items, String linkId) {
    for (QuestionnaireResponseItemComponent each : items) {
      if (each.getLinkId().equals(linkId)) {
        return each;
      }
      for (QuestionnaireResponseItemComponent under : each.getItem()) {
        if (under.getLinkId().equals(linkId)) {
          return under;
        }
      }
    }
    throw new AssertionError(linkId);
  }

  private static void answer(QuestionnaireResponse response, Map<String, String> said) {
    QuestionnaireItemComponent last = form(response).getItem().getLast();
    QuestionnaireResponseItemComponent group = response.addItem().setLinkId(last.getLinkId());
    for (QuestionnaireItemComponent question : last.getItem()) {
      if (question.getType() == QuestionnaireItemType.DISPLAY
          || question.getLinkId().endsWith("#level")
          || question.getLinkId().equals("organs")) {
        continue;
      }
      QuestionnaireResponseItemComponent item = group.addItem();
      item.setLinkId(question.getLinkId());
      if (question.getRepeats()) {
        for (String place : List.of("low-back-pain", "pain-buttock@left")) {
          question.getAnswerOption().stream()
              .map(o -> (Coding) o.getValue())
              .filter(c -> c.getCode().equals(place))
              .forEach(c -> item.addAnswer().setValue(c));
        }
        if (!item.hasAnswer()) {
          item.addAnswer().setValue(new Coding(Canonical.ANSWER, "nowhere", "None of these"));
        }
      } else {
        item.addAnswer().setValue(value(question, said.getOrDefault(question.getLinkId(), "no")));
      }
    }
  }

  private static Type value(QuestionnaireItemComponent question, String word) {
    return switch (question.getType()) {
      case INTEGER -> new IntegerType(46);
      case DECIMAL -> new DecimalType(4);
      default -> {
        List<Coding> options =
            question.getAnswerOption().stream().map(o -> (Coding) o.getValue()).toList();
        yield options.stream()
            .filter(
                c -> c.getCode().equals(word) || word.equals("no") && c.getCode().equals("absent"))
            .findFirst()
            .or(() -> options.stream().filter(c -> c.getCode().equals("male")).findFirst())
            .orElse(options.getFirst());
      }
    };
  }
}
