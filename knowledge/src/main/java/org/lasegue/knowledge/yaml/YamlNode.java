package org.lasegue.knowledge.yaml;

import java.util.List;
import java.util.Map;

/// A YAML or JSON value that remembers where it was written, so that an error can name its line.
public sealed interface YamlNode {
  Position at();

  /// A scalar. `plain` tells an unquoted scalar (which may be a number, a truth value or null) from
  /// a quoted text.
  record Scalar(String value, boolean plain, Position at) implements YamlNode {
    public boolean isNull() {
      return plain && (value.isEmpty() || value.equals("~") || value.equals("null"));
    }
  }

  record Sequence(List<YamlNode> items, Position at) implements YamlNode {}

  /// Keys in the order in which they were written; each key is unique.
  record Mapping(Map<String, YamlNode> entries, Position at) implements YamlNode {}
}
