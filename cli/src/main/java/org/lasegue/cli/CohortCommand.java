package org.lasegue.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Mode;
import org.lasegue.cohort.Cohort;
import org.lasegue.cohort.CohortException;
import org.lasegue.cohort.Gathering;
import org.lasegue.cohort.Halfway;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "cohort",
    mixinStandardHelpOptions = true,
    description = {
      "Scores many people: one JSON row each with urgency, first causes, place, rules and next test.",
      "Rows keep the order of the input; an id that comes twice gives two rows. What cannot be"
          + " scored is counted and lies in OUT.rejected.ndjson with file, line and reason.",
      "After a crash or a stop, the same call goes on where it was. OUT appears when it is whole."
    })
final class CohortCommand implements Callable<Integer> {
  enum From {
    cases,
    fhir,
    parquet
  }

  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "IN",
      description = {
        "A case file (.ndjson with one case a line, or .yaml), or a directory of them.",
        "With --from fhir the directory of a FHIR Bulk Data export (.ndjson, one resource a line).",
        "A name in .parquet: a table, or a directory of them, with case files as JSON in the column"
            + " 'case', one row a person."
      })
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = {
        "The file of the rows: one JSON object a line, or a table where its name ends in .parquet."
      })
  private Path out;

  @Option(
      names = "--from",
      paramLabel = "FORMAT",
      description = "cases, fhir or parquet; default: parquet where IN ends so, else cases.")
  private @Nullable From from;

  @Option(
      names = "--at",
      paramLabel = "DAY",
      converter = DayOption.class,
      description =
          "With --from fhir, the day against which ages and the age of measures are counted where a"
              + " person gave no answers; default: when the newest file was written.")
  private @Nullable LocalDate at;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "examined",
      description = "self-report or examined (default).")
  private String mode;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many cores to use; default: all.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--overwrite", description = "Begin again and replace what is there.")
  private boolean overwrite;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  CohortCommand() {}

  @Override
  public Integer call() throws IOException {
    if (threads < 1) {
      throw new ParameterException(
          spec.commandLine(), "--threads must be 1 or more, not " + threads);
    }
    Mode chosen =
        Arrays.stream(Mode.values())
            .filter(m -> m.word().equals(mode))
            .findFirst()
            .orElseThrow(() ->
                new ParameterException(
                    spec.commandLine(), "'" + mode + "' is no mode: self-report or examined"));
    var err = spec.commandLine().getErr();
    ProgressLine progress = new ProgressLine(err, main.onTerminal());
    Cohort.Counts counts;
    try {
      Cohort.checkPlaces(in, out, overwrite);
      Knowledge knowledge = KnowledgeReader.bundled();
      Cohort cohort = new Cohort(knowledge, chosen, threads);
      counts =
          switch (from()) {
            case cases -> cohort.run(Cohort.Cases.in(in), out, form(), overwrite, progress);
            case parquet -> ofTables(cohort, progress);
            case fhir -> ofBulkData(cohort, knowledge, progress);
          };
    } catch (CohortException e) {
      err.println(e.getMessage());
      return Main.BAD_INPUT;
    }
    progress.end();
    err.printf("%,d people scored, %,d rejected%n", counts.rows(), counts.rejected());
    if (counts.rejected() > 0) {
      err.println("Why: " + out + ".rejected.ndjson");
    }
    return counts.rows() == 0 ? Main.BAD_INPUT : Main.DONE;
  }

  private From from() {
    return from != null ? from : ParquetCases.is(in) ? From.parquet : From.cases;
  }

  private Optional<Cohort.Form> form() {
    return ParquetCases.is(out) ? Optional.of(new ParquetRows()) : Optional.empty();
  }

  private Cohort.Counts ofTables(Cohort cohort, ProgressLine progress) throws IOException {
    List<Path> tables = ParquetCases.files(in);
    String settings = "parquet" + Halfway.fingerprint(tables);
    try (Halfway halfway = Halfway.beside(out, settings, overwrite)) {
      Cohort.Counts counts =
          cohort.run(ParquetCases.lines(tables, halfway), out, form(), overwrite, progress);
      halfway.delete();
      return counts;
    }
  }

  private Cohort.Counts ofBulkData(Cohort cohort, Knowledge knowledge, ProgressLine progress)
      throws IOException {
    List<Path> files = BulkCases.files(in);
    Instant day =
        at == null
            ? BulkCases.written(files)
            : at.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1);
    String settings = "fhir " + day + " " + knowledge.version() + Halfway.fingerprint(files);
    try (Halfway halfway = Halfway.beside(out, settings, overwrite)) {
      Gathering.Result gathered =
          BulkCases.gathering(knowledge, day, threads).run(files, halfway, progress);
      progress.end();
      gathered
          .others()
          .forEach((kind, count) ->
              spec.commandLine().getErr().printf("not read: %,d %s%n", count, kind));
      Cohort.Counts counts = cohort.run(gathered.cases(), out, form(), overwrite, progress);
      halfway.delete();
      return counts;
    }
  }
}
