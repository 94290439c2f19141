package org.lasegue.cohort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.YamlReader;
import org.lasegue.report.Json;

/// How far a run is: what lies in the output up to these lengths is on the disk and belongs to the
/// input up to this place. Replaced as a whole after each part of the output is safe.
///
/// @param settings what the rows depend on besides the input's bytes, and the input's files
/// @param rows, rejected counted so far
/// @param rowsLength, rejectedLength bytes of the two outputs that count
/// @param whole whether nothing is left to read
record Checkpoint(
    String settings,
    CaseLines.Place place,
    long rows,
    long rejected,
    long rowsLength,
    long rejectedLength,
    boolean whole) {

  private static final int FORMAT = 1;

  Checkpoint withRejected(long count, long length) {
    return new Checkpoint(settings, place, rows, count, rowsLength, length, whole);
  }

  static Optional<Checkpoint> read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    Fields f =
        Fields.of(YamlReader.read(Files.readString(file), file.toString(), 1), "a checkpoint");
    if (f.number("format") != FORMAT) {
      throw new CohortException(
          file + " is of another version of this program; add --overwrite to begin again");
    }
    Checkpoint result =
        new Checkpoint(
            f.text("settings"),
            new CaseLines.Place(
                (int) f.number("file"), (long) f.number("offset"), (int) f.number("line")),
            (long) f.number("rows"),
            (long) f.number("rejected"),
            (long) f.number("rowsLength"),
            (long) f.number("rejectedLength"),
            f.flag("whole"));
    f.done();
    return Optional.of(result);
  }

  void write(Path file) throws IOException {
    String text =
        Json.object(j ->
            j.number("format", FORMAT)
                .text("settings", settings)
                .number("file", place.file())
                .number("offset", place.offset())
                .number("line", place.line())
                .number("rows", rows)
                .number("rejected", rejected)
                .number("rowsLength", rowsLength)
                .number("rejectedLength", rejectedLength)
                .flag("whole", whole))
            + "\n";
    WholeFile.write(file, text);
  }
}
