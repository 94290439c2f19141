package org.lasegue.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline;
import org.lasegue.assessment.Simulator;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// How long Lasegue's own network takes on generated people with 25 positive findings. Sampled, so
/// that the slowest of many is seen: read `p(0.99)` beside the mean.
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class AssessmentBenchmark {
  private static final int PEOPLE = 50;
  private static final int POSITIVE = 25;
  private static final Set<String> ASKED = Set.of("about", "pregnancy");

  private final List<Case> people = new ArrayList<>();
  private final List<Case> interviewed = new ArrayList<>();
  private Assessor assessor;
  private Interview interview;
  private int next;

  @Setup
  public void setUp() {
    Knowledge knowledge = KnowledgeReader.bundled();
    assessor = new Assessor(knowledge);
    interview = new Interview(assessor);
    Simulator simulator = new Simulator(assessor);
    for (int i = 0; people.size() < PEOPLE; i++) {
      Case subject = simulator.draw(7, i, Simulator.Told.TYPICAL);
      if (positive(subject, knowledge) == POSITIVE) {
        people.add(subject);
        interviewed.add(upToQuestions(simulator.draw(7, i, Simulator.Told.ALL)));
      }
    }
  }

  /// A person who has answered all that comes before the questions chosen by their value.
  private Case upToQuestions(Case truth) {
    Case subject = new Case(truth.id(), truth.person(), Map.of(), List.of(), Optional.empty());
    while (true) {
      switch (interview.next(subject, ASKED)) {
        case Interview.Step.Danger danger -> subject = answered(subject, danger.open(), truth);
        case Interview.Step.Places places -> subject = answered(subject, places.findings(), truth);
        case Interview.Step.About _, Interview.Step.Ask _, Interview.Step.Settled _ -> {
          return subject;
        }
      }
    }
  }

  private Case answered(Case subject, List<Finding> asked, Case truth) {
    Map<Case.Key, Answer> answers = new LinkedHashMap<>(subject.findings());
    Set<String> ids = asked.stream().map(Finding::id).collect(Collectors.toSet());
    truth
        .findings()
        .forEach((key, answer) -> {
          if (ids.contains(key.finding())) {
            answers.put(key, answer);
          }
        });
    Case told = new Case(subject.id(), subject.person(), answers, List.of(), Optional.empty());
    return interview.withAll(told, asked, new Answer.Known(0));
  }

  private static long positive(Case subject, Knowledge knowledge) {
    return subject.findings().entrySet().stream()
        .filter(e ->
            e.getValue() instanceof Answer.Known known
                && known.level() != knowledge.findingById(e.getKey().finding()).type().normal())
        .count();
  }

  /// Everything: causes, the weight of every finding, the gain of every open question, what would
  /// change the result, rules and plan.
  @Benchmark
  public Assessment whole() {
    return assessor.assess(person(), Mode.EXAMINED);
  }

  /// Rules and posteriors alone.
  @Benchmark
  public Outline urgencyAndCauses() {
    return assessor.outline(person(), Mode.EXAMINED);
  }

  /// What the interview asks next, once danger and places are answered: the gain of every question
  /// that a person can answer.
  @Benchmark
  public Interview.Step nextQuestion() {
    next = (next + 1) % PEOPLE;
    return interview.next(interviewed.get(next), ASKED);
  }

  private Case person() {
    next = (next + 1) % PEOPLE;
    return people.get(next);
  }
}
