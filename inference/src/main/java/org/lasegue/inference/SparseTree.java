package org.lasegue.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A clique tree compiled for many queries: only the entries that are possible, and few factors
/// multiplied into each.
///
/// The idea. The product of a clique's conditional probabilities never changes, so it is kept as
/// one number for each entry. Entries that the network makes impossible, whatever is observed, are
/// dropped (in networks with determinism that is most of them). What changes with the evidence
/// comes in as messages: one from each child clique, and one from each variable, its weights. Where
/// many messages meet in a large clique they are first multiplied with each other in small nodes of
/// their own, as in a binary join tree: P. P. Shenoy, Binary join trees for computing marginals in
/// the Shenoy-Shafer architecture, International Journal of Approximate Reasoning 17 (1997)
/// 239-263.
///
/// The layout. Nodes are numbered children before parents, and all their entries lie in one array.
/// A node's entries are grouped by the separator to its parent: a group for each place of its
/// message. `places` holds for every entry, one after the other, the places of the messages it
/// multiplies. The messages of all variables come first, then those of all nodes.
final class SparseTree {

  /// A node of its own must be this much smaller than the clique it relieves.
  private static final int RELIEF = 3;

  /// The same where the clique is walked, which takes in messages at little cost.
  private static final int DENSE_RELIEF = 64;

  /// A clique of a large tree is walked if it makes at least this part of what is large.
  private static final int DENSE_SHARE = 256;

  /// Walking over an entry takes about a third of the time of looking it up in lists.
  private static final double LEAST_POSSIBLE = 0.6;

  /// As [Scaling#SAFE].
  private static final double SAFE_EXPONENT = -960;

  final int nodes;

  /// Where the entries of each node begin.
  final int[] entryAt;

  /// How many messages each entry of a node multiplies.
  final int[] degree;

  /// Where the places of each node's entries begin.
  final int[] placeAt;

  final int[] places;

  /// Where the message of each node begins.
  final int[] messageAt;

  /// For each entry the place of its node's message that it adds to.
  final int[] groups;

  /// What each entry is before any message.
  final double[] weights;

  /// The smallest weight of each node.
  final double[] floors;

  /// The nodes and variables whose messages each node takes in; variable v as ~v.
  final int[][] inputs;

  /// The node that takes in the message of each node; -1 for a root.
  final int[] parents;

  /// The nodes that are walked by their digits instead of by the lists above, where they have no
  /// entries; null for all others.
  final @Nullable DenseNode[] dense;

  /// Whether there is a dense node.
  final boolean hasDense;

  /// Where the message of each variable begins.
  final int[] variableAt;

  /// The power of two taken out of the weights.
  final long exponent;

  /// The binary logarithm of the product of all smallest weights: no product of entries is smaller.
  private final double leastExponent;

  /// The logarithm of the factors without scope.
  final double logarithm;

  /// @param potentials the products of the factors in each clique
  /// @param calibrated the tables of the cliques after both passes without evidence
  SparseTree(
      Network network,
      CliqueTree cliques,
      Propagation.Potentials potentials,
      double[] calibrated,
      Engine.Tuning tuning) {
    Builder builder = new Builder(network, cliques, potentials.tables(), calibrated, tuning);
    this.exponent = potentials.exponent();
    this.logarithm = potentials.logarithm();
    builder.build();
    this.nodes = builder.inputs.size();
    this.entryAt = builder.entryAt.toArray();
    this.degree = builder.degree.toArray();
    this.placeAt = builder.placeAt.toArray();
    this.places = builder.places.toArray();
    this.messageAt = builder.messageAt.toArray();
    this.groups = builder.groups.toArray();
    this.weights = builder.weights.toArray();
    this.inputs = builder.inputs.toArray(int[][]::new);
    this.variableAt = builder.variableAt;
    this.dense = builder.dense.toArray(DenseNode[]::new);
    this.hasDense = builder.dense.stream().anyMatch(Objects::nonNull);
    this.floors = new double[nodes];
    this.parents = new int[nodes];
    Arrays.fill(parents, -1);
    double least = 0;
    for (int node = 0; node < nodes; node++) {
      DenseNode walked = dense[node];
      floors[node] =
          walked == null
              ? Scaling.minPositive(weights, entryAt[node], entryAt[node + 1] - entryAt[node])
              : walked.floor();
      least += Scaling.exponent(floors[node]) - 1;
      for (int input : inputs[node]) {
        if (input >= 0) {
          parents[input] = node;
        }
      }
    }
    // No sum has more terms than there are configurations, so none is larger than this.
    double configurations = 0;
    for (int vertex = 0; vertex < cliques.home.length; vertex++) {
      configurations += Scaling.exponent(cliques.cardinality(vertex));
    }
    this.leastExponent = least - configurations;
  }

