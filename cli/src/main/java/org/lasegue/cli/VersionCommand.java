package org.lasegue.cli;

import java.util.concurrent.Callable;
import org.lasegue.knowledge.KnowledgeReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "version",
    mixinStandardHelpOptions = true,
    description = "Prints the version of the program and of the knowledge it carries.")
final class VersionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets `spec`
  VersionCommand() {}

  @Override
  public Integer call() {
    for (String line : new Provider().getVersion()) {
      spec.commandLine().getOut().println(line);
    }
    return Main.DONE;
  }

  static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {
        "lasegue " + (version == null ? "development" : version),
        "knowledge " + KnowledgeReader.bundled().version()
      };
    }
  }
}
