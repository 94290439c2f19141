package org.lasegue.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.lasegue.report.TextPage;

/// One run of the command line.
record Run(int code, String out, String err, byte[] bytes) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path EXAMPLES = ROOT.resolve("cases/examples");

  static Run of(String... args) {
    return of(TextPage.Look.PLAIN, args);
  }

  static Run of(TextPage.Look look, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintWriter(out), new PrintWriter(err), () -> look, () -> Optional.of(bytes), args);
    return new Run(code, out.toString(), err.toString(), bytes.toByteArray());
  }

  /// With standard output on a screen.
  static Run onAScreen(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(out),
            new PrintWriter(err),
            () -> TextPage.Look.PLAIN,
            Optional::empty,
            args);
    return new Run(code, out.toString(), err.toString(), new byte[0]);
  }

  static String example(String name) {
    return EXAMPLES.resolve(name + ".yaml").toString();
  }
}
