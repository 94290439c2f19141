package org.lasegue.cohort.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Simulator;
import org.lasegue.cohort.Cohort;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.CaseJson;

class SparkCohortTest {
  @TempDir Path folder;

  @Tag("slow") // Spark takes a quarter of a minute to start and end
  @Test
  void sparkAndOneMachineWriteTheSameBytes() throws Exception {
    int people = Integer.getInteger("lasegue.people", 1500);
    Knowledge knowledge = KnowledgeReader.bundled();
    Simulator simulator = new Simulator(new Assessor(knowledge));
    CaseJson json = new CaseJson(knowledge);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int i = 0; i < people; i++) {
      text.writeBytes(
          json.line(simulator.draw(21, i, Simulator.Told.TYPICAL))
              .getBytes(StandardCharsets.UTF_8));
      if (i % 100 == 7) {
        text.writeBytes(
            "\n{\"format\":1,\"id\":\"x\",\"findings\":{\"nonsense\":\"present\"}}\r\n{bad\n"
                .getBytes(StandardCharsets.UTF_8));
        text.writeBytes(new byte[] {'{', (byte) 0xff, '}', '\n'});
      }
    }
    Path in = folder.resolve("in.ndjson");
    Files.write(in, text.toByteArray());
    Path expected = folder.resolve("expected.ndjson");
    Cohort.Counts counts =
        new Cohort(knowledge, Mode.EXAMINED, 2).run(in, expected, false, (_, _, _) -> {});

    Path out = folder.resolve("out");
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            // several parts even of a small file
            .config("spark.hadoop.mapreduce.input.fileinputformat.split.maxsize", "1000000")
            .getOrCreate()) {
      assertThat(SparkCohort.run(spark, in.toString(), out.toString(), Mode.EXAMINED))
          .isEqualTo(new SparkCohort.Counts(counts.rows(), counts.rejected()));
      long counted =
          spark
              .read()
              .json(out + "/counts")
              .agg(java.util.Map.of("people", "sum"))
              .first()
              .getLong(0);
      assertThat(counted).isEqualTo(counts.rows());
      assertThat(spark.read().parquet(out + "/parquet").count()).isEqualTo(counts.rows());
    }
    assertThat(parts(out.resolve("rows"))).isEqualTo(Files.readAllBytes(expected));
    assertThat(parts(out.resolve("rejected")))
        .isEqualTo(Files.readAllBytes(folder.resolve("expected.ndjson.rejected.ndjson")));
    System.out.printf(
        "%,d rows and %,d rejected, the same bytes%n", counts.rows(), counts.rejected());
  }

  private static byte[] parts(Path directory) throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path each :
          files.filter(f -> f.getFileName().toString().startsWith("part-")).sorted().toList()) {
        all.writeBytes(Files.readAllBytes(each));
      }
    }
    assertThat(all.size()).as(directory.toString()).isPositive();
    return all.toByteArray();
  }
}
