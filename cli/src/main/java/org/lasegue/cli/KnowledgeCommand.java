package org.lasegue.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "knowledge",
    mixinStandardHelpOptions = true,
    description = "Shows and checks what the assessments rest on.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      KnowledgeShowCommand.class,
      KnowledgeCheckCommand.class,
      KnowledgeFitCommand.class,
      KnowledgeSiteCommand.class,
      KnowledgeFhirCommand.class,
      KnowledgeDiffCommand.class
    })
final class KnowledgeCommand implements Runnable {
  @ParentCommand private Main main;
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  KnowledgeCommand() {}

  Main main() {
    return main;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "A command is missing: show, check, fit, site, fhir or diff.");
  }
}