  /// Whether every product and sum stays in the range of a `double` without scaling.
  boolean isSafe(Observations observations) {
    double least = leastExponent;
    for (int variable = 0; variable < variableAt.length - 1; variable++) {
      double[] given = observations.weights(variable);
      if (given != null) {
        least += Scaling.exponent(Scaling.minPositive(given, 0, given.length)) - 1;
      }
    }
    return least > SAFE_EXPONENT;
  }

  boolean isRoot(int node) {
    return parents[node] < 0;
  }

  /// The number of entries of a node.
  int entries(int node) {
    DenseNode walked = dense[node];
    return walked == null ? entryAt[node + 1] - entryAt[node] : walked.rows * walked.length;
  }

  /// The number of places of all messages.
  int places() {
    return messageAt[nodes];
  }

  /// A message on its way into a node: its scope, and the place of each configuration, or -1.
  private record Input(int source, int[] scope, int[] compact) {}

  private static final class Builder {

    private final CliqueTree cliques;
    private final int[] possible;
    private final boolean[] isDense;
    private final int[] @Nullable [] walks;
    private final double[] potentials;
    private final double[] calibrated;
    private final int rowEntries;
    private final List<List<Input>> waiting = new ArrayList<>();
    final int[] variableAt;
    final Ints entryAt = new Ints();
    final Ints degree = new Ints();
    final Ints placeAt = new Ints();
    final Ints places = new Ints();
    final Ints messageAt = new Ints();
    final Ints groups = new Ints();
    private int nextPlace;
    final Doubles weights = new Doubles();
    final List<int[]> inputs = new ArrayList<>();

    final List<@Nullable DenseNode> dense = new ArrayList<>();

    Builder(
        Network network,
        CliqueTree cliques,
        double[] potentials,
        double[] calibrated,
        Engine.Tuning tuning) {
      this.cliques = cliques;
      this.potentials = potentials;
      this.calibrated = calibrated;
      this.rowEntries = tuning.rowEntries();
      this.possible = new int[cliques.size()];
      this.isDense = new boolean[cliques.size()];
      this.walks = new int[cliques.size()][];
      chooseDense(tuning.denseEntries());
      for (int clique = walks.length - 1; clique >= 0; clique--) {
        walks[clique] = isDense[clique] ? walk(clique, network.size()) : null;
      }
      this.variableAt = network.statesAt();
      for (int clique = 0; clique < cliques.size(); clique++) {
        waiting.add(new ArrayList<>());
      }
      for (int variable = 0; variable < network.size(); variable++) {
        int cardinality = network.cardinality(variable);
        int[] compact = new int[cardinality];
        int first = variableAt[variable];
        Arrays.setAll(compact, state -> first + state);
        waiting
            .get(cliques.home[variable])
            .add(new Input(~variable, new int[] {variable}, compact));
      }
    }

    void build() {
      nextPlace = variableAt[variableAt.length - 1];
      for (int clique = 0; clique < cliques.size(); clique++) {
        addClique(clique);
      }
      close();
    }

    /// Large and nearly full cliques are walked, but only where they make most of a large tree: a
    /// smaller one is better kept as lists, which many sets of evidence can share.
    private void chooseDense(double denseEntries) {
      double all = 0;
      double walked = 0;
      for (int clique = 0; clique < possible.length; clique++) {
        int at = cliques.tableAt[clique];
        int size = cliques.tableSize[clique];
        for (int entry = 0; entry < size; entry++) {
          possible[clique] += calibrated[at + entry] > 0 ? 1 : 0;
        }
        isDense[clique] =
            size * DENSE_SHARE >= denseEntries && possible[clique] >= LEAST_POSSIBLE * size;
        all += possible[clique];
        walked += isDense[clique] ? possible[clique] : 0;
      }
      if (all < denseEntries || 2 * walked < all) {
        Arrays.fill(isDense, false);
      }
    }

