package org.lasegue.cohort.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.io.LongWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.lib.input.TextInputFormat;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.lasegue.assessment.Mode;
import org.lasegue.cohort.RowColumns;
import org.lasegue.cohort.Scorer;
import org.lasegue.cohort.Scorer.Scored;
import org.lasegue.cohort.Scorer.Source;
import org.lasegue.knowledge.KnowledgeReader;
import scala.Tuple2;

/// `spark-submit lasegue-cohort-spark.jar IN OUT [self-report|examined]`: scores the `.ndjson` file
/// IN, or every one below the directory IN. Beneath OUT it writes
///
/// - `rows`: one row a person; the parts one after another are the bytes that the runner on one
///   machine writes,
/// - `rejected`: likewise what could not be scored, with file, line and reason,
/// - `parquet`: the rows as a table,
/// - `counts`: people by age, sex, urgency and first cause.
///
/// Spark repeats a part whose machine fails; OUT must not exist, so nothing is ever mixed.
public final class SparkCohort {
  /// People scored together: those of one age and sex share tables.
  private static final int BATCH = 2048;

  private static final String LINE_END = "textinputformat.record.delimiter";

  private SparkCohort() {}

  /// @param args IN, OUT and, if not `examined`, the mode
  public static void main(String[] args) throws Exception {
    if (args.length < 2 || args.length > 3) {
      System.err.println("usage: IN OUT [self-report|examined]");
      System.exit(2);
    }
    String word = args.length == 3 ? args[2] : Mode.EXAMINED.word();
    Mode mode =
        Arrays.stream(Mode.values())
            .filter(m -> m.word().equals(word))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("'" + word + "' is no mode"));
    try (SparkSession spark = SparkSession.builder().appName("lasegue cohort").getOrCreate()) {
      Counts counts = run(spark, args[0], args[1], mode);
      System.err.printf("%,d people scored, %,d rejected%n", counts.rows(), counts.rejected());
    }
  }

  /// How many people have a row and how many cases were rejected.
  public record Counts(long rows, long rejected) {}

  public static Counts run(SparkSession spark, String in, String out, Mode mode) throws Exception {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    JavaRDD<Tuple2<Boolean, String>> scored = context.emptyRDD();
    for (String file : files(in, context.hadoopConfiguration())) {
      // numbers the lines over all parts of the file; blank ones count, as on one machine
      JavaRDD<Tuple2<byte[], Long>> lines =
          lines(context, file)
              .zipWithIndex()
              .mapToPair(t -> t)
              .map(t -> new Tuple2<>(t._1(), t._2()));
      scored = scored.union(lines.mapPartitions(part -> score(part, file, mode)));
    }
    scored = scored.persist(StorageLevel.MEMORY_AND_DISK());
    JavaRDD<String> rows = scored.filter(Tuple2::_1).map(Tuple2::_2);
    JavaRDD<String> rejected = scored.filter(t -> !t._1()).map(Tuple2::_2);
    rows.saveAsTextFile(out + "/rows");
    rejected.saveAsTextFile(out + "/rejected");
    Dataset<Row> table =
        spark
            .read()
            .schema(struct(RowColumns.all()))
            .json(spark.createDataset(rows.rdd(), Encoders.STRING()));
    Counts counts = new Counts(rows.count(), rejected.count());
    if (counts.rows() > 0) {
      table.write().parquet(out + "/parquet");
      table
          .groupBy(
              col("age"),
              col("sex"),
              col("urgency"),
              col("causes").getItem(0).getField("id").as("cause"))
          .agg(count(lit(1)).as("people"))
          .orderBy("age", "sex", "urgency", "cause")
          .coalesce(1)
          .write()
          .json(out + "/counts");
    }
    scored.unpersist();
    return counts;
  }

  /// The same columns as on one machine, whatever the people of this input have of them.
  private static StructType struct(List<RowColumns.Column> columns) {
    StructType result = new StructType();
    for (RowColumns.Column column : columns) {
      result = result.add(column.name(), type(column.type()));
    }
    return result;
  }

  private static DataType type(RowColumns.Type type) {
    return switch (type) {
      case RowColumns.Type.Text _ -> DataTypes.StringType;
      case RowColumns.Type.Number _ -> DataTypes.DoubleType;
      case RowColumns.Type.Group(List<RowColumns.Column> columns) -> struct(columns);
      case RowColumns.Type.Many(RowColumns.Type each) -> DataTypes.createArrayType(type(each));
    };
  }

  /// The bytes of each line, so that what is no text can be told from what is.
  private static JavaRDD<byte[]> lines(JavaSparkContext context, String file) {
    Configuration configuration = new Configuration(context.hadoopConfiguration());
    configuration.set(LINE_END, "\n");
    return context
        .newAPIHadoopFile(
            file, TextInputFormat.class, LongWritable.class, Text.class, configuration)
        .map(line -> line._2().copyBytes());
  }

  private static List<String> files(String in, Configuration configuration) throws Exception {
    Path path = new Path(in);
    FileSystem system = path.getFileSystem(configuration);
    FileStatus status = system.getFileStatus(path);
    if (status.isFile()) {
      return List.of(in);
    }
    List<String> result = new ArrayList<>();
    RemoteIterator<LocatedFileStatus> walk = system.listFiles(path, true);
    while (walk.hasNext()) {
      String found = walk.next().getPath().toString();
      if (found.endsWith(".ndjson")) {
        result.add(found);
      }
    }
    result.sort(null);
    if (result.isEmpty()) {
      throw new IllegalArgumentException("no .ndjson file in " + in);
    }
    return result;
  }

  /// True with a row, false with a rejected case.
  private static Iterator<Tuple2<Boolean, String>> score(
      Iterator<Tuple2<byte[], Long>> part, String file, Mode mode) {
    return new Iterator<>() {
      private Iterator<Tuple2<Boolean, String>> batch =
          List.<Tuple2<Boolean, String>>of().iterator();

      @Override
      public boolean hasNext() {
        while (!batch.hasNext() && part.hasNext()) {
          List<Tuple2<byte[], Long>> next = new ArrayList<>();
          while (next.size() < BATCH && part.hasNext()) {
            next.add(part.next());
          }
          batch = scoredBatch(next, file, mode).iterator();
        }
        return batch.hasNext();
      }

      @Override
      public Tuple2<Boolean, String> next() {
        return batch.next();
      }
    };
  }

  private static List<Tuple2<Boolean, String>> scoredBatch(
      List<Tuple2<byte[], Long>> lines, String file, Mode mode) {
    List<Object> items = new ArrayList<>();
    for (Tuple2<byte[], Long> line : lines) {
      int number = Math.toIntExact(line._2() + 1);
      try {
        String text =
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line._1())).toString();
        if (!text.isBlank()) {
          items.add(new Source(text, file, number));
        }
      } catch (CharacterCodingException e) {
        items.add(Scored.Rejected.of(file, number, "not a text in UTF-8"));
      }
    }
    List<Source> sources =
        items.stream()
            .filter(Source.class::isInstance)
            .map(Source.class::cast)
            .collect(Collectors.toList());
    Iterator<Scored> scored = Scorers.of(mode).score(sources).iterator();
    List<Tuple2<Boolean, String>> result = new ArrayList<>();
    for (Object item : items) {
      Scored each = item instanceof Scored no ? no : scored.next();
      result.add(new Tuple2<>(each instanceof Scored.Row, each.json()));
    }
    return result;
  }

  /// One scorer for a mode on each machine, made when the first part arrives there.
  private static final class Scorers {
    private static final Scorer[] MADE = new Scorer[Mode.values().length];

    private Scorers() {}

    static synchronized Scorer of(Mode mode) {
      Scorer known = MADE[mode.ordinal()];
      if (known == null) {
        known = new Scorer(KnowledgeReader.bundled(), mode);
        MADE[mode.ordinal()] = known;
      }
      return known;
    }
  }
}
