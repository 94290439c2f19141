package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.lasegue.inference.mixture.ImpossibleException;

/// A server asks one assessor from many threads.
class SharedAssessorTest {
  private static final int THREADS = 8;

  private record Said(Outline outline, List<Assessment.FiredRule> emergencies, Object questions) {}

  @Test
  void manyThreadsAtOnceGetWhatOneGets() throws Exception {
    Vocabulary vocabulary = new Vocabulary(RealKnowledge.KNOWLEDGE);
    var random = new SplittableRandom(5);
    List<Case> people =
        RealKnowledge.KNOWLEDGE.rules().stream()
            .limit(15)
            .map(rule -> RandomCases.aimedAt(rule.when(), vocabulary, random))
            .toList();
    List<Said> alone = people.stream().map(p -> said(RealKnowledge.ASSESSOR, p)).toList();

    // its tables are filled on first use, so the first questions must come at once
    Assessor fresh = new Assessor(RealKnowledge.KNOWLEDGE);
    var begin = new CountDownLatch(1);
    try (var executor = Executors.newFixedThreadPool(THREADS)) {
      var answers = new ArrayList<Future<List<Said>>>();
      for (int thread = 0; thread < THREADS; thread++) {
        Callable<List<Said>> all =
            () -> {
              begin.await();
              return people.stream().map(p -> said(fresh, p)).toList();
            };
        answers.add(executor.submit(all));
      }
      begin.countDown();
      for (Future<List<Said>> answer : answers) {
        assertThat(answer.get()).isEqualTo(alone);
      }
    }
  }

  private static Said said(Assessor assessor, Case person) {
    List<Assessment.FiredRule> emergencies = assessor.emergencies(person, Mode.SELF_REPORT);
    try {
      return new Said(
          assessor.outline(person, Mode.SELF_REPORT),
          emergencies,
          assessor.questions(person, Mode.SELF_REPORT));
    } catch (ImpossibleException e) {
      return new Said(
          new Outline(null, null, List.of(), List.of(), java.util.Map.of()), emergencies, "");
    }
  }
}