    private int[] walk(int clique, int variables) {
      List<int[]> scopes = new ArrayList<>();
      scopes.add(cliques.separator(clique));
      for (int child : cliques.children[clique]) {
        scopes.add(cliques.separator(child));
      }
      for (int vertex : cliques.vertices[clique]) {
        if (vertex < variables && cliques.home[vertex] == clique) {
          scopes.add(new int[] {vertex});
        }
      }
      int above = cliques.parent[clique];
      int[] walkAbove = above >= 0 ? walks[above] : null;
      int[] own = walkAbove == null ? null : layOut(cliques.separator(clique), walkAbove);
      return DenseNode.order(cliques, cliques.vertices[clique], own, scopes, rowEntries);
    }

    private void addClique(int clique) {
      int[] scope = cliques.vertices[clique];
      int at = cliques.tableAt[clique];
      int size = cliques.tableSize[clique];
      int[] entries = new int[possible[clique]];
      int count = 0;
      for (int entry = 0; entry < size; entry++) {
        if (calibrated[at + entry] > 0) {
          entries[count++] = entry;
        }
      }
      int above = cliques.parent[clique];
      int[] walkAbove = above >= 0 ? walks[above] : null;
      int[] walk = walks[clique];
      List<Input> joined = join(scope, waiting.get(clique), entries, size, walk);
      waiting.set(clique, List.of());
      int[] separator = cliques.separator(clique);
      int separatorSize = cliques.messageSize[clique];
      Input message =
          walk != null
              ? addDense(
                  scope,
                  walk,
                  layOut(separator, walkAbove == null ? walk : walkAbove),
                  separatorSize,
                  joined,
                  at)
              : addNode(scope, entries, separator, separatorSize, joined, at, walkAbove);
      if (above >= 0) {
        waiting.get(above).add(message);
      }
    }

    /// The variables of a message in the order of the table that takes it in, if that is walked.
    private static int[] layOut(int[] separator, int @Nullable [] walkAbove) {
      return walkAbove == null ? separator : union(walkAbove, separator, separator);
    }

    private Input addDense(
        int[] scope,
        int[] walk,
        int[] separator,
        int separatorSize,
        List<Input> messages,
        int potentialAt) {
      close();
      degree.add(messages.size());
      inputs.add(messages.stream().mapToInt(Input::source).toArray());
      List<int[]> scopes = new ArrayList<>();
      int[] begins = new int[messages.size() + 1];
      scopes.add(separator);
      begins[0] = nextPlace;
      for (Input message : messages) {
        begins[scopes.size()] = message.compact[0];
        scopes.add(message.scope);
      }
      dense.add(
          DenseNode.of(cliques, scope, walk, potentials, potentialAt, scopes, begins, rowEntries));
      int[] compact = new int[separatorSize];
      Arrays.setAll(compact, place -> nextPlace + place);
      nextPlace += separatorSize;
      return new Input(inputs.size() - 1, separator, compact);
    }

    /// Multiplies messages of a clique with each other where that is much less work than to
    /// multiply both into the clique: always the pair next whose product is smallest.
    private List<Input> join(
        int[] scope, List<Input> messages, int[] entries, int size, int @Nullable [] walk) {
      List<Input> left = new ArrayList<>(messages);
      while (left.size() > 1) {
        int first = -1;
        int second = -1;
        long smallest = Long.MAX_VALUE;
        for (int i = 0; i < left.size(); i++) {
          for (int j = i + 1; j < left.size(); j++) {
            long union = unionSize(left.get(i).scope, left.get(j).scope);
            if (union < smallest) {
              smallest = union;
              first = i;
              second = j;
            }
          }
        }
        if (smallest * (walk == null ? RELIEF : DENSE_RELIEF) > size) {
          break;
        }
        Input b = left.remove(second);
        Input a = left.remove(first);
        int[] union = union(scope, a.scope, b.scope);
        left.add(addProduct(scope, union, (int) smallest, entries, List.of(a, b), walk));
      }
      return left;
    }

