package org.lasegue.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.CaseReader.Result;
import org.lasegue.knowledge.yaml.Position;
import org.lasegue.knowledge.yaml.Problem;

/// The cases to evaluate, and those rejected: unlike an assessment, an evaluation goes on without
/// them and names them.
///
/// @param at where each accepted case stands, by id
record EvaluatedCases(List<Case> cases, Map<String, Position> at, List<Rejected> rejected) {

  /// One case, or one file that has none.
  ///
  /// @param line 0 where the file itself is the trouble
  record Rejected(String file, int line, String reason) {
    @Override
    public String toString() {
      return file + (line == 0 ? "" : ":" + line) + ": " + reason;
    }
  }

  static EvaluatedCases read(List<Path> paths, CaseReader reader) {
    List<Case> cases = new ArrayList<>();
    List<Rejected> rejected = new ArrayList<>();
    Map<String, Position> ids = new HashMap<>();
    List<Problem> troubles = new ArrayList<>();
    List<Path> files = CaseFiles.files(paths, troubles);
    troubles.forEach(t -> rejected.add(new Rejected(t.at().file(), t.at().line(), t.message())));
    for (Path file : files) {
      List<Result> results = reader.read(file);
      if (results.isEmpty()) {
        rejected.add(new Rejected(file.toString(), 1, "no case in this file"));
      }
      for (Result result : results) {
        switch (result) {
          case Result.Rejected r -> rejected.add(rejected(file, r.problems()));
          case Result.Accepted accepted -> {
            Position first = ids.putIfAbsent(accepted.value().id(), accepted.at());
            if (first == null) {
              cases.add(accepted.value());
            } else {
              rejected.add(
                  new Rejected(
                      accepted.at().file(),
                      accepted.at().line(),
                      "the id '" + accepted.value().id() + "' is already used at " + first));
            }
          }
        }
      }
    }
    return new EvaluatedCases(List.copyOf(cases), Map.copyOf(ids), List.copyOf(rejected));
  }

  /// The rejected ones and those of these ids, which cannot be.
  List<Rejected> rejectedAnd(List<String> impossible) {
    List<Rejected> result = new ArrayList<>(rejected);
    for (String id : impossible) {
      Position where = at.getOrDefault(id, new Position("", 0));
      result.add(
          new Rejected(
              where.file(),
              where.line(),
              "what '" + id + "' states together is impossible in the model"));
    }
    return result;
  }

  /// All that is wrong with one case, at the place of the first problem.
  private static Rejected rejected(Path file, List<Problem> problems) {
    int line = problems.isEmpty() ? 0 : problems.getFirst().at().line();
    return new Rejected(
        file.toString(),
        line,
        problems.stream()
            .map(p ->
                p.at().line() == line ? p.message() : "line " + p.at().line() + ": " + p.message())
            .collect(Collectors.joining("; ")));
  }
}
