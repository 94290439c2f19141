package org.lasegue.cli;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lasegue.assessment.FactCheck;
import org.lasegue.assessment.FactCheck.Verdict;
import org.lasegue.assessment.Fit;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.Parameter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Prints the fitted numbers as `fitted.yaml`, for review; it changes nothing by itself.
@Command(
    name = "fit",
    mixinStandardHelpOptions = true,
    description =
        "Moves numbers within their ranges towards the published figures and prints them as"
            + " fitted.yaml. Takes minutes.")
final class KnowledgeFitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  KnowledgeFitCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Knowledge knowledge = KnowledgeReader.beforeFitting();
    Fit.Result result =
        Fit.run(
            knowledge,
            said -> {
              err.println(said);
              err.flush();
            });
    out.println(HEADER);
    Map<String, Double> values = new LinkedHashMap<>();
    for (Fit.Moved moved : result.moved()) {
      Parameter parameter = moved.parameter();
      values.put(parameter.name(), moved.value());
      out.printf(
          Locale.ROOT,
          "- {parameter: \"%s\", from: %s, to: %s}%n",
          parameter.name(),
          parameter.value(),
          moved.value());
    }
    out.flush();
    compare(err, FactCheck.check(knowledge), FactCheck.check(Parameter.with(knowledge, values)));
    return 0;
  }

  private static final String HEADER =
      """
      # Numbers that fitting moved within their ranges towards the published figures: printed by `lasegue knowledge fit`, reviewed and
      # committed; never edited by hand. `from` is what the files say, and must still say.\
      """;

  private static void compare(PrintWriter err, List<Verdict> before, List<Verdict> after) {
    Map<String, Verdict> then = new HashMap<>();
    after.forEach(v -> then.put(v.fact().id(), v));
    int[][] within = new int[2][2];
    for (Verdict verdict : before) {
      Verdict fitted = then.getOrDefault(verdict.fact().id(), verdict);
      if (!verdict.repeats()) {
        int held = verdict.heldOut() ? 1 : 0;
        within[held][0] += verdict.within() ? 1 : 0;
        within[held][1] += fitted.within() ? 1 : 0;
      }
      if (!verdict.repeats() && verdict.within() != fitted.within()) {
        err.printf(
            Locale.ROOT,
            "%s %s: published %.4g, %.4g before, %.4g after%n",
            fitted.within() ? "now within" : "now missed",
            verdict.fact().id(),
            verdict.fact().value(),
            verdict.implied(),
            fitted.implied());
      }
    }
    err.printf(
        "within tolerance, open to fitting: %d before, %d after%n", within[0][0], within[0][1]);
    err.printf("within tolerance, never fitted: %d before, %d after%n", within[1][0], within[1][1]);
    err.flush();
  }
}
