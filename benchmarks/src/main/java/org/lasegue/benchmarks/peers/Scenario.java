package org.lasegue.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.lasegue.inference.BifReader;
import org.lasegue.inference.ErgReader;
import org.lasegue.inference.Evidence;
import org.lasegue.inference.Network;
import org.lasegue.inference.Table;
import org.lasegue.inference.Variable;

/// A reference network, its variables with parents first, and evidence sets of a tenth of the
/// variables, at least one, drawn by forward sampling under a fixed seed.
record Scenario(
    Network network,
    List<Variable> variables,
    int[] cardinalities,
    List<int[]> parents,
    List<double[]> tables,
    List<int[]> states) {

  private static final long SEED = 4;

  static Scenario load(Path networks, String name, int evidenceSets) {
    Network network =
        name.startsWith("cpcs")
            ? ErgReader.parse(text(networks.resolve(name + ".erg.gz")))
            : BifReader.parse(name, text(networks.resolve(name + ".bif.gz")));
    return of(network, evidenceSets);
  }

  private static Scenario of(Network network, int evidenceSets) {
    List<Variable> variables = new ArrayList<>();
    Map<String, Integer> indexes = new HashMap<>();
    List<int[]> parents = new ArrayList<>();
    List<double[]> tables = new ArrayList<>();
    while (variables.size() < network.variables().size()) {
      for (Variable variable : network.variables()) {
        Table table = (Table) network.distribution(variable.name());
        if (!indexes.containsKey(variable.name())
            && indexes.keySet().containsAll(table.parents())) {
          indexes.put(variable.name(), variables.size());
          variables.add(variable);
          parents.add(table.parents().stream().mapToInt(indexes::get).toArray());
          tables.add(table.values());
        }
      }
    }
    int[] cardinalities = variables.stream().mapToInt(v -> v.states().size()).toArray();
    SplittableRandom random = new SplittableRandom(SEED);
    List<int[]> states = new ArrayList<>();
    for (int i = 0; i < evidenceSets; i++) {
      states.add(observe(random, sample(random, cardinalities, parents, tables)));
    }
    return new Scenario(network, variables, cardinalities, parents, tables, states);
  }

  private static int[] sample(
      SplittableRandom random, int[] cardinalities, List<int[]> parents, List<double[]> tables) {
    int[] states = new int[cardinalities.length];
    for (int variable = 0; variable < states.length; variable++) {
      int row = 0;
      for (int parent : parents.get(variable)) {
        row = row * cardinalities[parent] + states[parent];
      }
      double left = random.nextDouble();
      int last = -1;
      for (int state = 0; state < cardinalities[variable] && left >= 0; state++) {
        double probability = tables.get(variable)[row * cardinalities[variable] + state];
        left -= probability;
        last = probability > 0 ? state : last;
      }
      states[variable] = last;
    }
    return states;
  }

  private static int[] observe(SplittableRandom random, int[] states) {
    int wanted = Math.max(1, states.length / 10);
    int seen = 0;
    for (int i = 0; i < states.length; i++) {
      if (random.nextInt(states.length - i) < wanted - seen) {
        seen++;
      } else {
        states[i] = -1;
      }
    }
    return states;
  }

  Evidence evidence(int[] states) {
    Evidence evidence = Evidence.none();
    for (int i = 0; i < states.length; i++) {
      if (states[i] >= 0) {
        Variable variable = variables.get(i);
        evidence = evidence.observe(variable.name(), variable.states().get(states[i]));
      }
    }
    return evidence;
  }

  private static String text(Path file) {
    try (InputStream plain = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
