package org.lasegue.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Simulator;
import org.lasegue.assessment.evaluation.Difference;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeChange;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Problem;
import org.lasegue.report.CaseJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "diff",
    mixinStandardHelpOptions = true,
    description = {
      "What changed in medicine since another state of the knowledge: numbers, rules, advice, facts.",
      "Shows which public and which generated cases changed urgency or first cause, and why."
    })
final class KnowledgeDiffCommand implements Callable<Integer> {
  enum Format {
    text,
    json
  }

  private static final long SEED = 1;

  @ParentCommand private KnowledgeCommand parent;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "REV",
      description =
          "A git revision (tag, branch, commit, HEAD~1), or a directory of knowledge files.")
  private String revision;

  @Option(
      names = "--cases",
      paramLabel = "PATH",
      description = "Public cases; default: cases/development of the repository, if there is one.")
  private Optional<Path> cases = Optional.empty();

  @Option(
      names = "--generated",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many generated people to compare; default: ${DEFAULT-VALUE}.")
  private int generated;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default) or json.")
  private Format format;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  KnowledgeDiffCommand() {}

  @Override
  public Integer call() throws IOException {
    if (generated < 0) {
      throw new ParameterException(spec.commandLine(), "--generated must be 0 or more");
    }
    PrintWriter err = spec.commandLine().getErr();
    Path here = Path.of("").toAbsolutePath();
    Path unpacked = Files.createTempDirectory("lasegue-knowledge");
    try {
      Path past = PastKnowledge.of(revision, here, unpacked);
      List<KnowledgeChange> changes = KnowledgeChange.since(past);
      Optional<Effects> effects = Optional.empty();
      try {
        effects = Optional.of(effects(KnowledgeReader.read(past), publicCases(here)));
      } catch (BadInputException e) {
        err.println(
            "The effects on cases are not shown: the knowledge of "
                + revision
                + " cannot be read by this version.");
        e.problems().stream().limit(3).map(Problem::toString).forEach(err::println);
      }
      KnowledgeDiffReport report =
          new KnowledgeDiffReport(revision, KnowledgeReader.bundled().version(), changes, effects);
      spec.commandLine().getOut().print(format == Format.json ? report.json() : report.text());
      return effects.isPresent() ? Main.DONE : Main.FAILED;
    } catch (PastKnowledge.MissingException e) {
      err.println(e.getMessage());
      return Main.BAD_INPUT;
    } finally {
      delete(unpacked);
    }
  }

  /// @param version of the earlier knowledge
  /// @param publicCases, generated how many were compared in each mode
  record Effects(
      String version,
      int publicCases,
      List<Difference> ofPublic,
      int generated,
      List<Difference> ofGenerated) {}

  private Effects effects(Knowledge past, List<Path> files) throws IOException {
    Knowledge present = KnowledgeReader.bundled();
    Assessor now = new Assessor(present);
    Difference.Comparison comparison = new Difference.Comparison(new Assessor(past), now);
    List<Difference> ofPublic = new ArrayList<>();
    int compared = 0;
    for (Path file : files) {
      boolean lines = file.toString().endsWith(".ndjson");
      String text = Files.readString(file);
      for (String each : lines ? text.lines().filter(l -> !l.isBlank()).toList() : List.of(text)) {
        compared++;
        compare(comparison, each, file.toString(), ofPublic);
      }
    }
    Simulator simulator = new Simulator(now);
    CaseJson json = new CaseJson(present);
    List<Difference> ofGenerated = new ArrayList<>();
    for (int i = 0; i < generated; i++) {
      compare(
          comparison,
          json.line(simulator.draw(SEED, i, Simulator.Told.TYPICAL)),
          "generated " + i,
          ofGenerated);
    }
    return new Effects(past.version(), compared, ofPublic, generated, ofGenerated);
  }

  private static void compare(
      Difference.Comparison comparison, String text, String name, List<Difference> found) {
    for (Mode mode : Mode.values()) {
      comparison.of(text, name, mode).ifPresent(found::add);
    }
  }

  private List<Path> publicCases(Path here) throws IOException {
    if (cases.isPresent()) {
      List<Problem> problems = new ArrayList<>();
      List<Path> files = CaseFiles.files(List.of(cases.get()), problems);
      if (!problems.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), cases.get() + ": " + problems.getFirst().message());
      }
      return files;
    }
    Optional<Path> usual =
        PastKnowledge.repository(here)
            .map(top -> top.resolve("cases/development"))
            .filter(Files::isDirectory);
    return usual.isEmpty() ? List.of() : CaseFiles.files(List.of(usual.get()), new ArrayList<>());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
