package org.lasegue.web.interview;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Interview.Step;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.ValueType;
import org.lasegue.web.Messages;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Reply;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.util.LinkedMultiValueMap;

/// Whatever is sent with a question page, it is taken or given back with the reason; what is taken
/// can be read again, and shown again. In the ordinary run with the seeds alone; `JAZZER_FUZZ=1`
/// looks for more.
class FormsFuzzTest {
  private static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  private static final Assessor ASSESSOR = new Assessor(KNOWLEDGE);
  private static final Interview INTERVIEW = new Interview(ASSESSOR);
  private static final Cases CASES = new Cases(KNOWLEDGE, new FollowUp(ASSESSOR));
  private static final Forms FORMS = new Forms(INTERVIEW, CASES, new Messages(messages()));
  private static final List<Turn> TURNS = turns();
  private static final String[] VALUES = {
    "yes",
    "no",
    "unsure",
    "left",
    "right",
    "both",
    "female",
    "male",
    "unsaid",
    "UTERUS",
    "pregnant",
    "birth",
    "possible",
    "0",
    "46",
    "-1",
    "1e9",
    "NaN",
    "7.5",
    "7,5",
    "\u0664"
  };

  private static ResourceBundleMessageSource messages() {
    ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    messages.setBasename("messages");
    messages.setDefaultEncoding("UTF-8");
    return messages;
  }

  private static List<Turn> turns() {
    List<String> ids = new ArrayList<>(List.of("about", "pregnancy", "pain-map", "numbness-map"));
    KNOWLEDGE.screens().forEach(s -> ids.add("danger:" + s.id()));
    KNOWLEDGE.findings().values().stream()
        .filter(f -> f.answeredBy() == Finding.AnsweredBy.PERSON && !f.ask().isEmpty())
        .forEach(f -> ids.add("value:" + f.id()));
    List<Turn> turns = new ArrayList<>();
    for (String id : ids) {
      Step step = INTERVIEW.step(id, Cases.NOTHING).orElseThrow();
      turns.add(new Turn(id, step, false));
      if (step instanceof Step.Danger) {
        turns.add(new Turn(id + ":details", step, true));
      }
    }
    return List.copyOf(turns);
  }

  @Test
  void aDangerThatIsPresentIsReadAgainWhateverElseIsDenied() {
    for (Turn turn : TURNS) {
      if (!turn.details() || !(turn.step() instanceof Step.Danger danger)) {
        continue;
      }
      for (Finding present : danger.open()) {
        LinkedMultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
        for (Finding finding : danger.open()) {
          sent.add(
              finding.id(),
              finding != present
                  ? finding.type() instanceof ValueType.Present ? "no" : "unsure"
                  : !(finding.type() instanceof ValueType.Present)
                      ? "unsure"
                      : finding.sided() ? "left" : "yes");
        }
        Reply reply = ((Forms.Read.Accepted) FORMS.read(turn, Form.sent(sent))).reply();
        assertThat(CASES.read(reply.answers()).findings().keySet())
            .as(turn.id() + " with " + present.id())
            .extracting(Case.Key::finding)
            .contains(present.id());
      }
    }
  }

  @FuzzTest(maxDuration = "10s")
  void anyFormIsTakenOrGivenBack(FuzzedDataProvider data) {
    takenOrGivenBack(data);
  }

  @Tag("slow")
  @FuzzTest(maxDuration = "5m")
  void anyFormIsTakenOrGivenBackForFiveMinutes(FuzzedDataProvider data) {
    takenOrGivenBack(data);
  }

  private static void takenOrGivenBack(FuzzedDataProvider data) {
    Turn turn = data.pickValue(TURNS);
    List<String> names = names(turn.step());
    LinkedMultiValueMap<String, String> sent = new LinkedMultiValueMap<>();
    int size = data.consumeInt(0, 8);
    for (int i = 0; i < size; i++) {
      String name = data.consumeBoolean() ? data.pickValue(names) : data.consumeString(20);
      sent.add(name, data.consumeBoolean() ? data.pickValue(VALUES) : data.consumeString(60));
    }
    switch (FORMS.read(turn, Form.sent(sent))) {
      case Forms.Read.Refused refused ->
          assertThat(refused.errors()).isNotEmpty().doesNotContainValue("");
      case Forms.Read.Accepted accepted -> {
        Reply reply = accepted.reply();
        assertThat(new CaseReader(KNOWLEDGE).read(reply.answers(), "reply", 1))
            .isInstanceOf(CaseReader.Result.Accepted.class);
        assertThat(FORMS.of(turn, reply)).isNotNull();
      }
    }
  }

  private static List<String> names(Step step) {
    List<String> names =
        new ArrayList<>(
            List.of("said", "age", "sex", "organs", "pregnancy", "weeks", "nowhere", "withheld"));
    switch (step) {
      case Step.Danger danger -> danger.open().forEach(f -> names.add(f.id()));
      case Step.Places places -> places.findings().forEach(f -> names.add(f.id()));
      case Step.Ask ask -> names.addAll(Set.of(ask.finding().id(), ask.finding().id() + ".unsure"));
      default -> {}
    }
    return names;
  }
}
