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

  private PeerTable() {}

  /// @param args names of networks; all that both engines can do if there are none
  public static void main(String[] args) throws RunnerException {
    String jar = System.getProperty("jayes");
    if (jar == null) {
      System.out.println("-Djayes=JAR is not given: Jayes is left out, so there are no ratios.");
    }
    System.out.printf(
        "%-11s %12s %12s %12s %8s %8s%n",
        "network", "Jayes us", "single us", "batch us", "single", "batch");
    double single = 0;
    double batch = 0;
    List<String> networks = args.length == 0 ? NETWORKS : List.of(args);
    for (String network : networks) {
      Map<String, Double> times = run(network, jar);
      double peer = times.getOrDefault("jayes", Double.NaN);
      double one = times.getOrDefault("single", Double.NaN);
      double many = times.getOrDefault("batch", Double.NaN);
      System.out.printf(
          Locale.ROOT,
          "%-11s %12.1f %12.1f %12.1f %8.1f %8.1f%n",
          network,
          peer,
          one,
          many,
          peer / one,
          peer / many);
      single += Math.log(peer / one) / networks.size();
      batch += Math.log(peer / many) / networks.size();
    }
    System.out.printf(
        Locale.ROOT, "%-50s %8.1f %8.1f%n", "geometric mean", Math.exp(single), Math.exp(batch));
  }

  private static Map<String, Double> run(String network, String jar) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("PeerBenchmark." + (jar == null ? "(single|batch)" : ".*"))
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
