package org.lasegue.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.lasegue.assessment.Assessor;
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

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  SimulateCommand() {}

  @Override
  public Integer call() {
    if (count < 1) {
      throw new ParameterException(spec.commandLine(), "N must be 1 or more, not " + count);
    }
    PrintWriter out = spec.commandLine().getOut();
    Knowledge knowledge = KnowledgeReader.bundled();
    Simulator simulator = new Simulator(new Assessor(knowledge));
    CaseJson json = new CaseJson(knowledge);
    for (int i = 0; i < count && !out.checkError(); i++) {
      out.print(json.line(simulator.draw(seed, i, Simulator.Told.TYPICAL)));
    }
    return Main.DONE;
  }
}
