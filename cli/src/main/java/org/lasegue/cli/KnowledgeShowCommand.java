package org.lasegue.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.yaml.Nearest;
import org.lasegue.report.KnowledgeJson;
import org.lasegue.report.KnowledgePages;
import org.lasegue.report.Sheet;
import org.lasegue.report.Sheets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Shows one entry of the knowledge with its numbers, ranges and sources.")
final class KnowledgeShowCommand implements Callable<Integer> {
  /// The ways to show the knowledge.
  enum Format {
    text,
    json
  }

  @ParentCommand private KnowledgeCommand parent;
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "ID",
      description = {
        "A finding, condition, mechanism, rule, care action, claim, source, name, group or family;",
        "or 'findings' or 'conditions' for all of them."
      })
  private String id;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; default: text.")
  private Format format;

  @Option(names = "--no-color", description = "No colour in the text.")
  private boolean noColour;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  KnowledgeShowCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Knowledge knowledge = KnowledgeReader.bundled();
    KnowledgeJson json = new KnowledgeJson(knowledge);
    KnowledgePages pages = new KnowledgePages(knowledge, parent.main().look(!noColour));
    if (id.equals("findings")) {
      out.print(format == Format.json ? json.findings() : pages.findings());
      return Main.DONE;
    }
    if (id.equals("conditions")) {
      out.print(format == Format.json ? json.conditions() : pages.conditions());
      return Main.DONE;
    }
    Sheets sheets = new Sheets(knowledge);
    List<Sheet> found = sheets.of(id);
    if (found.isEmpty()) {
      spec.commandLine()
          .getErr()
          .println("Nothing here has the id '" + id + "'" + Nearest.hint(id, sheets.ids()));
      return Main.BAD_INPUT;
    }
    boolean first = true;
    for (Sheet sheet : found) {
      if (!first && format == Format.text) {
        out.println();
      }
      first = false;
      out.print(format == Format.json ? json.sheet(sheet) : pages.page(sheet));
    }
    return Main.DONE;
  }
}
