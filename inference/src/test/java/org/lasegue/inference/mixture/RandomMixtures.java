package org.lasegue.inference.mixture;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Small random mixtures with mechanisms, graded variables, odds and implications, and the same as
/// a general network.
record RandomMixtures(PairMixture mixture, Population population, List<Parts> parts) {
  /// What a block was made of.
  record Parts(int[] variables, List<Block.Action> first, List<Block.Action> second) {}

  static RandomMixtures of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int first = 2 + random.nextInt(5);
    int second = 1 + random.nextInt(4);
    Groups firstGroups = groups(first, random);
    Groups secondGroups = groups(second, random);
    List<Variable> variables = new ArrayList<>();
    List<Parts> parts = new ArrayList<>();
    int blocks = 2 + random.nextInt(3);
    for (int b = 0; b < blocks; b++) {
      int size = 1 + random.nextInt(3);
      int[] members = new int[size];
      for (int i = 0; i < size; i++) {
        members[i] = variables.size();
        boolean implies =
            i > 0
                && variables.get(members[i - 1]).levels() == 2
                && variables.get(members[i - 1]).gate() == Gate.MAX
                && random.nextBoolean();
        Gate gate = !implies && random.nextInt(4) == 0 ? Gate.ODDS : Gate.MAX;
        int levels = implies || random.nextInt(3) > 0 ? 2 : 3;
        variables.add(new Variable("v" + members[i], levels, gate, implies ? members[i - 1] : -1));
      }
      parts.add(
          new Parts(
              members,
              actions(first, members, variables, random),
              actions(second, members, variables, random)));
    }
    double[] prior = new double[first * second];
    for (int h = 0; h < prior.length; h++) {
      prior[h] = random.nextInt(6) == 0 ? 0 : Math.pow(10, -6 * random.nextDouble());
    }
    double[] firstShare = new double[firstGroups.count() * secondGroups.count()];
    double[] secondShare = new double[firstShare.length];
    for (int pair = 0; pair < firstShare.length; pair++) {
      firstShare[pair] = random.nextDouble();
      secondShare[pair] = random.nextDouble();
    }
    prior[0] = 0.5;
    double[][] background = new double[variables.size()][];
    for (Variable variable : variables) {
      background[Integer.parseInt(variable.name().substring(1))] =
          distribution(variable.levels(), random);
    }
    PairMixture mixture =
        new PairMixture(
            firstGroups,
            secondGroups,
            variables,
            parts.stream().map(p -> new Block(p.variables(), p.first(), p.second())).toList());
    return new RandomMixtures(
        mixture, new Population(prior, background, firstShare, secondShare), parts);
  }

  private static Groups groups(int causes, SplittableRandom random) {
    int[] of = new int[causes];
    int count = 1;
    for (int i = 1; i < causes; i++) {
      of[i] = random.nextInt(count + 1);
      count = Math.max(count, of[i] + 1);
    }
    return new Groups(of, count);
  }

  private static List<Block.Action> actions(
      int causes, int[] members, List<Variable> variables, SplittableRandom random) {
    List<Block.Action> actions = new ArrayList<>();
    boolean alike = random.nextBoolean();
    for (int cause = 0; cause < causes; cause++) {
      if (alike && cause > 0 && random.nextBoolean()) {
        actions.add(actions.get(random.nextInt(cause)));
        continue;
      }
      int count = 1 + random.nextInt(2);
      double[] weights = distribution(count, random);
      List<Profile> profiles = new ArrayList<>();
      List<Double> shares = new ArrayList<>();
      for (int p = 0; p < count; p++) {
        double[][] effects = new double[members.length][];
        for (int i = 0; i < members.length; i++) {
          Variable variable = variables.get(members[i]);
          if (variable.gate() == Gate.ODDS) {
            effects[i] = new double[variable.levels()];
            for (int l = 0; l < effects[i].length; l++) {
              effects[i][l] = l == 0 ? 1 : Math.exp(4 * random.nextDouble() - 2);
            }
          } else if (random.nextInt(3) == 0) {
            effects[i] = new double[variable.levels()];
            effects[i][0] = 1;
          } else {
            effects[i] = distribution(variable.levels(), random);
          }
        }
        profiles.add(new Profile(effects));
        shares.add(weights[p]);
      }
      actions.add(new Block.Action(profiles, shares));
    }
    return actions;
  }

  /// Probabilities down to about one in a million.
  static double[] distribution(int size, SplittableRandom random) {
    double[] result = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      boolean never = i > 0 && random.nextInt(12) == 0;
      result[i] = never ? 0 : Math.pow(10, -(i == 0 ? 1 : 6) * random.nextDouble());
      sum += result[i];
    }
    for (int i = 0; i < size; i++) {
      result[i] /= sum;
    }
    return result;
  }

  /// Consistent observations: nothing absent that something observed present implies.
  int[] observations(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] levels = new Sampler(mixture, population).draw(random).levels().clone();
    for (int v = 0; v < levels.length; v++) {
      if (random.nextInt(3) == 0) {
        levels[v] = -1;
      }
    }
    return levels;
  }
}
