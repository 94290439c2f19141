package org.lasegue.benchmarks.peers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Runs [PeerBenchmark], network by network, and prints a table of times and ratios: everything by
/// one thread, and a batch by all threads of the machine too.
public final class PeerTable {

  private static final List<String> NETWORKS =
      List.of(
          "asia",
          "cancer",
          "earthquake",
          "survey",
          "sachs",
          "child",
          "alarm",
          "insurance",
          "hailfinder",
          "hepar2",
          "win95pts",
          "pathfinder",
          "cpcs54",
          "cpcs179",
          "andes",
          "pigs",
          "water",
          "mildew",
          "cpcs360b",
          "munin2",
          "munin3",
          "munin4",
          "diabetes",
          "barley");

  private static final List<String> WAYS = List.of("single", "batch alone", "batch");

  /// What is asked of the common pool is then done by the thread that asks.
  private static final String ALONE = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=0";

  private PeerTable() {}

  /// @param args names of networks; all that both engines can do if there are none
  public static void main(String[] args) throws RunnerException {
    String jar = System.getProperty("jayes");
    if (jar == null) {
      System.out.println("-Djayes=JAR is not given: Jayes is left out, so there are no ratios.");
    }
    System.out.printf("%-11s %11s", "network", "Jayes us");
    WAYS.forEach(way -> System.out.printf("%13s us %7s", way, "times"));
    System.out.println();
    double[] logs = new double[WAYS.size()];
    List<String> networks = args.length == 0 ? NETWORKS : List.of(args);
    for (String network : networks) {
      Map<String, Double> alone =
          run(network, jar, "single|batch" + (jar == null ? "" : "|jayes"), ALONE);
      Map<String, Double> together = run(network, jar, "batch");
      double peer = alone.getOrDefault("jayes", Double.NaN);
      double[] times = {
        alone.getOrDefault("single", Double.NaN),
        alone.getOrDefault("batch", Double.NaN),
        together.getOrDefault("batch", Double.NaN)
      };
      System.out.printf(Locale.ROOT, "%-11s %11.1f", network, peer);
      for (int way = 0; way < times.length; way++) {
        System.out.printf(Locale.ROOT, "%16.1f %7.1f", times[way], peer / times[way]);
        logs[way] += Math.log(peer / times[way]) / networks.size();
      }
      System.out.println();
    }
    System.out.printf("%-23s", "geometric mean");
    for (double log : logs) {
      System.out.printf(Locale.ROOT, "%24.1f", Math.exp(log));
    }
    System.out.println();
  }

  /// @param ways the benchmarks, a regular expression
  private static Map<String, Double> run(
      String network, String jar, String ways, String... jvmArguments) throws RunnerException {
    List<String> arguments = new ArrayList<>(List.of(jvmArguments));
    arguments.addAll(List.of("-Xmx6g", "-Djayes=" + jar, "--sun-misc-unsafe-memory-access=allow"));
    var options =
        new OptionsBuilder()
            .include("PeerBenchmark.(" + ways + ")$")
            .param("network", network)
            .jvmArgsAppend(arguments.toArray(String[]::new))
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    Map<String, Double> times = new HashMap<>();
    for (RunResult result : results) {
      times.put(result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore());
    }
    return times;
  }
}
