package org.lasegue.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Exact posteriors of a network. Compile once, ask often, from any number of threads.
///
/// A network whose own clique tree is small is answered by that one tree, whatever is observed, and
/// many sets of evidence side by side ([#queryAll]). Otherwise a tree is compiled for each pattern
/// of evidence, and kept for the next query like it: observed variables drop out, a gate observed
/// in its first state ties no parents together, and variables that are below all evidence and not
/// wanted, or would make the tree much larger, are left for a tree of their own, compiled if their
/// posterior is asked for. The choice depends on the network, the limit and the pattern alone, so
/// the same question always gives the same bits.
public final class Engine {

  /// The default limit: clique tables of one gigabyte.
  public static final long DEFAULT_LIMIT = 1L << 27;

  private static final int TREES_KEPT = 64;

  /// With more lanes the time for each no longer falls.
  private static final int MOST_LANES = 256;

  /// With fewer, a pass for each takes less.
  private static final int LEAST_LANES = 4;

  /// So many entries of the tree times cases make it worth a thread's while to begin.
  private static final long WORTH_A_THREAD = 1 << 17;

  /// The memory that all passes at once may take.
  private static final long LANE_BYTES = 1L << 28;

  /// Compiling a tree takes about as long as calculating with one of this size.
  private static final double COMPILATION_ENTRIES = 1 << 20;

  /// What the choice of trees and arithmetic depends on; tests vary it to reach every path.
  ///
  /// @param oneTreeEntries up to this size the whole network's tree answers all evidence
  /// @param costOfLater how much a tree for a variable left out counts against taking it in
  /// @param wide whether to calculate in wide numbers from the start
  /// @param denseEntries from how many possible entries on in nearly full cliques these are walked
  /// @param rowEntries a row of these has at least so many entries
  record Tuning(
      double oneTreeEntries,
      double costOfLater,
      boolean wide,
      double denseEntries,
      int rowEntries) {

    static final Tuning DEFAULT = new Tuning(1 << 24, 1, false, 1 << 16, 128);
  }

  private final Network network;
  private final long limit;
  private final Tuning tuning;
  private final Density density;
  private final @Nullable JunctionTree wholeTree;
  private final @Nullable SparseTree sparseTree;
  private final Map<Pattern, JunctionTree> trees = new LinkedHashMap<>(16, 0.75f, true);
  private final Queue<Workspace> workspaces = new ConcurrentLinkedQueue<>();
  private final Queue<LanePropagation> lanePropagations = new ConcurrentLinkedQueue<>();
  private final Queue<SparsePropagation> propagations = new ConcurrentLinkedQueue<>();

  private Engine(Network network, long limit, Tuning tuning) {
    this.network = network;
    this.limit = limit;
    this.tuning = tuning;
    byte[] nothing = new byte[network.size()];
    TreeCompiler.Plan plan = TreeCompiler.plan(network, nothing, all(), (double) limit);
    this.density = plan.density();
    if (density.tableEntries() <= Math.min((double) limit, tuning.oneTreeEntries)) {
      this.wholeTree = plan.layOut();
      this.sparseTree = SparseTree.compile(network, wholeTree, tuning);
    } else {
      this.wholeTree = null;
      this.sparseTree = null;
    }
  }

  /// Compiles a network. The limit is [#DEFAULT_LIMIT], or less if half the heap holds less.
  public static Engine compile(Network network) {
    long half = Runtime.getRuntime().maxMemory() / 2;
    return compile(network, Math.min(DEFAULT_LIMIT, half / Double.BYTES), Tuning.DEFAULT);
  }

