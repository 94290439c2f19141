package org.lasegue.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lasegue.assessment.FactCheck;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.KnowledgeSite;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "site",
    mixinStandardHelpOptions = true,
    description =
        "Writes the knowledge as static pages with a search that works offline: open DIR/index.html.")
final class KnowledgeSiteCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The directory; made where it is missing.")
  private Path directory;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  KnowledgeSiteCommand() {}

  @Override
  public Integer call() {
    Knowledge knowledge = KnowledgeReader.bundled();
    int pages = new KnowledgeSite(knowledge, FactCheck.check(knowledge)).write(directory);
    spec.commandLine()
        .getErr()
        .println(pages + " pages of knowledge " + knowledge.version() + " written to " + directory);
    return Main.DONE;
  }
}
