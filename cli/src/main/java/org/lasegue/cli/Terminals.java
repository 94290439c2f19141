package org.lasegue.cli;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.lasegue.report.TextPage;
import picocli.CommandLine.Help.Ansi;

/// What the terminal can show.
final class Terminals {
  private static final int USUAL = 80;

  private Terminals() {}

  /// Colour only on a terminal, and never against `NO_COLOR`.
  static TextPage.Look look(Charset charset) {
    return new TextPage.Look(width(), Ansi.AUTO.enabled(), charset.newEncoder().canEncode("█▏•─"));
  }

  /// Standard output for what is no text, empty on a terminal.
  static Optional<OutputStream> bytes() {
    return System.console() != null && System.console().isTerminal()
        ? Optional.empty()
        : Optional.of(new FileOutputStream(FileDescriptor.out));
  }

  private static int width() {
    String columns = System.getenv("COLUMNS");
    if (columns != null && columns.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(columns);
    }
    File terminal = new File("/dev/tty");
    return System.console() != null && System.console().isTerminal() && terminal.canRead()
        ? asked(terminal)
        : USUAL;
  }

  /// `stty size` answers "rows columns"; starting it costs far less than a terminal library.
  private static int asked(File terminal) {
    try {
      Process process =
          new ProcessBuilder("stty", "size")
              .redirectInput(terminal)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
      if (process.waitFor(1, TimeUnit.SECONDS) && answer.matches("[0-9]+ [1-9][0-9]{0,3}")) {
        return Integer.parseInt(answer.substring(answer.indexOf(' ') + 1));
      }
    } catch (IOException e) {
      // no stty here: the usual width
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return USUAL;
  }
}