    private long unionSize(int[] a, int[] b) {
      long size = 1;
      for (int vertex : a) {
        size *= cliques.cardinality(vertex);
      }
      for (int vertex : b) {
        if (!CliqueTree.contains(a, vertex)) {
          size *= cliques.cardinality(vertex);
        }
      }
      return size;
    }

    private static int[] union(int[] order, int[] a, int[] b) {
      return Arrays.stream(order)
          .filter(v -> CliqueTree.contains(a, v) || CliqueTree.contains(b, v))
          .toArray();
    }

    /// A node whose message is its table: the product of some messages, where the clique above it
    /// is possible.
    private Input addProduct(
        int[] clique,
        int[] scope,
        int size,
        int[] cliqueEntries,
        List<Input> messages,
        int @Nullable [] walkAbove) {
      boolean[] possible = new boolean[size];
      Projection projection = cliques.project(clique, scope);
      for (int entry : cliqueEntries) {
        possible[projection.place(entry)] = true;
      }
      int count = 0;
      for (boolean one : possible) {
        count += one ? 1 : 0;
      }
      int[] entries = new int[count];
      count = 0;
      for (int entry = 0; entry < size; entry++) {
        if (possible[entry]) {
          entries[count++] = entry;
        }
      }
      return addNode(scope, entries, scope, size, messages, -1, walkAbove);
    }

    /// @param separator the leading variables of the scope
    /// @param potentialAt where the weights of the entries are, or -1 for ones
    /// @param walkAbove the order of the table that takes the message in, if that is walked: then
    ///   what is impossible has a place too
    private Input addNode(
        int[] scope,
        int[] entries,
        int[] separator,
        int separatorSize,
        List<Input> messages,
        int potentialAt,
        int @Nullable [] walkAbove) {
      int size = cliques.size(scope);
      close();
      dense.add(null);
      degree.add(messages.size());
      inputs.add(messages.stream().mapToInt(Input::source).toArray());
      Projection[] projections = new Projection[messages.size()];
      for (int i = 0; i < projections.length; i++) {
        projections[i] = cliques.project(scope, messages.get(i).scope);
      }
      int[] compact = new int[separatorSize];
      int first = nextPlace;
      int[] layout = layOut(separator, walkAbove);
      Projection toLayout = cliques.project(separator, layout);
      Arrays.fill(compact, -1);
      int block = size / separatorSize;
      int group = -1;
      for (int entry : entries) {
        if (entry / block != group) {
          group = entry / block;
          compact[group] = walkAbove == null ? nextPlace++ : first + toLayout.place(group);
        }
        groups.add(compact[group]);
        weights.add(potentialAt < 0 ? 1 : potentials[potentialAt + entry]);
        for (int i = 0; i < projections.length; i++) {
          places.add(messages.get(i).compact[projections[i].place(entry)]);
        }
      }
      if (walkAbove != null) {
        nextPlace += separatorSize;
        Arrays.setAll(compact, place -> first + place);
      }
      return new Input(inputs.size() - 1, layout, compact);
    }

    /// Notes where the next node begins, or where the last one ends.
    private void close() {
      entryAt.add(weights.size());
      placeAt.add(places.size());
      messageAt.add(nextPlace);
    }
  }

  /// A growing array of numbers.
  private static final class Ints {
    private int[] values = new int[64];
    private int size;

    void add(int value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    int[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }

  /// A growing array of numbers.
  private static final class Doubles {
    private double[] values = new double[64];
    private int size;

    void add(double value) {
      if (size == values.length) {
        values = Arrays.copyOf(values, 2 * size);
      }
      values[size++] = value;
    }

    int size() {
      return size;
    }

    double[] toArray() {
      return Arrays.copyOf(values, size);
    }
  }

  /// Compiles a tree, or null if its products leave the range of a `double`, which leaves the tree
  /// to [WidePropagation].
  static @Nullable SparseTree compile(Network network, JunctionTree tree, Engine.Tuning tuning) {
    Observations nothing = Observations.resolve(network, Evidence.none());
    Workspace workspace = new Workspace();
    Propagation propagation = new Propagation(tree, workspace);
    Propagation.Potentials potentials = propagation.potentials(nothing);
    if (potentials == null || !propagation.run(nothing, potentials)) {
      return null;
    }
    return new SparseTree(network, tree.cliques(), potentials, workspace.tables, tuning);
  }
}
