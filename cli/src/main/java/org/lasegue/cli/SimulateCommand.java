package org.lasegue.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.LaterWeek;
import org.lasegue.assessment.Simulator;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.CaseJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Draws synthetic people from the model, one case a line (.ndjson).",
      "They are for tests, load and teaching: that the model is right on them proves nothing of"
          + " medicine."
    })
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "N", description = "How many.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "The same seed gives the same people; default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--weeks",
      split = ",",
      paramLabel = "W",
      description =
          "Also draw each person after so many weeks, such as 2,6,12: pain by the mean course of back"
              + " pain, all else unchanged. Nobody with a dangerous cause has a later week.")
  private List<Integer> weeks = List.of();

  @Option(
      names = "--missing",
      paramLabel = "SHARE",
      description =
          "Share of the answers about symptoms and circumstances that are missing; default: 0.4.")
  private @Nullable Double missing;

  @Option(
      names = "--unsure",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "Share of the answers that are \"not sure\"; default: ${DEFAULT-VALUE}.")
  private double unsure;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SimulateCommand() {}

  @Override
  public Integer call() {
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "N must be 1 or more, not " + count);
    }
    if (weeks.stream().anyMatch(w -> w < 1)) {
      throw new ParameterException(spec.commandLine(), "--weeks must be 1 or more each");
    }
    Simulator.Told typical = Simulator.Told.TYPICAL;
    Simulator.Told told =
        missing == null
            ? typical
            : new Simulator.Told(
                1 - share("--missing", missing),
                1 - share("--missing", missing),
                typical.sign(),
                typical.test());
    share("--unsure", unsure);
    PrintWriter out = spec.commandLine().getOut();
    Knowledge knowledge = KnowledgeReader.bundled();
    Simulator simulator = new Simulator(new Assessor(knowledge));
    CaseJson json = new CaseJson(knowledge);
    LaterWeek later = new LaterWeek(knowledge);
    for (int i = 0; i < count && !out.checkError(); i++) {
      Case first = simulator.draw(seed, i, told);
      out.print(json.line(asTold(first)));
      for (int week : weeks) {
        later.after(first, week, seed).ifPresent(c -> out.print(json.line(asTold(c))));
      }
    }
    return Main.DONE;
  }

  private Case asTold(Case subject) {
    return unsure == 0 ? subject : LaterWeek.unsure(subject, unsure, seed);
  }

  private double share(String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new ParameterException(
          spec.commandLine(), name + " must be between 0 and 1, not " + value);
    }
    return value;
  }
}
