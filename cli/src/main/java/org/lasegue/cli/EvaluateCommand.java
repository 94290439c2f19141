package org.lasegue.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseFit;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.evaluation.Agreement;
import org.lasegue.assessment.evaluation.Breakdown;
import org.lasegue.assessment.evaluation.Difficulty;
import org.lasegue.assessment.evaluation.Evaluation;
import org.lasegue.assessment.evaluation.InterviewLength;
import org.lasegue.assessment.evaluation.Measures;
import org.lasegue.assessment.evaluation.Method;
import org.lasegue.assessment.evaluation.Singletons;
import org.lasegue.assessment.evaluation.Verdict;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.TextPage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = {
      "Judges cases whose right answers are known and says how often it is right, beside simpler"
          + " ways of judging.",
      "Cases that cannot be read are left out, counted and named."
    })
final class EvaluateCommand implements Callable<Integer> {
  enum Format {
    text,
    json,
    html,
    csv
  }

  private static final String BOTH = "both";

  /// How many of the worst cases of a mode are explained in full.
  private static final int EXPLAINED = 10;

  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description = "Case files (.yaml, or .ndjson with one case a line), or directories of them.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = BOTH,
      description = "self-report, examined or both (default).")
  private String mode;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default), json, html, or csv (one row a case and mode).")
  private Format format;

  @Option(
      names = "--without-singletons",
      description =
          "List the findings that one case alone uses, and evaluate a second time without them.")
  private boolean withoutSingletons;

  @Option(
      names = "--agreement",
      arity = "2",
      paramLabel = "DIR",
      description =
          "Compare two encodings of the same cases (by id) instead: agreement and kappa by finding,"
              + " and how often both lead to the same urgency and first cause. With a PATH and html"
              + " or json: both in one report.")
  private List<Path> agreement = new ArrayList<>();

  @Option(
      names = "--fit",
      paramLabel = "FILE",
      description = {
        "Instead, move numbers within their ranges towards the right answers, with the literature as"
            + " the prior, and write them to this new file.",
        "Says what moved, and how much better cases are judged that were not fitted to. In examined"
            + " mode, or that of --mode. Takes minutes."
      })
  private @Nullable Path fit;

  @Option(
      names = "--folds",
      paramLabel = "N",
      defaultValue = "5",
      description = "With --fit, parts of the cross-validation; default: ${DEFAULT-VALUE}.")
  private int folds;

  @Option(
      names = "--everyone",
      description =
          "With --fit, the cases are all who came, not chosen ones: fit too how common causes are.")
  private boolean everyone;

  @Option(
      names = "--numbers",
      paramLabel = "FILE",
      description = "Evaluate with the numbers that --fit wrote, on other cases than it had.")
  private @Nullable Path numbers;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  EvaluateCommand() {}

  @Override
  public Integer call() {
    List<Mode> modes = modes();
    if (!agreement.isEmpty() && agreement.size() != 2) {
      throw new ParameterException(spec.commandLine(), "--agreement takes two directories.");
    }
    boolean report = format == Format.html || format == Format.json;
    if (!agreement.isEmpty() && !paths.isEmpty() && !report) {
      throw new ParameterException(
          spec.commandLine(), "--agreement stands alone in text and csv; use html or json.");
    }
    if (!agreement.isEmpty() && paths.isEmpty()) {
      if (format == Format.html || withoutSingletons) {
        throw new ParameterException(
            spec.commandLine(), "--agreement alone has text, json or csv; for html add a PATH.");
      }
      return compare(modes);
    }
    if (paths.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "A PATH is missing: which cases?");
    }
    return fit == null ? evaluate(modes) : fit(fit);
  }

  private int fit(Path file) {
    if (folds < 2) {
      throw new ParameterException(spec.commandLine(), "--folds must be 2 or more, not " + folds);
    }
    if (numbers != null || format != Format.text || withoutSingletons) {
      throw new ParameterException(spec.commandLine(), "--fit stands alone, as text.");
    }
    PrintWriter err = spec.commandLine().getErr();
    if (Files.exists(file)) {
      err.println(file + " exists already; name another file");
      return Main.BAD_INPUT;
    }
    Mode chosen = mode.equals(BOTH) ? Mode.EXAMINED : modes().getFirst();
    Knowledge knowledge = KnowledgeReader.bundled();
    EvaluatedCases read = EvaluatedCases.read(paths, new CaseReader(knowledge));
    if (nothing(read.rejected(), read.cases().size())) {
      return Main.BAD_INPUT;
    }
    CaseFit.Result result =
        CaseFit.run(
            knowledge,
            read.cases(),
            new CaseFit.Options(chosen, everyone, folds),
            said -> {
              err.println(said);
              err.flush();
            });
    if (result.cases() < folds) {
      err.println("Too few cases with a right answer to fit to.");
      return Main.BAD_INPUT;
    }
    try {
      Files.writeString(file, EvaluateFit.yaml(result), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      err.println(file + " cannot be written");
      return Main.FAILED;
    }
    spec.commandLine().getOut().print(EvaluateFit.text(result, chosen, folds));
    return Main.DONE;
  }

  /// Never other numbers than the knowledge's in silence: the report names the file.
  private Knowledge knowledge() {
    Knowledge knowledge = KnowledgeReader.bundled();
    return numbers == null ? knowledge : KnowledgeReader.withNumbers(knowledge, numbers);
  }

  private String version(Knowledge knowledge) {
    return numbers == null
        ? knowledge.version()
        : knowledge.version() + " with the numbers of " + TextPage.clean(numbers.toString());
  }

  private List<Mode> modes() {
    if (mode.equals(BOTH)) {
      return List.of(Mode.values());
    }
    return Arrays.stream(Mode.values())
        .filter(m -> m.word().equals(mode))
        .findFirst()
        .map(List::of)
        .orElseThrow(() ->
            new ParameterException(
                spec.commandLine(), "'" + mode + "' is no mode: self-report, examined or both"));
  }

  private int evaluate(List<Mode> modes) {
    Knowledge knowledge = knowledge();
    EvaluatedCases read = EvaluatedCases.read(paths, new CaseReader(knowledge));
    Assessor assessor = new Assessor(knowledge);
    Evaluation evaluation = new Evaluation(assessor);
    Mode[] each = modes.toArray(new Mode[0]);
    Evaluation.Result evaluated = evaluation.of(read.cases(), each);
    List<EvaluatedCases.Rejected> rejected = read.rejectedAnd(evaluated.impossible());
    int left = read.cases().size() - evaluated.impossible().size();
    if (nothing(rejected, left)) {
      return Main.BAD_INPUT;
    }
    Optional<EvaluateResult.Without> without = Optional.empty();
    if (withoutSingletons) {
      Singletons singletons = Singletons.in(read.cases());
      Evaluation.Result again = evaluation.of(singletons.cases(), each);
      Map<Mode, Measures> model = new EnumMap<>(Mode.class);
      modes.forEach(m -> model.put(m, again.of(m, Method.MODEL)));
      without = Optional.of(new EvaluateResult.Without(singletons.dropped(), model));
    }
    EvaluateResult result =
        new EvaluateResult(
            version(knowledge),
            left,
            rejected,
            evaluated.measured(),
            details(read.cases(), evaluated, modes, assessor),
            format == Format.html ? worst(read.cases(), evaluated, modes, assessor) : List.of(),
            agreement.isEmpty() ? List.of() : agreement(modes, assessor),
            without);
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case text -> EvaluateText.of(result, knowledge, main.look(true));
              case json -> EvaluateJson.of(result);
              case html -> EvaluateHtml.of(result, knowledge);
              case csv -> EvaluateCsv.of(result);
            });
    return Main.DONE;
  }

  private static Map<Mode, EvaluateResult.Details> details(
      List<Case> cases, Evaluation.Result evaluated, List<Mode> modes, Assessor assessor) {
    Knowledge knowledge = assessor.knowledge();
    Map<Mode, EvaluateResult.Details> result = new EnumMap<>(Mode.class);
    for (Mode each : modes) {
      Measures model = evaluated.of(each, Method.MODEL);
      Set<String> ids = model.perCase().stream().map(Verdict::id).collect(Collectors.toSet());
      List<Case> judged = cases.stream().filter(c -> ids.contains(c.id())).toList();
      List<Integer> told =
          judged.stream()
              .map(c ->
                  (int)
                      c.findings().keySet().stream()
                          .filter(k -> each.allows(knowledge.findingById(k.finding())))
                          .count())
              .toList();
      result.put(
          each,
          new EvaluateResult.Details(
              Breakdown.of(cases, model),
              Difficulty.of(
                  model,
                  List.of(
                      evaluated.of(each, Method.PRIORS_ONLY),
                      evaluated.of(each, Method.NAIVE_BAYES))),
              EvaluateResult.Counts.of(told),
              each == Mode.SELF_REPORT ? Optional.of(asked(judged, assessor)) : Optional.empty()));
    }
    return result;
  }

  private static EvaluateResult.Counts asked(List<Case> cases, Assessor assessor) {
    InterviewLength length = new InterviewLength(new Interview(assessor));
    return EvaluateResult.Counts.of(cases.parallelStream().map(length::of).toList());
  }

  private static List<EvaluateResult.Worst> worst(
      List<Case> cases, Evaluation.Result evaluated, List<Mode> modes, Assessor assessor) {
    Map<String, Case> byId = new LinkedHashMap<>();
    cases.forEach(c -> byId.put(c.id(), c));
    List<EvaluateResult.Worst> result = new ArrayList<>();
    for (Mode each : modes) {
      evaluated.of(each, Method.MODEL).missed().stream()
          .limit(EXPLAINED)
          .forEach(v -> {
            Case subject = byId.get(v.id());
            if (subject != null) {
              result.add(new EvaluateResult.Worst(v, assessor.assess(subject, each)));
            }
          });
    }
    return result;
  }

  private List<Agreement.Results> agreement(List<Mode> modes, Assessor assessor) {
    EncodingPair pair = EncodingPair.read(agreement, assessor);
    named(pair);
    return pair.results(modes);
  }

  /// Names what was rejected of two encodings; whether nothing is left of one.
  private boolean named(EncodingPair pair) {
    boolean none = nothing(pair.first().rejected(), pair.first().cases().size());
    return nothing(pair.second().rejected(), pair.second().cases().size()) || none;
  }

  /// Names the rejected cases on standard error; whether no case is left.
  private boolean nothing(List<EvaluatedCases.Rejected> rejected, int left) {
    PrintWriter err = spec.commandLine().getErr();
    rejected.forEach(r -> err.println(TextPage.clean(r.toString())));
    if (left == 0) {
      err.println("No case could be evaluated.");
    }
    return left == 0;
  }

  private int compare(List<Mode> modes) {
    Assessor assessor = new Assessor(KnowledgeReader.bundled());
    EncodingPair pair = EncodingPair.read(agreement, assessor);
    if (named(pair)) {
      return Main.BAD_INPUT;
    }
    Agreement compared = pair.agreement();
    if (compared.cases().isEmpty()) {
      spec.commandLine().getErr().println("The two have no case id in common.");
      return Main.BAD_INPUT;
    }
    EvaluateAgreement report =
        new EvaluateAgreement(
            assessor.knowledge().version(), compared, pair.results(modes), pair.rejected());
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case text -> report.text(main.look(true));
              case json -> report.json();
              case csv -> report.csv();
              case html -> throw new IllegalStateException(format.toString());
            });
    return Main.DONE;
  }
}
