package org.lasegue.fhir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Simulator;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;

/// Cases for the tests: all published ones, and generated people.
final class People {
  static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  static final Assessor ASSESSOR = new Assessor(KNOWLEDGE);

  private People() {}

  static List<Case> development() {
    return in(Path.of("../cases/development"));
  }

  static List<Case> examples() {
    return in(Path.of("../cases/examples"));
  }

  static Case example(String name) {
    return examples().stream().filter(c -> c.id().equals(name)).findFirst().orElseThrow();
  }

  private static List<Case> in(Path folder) {
    CaseReader reader = new CaseReader(KNOWLEDGE);
    List<Case> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(f -> f.toString().endsWith(".yaml"))
          .sorted()
          .forEach(
              f -> cases.add(((CaseReader.Result.Accepted) reader.read(f).getFirst()).value()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cases;
  }

  static List<Case> generated(int number) {
    Simulator simulator = new Simulator(ASSESSOR);
    return IntStream.range(0, number)
        .mapToObj(
            i -> simulator.draw(7, i, i % 2 == 0 ? Simulator.Told.TYPICAL : Simulator.Told.ALL))
        .toList();
  }

  static Mode mode(Case subject) {
    return subject.findings().keySet().stream()
            .anyMatch(k -> !KNOWLEDGE.findingById(k.finding()).selfReported())
        ? Mode.EXAMINED
        : Mode.SELF_REPORT;
  }

  static Case read(String text) {
    return switch (new CaseReader(KNOWLEDGE).read(text, "test", 1)) {
      case CaseReader.Result.Accepted accepted -> accepted.value();
      case CaseReader.Result.Rejected rejected ->
          throw new IllegalArgumentException(rejected.problems().toString());
    };
  }
}
