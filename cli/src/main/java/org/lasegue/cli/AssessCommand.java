package org.lasegue.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.HtmlReport;
import org.lasegue.report.JsonReport;
import org.lasegue.report.NoteReport;
import org.lasegue.report.PdfReport;
import org.lasegue.report.Report;
import org.lasegue.report.TextReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "assess",
    mixinStandardHelpOptions = true,
    description = "Assesses the cases in files or directories.")
final class AssessCommand implements Callable<Integer> {
  /// The ways to show an assessment.
  enum Format {
    text,
    json,
    html,
    note,
    pdf,
    fhir
  }

  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "CASE",
      description = "A case file (.yaml, or .ndjson with one case a line), or a directory of them.")
  private List<Path> paths;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = ModeOption.class,
      completionCandidates = ModeOption.Candidates.class,
      description =
          "What may be used: ${COMPLETION-CANDIDATES}. Without it: examined if the case has a sign"
              + " or a test, otherwise self-report.")
  private @Nullable Mode mode;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text (default), json (one object a line), fhir (one Bundle a line), html, note (to"
              + " paste) or pdf (for the clinician).")
  private Format format;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "With pdf: the directory for one file a case, named by the id of the case; made where it"
              + " is missing. Without it the PDF of one case goes to standard output.")
  private @Nullable Path output;

  @Option(
      names = "--no-color",
      description = "No colour in the text. NO_COLOR in the environment does the same.")
  private boolean noColour;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  AssessCommand() {}

  @Override
  public Integer call() {
    if (output != null && format != Format.pdf) {
      throw refused("--output is for --format pdf; other formats go to standard output.");
    }
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Knowledge knowledge = KnowledgeReader.bundled();
    CaseFiles files = CaseFiles.read(paths, new CaseReader(knowledge));
    if (!files.problems().isEmpty()) {
      files.said().forEach(err::println);
      err.println("Nothing was assessed.");
      return Main.BAD_INPUT;
    }
    Assessor assessor = new Assessor(knowledge);
    if (format == Format.pdf) {
      return pdf(files.cases(), assessor);
    }
    Report report = report(knowledge);
    out.print(report.begin());
    boolean first = true;
    for (Case each : files.cases()) {
      if (!first) {
        out.print(report.between());
      }
      first = false;
      out.print(report.of(assessor.assess(each, modeOf(each, knowledge))));
      out.flush();
    }
    out.print(report.end());
    return Main.DONE;
  }

  /// Loads what a PDF needs only here, so that a text does not wait for it.
  private int pdf(List<Case> cases, Assessor assessor) {
    if (output == null && cases.size() > 1) {
      throw refused(
          cases.size()
              + " cases do not go into one PDF; name a directory with --output DIR for one file"
              + " each.");
    }
    PdfFiles.Place files =
        output == null
            ? PdfFiles.to(
                main.bytes()
                    .orElseThrow(() ->
                        refused(
                            "A PDF cannot be shown in a terminal; write it to a file with"
                                + " > file.pdf, or name a directory with --output DIR.")))
            : PdfFiles.in(output);
    PdfReport report = new PdfReport(assessor.knowledge());
    for (Case each : cases) {
      Mode chosen = modeOf(each, assessor.knowledge());
      files.write(each.id(), report.of(assessor.assess(each, chosen), Set.of()));
    }
    return Main.DONE;
  }

  private ParameterException refused(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private Mode modeOf(Case subject, Knowledge knowledge) {
    if (mode != null) {
      return mode;
    }
    boolean examined =
        subject.findings().keySet().stream()
            .anyMatch(key -> !knowledge.findingById(key.finding()).selfReported());
    return examined ? Mode.EXAMINED : Mode.SELF_REPORT;
  }

  private Report report(Knowledge knowledge) {
    return switch (format) {
      case text -> new TextReport(knowledge, main.look(!noColour), mode != null);
      case json -> new JsonReport();
      case html -> new HtmlReport(knowledge);
      case note -> new NoteReport(knowledge);
      case fhir -> new FhirReport(knowledge);
      case pdf -> throw new IllegalStateException(format.toString());
    };
  }
}
