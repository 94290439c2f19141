package org.lasegue.inference;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A discrete Bayesian network: variables in the order they were declared, each with the
/// distribution that ties it to its parents. Immutable; rows are normalised when it is built.
public final class Network {

  private final List<Variable> variables;
  private final Map<String, Integer> indexes;
  private final ConditionalDistribution[] distributions;
  private final int[][] parents;
  private final int[] topologicalOrder;
  private final int[] statesAt;

  private Network(
      List<Variable> variables,
      Map<String, Integer> indexes,
      ConditionalDistribution[] distributions,
      int[][] parents,
      int[] topologicalOrder) {
    this.variables = variables;
    this.indexes = indexes;
    this.distributions = distributions;
    this.parents = parents;
    this.topologicalOrder = topologicalOrder;
    this.statesAt = new int[variables.size() + 1];
    for (int i = 0; i < variables.size(); i++) {
      statesAt[i + 1] = statesAt[i] + variables.get(i).cardinality();
    }
  }

  public static Builder builder() {
    return new Builder();
  }

  /// The variables in the order of their declaration.
  public List<Variable> variables() {
    return variables;
  }

  public boolean contains(String variable) {
    return indexes.containsKey(variable);
  }

  /// The variable of a name.
  ///
  /// @throws UnknownNameException if the network has no such variable
  public Variable variable(String name) {
    return variables.get(indexOf(name));
  }

  /// The distribution of a variable given its parents, with normalised rows.
  ///
  /// @throws UnknownNameException if the network has no such variable
  public ConditionalDistribution distribution(String variable) {
    return distributions[indexOf(variable)];
  }

  int size() {
    return variables.size();
  }

  int indexOf(String variable) {
    Integer index = indexes.get(variable);
    if (index == null) {
      throw UnknownNameException.variable(variable, indexes.keySet());
    }
    return index;
  }

  Variable variable(int index) {
    return variables.get(index);
  }

  int cardinality(int index) {
    return variables.get(index).cardinality();
  }

  /// Where the states of each variable begin if those of all are put in a row, and where they end.
  int[] statesAt() {
    return statesAt;
  }

  int[] cardinalities() {
    return variables.stream().mapToInt(Variable::cardinality).toArray();
  }

  ConditionalDistribution distribution(int index) {
    return distributions[index];
  }

  int[] parents(int index) {
    return parents[index];
  }

  /// Variable indexes, parents before children.
  int[] topologicalOrder() {
    return topologicalOrder;
  }

  /// Collects declarations in any order; [#build()] checks that they fit together.
  public static final class Builder {

    private final Map<String, Variable> variables = new LinkedHashMap<>();
    private final Map<String, ConditionalDistribution> distributions = new HashMap<>();

    private Builder() {}

    /// Declares a variable and its states, in order.
    ///
    /// @throws InvalidNetworkException if the variable or one of its states is declared twice
    public Builder variable(String name, String... states) {
      return variable(new Variable(name, List.of(states)));
    }

    /// Declares a variable.
    ///
    /// @throws InvalidNetworkException if one of this name is declared already
    public Builder variable(Variable variable) {
      if (variables.putIfAbsent(variable.name(), variable) != null) {
        throw new InvalidNetworkException(
            "variable '" + variable.name() + "' is declared more than once");
      }
      return this;
    }

    /// Gives a variable its prior: one probability per state.
    public Builder prior(String variable, double... probabilities) {
      return define(variable, Table.prior(probabilities));
    }

    /// Gives a variable a conditional probability table, laid out as in [Table].
    public Builder table(String variable, List<String> parents, double... values) {
      return define(variable, new Table(parents, values));
    }

    /// Gives a two-state variable a noisy-OR gate.
    public Builder noisyOr(String variable, double leak, NoisyMax.Cause... causes) {
      return define(variable, NoisyMax.or(leak, causes));
    }

    /// Gives a variable its distribution.
    ///
    /// @throws InvalidNetworkException if it has one already
    public Builder define(String variable, ConditionalDistribution distribution) {
      if (distributions.putIfAbsent(variable, distribution) != null) {
        throw new InvalidNetworkException("variable '" + variable + "' is defined more than once");
      }
      return this;
    }

    /// Checks everything and builds the network.
    ///
    /// @throws UnknownNameException if a definition or a parent names no declared variable
    /// @throws InvalidNetworkException if a variable has no definition, numbers do not fit the
    ///   states, a row does not sum to one within 0.001, or the arcs form a cycle
    public Network build() {
      List<Variable> list = List.copyOf(variables.values());
      Map<String, Integer> indexes = new LinkedHashMap<>();
      for (Variable variable : list) {
        indexes.put(variable.name(), indexes.size());
      }
      for (String defined : distributions.keySet()) {
        indexOf(defined, indexes);
      }
      ConditionalDistribution[] checked = new ConditionalDistribution[list.size()];
      int[][] parents = new int[list.size()][];
      for (int i = 0; i < checked.length; i++) {
        Variable variable = list.get(i);
        ConditionalDistribution distribution = distributions.get(variable.name());
        if (distribution == null) {
          throw new InvalidNetworkException("variable '" + variable.name() + "' is not defined");
        }
        parents[i] = resolveParents(variable, distribution, indexes);
        checked[i] = normalise(variable, distribution, parents[i], list);
      }
      return new Network(
          list,
          Collections.unmodifiableMap(indexes),
          checked,
          parents,
          topologicalOrder(list, parents));
    }

