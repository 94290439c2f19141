package org.lasegue.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.FactCheck;
import org.lasegue.assessment.KnowledgeCheck;
import org.lasegue.assessment.Sensitivity;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.report.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Refuses knowledge that does not hold together, with file and line.")
final class KnowledgeCheckCommand implements Callable<Integer> {
  private static final int PEOPLE = 300;
  private static final int MOST = 200;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIRECTORY",
      description = "The knowledge to check; without it, what this program carries.")
  private @Nullable Path directory;

  @Option(names = "--list", description = "List the numbers that move results most.")
  private boolean list;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  KnowledgeCheckCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    if (directory != null && !Files.isDirectory(directory)) {
      throw new ParameterException(spec.commandLine(), directory + ": no such directory");
    }
    Knowledge knowledge;
    try {
      knowledge = directory == null ? KnowledgeReader.bundled() : KnowledgeReader.read(directory);
    } catch (BadInputException e) {
      e.problems().forEach(err::println);
      err.println(Words.plural(e.problems().size(), "problem") + "; the knowledge cannot be read.");
      return Main.FAILED;
    }
    KnowledgeCheck.Report report = KnowledgeCheck.check(knowledge);
    report.problems().forEach(err::println);
    out.println(
        "Knowledge "
            + knowledge.version()
            + ": "
            + knowledge.conditions().size()
            + " conditions, "
            + knowledge.findings().size()
            + " findings, "
            + knowledge.rules().size()
            + " rules, "
            + knowledge.care().size()
            + " care actions, "
            + knowledge.claims().size()
            + " claims");
    out.println(
        report.sourced()
            + " entries rest on sources, "
            + report.estimated()
            + " on estimates; "
            + report.sourcesUsed()
            + " of "
            + knowledge.sources().size()
            + " sources are used");
    int problems = report.problems().size();
    if (problems == 0) {
      Assessor assessor = new Assessor(knowledge);
      influence(out, assessor);
      problems = FactsText.write(FactCheck.check(assessor.model()), out, err);
    }
    out.println(problems == 0 ? "No problems" : Words.plural(problems, "problem"));
    return problems == 0 ? Main.DONE : Main.FAILED;
  }

  /// The size of the model, and how much of what matters most is only estimated.
  private void influence(PrintWriter out, Assessor assessor) {
    out.println("The model sums over " + assessor.model().pairs() + " pairs of causes");
    List<Sensitivity.Number> numbers = Sensitivity.rank(assessor, PEOPLE);
    List<Sensitivity.Number> most = numbers.subList(0, Math.min(MOST, numbers.size()));
    long estimates = most.stream().filter(Sensitivity.Number::estimated).count();
    out.printf(
        "Of the %d numbers that move results most, %d are estimates (aim: at most one in five)%n",
        most.size(), estimates);
    if (list) {
      for (Sensitivity.Number number : most) {
        out.printf(
            "  %.4f  %-8s  %s  (%s)%n",
            number.influence(),
            number.estimated() ? "estimate" : "source",
            number.name(),
            number.at());
      }
    }
  }
}
