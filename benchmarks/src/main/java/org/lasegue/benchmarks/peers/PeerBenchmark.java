package org.lasegue.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lasegue.inference.Engine;
import org.lasegue.inference.Evidence;
import org.lasegue.inference.Posteriors;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// All posteriors of a network, the same 200 evidence sets for all: one query after another, in one
/// batch, and by Jayes. [PeerTable] runs it and prints ratios.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class PeerBenchmark {

  static final int CASES = 200;

  /// The network and what is asked of it.
  @State(Scope.Thread)
  public static class Ours {

    @Param({"asia"})
    String network;

    private Engine engine;
    private final List<Evidence> cases = new ArrayList<>();
    private int next;

    @Setup
    public void setUp() {
      Scenario scenario = scenario(network);
      engine = Engine.compile(scenario.network());
      scenario.states().forEach(states -> cases.add(scenario.evidence(states)));
    }
  }

  /// The same for Jayes.
  @State(Scope.Thread)
  public static class Theirs {

    @Param({"asia"})
    String network;

    private Peer peer;
    private final List<Object> cases = new ArrayList<>();
    private int next;

    @Setup
    public void setUp() {
      Scenario scenario = scenario(network);
      peer = Adapter.jayes(Path.of(System.getProperty("jayes", "jayes.jar")));
      peer.compile(scenario.cardinalities(), scenario.parents(), scenario.tables());
      scenario.states().forEach(states -> cases.add(peer.evidence(states)));
    }
  }

  private static Scenario scenario(String network) {
    Path networks =
        Path.of(System.getProperty("networks", "inference/src/test/resources/networks"));
    return Scenario.load(networks, network, CASES);
  }

  @Benchmark
  public Posteriors single(Ours ours) {
    ours.next = (ours.next + 1) % CASES;
    return ours.engine.query(ours.cases.get(ours.next));
  }

  @Benchmark
  @OperationsPerInvocation(CASES)
  public List<Optional<Posteriors>> batch(Ours ours) {
    return ours.engine.queryAll(ours.cases);
  }

  @Benchmark
  public double[][] jayes(Theirs theirs) {
    theirs.next = (theirs.next + 1) % CASES;
    return theirs.peer.posteriors(theirs.cases.get(theirs.next));
  }
}
