package org.lasegue.knowledge.yaml;

/// Where something stands in a file. Lines count from 1.
public record Position(String file, int line) {
  @Override
  public String toString() {
    return file + ":" + line;
  }
}
