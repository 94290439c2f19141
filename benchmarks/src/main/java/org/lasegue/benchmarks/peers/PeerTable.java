package org.lasegue.benchmarks.peers;

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

/// Runs [PeerBenchmark], network by network, and prints a table of times and ratios.
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

  /// The ways in which the engine here is asked, as [PeerBenchmark] names them.
  private static final List<String> OURS = List.of("single", "batchAlone", "batch");

  private PeerTable() {}

  /// @param args names of networks; all that both engines can do if there are none
  public static void main(String[] args) throws RunnerException {
    String jar = System.getProperty("jayes");
    if (jar == null) {
      System.out.println("-Djayes=JAR is not given: Jayes is left out, so there are no ratios.");
    }
    System.out.printf("%-11s", "network");
    System.out.printf("%12s", "Jayes us");
    OURS.forEach(way -> System.out.printf("%12s %7s", way + " us", "times"));
    System.out.println();
    double[] logs = new double[OURS.size()];
    List<String> networks = args.length == 0 ? NETWORKS : List.of(args);
    for (String network : networks) {
      Map<String, Double> times = run(network, jar);
      double peer = times.getOrDefault("jayes", Double.NaN);
      System.out.printf(Locale.ROOT, "%-11s %11.1f", network, peer);
      for (int way = 0; way < logs.length; way++) {
        double time = times.getOrDefault(OURS.get(way), Double.NaN);
        System.out.printf(Locale.ROOT, "%15.1f %7.1f", time, peer / time);
        logs[way] += Math.log(peer / time) / networks.size();
      }
      System.out.println();
    }
    System.out.printf("%-23s", "geometric mean");
    for (double log : logs) {
      System.out.printf(Locale.ROOT, "%23.1f", Math.exp(log));
    }
    System.out.println();
  }

  private static Map<String, Double> run(String network, String jar) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(
                "PeerBenchmark." + (jar == null ? "(" + String.join("|", OURS) + ")$" : ".*"))
            .param("network", network)
            .jvmArgsAppend("-Xmx6g", "-Djayes=" + jar, "--sun-misc-unsafe-memory-access=allow")
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
