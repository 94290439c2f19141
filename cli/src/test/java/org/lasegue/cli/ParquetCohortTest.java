package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.StructAccessor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.cohort.RowColumns;
import org.lasegue.cohort.RowColumns.Column;
import org.lasegue.cohort.RowColumns.Type;
import org.xerial.snappy.Snappy;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A cohort from and to Parquet, read and written by another library than the one that is tested.
class ParquetCohortTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  private List<String> people;
  private Path in;
  private Path rows;

  @BeforeEach
  void theRowsOfSomePeople() throws IOException {
    in = folder.resolve("people.ndjson");
    rows = folder.resolve("rows.ndjson");
    Files.writeString(in, Run.of("simulate", "30", "--seed", "9").out());
    // a child has no causes, axes or next test
    Files.writeString(
        in,
        "{\"format\":1,\"id\":\"child\",\"age\":9,\"findings\":{}}\n",
        java.nio.file.StandardOpenOption.APPEND);
    people = Files.readAllLines(in);
    assertThat(Run.of("cohort", in.toString(), rows.toString()).code()).isZero();
  }

  @Test
  void theTableHoldsWhatTheRowsHold() throws IOException {
    Path table = folder.resolve("rows.parquet");
    Run run = Run.of("cohort", in.toString(), table.toString());
    assertThat(run.code()).as(run.err()).isZero();
    List<JsonNode> expected = new ArrayList<>();
    for (String row : Files.readAllLines(rows)) {
      expected.add(withoutNulls((ObjectNode) JSON.readTree(row)));
    }
    assertThat(expected).hasSize(31);
    assertThat(read(table)).containsExactlyElementsOf(expected);
    assertThat(folder).isDirectoryNotContaining("glob:**partial");

    byte[] first = Files.readAllBytes(table);
    Run.of("cohort", in.toString(), table.toString(), "--overwrite", "--threads", "1");
    assertThat(table).hasBinaryContent(first);
  }

  @Test
  void theTableHasEveryColumnOfTheRows() throws IOException {
    try (ParquetFileReader file =
        ParquetFileReader.open(InputFile.of(tableOf(rows, folder.resolve("t.parquet"))))) {
      List<String> columns =
          file.getFileSchema().getColumns().stream()
              .map(c -> c.fieldPath().topLevelName())
              .distinct()
              .toList();
      List<String> fields = new ArrayList<>();
      JSON.readTree(Files.readAllLines(rows).getFirst()).propertyNames().forEach(fields::add);
      assertThat(columns).containsExactlyElementsOf(fields);
    }
  }

  @Test
  void casesOfATableGiveTheRowsOfTheCaseFiles() throws IOException {
    for (CompressionCodecName codec :
        List.of(CompressionCodecName.UNCOMPRESSED, CompressionCodecName.SNAPPY)) {
      Path table = folder.resolve(codec + ".parquet");
      List<String> cases = new ArrayList<>(people);
      cases.set(
          3, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(cases.get(3))));
      cases.add(null);
      cases.add("{\"format\":1,\"id\":\"bad\",\"findings\":{\"nonsense\":\"present\"}}");
      write(table, "case", cases, codec);
      Path out = folder.resolve(codec + ".ndjson");
      Run run = Run.of("cohort", table.toString(), out.toString());
      assertThat(run.err()).contains("31 people scored, 2 rejected");
      assertThat(out).hasSameBinaryContentAs(rows);
      assertThat(Files.readAllLines(folder.resolve(codec + ".ndjson.rejected.ndjson")))
          .hasSize(2)
          .allMatch(r -> r.contains(codec + ".parquet\",\"line\":3"))
          .anyMatch(r -> r.contains("\"line\":32,"))
          .anyMatch(r -> r.contains("\"line\":33,") && r.contains("nonsense"));
      assertThat(folder).isDirectoryNotContaining("glob:**halfway");
    }
  }

  @Test
  void whatHasNoCasesIsRefused() throws IOException {
    Path other = folder.resolve("other.parquet");
    write(other, "person", people, CompressionCodecName.UNCOMPRESSED);
    Run run = Run.of("cohort", other.toString(), folder.resolve("o.ndjson").toString());
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("no column 'case'");
    Path none = Files.writeString(folder.resolve("none.parquet"), "no table");
    run = Run.of("cohort", none.toString(), folder.resolve("n.ndjson").toString());
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("cannot be read as Parquet");
  }

  private static Path tableOf(Path rows, Path table) throws IOException {
    new ParquetRows().write(rows, table);
    return table;
  }

  private static List<JsonNode> read(Path table) throws IOException {
    List<JsonNode> result = new ArrayList<>();
    try (ParquetFileReader file = ParquetFileReader.open(InputFile.of(table));
        RowReader reader = file.rowReader()) {
      while (reader.hasNext()) {
        reader.next();
        result.add(object(RowColumns.all(), reader));
      }
    }
    return result;
  }

  private static ObjectNode object(List<Column> columns, StructAccessor from) {
    ObjectNode result = JSON.createObjectNode();
    for (Column column : columns) {
      if (from.isNull(column.name())) {
        continue;
      }
      switch (column.type()) {
        case Type.Text _ -> result.put(column.name(), from.getString(column.name()));
        case Type.Number _ -> result.put(column.name(), from.getDouble(column.name()));
        case Type.Group(List<Column> inside) ->
            result.set(column.name(), object(inside, from.getStruct(column.name())));
        case Type.Many(Type.Group(List<Column> inside)) -> {
          ArrayNode list = result.putArray(column.name());
          from.getList(column.name()).structs().forEach(s -> list.add(object(inside, s)));
        }
        case Type.Many _ -> {
          ArrayNode list = result.putArray(column.name());
          from.getList(column.name()).strings().forEach(list::add);
        }
      }
    }
    return result;
  }

  /// With every number as a double, as a table has it.
  private static ObjectNode withoutNulls(ObjectNode node) {
    ObjectNode result = JSON.createObjectNode();
    node.forEachEntry((name, value) -> {
      if (!value.isNull()) {
        result.set(name, asDoubles(value));
      }
    });
    return result;
  }

  private static JsonNode asDoubles(JsonNode value) {
    if (value.isNumber()) {
      return JSON.getNodeFactory().numberNode(value.doubleValue());
    }
    if (value instanceof ArrayNode array) {
      ArrayNode result = JSON.createArrayNode();
      array.forEach(each -> result.add(asDoubles(each)));
      return result;
    }
    return value instanceof ObjectNode object ? withoutNulls(object) : value;
  }

  private static void write(Path to, String column, List<String> texts, CompressionCodecName codec)
      throws IOException {
    MessageType schema =
        Types.buildMessage()
            .addField(
                Types.optional(PrimitiveTypeName.BINARY)
                    .as(LogicalTypeAnnotation.stringType())
                    .named(column))
            .named("people");
    var builder =
        ExampleParquetWriter.builder(new LocalOutputFile(to))
            .withConf(new PlainParquetConfiguration())
            .withType(schema)
            .withCompressionCodec(codec);
    if (codec == CompressionCodecName.SNAPPY) {
      builder.withCodecFactory(new SnappyFactory());
    }
    try (ParquetWriter<Group> writer = builder.build()) {
      for (String text : texts) {
        SimpleGroup row = new SimpleGroup(schema);
        if (text != null) {
          row.append(column, Objects.requireNonNull(text));
        }
        writer.write(row);
      }
    }
  }

  private static final class SnappyFactory implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
      return new BytesInputCompressor() {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
          return BytesInput.from(Snappy.compress(bytes.toByteArray()));
        }

        @Override
        public CompressionCodecName getCodecName() {
          return CompressionCodecName.SNAPPY;
        }

        @Override
        public void release() {}
      };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void release() {}
  }
}
