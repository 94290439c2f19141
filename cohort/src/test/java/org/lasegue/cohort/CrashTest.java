package org.lasegue.cohort;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.assessment.Mode;

/// Kills a run (SIGKILL) at random moments and starts it again: in the end the output is the same
/// bytes as that of a run nobody disturbed.
class CrashTest {
  @TempDir Path folder;

  @Test
  void aKilledRunEndsWithTheSameBytes() throws Exception {
    assertThat(kill(folder, 3, 150)).isPositive();
  }

  /// Two outputs side by side, as most of a run that is killed so soon is its start.
  @Tag("slow") // starts two hundred processes
  @Test
  void aRunKilledTwoHundredTimesEndsWithTheSameBytes() throws Exception {
    Path one = Files.createDirectory(folder.resolve("one"));
    Path two = Files.createDirectory(folder.resolve("two"));
    try (ExecutorService both = Executors.newFixedThreadPool(2)) {
      Future<Integer> first = both.submit(() -> kill(one, 100, 1500));
      Future<Integer> second = both.submit(() -> kill(two, 101, 1500));
      assertThat(first.get() + second.get()).isGreaterThan(190);
    }
  }

  /// How many runs were killed before they ended by themselves.
  private static int kill(Path folder, int times, int people) throws Exception {
    Path in = folder.resolve("in.ndjson");
    List<String> lines = new ArrayList<>(People.lines(people));
    for (int i = 0; i < people; i += 10) {
      lines.add(
          i, "{\"format\":1,\"id\":\"bad-" + i + "\",\"findings\":{\"nonsense\":\"present\"}}\n");
    }
    Files.writeString(in, String.join("", lines));
    Path expected = folder.resolve("expected.ndjson");
    new Cohort(People.KNOWLEDGE, Mode.EXAMINED, 2).run(in, expected, false, (_, _, _) -> {});

    Path out = folder.resolve("out.ndjson");
    Random random = new Random(times);
    int killed = 0;
    for (int i = 0; i < times; i++) {
      killed += killed(folder, in, out, random) ? 1 : 0;
    }
    assertThat(start(in, out).waitFor()).as("the last run ends by itself").isZero();

    assertThat(out).hasSameBinaryContentAs(expected);
    assertThat(folder.resolve("out.ndjson.rejected.ndjson"))
        .hasSameBinaryContentAs(folder.resolve("expected.ndjson.rejected.ndjson"));
    assertThat(folder).isDirectoryNotContaining("glob:**checkpoint*");
    assertThat(folder).isDirectoryNotContaining("glob:**partial");
    System.out.printf("%d runs killed, then the same bytes%n", killed);
    return killed;
  }

  /// One in four may be killed while it starts, the others once they write. Whether it still ran.
  private static boolean killed(Path folder, Path in, Path out, Random random) throws Exception {
    if (Files.exists(out)) {
      return false;
    }
    Path partial = folder.resolve("out.ndjson.partial");
    long before = Files.exists(partial) ? Files.size(partial) : 0;
    Process process = start(in, out);
    if (random.nextInt(4) == 0) {
      process.waitFor(random.nextInt(2000), TimeUnit.MILLISECONDS);
    } else {
      while (process.isAlive() && (!Files.exists(partial) || Files.size(partial) == before)) {
        Thread.sleep(2);
      }
      process.waitFor(random.nextInt(120), TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    return process.waitFor() == 128 + 9;
  }

  private static Process start(Path in, Path out) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("java.class.path"),
            KilledCohort.class.getName(),
            in.toString(),
            out.toString())
        .inheritIO()
        .start();
  }
}
