package org.lasegue.knowledge.yaml;

/// Where something stands in a file. Equal where file and line are: the packed knowledge keeps no
/// pointers.
///
/// @param line from 1
/// @param pointer JSON pointer (RFC 6901) to the value; empty for the whole, or where it is not
///   known
public record Position(String file, int line, String pointer) {
  public Position(String file, int line) {
    this(file, line, "");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Position p && file.equals(p.file) && line == p.line;
  }

  @Override
  public int hashCode() {
    return 31 * file.hashCode() + line;
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
