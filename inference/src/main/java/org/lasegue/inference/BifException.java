package org.lasegue.inference;

/// A `.bif` file that cannot be read. The message begins with the name of the file and the line.
public final class BifException extends InferenceException {

  private final String source;
  private final int line;

  BifException(String source, int line, String reason) {
    super(source + ":" + line + ": " + reason);
    this.source = source;
    this.line = line;
  }

  /// The name of the file.
  public String source() {
    return source;
  }

  /// The line, counted from 1.
  public int line() {
    return line;
  }
}
