package org.lasegue.cli;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.schema.ColumnProjection;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.lasegue.cohort.Cohort;
import org.lasegue.cohort.CohortException;
import org.lasegue.cohort.Halfway;

/// The cases of Parquet tables: case files as JSON in the column `case`, one row a person.
final class ParquetCases {
  private static final String COLUMN = "case";
  private static final String ENDING = ".parquet";

  /// The library tells how it decodes; a command's standard error is for people. Held here, as a
  /// logger that nobody holds loses its level.
  private static final Logger TOLD = Logger.getLogger("dev.hardwood");

  private ParquetCases() {}

  static boolean is(Path path) {
    return path.toString().endsWith(ENDING);
  }

  static List<Path> files(Path in) throws IOException {
    return Halfway.files(in, ParquetCases::is, "no .parquet file");
  }

  /// One line a row, so that a line's number is the row's.
  static Cohort.Cases lines(List<Path> tables, Halfway halfway) throws IOException {
    List<Cohort.CaseFile> result = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      Path to = halfway.folder().resolve(String.format(Locale.ROOT, "%05d.ndjson", i));
      if (!Files.exists(to)) {
        Path next = halfway.folder().resolve("next");
        try (BufferedWriter out = Files.newBufferedWriter(next)) {
          copy(tables.get(i), out);
        }
        Files.move(next, to, StandardCopyOption.ATOMIC_MOVE);
      }
      if (Files.size(to) > 0) {
        result.add(new Cohort.CaseFile(to, tables.get(i).toString()));
      }
    }
    return new Cohort.Cases(result, List.of());
  }

  private static ParquetFileReader open(Path table) {
    TOLD.setLevel(Level.WARNING);
    try {
      return ParquetFileReader.open(InputFile.of(table));
    } catch (IOException e) {
      throw new CohortException(table + " cannot be read as Parquet: " + e.getMessage());
    }
  }

  private static void copy(Path table, BufferedWriter out) throws IOException {
    try (ParquetFileReader file = open(table)) {
      boolean has =
          file.getFileSchema().getColumns().stream()
              .anyMatch(c -> c.fieldPath().toString().equals(COLUMN));
      if (!has) {
        throw new CohortException(
            table + " has no column '" + COLUMN + "' with a case file as JSON in each row");
      }
      try (RowReader rows =
          file.buildRowReader().projection(ColumnProjection.columns(COLUMN)).build()) {
        while (rows.hasNext()) {
          rows.next();
          // no JSON has a line break inside of a text; a row without a case stays a line, to be
          // refused
          String text = rows.isNull(COLUMN) ? "" : rows.getString(COLUMN);
          out.write(text.isBlank() ? "null" : text.replace('\n', ' ').replace('\r', ' '));
          out.write('\n');
        }
      }
    }
  }
}
