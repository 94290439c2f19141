package org.lasegue.cohort.spark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Simulator;
import org.lasegue.cohort.Cohort;
import org.lasegue.cohort.RowColumns;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.CaseJson;

class SparkCohortTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Tag("slow") // Spark takes a quarter of a minute to start and end
  @Test
  void sparkAndOneMachineWriteTheSameBytes() throws Exception {
    int people = Integer.getInteger("people", 1500);
    Knowledge knowledge = KnowledgeReader.bundled();
    Simulator simulator = new Simulator(new Assessor(knowledge));
    CaseJson json = new CaseJson(knowledge);
    Path in = folder.resolve("in.ndjson");
    try (OutputStream text = new BufferedOutputStream(Files.newOutputStream(in))) {
      for (int i = 0; i < people; i++) {
        text.write(
            json.line(simulator.draw(21, i, Simulator.Told.TYPICAL))
                .getBytes(StandardCharsets.UTF_8));
        if (i % 100 == 7) {
          text.write(
              "\n{\"format\":1,\"id\":\"x\",\"findings\":{\"nonsense\":\"present\"}}\r\n{bad\n"
                  .getBytes(StandardCharsets.UTF_8));
          text.write(new byte[] {'{', (byte) 0xff, '}', '\n'});
        }
      }
    }
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
          spark.read().json(out + "/counts").agg(Map.of("people", "sum")).first().getLong(0);
      assertThat(counted).isEqualTo(counts.rows());
      Dataset<Row> table = spark.read().parquet(out + "/parquet");
      assertThat(table.count()).isEqualTo(counts.rows());
      assertThat(table.columns())
          .containsExactly(
              RowColumns.all().stream().map(RowColumns.Column::name).toArray(String[]::new));
      // read back as JSON it holds what the rows hold
      assertThat(counted(table.toJSON().collectAsList()))
          .isEqualTo(counted(Files.readAllLines(expected)));
    }
    assertThat(parts(out.resolve("rows"))).isEqualTo(Files.readAllBytes(expected));
    assertThat(parts(out.resolve("rejected")))
        .isEqualTo(Files.readAllBytes(folder.resolve("expected.ndjson.rejected.ndjson")));
    System.out.printf(
        "%,d rows and %,d rejected, the same bytes%n", counts.rows(), counts.rejected());
  }

  /// How often each row is there, in whatever order.
  private static Map<Map<String, Object>, Long> counted(List<String> rows) {
    return rows.stream()
        .map(SparkCohortTest::told)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
  }

  /// What a JSON object tells: without what is null, and every number as a double.
  private static Map<String, Object> told(String row) {
    try {
      JsonNode node = JSON.readTree(row);
      return fields(node);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(row, e);
    }
  }

  private static Map<String, Object> fields(JsonNode node) {
    Map<String, Object> result = new TreeMap<>();
    node.properties().stream()
        .filter(f -> !f.getValue().isNull())
        .forEach(f -> result.put(f.getKey(), value(f.getValue())));
    return result;
  }

  private static Object value(JsonNode node) {
    if (node.isArray()) {
      List<Object> result = new ArrayList<>();
      node.forEach(each -> result.add(value(each)));
      return result;
    }
    return node.isObject() ? fields(node) : node.isNumber() ? node.doubleValue() : node.textValue();
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
