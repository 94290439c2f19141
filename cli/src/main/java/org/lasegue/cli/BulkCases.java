package org.lasegue.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lasegue.assessment.Assessor;
import org.lasegue.cohort.Gathering;
import org.lasegue.cohort.Halfway;
import org.lasegue.cohort.Scorer.Scored;
import org.lasegue.fhir.BulkData;
import org.lasegue.knowledge.Knowledge;

/// A FHIR Bulk Data export as the cases of a cohort.
final class BulkCases implements Gathering.Format {
  private final BulkData data;

  private BulkCases(BulkData data) {
    this.data = data;
  }

  static List<Path> files(Path in) throws IOException {
    return Halfway.files(in, f -> f.toString().endsWith(".ndjson"), "no .ndjson file");
  }

  /// An export tells of the time at which it was written.
  static Instant written(List<Path> files) throws IOException {
    Instant newest = Instant.EPOCH;
    for (Path file : files) {
      Instant each = Files.getLastModifiedTime(file).toInstant();
      newest = each.isAfter(newest) ? each : newest;
    }
    return newest;
  }

  static Gathering gathering(Knowledge knowledge, Instant at, int threads) {
    return new Gathering(new BulkCases(new BulkData(new Assessor(knowledge), at)), threads);
  }

  @Override
  public Gathering.Line line(String text) {
    return switch (BulkData.line(text)) {
      case BulkData.Line.About(String person) -> new Gathering.Line.About(person);
      case BulkData.Line.NotRead(String kind) -> new Gathering.Line.Other(kind);
      case BulkData.Line.Unreadable(String reason) -> new Gathering.Line.Bad(reason);
    };
  }

  @Override
  public Gathering.Joined join(String person, List<Gathering.Piece> lines) {
    BulkData.Joined joined = data.join(person, lines.stream().map(Gathering.Piece::text).toList());
    List<Scored.Rejected> rejected = new ArrayList<>();
    for (Map.Entry<Integer, String> problem : joined.problems().entrySet()) {
      rejected.add(lines.get(problem.getKey()).rejected(problem.getValue()));
    }
    return new Gathering.Joined(joined.caseLine(), rejected);
  }
}
