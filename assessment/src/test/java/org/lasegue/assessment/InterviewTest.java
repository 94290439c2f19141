package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.ASSESSOR;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;
import static org.lasegue.assessment.RealKnowledge.read;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Interview.Step;
import org.lasegue.knowledge.Finding;

class InterviewTest {
  private static final Simulator SIMULATOR = new Simulator(ASSESSOR);
  private static final Interview INTERVIEW = new Interview(ASSESSOR);

  /// @param questions how many the person had to answer
  private record Run(Case end, int questions, List<String> steps) {}

  /// A person who answers from a complete drawn case; what the model does not know of is absent.
  private static Run interview(Case truth) {
    Case subject =
        new Case(truth.id(), truth.person(), Map.of(), List.of(), java.util.Optional.empty());
    Set<String> asked = new HashSet<>();
    List<String> steps = new ArrayList<>();
    int questions = 0;
    while (true) {
      Step step = INTERVIEW.next(subject, asked);
      asked.add(Interview.idOf(step));
      steps.add(Interview.idOf(step));
      if (step instanceof Step.Danger || step instanceof Step.Places) {
        assertThat(INTERVIEW.step(Interview.idOf(step), subject)).contains(step);
      }
      assertThat(INTERVIEW.left(subject, asked)).isNotNegative();
      switch (step) {
        case Step.Settled _ -> {
          return new Run(subject, questions, steps);
        }
        case Step.About _ -> questions++;
        case Step.Danger danger -> {
          questions++;
          List<Finding> present = danger.open().stream().filter(f -> present(f, truth)).toList();
          if (!present.isEmpty()) {
            questions++; // which of these
          }
          for (Finding finding : danger.open()) {
            subject = answer(subject, finding, truth);
          }
        }
        case Step.Places places -> {
          questions++;
          for (Finding finding : places.findings()) {
            subject = answer(subject, finding, truth);
          }
        }
        case Step.Ask ask -> {
          questions++;
          subject = answer(subject, ask.finding(), truth);
        }
      }
      assertThat(steps.size()).isLessThan(80);
    }
  }

  private static boolean present(Finding finding, Case truth) {
    return CaseReader.places(finding).stream()
        .anyMatch(w ->
            truth.findings().get(new Key(finding.id(), w)) instanceof Answer.Known k
                && k.level() != finding.type().normal());
  }

  private static Case answer(Case subject, Finding finding, Case truth) {
    Map<Key, Answer> answers = new LinkedHashMap<>(subject.findings());
    for (Where where : CaseReader.places(finding)) {
      Key key = new Key(finding.id(), where);
      Answer known = truth.findings().get(key);
      answers.putIfAbsent(key, known == null ? new Answer.Known(finding.type().normal()) : known);
    }
    return new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected());
  }

  @Test
  void settlesInAtMostTwentyFiveQuestionsInTheMedian() {
    List<Integer> counts = new ArrayList<>();
    int people = 60;
    for (int i = 0; i < people; i++) {
      counts.add(interview(SIMULATOR.draw(51, i, Simulator.Told.ALL)).questions());
    }
    Collections.sort(counts);
    assertThat(counts.get(people / 2)).as("questions of all %s", counts).isLessThanOrEqualTo(25);
  }

  @Test
  void asksEveryDangerBeforeAnythingElse() {
    Run run = interview(SIMULATOR.draw(52, 1, Simulator.Told.ALL));
    int lastDanger = 0;
    int firstOther = run.steps().size();
    for (int i = 0; i < run.steps().size(); i++) {
      if (run.steps().get(i).startsWith("danger:")) {
        lastDanger = i;
      } else if (run.steps().get(i).startsWith("value:")) {
        firstOther = Math.min(firstOther, i);
      }
    }
    assertThat(lastDanger).isLessThan(firstOther);
    assertThat(ASSESSOR.triage().unasked(run.end())).isEmpty();
  }

  @Test
  void notSureCountsAsAskedAndIsNotAskedAgain() {
    Case subject = read("format: 1\nid: t\nage: 40\nsex: male\n");
    Set<String> asked = new HashSet<>();
    for (int i = 0; i < 60; i++) {
      Step step = INTERVIEW.next(subject, asked);
      if (!(step instanceof Step.Danger danger)) {
        break;
      }
      assertThat(asked.add(Interview.idOf(step))).as(Interview.idOf(step)).isTrue();
      subject = INTERVIEW.withAll(subject, danger.open(), new Answer.Unsure());
    }
    assertThat(ASSESSOR.triage().unasked(subject)).isEmpty();
  }

  @Test
  void pregnancyIsAskedOnlyOfThoseWhoCanBePregnant() {
    Case man = read("format: 1\nid: t\nage: 40\nsex: male\n");
    assertThat(INTERVIEW.next(man, Set.of())).isInstanceOf(Step.Danger.class);
    Case woman = read("format: 1\nid: t\nage: 30\nsex: female\n");
    assertThat(INTERVIEW.next(woman, Set.of()))
        .isInstanceOfSatisfying(Step.About.class, a -> assertThat(a.pregnancy()).isTrue());
  }

  @Test
  void aChildIsNotQuestionedBeyondDanger() {
    Case child = read("format: 1\nid: t\nage: 8\nsex: male\n");
    Set<String> asked = new HashSet<>();
    Step step = INTERVIEW.next(child, asked);
    int guard = 0;
    while (step instanceof Step.Danger danger && guard++ < 60) {
      child = INTERVIEW.withAll(child, danger.open(), new Answer.Known(0));
      step = INTERVIEW.next(child, asked);
    }
    assertThat(step).isInstanceOf(Step.Settled.class);
  }

  @Test
  void everyQuestionSaysWhyItIsAsked() {
    KNOWLEDGE.screens().forEach(s -> assertThat(s.why()).isNotBlank());
  }
}
