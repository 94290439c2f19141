package org.lasegue.knowledge.yaml;

/// Where something stands in a file.
///
/// @param line from 1
/// @param pointer JSON pointer (RFC 6901) to the value; empty for the whole, or where it is not
///   known
public record Position(String file, int line, String pointer) {
  public Position(String file, int line) {
    this(file, line, "");
  }

  @Override
  public String toString() {
    return file + ":" + line;
  }
}
