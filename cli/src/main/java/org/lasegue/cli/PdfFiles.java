package org.lasegue.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// Where PDFs go: to a stream, or to a directory as one file a case.
final class PdfFiles {
  private static final int LONGEST = 60;

  private PdfFiles() {}

  /// Takes one finished PDF.
  interface Place {
    /// @throws UncheckedIOException with the file and the reason where it cannot be written
    void write(String id, byte[] pdf);
  }

  static Place to(OutputStream out) {
    return (_, pdf) -> {
      try {
        out.write(pdf);
        out.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("the PDF could not be written: " + e.getMessage(), e);
      }
    };
  }

  /// An id may hold any sign; in a file's name only letters, digits, `.`, `-` and `_` stay.
  static Place in(Path directory) {
    Set<String> used = new HashSet<>();
    return (id, pdf) -> {
      Path file = directory.resolve(name(id, used) + ".pdf");
      try {
        Files.createDirectories(directory);
        Files.write(file, pdf);
      } catch (IOException e) {
        throw new UncheckedIOException(file + " could not be written: " + FileTrouble.reason(e), e);
      }
    };
  }

  private static String name(String id, Set<String> used) {
    String plain = id.replaceAll("[^\\p{L}\\p{N}._-]+", "_").replaceAll("^[.]+", "_");
    int[] signs = plain.codePoints().limit(LONGEST).toArray();
    String base = new String(signs, 0, signs.length);
    String name = base;
    for (int i = 2; !used.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = base + "-" + i;
    }
    return name;
  }
}
