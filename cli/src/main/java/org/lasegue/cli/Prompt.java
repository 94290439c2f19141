package org.lasegue.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/// Asks for one line at a time.
interface Prompt extends AutoCloseable {
  /// The line that was typed, or nothing at the end of the input.
  Optional<String> read(String question);

  @Override
  void close();

  /// With line editing on a terminal, plain lines from a pipe or a file.
  static Prompt open(PrintWriter err) {
    if (System.console() == null || !System.console().isTerminal()) {
      return lines(
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), err);
    }
    try {
      return terminal(TerminalBuilder.builder().name("lasegue").system(true).build());
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal cannot be used", e);
    }
  }

  static Prompt lines(BufferedReader in, PrintWriter err) {
    return new Prompt() {
      @Override
      public Optional<String> read(String question) {
        err.print(question);
        err.flush();
        try {
          return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
          throw new UncheckedIOException("the answers cannot be read", e);
        }
      }

      @Override
      public void close() {}
    };
  }

  private static Prompt terminal(Terminal terminal) {
    LineReader reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            // answers about a person's health are kept nowhere, not even in a history
            .variable(LineReader.DISABLE_HISTORY, true)
            .build();
    return new Prompt() {
      @Override
      public Optional<String> read(String question) {
        try {
          return Optional.of(reader.readLine(question).strip());
        } catch (EndOfFileException | UserInterruptException e) {
          return Optional.empty();
        }
      }

      @Override
      public void close() {
        try {
          terminal.close();
        } catch (IOException e) {
          throw new UncheckedIOException("the terminal cannot be given back", e);
        }
      }
    };
  }
}
