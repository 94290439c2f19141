package org.lasegue.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Small random networks of tables and gates, and the ways an engine may go about them.
final class RandomNetworks {

  private static final int MAX_JOINT = 4000;

  /// One tree for all evidence; a tree per pattern; a tree per pattern without what it does not
  /// need; wide numbers.
  static final List<Engine.Tuning> TUNINGS =
      List.of(
          Engine.Tuning.DEFAULT,
          new Engine.Tuning(1 << 20, 1, false, 0, 2),
          new Engine.Tuning(0, 1, false, 0, 2),
          new Engine.Tuning(0, 0, false, 0, 2),
          new Engine.Tuning(1 << 20, 1, true, 0, 2),
          new Engine.Tuning(0, 0, true, 0, 2));

  private RandomNetworks() {}

  static Network network(SplittableRandom random) {
    Network.Builder builder = Network.builder();
    int size = 1 + random.nextInt(11);
    List<Variable> variables = new ArrayList<>();
    int joint = 1;
    while (variables.size() < size) {
      int cardinality = random.nextInt(10) == 0 ? 1 : 2 + random.nextInt(random.nextInt(1, 4));
      if (joint * cardinality > MAX_JOINT) {
        break;
      }
      joint *= cardinality;
      List<String> states = new ArrayList<>();
      for (int state = 0; state < cardinality; state++) {
        states.add("s" + state);
      }
      Variable variable = new Variable("v" + variables.size(), states);
      builder.variable(variable).define(variable.name(), distribution(random, variable, variables));
      variables.add(variable);
    }
    return builder.build();
  }

  private static ConditionalDistribution distribution(
      SplittableRandom random, Variable variable, List<Variable> before) {
    boolean gate = random.nextInt(3) > 0;
    int count = before.isEmpty() ? 0 : random.nextInt(Math.min(before.size(), gate ? 6 : 3) + 1);
    List<Variable> parents =
        random
            .ints(0, Math.max(1, before.size()))
            .distinct()
            .limit(count)
            .mapToObj(before::get)
            .toList();
    int cardinality = variable.states().size();
    if (!gate) {
      int rows = 1;
      for (Variable parent : parents) {
        rows *= parent.states().size();
      }
      double[] values = new double[rows * cardinality];
      for (int row = 0; row < rows; row++) {
        System.arraycopy(row(random, cardinality), 0, values, row * cardinality, cardinality);
      }
      return new Table(parents.stream().map(Variable::name).toList(), values);
    }
    List<NoisyMax.Cause> causes = new ArrayList<>();
    for (Variable parent : parents) {
      double[][] rows = new double[parent.states().size()][];
      for (int state = 0; state < rows.length; state++) {
        rows[state] = row(random, cardinality);
      }
      causes.add(new NoisyMax.Cause(parent.name(), rows));
    }
    return new NoisyMax(causes, row(random, cardinality));
  }

  /// A random distribution; about one entry in six is zero.
  private static double[] row(SplittableRandom random, int length) {
    double[] row = new double[length];
    double sum = 0;
    while (sum == 0) {
      for (int i = 0; i < length; i++) {
        row[i] = random.nextInt(6) == 0 ? 0 : Math.pow(random.nextDouble(), 4);
        sum += row[i];
      }
    }
    for (int i = 0; i < length; i++) {
      row[i] /= sum;
    }
    return row;
  }

  static Evidence evidence(SplittableRandom random, Network network) {
    Evidence evidence = Evidence.none();
    for (Variable variable : network.variables()) {
      switch (random.nextInt(5)) {
        case 0, 1 ->
            evidence =
                evidence.observe(
                    variable.name(),
                    variable.states().get(random.nextInt(variable.states().size())));
        case 2 -> {
          if (random.nextInt(3) == 0) {
            double[] weights = row(random, variable.states().size());
            weights[0] += 0.1;
            evidence = evidence.weigh(variable.name(), weights);
          }
        }
        default -> {}
      }
    }
    return evidence;
  }
}
