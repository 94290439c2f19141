package org.lasegue.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline;
import org.lasegue.assessment.Simulator;
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

/// How long an assessment of a generated person takes: whole (all what-ifs and weights), and
/// urgency with causes alone.
@State(Scope.Thread)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class AssessmentBenchmark {
  private static final int PEOPLE = 50;

  private final List<Case> people = new ArrayList<>();
  private Assessor assessor;
  private int next;

  @Setup
  public void setUp() {
    assessor = new Assessor(KnowledgeReader.bundled());
    Simulator simulator = new Simulator(assessor);
    for (int i = 0; i < PEOPLE; i++) {
      people.add(simulator.draw(7, i, Simulator.Told.TYPICAL));
    }
  }

  @Benchmark
  public Assessment whole() {
    return assessor.assess(person(), Mode.EXAMINED);
  }

  @Benchmark
  public Outline urgencyAndCauses() {
    return assessor.outline(person(), Mode.EXAMINED);
  }

  private Case person() {
    next = (next + 1) % PEOPLE;
    return people.get(next);
  }
}
