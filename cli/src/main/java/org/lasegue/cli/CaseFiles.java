package org.lasegue.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.CaseReader.Result;
import org.lasegue.knowledge.yaml.Position;
import org.lasegue.knowledge.yaml.Problem;

/// The cases in files and directories, in a fixed order, and everything that is wrong with them.
///
/// @param problems where and why; line 0 is the file as a whole
record CaseFiles(List<Case> cases, List<Problem> problems) {

  static CaseFiles read(List<Path> paths, CaseReader reader) {
    List<Problem> problems = new ArrayList<>();
    List<Case> cases = new ArrayList<>();
    Map<String, Position> ids = new HashMap<>();
    for (Path file : files(paths, problems)) {
      List<Result> results = reader.read(file);
      if (results.isEmpty()) {
        problems.add(whole(file, "no case in this file"));
      }
      for (Result result : results) {
        switch (result) {
          case Result.Rejected rejected -> problems.addAll(rejected.problems());
          case Result.Accepted accepted -> {
            Position first = ids.putIfAbsent(accepted.value().id(), accepted.at());
            if (first == null) {
              cases.add(accepted.value());
            } else {
              problems.add(
                  new Problem(
                      accepted.at(),
                      "the id '"
                          + accepted.value().id()
                          + "' is already used at "
                          + first
                          + "; every case needs its own"));
            }
          }
        }
      }
    }
    return new CaseFiles(List.copyOf(cases), List.copyOf(problems));
  }

  /// The problems as sentences with file and line.
  List<String> said() {
    return problems.stream()
        .map(p -> p.at().line() == 0 ? p.at().file() + ": " + p.message() : p.toString())
        .toList();
  }

  private static Problem whole(Path path, String message) {
    return new Problem(new Position(path.toString(), 0), message);
  }

  /// Named files as they are; of directories the `.yaml` and `.ndjson` files below them, sorted.
  static List<Path> files(List<Path> paths, List<Problem> problems) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        TreeSet<Path> inside = new TreeSet<>();
        try (Stream<Path> walk = Files.walk(path)) {
          walk.filter(Files::isRegularFile).filter(CaseFiles::isCase).forEach(inside::add);
        } catch (IOException | UncheckedIOException e) {
          problems.add(whole(path, "cannot be read: " + e.getMessage()));
        }
        if (inside.isEmpty()) {
          problems.add(whole(path, "no .yaml and no .ndjson file in this directory"));
        }
        files.addAll(inside);
      } else if (Files.exists(path)) {
        files.add(path);
      } else {
        problems.add(whole(path, "no such file or directory"));
      }
    }
    return files;
  }

  private static boolean isCase(Path path) {
    String name = path.toString();
    return name.endsWith(".yaml") || name.endsWith(".ndjson");
  }
}
