package org.lasegue.cli;

import com.github.luben.zstd.Zstd;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.lasegue.cohort.Cohort;
import org.lasegue.cohort.RowColumns;
import org.lasegue.cohort.RowColumns.Column;
import org.lasegue.cohort.RowColumns.Type;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// Writes the rows of a cohort as a Parquet table, compressed with Zstandard. The same rows give
/// the same bytes.
final class ParquetRows implements Cohort.Form {
  private final ObjectMapper json = new ObjectMapper();

  @Override
  public void write(Path rows, Path to) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(rows);
        ParquetWriter<JsonNode> table =
            new Builder(to)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new Zstandard())
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withWriteMode(ParquetFileWriter.Mode.OVERWRITE)
                .build()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        table.write(json.readTree(line));
      }
    }
    try (FileChannel written = FileChannel.open(to, StandardOpenOption.WRITE)) {
      written.force(true);
    }
  }

  private static MessageType schema() {
    Types.MessageTypeBuilder message = Types.buildMessage();
    RowColumns.all().forEach(c -> message.addField(field(c.name(), c.type())));
    return message.named("person");
  }

  private static org.apache.parquet.schema.Type field(String name, Type type) {
    return switch (type) {
      case Type.Text _ ->
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(name);
      case Type.Number _ -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
      case Type.Group(List<Column> columns) -> {
        Types.GroupBuilder<org.apache.parquet.schema.GroupType> group = Types.optionalGroup();
        columns.forEach(c -> group.addField(field(c.name(), c.type())));
        yield group.named(name);
      }
      case Type.Many(Type each) ->
          Types.optionalList().element(field(Rows.ELEMENT, each)).named(name);
    };
  }

  private static final class Builder extends ParquetWriter.Builder<JsonNode, Builder> {
    Builder(Path to) {
      super(new LocalOutputFile(to));
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<JsonNode> getWriteSupport(Configuration none) {
      return new Rows();
    }

    @Override
    protected WriteSupport<JsonNode> getWriteSupport(ParquetConfiguration none) {
      return new Rows();
    }
  }

  private static final class Rows extends WriteSupport<JsonNode> {
    static final String ELEMENT = "element";
    private static final String LIST = "list";

    private final List<Column> columns = RowColumns.all();
    private RecordConsumer to;

    @SuppressWarnings("NullAway.Init") // the library prepares before it writes
    Rows() {}

    @Override
    public WriteContext init(Configuration none) {
      return new WriteContext(schema(), Map.of());
    }

    @Override
    public WriteContext init(ParquetConfiguration none) {
      return new WriteContext(schema(), Map.of());
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      to = consumer;
    }

    @Override
    public void write(JsonNode row) {
      to.startMessage();
      fields(columns, row);
      to.endMessage();
    }

    private void fields(List<Column> of, JsonNode from) {
      for (int i = 0; i < of.size(); i++) {
        Column column = of.get(i);
        JsonNode value = from.get(column.name());
        if (value != null && !value.isNull()) {
          to.startField(column.name(), i);
          value(column.type(), value);
          to.endField(column.name(), i);
        }
      }
    }

    private void value(Type type, JsonNode value) {
      switch (type) {
        case Type.Text _ -> to.addBinary(Binary.fromString(value.stringValue()));
        case Type.Number _ -> to.addDouble(value.doubleValue());
        case Type.Group(List<Column> inside) -> {
          to.startGroup();
          fields(inside, value);
          to.endGroup();
        }
        case Type.Many(Type each) -> many(each, value);
      }
    }

    /// An empty list is a group without the repeated field.
    private void many(Type each, JsonNode values) {
      to.startGroup();
      if (!values.isEmpty()) {
        to.startField(LIST, 0);
        for (JsonNode value : values) {
          to.startGroup();
          to.startField(ELEMENT, 0);
          value(each, value);
          to.endField(ELEMENT, 0);
          to.endGroup();
        }
        to.endField(LIST, 0);
      }
      to.endGroup();
    }
  }

  /// The library's own compressors are made by Hadoop's, with a configuration that wants all of it.
  private static final class Zstandard implements CompressionCodecFactory {
    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
      return new BytesInputCompressor() {
        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
          return BytesInput.from(Zstd.compress(bytes.toByteArray()));
        }

        @Override
        public CompressionCodecName getCodecName() {
          return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
      };
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
      throw new UnsupportedOperationException("nothing is read here");
    }

    @Override
    public void release() {}
  }
}
