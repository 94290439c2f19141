package org.lasegue.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.report.Shown;
import org.lasegue.report.TextPage;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Entry point of the command line. Results go to standard output, everything else to standard
/// error; the exit code is 0 when done, 1 when something failed, 2 when the input was bad.
@Command(
    name = "lasegue",
    mixinStandardHelpOptions = true,
    versionProvider = VersionCommand.Provider.class,
    description = "Back pain that goes down the leg: how urgent it is, what it may be, what to do.",
    footer = {
      "",
      "Exit codes: 0 done, 1 failed, 2 bad input.",
      Shown.DISCLAIMER,
    },
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      AssessCommand.class,
      AskCommand.class,
      PlanCommand.class,
      EvaluateCommand.class,
      KnowledgeCommand.class,
      SimulateCommand.class,
      CohortCommand.class,
      VersionCommand.class,
      CompletionCommand.class,
    })
public final class Main implements Runnable {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int BAD_INPUT = 2;

  @Spec private CommandSpec spec;

  private final Supplier<TextPage.Look> look;
  private final Supplier<Optional<OutputStream>> bytes;

  @SuppressWarnings("NullAway.Init") // picocli sets `spec`
  private Main(Supplier<TextPage.Look> look, Supplier<Optional<OutputStream>> bytes) {
    this.look = look;
    this.bytes = bytes;
  }

  public static void main(String[] args) {
    Charset charset =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")
            ? System.out.charset()
            : StandardCharsets.UTF_8;
    PrintWriter out = writer(FileDescriptor.out, charset);
    PrintWriter err = writer(FileDescriptor.err, charset);
    int code = run(out, err, () -> Terminals.look(charset), Terminals::bytes, args);
    System.exit(code);
  }

  private static PrintWriter writer(FileDescriptor descriptor, Charset charset) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), charset), false);
  }

  /// Runs one command and returns its exit code.
  ///
  /// @param bytes standard output for what is no text, empty where that would end on a screen
  static int run(
      PrintWriter out,
      PrintWriter err,
      Supplier<TextPage.Look> look,
      Supplier<Optional<OutputStream>> bytes,
      String... args) {
    CommandLine line = commandLine(look, bytes);
    line.setOut(out);
    line.setErr(err);
    try {
      return line.execute(args);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static CommandLine commandLine(
      Supplier<TextPage.Look> look, Supplier<Optional<OutputStream>> bytes) {
    CommandLine line = new CommandLine(new Main(look, bytes));
    line.setExecutionExceptionHandler((e, command, _) -> {
      command.getErr().println(said(e));
      return e instanceof BadInputException ? BAD_INPUT : FAILED;
    });
    return line;
  }

  private static String said(Exception e) {
    String message = e.getMessage();
    return e instanceof BadInputException && message != null
        ? message
        : "lasegue failed: " + (message == null ? e.toString() : message) + trouble(e);
  }

  /// What a message that is only the name of a file leaves out.
  private static String trouble(Exception e) {
    return e instanceof FileSystemException f && f.getReason() == null
        ? ": " + FileTrouble.reason(f)
        : "";
  }

  /// How text is shown, with or without colour.
  TextPage.Look look(boolean colour) {
    TextPage.Look found = look.get();
    return new TextPage.Look(found.width(), found.colour() && colour, found.blocks());
  }

  /// Standard output for what is no text, empty where that would end on a screen.
  Optional<OutputStream> bytes() {
    return bytes.get();
  }

  /// Whether somebody watches, so that a line may be written over.
  boolean onTerminal() {
    return bytes.get().isEmpty();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
