package org.lasegue.knowledge.yaml;

/// One thing wrong with an input: where, and what to do about it.
public record Problem(Position at, String message) {
  @Override
  public String toString() {
    return at + ": " + message;
  }
}