    private static int indexOf(String name, Map<String, Integer> indexes) {
      Integer index = indexes.get(name);
      if (index == null) {
        throw UnknownNameException.variable(name, indexes.keySet());
      }
      return index;
    }

    private static int[] resolveParents(
        Variable variable, ConditionalDistribution distribution, Map<String, Integer> indexes) {
      List<String> names = distribution.parents();
      Set<String> seen = new HashSet<>();
      int[] resolved = new int[names.size()];
      for (int i = 0; i < resolved.length; i++) {
        if (!seen.add(names.get(i))) {
          throw new InvalidNetworkException(
              "variable '" + variable.name() + "' names the parent '" + names.get(i) + "' twice");
        }
        resolved[i] = indexOf(names.get(i), indexes);
      }
      return resolved;
    }

    private static ConditionalDistribution normalise(
        Variable variable,
        ConditionalDistribution distribution,
        int[] parents,
        List<Variable> variables) {
      return switch (distribution) {
        case Table table -> normalise(variable, table, parents, variables);
        case NoisyMax gate -> normalise(variable, gate, parents, variables);
      };
    }

    private static Table normalise(
        Variable variable, Table table, int[] parents, List<Variable> variables) {
      long rows = 1;
      for (int parent : parents) {
        rows *= variables.get(parent).cardinality();
        if (rows > Integer.MAX_VALUE) {
          break;
        }
      }
      double[] values = table.values();
      int cardinality = variable.cardinality();
      if (rows * cardinality != values.length) {
        throw new InvalidNetworkException(
            "the table of '"
                + variable.name()
                + "' needs "
                + rows
                + " rows of "
                + cardinality
                + " values, but has "
                + values.length
                + " values");
      }
      for (int row = 0; row < rows; row++) {
        int number = row + 1;
        Rows.normalise(
            values,
            row * cardinality,
            cardinality,
            () -> "row " + number + " of the table of '" + variable.name() + "'");
      }
      return new Table(table.parents(), values);
    }

    private static NoisyMax normalise(
        Variable variable, NoisyMax gate, int[] parents, List<Variable> variables) {
      List<NoisyMax.Cause> causes = new ArrayList<>();
      for (int i = 0; i < parents.length; i++) {
        NoisyMax.Cause cause = gate.causes().get(i);
        String where = "cause '" + cause.parent() + "' of '" + variable.name() + "'";
        Variable parent = variables.get(parents[i]);
        double[][] rows = cause.contributions();
        if (rows.length != parent.cardinality()) {
          throw new InvalidNetworkException(
              where
                  + " needs one row for each of the "
                  + parent.cardinality()
                  + " states of the parent, but has "
                  + rows.length);
        }
        for (int state = 0; state < rows.length; state++) {
          normaliseRow(rows[state], variable, where + " in state " + parent.states().get(state));
        }
        causes.add(new NoisyMax.Cause(cause.parent(), rows));
      }
      double[] leak = gate.leak();
      normaliseRow(leak, variable, "the leak of '" + variable.name() + "'");
      return new NoisyMax(causes, leak);
    }

    private static void normaliseRow(double[] row, Variable variable, String where) {
      if (row.length != variable.cardinality()) {
        throw new InvalidNetworkException(
            where + ": needs " + variable.cardinality() + " probabilities, but has " + row.length);
      }
      Rows.normalise(row, 0, row.length, () -> where);
    }

    /// Kahn's algorithm; the lowest index first among those that are ready.
    private static int[] topologicalOrder(List<Variable> variables, int[][] parents) {
      int size = parents.length;
      int[] waiting = new int[size];
      List<List<Integer>> children = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        children.add(new ArrayList<>());
      }
      for (int i = 0; i < size; i++) {
        waiting[i] = parents[i].length;
        for (int parent : parents[i]) {
          children.get(parent).add(i);
        }
      }
      Deque<Integer> ready = new ArrayDeque<>();
      for (int i = 0; i < size; i++) {
        if (waiting[i] == 0) {
          ready.add(i);
        }
      }
      int[] order = new int[size];
      int placed = 0;
      while (!ready.isEmpty()) {
        int next = ready.remove();
        order[placed++] = next;
        for (int child : children.get(next)) {
          if (--waiting[child] == 0) {
            ready.add(child);
          }
        }
      }
      if (placed < size) {
        throw new InvalidNetworkException(
            "the arcs form a cycle: " + cycle(variables, parents, waiting));
      }
      return order;
    }

    private static String cycle(List<Variable> variables, int[][] parents, int[] waiting) {
      int start = 0;
      while (waiting[start] == 0) {
        start++;
      }
      int[] visitedAt = new int[parents.length];
      Arrays.fill(visitedAt, -1);
      List<String> path = new ArrayList<>();
      int at = start;
      while (visitedAt[at] < 0) {
        visitedAt[at] = path.size();
        path.add(variables.get(at).name());
        at = waitingParent(parents[at], waiting);
      }
      List<String> cycle = new ArrayList<>(path.subList(visitedAt[at], path.size()));
      cycle.add(variables.get(at).name());
      Collections.reverse(cycle);
      return String.join(" -> ", cycle);
    }

    private static int waitingParent(int[] parents, int[] waiting) {
      for (int parent : parents) {
        if (waiting[parent] > 0) {
          return parent;
        }
      }
      throw new IllegalStateException("a variable waits for a parent that is placed");
    }
  }
}
