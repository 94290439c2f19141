package org.lasegue.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lasegue.fhir.KnowledgePackage;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "fhir",
    mixinStandardHelpOptions = true,
    description = "Writes the knowledge as a FHIR R4 package: DIR/package, one file a resource.")
final class KnowledgeFhirCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "The directory; made where it is missing.")
  private Path directory;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  KnowledgeFhirCommand() {}

  @Override
  public Integer call() {
    Knowledge knowledge = KnowledgeReader.bundled();
    int written = new KnowledgePackage(knowledge).write(directory);
    spec.commandLine()
        .getErr()
        .println(written + " resources of knowledge " + knowledge.version() + " written.");
    return Main.DONE;
  }
}
