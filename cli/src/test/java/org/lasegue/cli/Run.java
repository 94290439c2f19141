package org.lasegue.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.lasegue.report.TextPage;

/// One run of the command line.
record Run(int code, String out, String err) {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final Path EXAMPLES = ROOT.resolve("cases/examples");

  static Run of(String... args) {
    return of(TextPage.Look.PLAIN, args);
  }

  static Run of(TextPage.Look look, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = Main.run(new PrintWriter(out), new PrintWriter(err), () -> look, args);
    return new Run(code, out.toString(), err.toString());
  }

  static String example(String name) {
    return EXAMPLES.resolve(name + ".yaml").toString();
  }
}
