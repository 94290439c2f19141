package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;

/// The short assessment of one among many says what the whole one says.
class BriefTest {
  private static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  private static final Assessor ASSESSOR = new Assessor(KNOWLEDGE);

  @ParameterizedTest
  @EnumSource
  void aBriefSaysWhatTheWholeAssessmentSays(Mode mode) {
    Simulator simulator = new Simulator(ASSESSOR);
    for (int i = 0; i < 12; i++) {
      check(simulator.draw(5, i, Simulator.Told.TYPICAL), mode);
    }
  }

  @ParameterizedTest
  @EnumSource
  void childrenAndPeopleOfUnknownAgeToo(Mode mode) {
    for (String age : List.of("4", "13", "{from: 12, to: 20}", "unknown")) {
      CaseReader.Result read =
          new CaseReader(KNOWLEDGE)
              .read(
                  "format: 1\nid: t\nage: " + age + "\nfindings: {low-back-pain: present}", "t", 1);
      check(((CaseReader.Result.Accepted) read).value(), mode);
    }
  }

  private static void check(Case subject, Mode mode) {
    Assessment whole = ASSESSOR.assess(subject, mode);
    check(whole, ASSESSOR.withoutChanges(subject, mode));
    Brief brief = ASSESSOR.brief(subject, mode);
    assertThat(brief.level()).isEqualTo(whole.urgency().level());
    assertThat(brief.possible()).isEqualTo(whole.urgency().possible());
    assertThat(brief.fired())
        .isEqualTo(whole.urgency().fired().stream().map(Assessment.FiredRule::id).toList());
    assertThat(brief.ranked())
        .isEqualTo(
            whole.causes().stream()
                .map(c -> new Outline.Ranked(c.condition(), c.probability()))
                .toList());
    assertThat(brief.axes()).isEqualTo(whole.localisation().axis());
    assertThat(brief.roots()).isEqualTo(whole.localisation().roots());
    if (mode == Mode.EXAMINED) {
      var test = whole.next().stream().filter(q -> q.kind().equals("test")).findFirst();
      assertThat(brief.nextTest().map(Brief.NextTest::id))
          .isEqualTo(test.map(Assessment.Question::id));
      brief
          .nextTest()
          .ifPresent(t -> assertThat(t.gain()).isCloseTo(test.orElseThrow().gain(), within(2e-9)));
    }
  }

  private static void check(Assessment whole, Assessment withoutChanges) {
    assertThat(withoutChanges.wouldChange()).isEmpty();
    assertThat(withoutChanges.urgency().loweredBy()).isEmpty();
    assertThat(withoutChanges.urgency().level()).isEqualTo(whole.urgency().level());
    assertThat(withoutChanges.causes()).isEqualTo(whole.causes());
    assertThat(withoutChanges.plan()).isEqualTo(whole.plan());
    Map<String, Double> gains = new HashMap<>();
    whole.next().forEach(q -> gains.put(q.id(), q.gain()));
    assertThat(withoutChanges.next()).hasSameSizeAs(whole.next());
    for (Assessment.Question question : withoutChanges.next()) {
      assertThat(question.gain())
          .as(question.id())
          .isCloseTo(gains.getOrDefault(question.id(), Double.NaN), within(2e-9));
    }
  }
}