  /// Compiles a network.
  ///
  /// @param limit the number of table entries, of 8 bytes each, a query may need
  public static Engine compile(Network network, long limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("the limit must be positive, not " + limit);
    }
    return compile(network, limit, Tuning.DEFAULT);
  }

  static Engine compile(Network network, long limit, Tuning tuning) {
    return new Engine(network, limit, tuning);
  }

  public Network network() {
    return network;
  }

  /// The density of the whole network, with nothing observed.
  public Density density() {
    return density;
  }

  /// The density of the tree that [#query(Evidence)] would use.
  ///
  /// @throws UnknownNameException if the evidence names an unknown variable or state
  public Density density(Evidence evidence) {
    byte[] pattern = Observations.resolve(network, evidence).pattern();
    return wholeTree != null ? density : choose(pattern, Scope.EVERYTHING).density();
  }

  /// The induced width of the whole network: variables in its largest clique, less one.
  public int width() {
    return density.width();
  }

  /// The table entries of the clique tree of the whole network.
  public double tableEntries() {
    return density.tableEntries();
  }

  /// The probability of the evidence and the posterior of every variable.
  ///
  /// @throws UnknownNameException if the evidence names an unknown variable or state
  /// @throws InvalidEvidenceException if weights do not match the states of their variable
  /// @throws ImpossibleEvidenceException if the evidence has probability zero
  /// @throws TooDenseException if the clique tree that the evidence needs would exceed the limit
  public Posteriors query(Evidence evidence) {
    return answer(Observations.resolve(network, evidence), Scope.EVERYTHING);
  }

  /// The answers to many sets of evidence at once: people, hypothetical observations, or evidence
  /// without one of its parts. Each equals what [#query(Evidence)] says, to the last bit, but where
  /// the network has one small tree they share one pass over it, side by side, and cost much less
  /// than one by one. The caller and the threads of the common pool divide the passes.
  ///
  /// @return in the order of the evidence; empty where the evidence has probability zero
  /// @throws UnknownNameException if the evidence names an unknown variable or state
  /// @throws InvalidEvidenceException if weights do not match the states of their variable
  /// @throws TooDenseException if the clique tree that the evidence needs would exceed the limit
  public List<Optional<Posteriors>> queryAll(List<Evidence> cases) {
    List<Observations> resolved = new ArrayList<>();
    for (Evidence evidence : cases) {
      resolved.add(Observations.resolve(network, evidence));
    }
    int lanes = lanes(resolved.size());
    IntStream starts =
        IntStream.range(0, Math.ceilDiv(resolved.size(), lanes)).map(pass -> pass * lanes);
    return (threads() == 1 ? starts : starts.parallel())
        .mapToObj(from -> resolved.subList(from, Math.min(from + lanes, resolved.size())))
        .flatMap(some -> answers(some, lanes))
        .toList();
  }

  /// How many threads may calculate at once: one where more might need more memory than the limit.
  private int threads() {
    int threads = ForkJoinPool.getCommonPoolParallelism() + 1;
    return sparseTree != null && threads * density.tableEntries() <= limit ? threads : 1;
  }

  private Stream<Optional<Posteriors>> answers(List<Observations> cases, int lanes) {
    return sparseTree == null || cases.size() < LEAST_LANES
        ? cases.stream().map(this::tryToAnswer)
        : answerSideBySide(sparseTree, lanes, cases).stream();
  }

  /// How many cases go side by side; 1 where each goes alone.
  private int lanes(int cases) {
    if (sparseTree == null || sparseTree.hasDense || tuning.wide) {
      return 1;
    }
    int threads = threads();
    long bytesPerLane = 2L * Double.BYTES * sparseTree.places();
    long fitting = LANE_BYTES / threads / bytesPerLane;
    int most = (int) Math.clamp(fitting, 1, MOST_LANES);
    long worth = (long) cases * sparseTree.weights.length / WORTH_A_THREAD;
    int passes = Math.max(Math.ceilDiv(cases, most), (int) Math.min(threads, worth));
    return Math.max(1, Math.ceilDiv(cases, Math.max(1, passes)));
  }

  private Optional<Posteriors> tryToAnswer(Observations observations) {
    try {
      return Optional.of(answer(observations, Scope.EVERYTHING));
    } catch (ImpossibleEvidenceException impossible) {
      return Optional.empty();
    }
  }

  private List<Optional<Posteriors>> answerSideBySide(
      SparseTree tree, int lanes, List<Observations> cases) {
    LanePropagation propagation = lanePropagations.poll();
    if (propagation == null || propagation.lanes() != lanes) {
      propagation = new LanePropagation(tree, lanes);
    }
    propagation.run(cases);
    double[][] posteriors = propagation.posteriors(cases.size());
    List<Optional<Posteriors>> answers = new ArrayList<>();
    for (int lane = 0; lane < cases.size(); lane++) {
      Observations observations = cases.get(lane);
      if (propagation.isLost()) {
        answers.add(tryToAnswer(observations));
      } else if (propagation.isImpossible(lane)) {
        answers.add(Optional.empty());
      } else {
        double logProbability = propagation.logProbability(lane, observations);
        answers.add(Optional.of(new Posteriors(network, logProbability, posteriors[lane])));
      }
    }
    lanePropagations.add(propagation);
    return answers;
  }

  /// The probability of the evidence and the posteriors of the wanted variables; any others are
  /// calculated one by one when asked for. Faster than [#query(Evidence)] where unobserved
  /// variables with many parents are not wanted.
  ///
  /// @throws UnknownNameException if the evidence or a wanted variable is unknown
  /// @throws InvalidEvidenceException if weights do not match the states of their variable
  /// @throws ImpossibleEvidenceException if the evidence has probability zero
  /// @throws TooDenseException if the clique tree that the evidence needs would exceed the limit
  public Posteriors query(Evidence evidence, Collection<String> wanted) {
    return answer(resolve(evidence, wanted), Scope.WANTED);
  }

  /// What would follow for every variable if one that has not been observed were in each of its
  /// states.
  ///
  /// @throws UnknownNameException if the network has no such variable, or not what the evidence
  ///   names
  /// @throws InvalidEvidenceException if the variable is observed
  /// @throws ImpossibleEvidenceException if the evidence has probability zero
  /// @throws TooDenseException if the clique tree that the evidence needs would exceed the limit
  public WhatIf whatIf(Evidence evidence, String variable) {
    return whatIf(Observations.resolve(network, evidence), variable, Scope.EVERYTHING);
  }

  /// As [#whatIf(Evidence, String)], for the wanted variables.
  ///
  /// @throws UnknownNameException if the network has no such variables, or not what the evidence
  ///   names
  /// @throws InvalidEvidenceException if the variable is observed
  /// @throws ImpossibleEvidenceException if the evidence has probability zero
  /// @throws TooDenseException if the clique tree that the evidence needs would exceed the limit
  public WhatIf whatIf(Evidence evidence, String variable, Collection<String> wanted) {
    return whatIf(resolve(evidence, wanted), variable, Scope.WANTED);
  }

  private WhatIf whatIf(Observations observations, String variable, Scope scope) {
    int index = network.indexOf(variable);
    if (observations.isObserved(index)) {
      throw new InvalidEvidenceException(
          "variable '" + variable + "' is observed, so it cannot be supposed in another state");
    }
    Observations wanting = observations.wanting(index);
    Posteriors now = answer(wanting, scope);
    double[] probabilities = now.of(variable);
    List<@Nullable Posteriors> then = new ArrayList<>();
    for (int state = 0; state < probabilities.length; state++) {
      then.add(
          probabilities[state] == 0
              ? null
              : answer(wanting.supposing(index, state, probabilities.length), scope));
    }
    return new WhatIf(network.variable(index), now, probabilities, then);
  }

  private Observations resolve(Evidence evidence, Collection<String> wanted) {
    Observations observations = Observations.resolve(network, evidence);
    for (String name : wanted) {
      int variable = network.indexOf(name);
      if (!observations.isObserved(variable)) {
        observations = observations.wanting(variable);
      }
    }
    return observations;
  }

  private Posteriors answer(Observations observations, Scope scope) {
    if (sparseTree != null && !tuning.wide) {
      Posteriors posteriors = answer(sparseTree, observations);
      if (posteriors != null) {
        return posteriors;
      }
    }
    JunctionTree tree = tree(observations.pattern(), scope);
    double[] @Nullable [] values = new double[network.size()][];
    for (int variable = 0; variable < values.length; variable++) {
      if (tree.holds(variable)) {
        values[variable] = new double[network.cardinality(variable)];
      } else if (observations.isObserved(variable)) {
        double[] certain = new double[network.cardinality(variable)];
        certain[observations.state(variable)] = 1;
        values[variable] = certain;
      }
    }
    double logProbability = propagate(tree, observations, values);
    return new Posteriors(
        network, logProbability, values, variable -> posteriorOf(variable, observations));
  }

  /// The answer of the whole network's tree, or null if a number leaves the range of a `double`.
  private @Nullable Posteriors answer(SparseTree tree, Observations observations) {
    SparsePropagation propagation = propagations.poll();
    if (propagation == null) {
      propagation = new SparsePropagation(tree);
    }
    try {
      if (!propagation.run(observations)) {
        return null;
      }
      if (propagation.isImpossible()) {
        throw new ImpossibleEvidenceException(observations.evidence().toString());
      }
      return new Posteriors(
          network, propagation.logProbability(observations), propagation.posteriors());
    } finally {
      propagations.add(propagation);
    }
  }

  /// The posterior of a variable that the main tree leaves out.
  private double[] posteriorOf(int variable, Observations observations) {
    Observations wanting = observations.wanting(variable);
    double[] @Nullable [] values = new double[network.size()][];
    double[] posterior = new double[network.cardinality(variable)];
    values[variable] = posterior;
    propagate(tree(wanting.pattern(), Scope.WANTED), wanting, values);
    return posterior;
  }

  /// Fills in the posteriors of those variables of the tree that have an array waiting.
  ///
  /// @return the natural logarithm of the probability of the evidence
  private double propagate(
      JunctionTree tree, Observations observations, double[] @Nullable [] values) {
    if (tuning.wide) {
      return propagateWide(tree, observations, values);
    }
    Workspace workspace = workspaces.poll();
    if (workspace == null) {
      workspace = new Workspace();
    }
    try {
      Propagation propagation = new Propagation(tree, workspace);
      if (!propagation.run(observations, null)) {
        return propagateWide(tree, observations, values);
      }
      if (propagation.isImpossible()) {
        throw new ImpossibleEvidenceException(observations.evidence().toString());
      }
      for (int variable = 0; variable < values.length; variable++) {
        double[] waiting = values[variable];
        if (waiting != null && tree.holds(variable)) {
          propagation.posterior(variable, waiting);
        }
      }
      return propagation.logProbability(observations);
    } finally {
      workspaces.add(workspace);
    }
  }

  private double propagateWide(
      JunctionTree tree, Observations observations, double[] @Nullable [] values) {
    WidePropagation propagation = new WidePropagation(tree);
    propagation.run(observations);
    if (propagation.isImpossible()) {
      throw new ImpossibleEvidenceException(observations.evidence().toString());
    }
    for (int variable = 0; variable < values.length; variable++) {
      double[] waiting = values[variable];
      if (waiting != null && tree.holds(variable)) {
        propagation.posterior(variable, waiting);
      }
    }
    return propagation.logProbability(observations);
  }

  private JunctionTree tree(byte[] pattern, Scope scope) {
    if (wholeTree != null) {
      return wholeTree;
    }
    Pattern key = new Pattern(scope, pattern);
    synchronized (trees) {
      JunctionTree known = trees.get(key);
      if (known != null) {
        return known;
      }
    }
    TreeCompiler.Plan plan = choose(pattern, scope);
    if (plan.density().tableEntries() > limit) {
      throw new TooDenseException(plan.density(), limit);
    }
    JunctionTree tree = plan.layOut();
    synchronized (trees) {
      trees.put(key, tree);
      if (trees.size() > TREES_KEPT) {
        trees.remove(trees.keySet().iterator().next());
      }
    }
    return tree;
  }

  /// Takes all variables into one tree if they are wanted and that costs less than the variables
  /// the evidence needs now, and a tree for each of the others later.
  private TreeCompiler.Plan choose(byte[] pattern, Scope scope) {
    boolean[] needed = needed(pattern);
    int left = 0;
    for (boolean taken : needed) {
      left += taken ? 0 : 1;
    }
    TreeCompiler.Plan smaller = TreeCompiler.plan(network, pattern, needed, (double) limit);
    if (left == 0 || scope == Scope.WANTED) {
      return smaller;
    }
    double now = smaller.density().tableEntries();
    double later = tuning.costOfLater * left * (now + COMPILATION_ENTRIES);
    TreeCompiler.Plan larger =
        TreeCompiler.planWithin(network, pattern, all(), Math.min((double) limit, now + later));
    return larger == null ? smaller : larger;
  }

  private boolean[] all() {
    boolean[] all = new boolean[network.size()];
    Arrays.fill(all, true);
    return all;
  }

  /// The variables with evidence, their ancestors, and those that hang on the rest by one
  /// unobserved parent or none, which never make a tree wider.
  private boolean[] needed(byte[] pattern) {
    int[] order = network.topologicalOrder();
    boolean[] needed = new boolean[network.size()];
    for (int i = order.length - 1; i >= 0; i--) {
      int variable = order[i];
      needed[variable] |= pattern[variable] != Observations.FREE;
      if (needed[variable]) {
        for (int parent : network.parents(variable)) {
          needed[parent] = true;
        }
      }
    }
    for (int variable : order) {
      int free = 0;
      boolean whole = true;
      for (int parent : network.parents(variable)) {
        free += Observations.isObserved(pattern[parent]) ? 0 : 1;
        whole &= needed[parent];
      }
      needed[variable] |= whole && free <= 1;
    }
    return needed;
  }

  /// Which posteriors a tree is for.
  private enum Scope {
    EVERYTHING,
    WANTED
  }

  /// A scope and a pattern of evidence as a key.
  private record Pattern(Scope scope, byte[] codes) {

    @Override
    public boolean equals(Object other) {
      return other instanceof Pattern that
          && scope == that.scope
          && Arrays.equals(codes, that.codes);
    }

    @Override
    public int hashCode() {
      return 31 * scope.hashCode() + Arrays.hashCode(codes);
    }
  }
}
