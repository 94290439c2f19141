package org.lasegue.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Simulator;
import org.lasegue.cohort.Cohort;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.CaseJson;

/// People a second of a whole cohort run, from file to file, by number of threads: reading,
/// scoring, writing and forcing to the disk. The first run warms up and is not shown.
///
/// Beside the clock it prints the processor time of all threads for one person, which other work on
/// the machine moves less.
public final class CohortThroughput {
  private static final String ROW = "%8s %14s %22s%n";

  private CohortThroughput() {}

  /// @param arguments how many people (default 10,000), then numbers of threads (default 1 and all)
  public static void main(String[] arguments) throws IOException {
    int people = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int all = Runtime.getRuntime().availableProcessors();
    int[] threads = {1, all};
    if (arguments.length > 1) {
      threads = new int[arguments.length - 1];
      for (int i = 0; i < threads.length; i++) {
        threads[i] = Integer.parseInt(arguments[i + 1]);
      }
    }
    Knowledge knowledge = KnowledgeReader.bundled();
    Path folder = Files.createTempDirectory("lasegue-cohort");
    Path in = folder.resolve("people.ndjson");
    Path out = folder.resolve("rows.ndjson");
    try {
      Simulator simulator = new Simulator(new Assessor(knowledge));
      CaseJson json = new CaseJson(knowledge);
      try (BufferedWriter writer = Files.newBufferedWriter(in)) {
        for (int i = 0; i < people; i++) {
          writer.write(json.line(simulator.draw(7, i, Simulator.Told.TYPICAL)));
        }
      }
      System.out.printf(
          Locale.ROOT, "%,d people, %,d bytes each%n", people, Files.size(in) / people);
      System.out.printf(Locale.ROOT, ROW, "threads", "people/s", "processor ms/person");
      run(knowledge, in, out, all);
      for (int each : threads) {
        long clock = System.nanoTime();
        long processor = processor();
        run(knowledge, in, out, each);
        double seconds = (System.nanoTime() - clock) / 1e9;
        System.out.printf(
            Locale.ROOT,
            ROW,
            each,
            String.format(Locale.ROOT, "%.0f", people / seconds),
            String.format(Locale.ROOT, "%.2f", (processor() - processor) / 1e6 / people));
      }
    } finally {
      Files.deleteIfExists(in);
      Files.deleteIfExists(out);
      Files.deleteIfExists(folder);
    }
  }

  private static void run(Knowledge knowledge, Path in, Path out, int threads) throws IOException {
    new Cohort(knowledge, Mode.EXAMINED, threads).run(in, out, true, (_, _, _) -> {});
  }

  /// Of the whole process.
  private static long processor() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
