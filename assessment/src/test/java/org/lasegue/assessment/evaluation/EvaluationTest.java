package org.lasegue.assessment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.Urgency;

/// A look at the real knowledge; none of its numbers is expected here.
class EvaluationTest {
  private static Knowledge knowledge;
  private static Assessor assessor;

  @BeforeAll
  static void readKnowledge() {
    knowledge = KnowledgeReader.bundled();
    assessor = new Assessor(knowledge);
  }

  private static final String EMERGENCY =
      """
      format: 1
      id: emergency
      age: 39
      sex: female
      findings:
        low-back-pain: present
        saddle-numbness: present
        urinary-retention: present
      expected:
        conditions: {answer: [cauda-equina-syndrome], fair: [disc-herniation]}
        urgency: {self-report: [emergency-now], examined: [emergency-now]}
      """;

  private static final String STRAIN =
      """
      format: 1
      id: strain
      age: 34
      sex: male
      findings:
        low-back-pain: present
        leg-pain: {left: present}
        straight-leg-raise: {left: positive}
      """;

  @Test
  void anOutlineIsTheAssessmentWithoutItsReasons() {
    for (String text : List.of(EMERGENCY, STRAIN)) {
      for (Mode mode : Mode.values()) {
        Case subject = read(text);
        Assessment whole = assessor.assess(subject, mode);
        Outline outline = assessor.outline(subject, mode);
        assertThat(outline.level()).isEqualTo(whole.urgency().level());
        assertThat(outline.ranked())
            .extracting(Outline.Ranked::condition)
            .isEqualTo(whole.causes().stream().map(Assessment.Cause::condition).toList());
        assertThat(outline.roots()).isEqualTo(whole.localisation().roots());
      }
    }
  }

  @Test
  void everyMethodJudgesEveryCase() {
    List<Case> cases = Stream.of(EMERGENCY, STRAIN).map(EvaluationTest::read).toList();
    Evaluation.Result result = new Evaluation(assessor).of(cases, Mode.values());
    assertThat(result.impossible()).isEmpty();
    assertThat(result.measured()).containsOnlyKeys(Mode.values());
    Map<Method, Measures> measured = result.measured().get(Mode.SELF_REPORT);
    assertThat(measured).containsOnlyKeys(Method.values());
    measured
        .values()
        .forEach(m -> {
          assertThat(m.n()).isEqualTo(2);
          assertThat(m.urgency().exact().of()).isEqualTo(1);
          assertThat(m.top1Fair().of()).isEqualTo(1);
        });
    Verdict emergency = first(measured, Method.MODEL);
    assertThat(emergency.level()).isEqualTo(Urgency.EMERGENCY_NOW);
    assertThat(emergency.urgent()).isEqualTo(1);
    assertThat(first(measured, Method.PRIORS_ONLY).level()).isNotEqualTo(Urgency.EMERGENCY_NOW);
    assertThat(first(measured, Method.RULES_ONLY).ranked())
        .isEqualTo(first(measured, Method.PRIORS_ONLY).ranked());
    assertThat(
            first(measured, Method.NAIVE_BAYES).ranked().stream()
                .mapToDouble(Outline.Ranked::probability)
                .sum())
        .isEqualTo(1, within(1e-9));
  }

  @Test
  void labelsNeverReachTheJudging() {
    Case labelled = read(EMERGENCY);
    Case unlabelled =
        new Case(
            labelled.id(), labelled.person(), labelled.findings(), List.of(), Optional.empty());
    Evaluation evaluation = new Evaluation(assessor);
    Verdict one =
        first(
            evaluation.of(List.of(labelled), Mode.EXAMINED).measured().get(Mode.EXAMINED),
            Method.MODEL);
    Verdict other =
        first(
            evaluation.of(List.of(unlabelled), Mode.EXAMINED).measured().get(Mode.EXAMINED),
            Method.MODEL);
    assertThat(one.ranked()).isEqualTo(other.ranked());
    assertThat(one.level()).isEqualTo(other.level());
  }

  private static Verdict first(Map<Method, Measures> measured, Method method) {
    return measured.get(method).perCase().getFirst();
  }

  private static Case read(String text) {
    return switch (new CaseReader(knowledge).read(text, "test.yaml", 1)) {
      case CaseReader.Result.Accepted accepted -> accepted.value();
      case CaseReader.Result.Rejected rejected ->
          throw new AssertionError(rejected.problems().toString());
    };
  }
}
