package org.lasegue.knowledge.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The fields of one YAML mapping, read by name. [#done()] refuses fields that nobody asked for,
/// with the nearest name that exists, so a misspelt key cannot be silently ignored.
public final class Fields {
  private final YamlNode.Mapping mapping;
  private final Set<String> asked = new HashSet<>();

  private Fields(YamlNode.Mapping mapping) {
    this.mapping = mapping;
  }

  public static Fields of(YamlNode node, String what) {
    if (node instanceof YamlNode.Mapping m) {
      return new Fields(m);
    }
    throw new BadInputException(node.at(), what + " must be written as 'name: value' fields");
  }

  public static List<YamlNode> items(YamlNode node, String what) {
    if (node instanceof YamlNode.Sequence s) {
      return s.items();
    }
    throw new BadInputException(node.at(), what + " must be a list");
  }

  public static String text(YamlNode node, String what) {
    if (node instanceof YamlNode.Scalar s && !s.isNull()) {
      return s.value();
    }
    throw new BadInputException(node.at(), what + " must be a text");
  }

  public static double number(YamlNode node, String what) {
    if (node instanceof YamlNode.Scalar s) {
      try {
        double d = Double.parseDouble(s.value());
        if (Double.isFinite(d)) {
          return d;
        }
      } catch (NumberFormatException e) {
        // falls through to the refusal below
      }
    }
    throw new BadInputException(node.at(), what + " must be a number");
  }

  public Position at() {
    return mapping.at();
  }

  public Set<String> names() {
    return mapping.entries().keySet();
  }

  public boolean has(String key) {
    return get(key) != null;
  }

  /// The node under `key`, or null where it is missing or written as null.
  public @Nullable YamlNode get(String key) {
    asked.add(key);
    YamlNode node = mapping.entries().get(key);
    return node instanceof YamlNode.Scalar s && s.isNull() ? null : node;
  }

  public YamlNode need(String key) {
    YamlNode node = get(key);
    if (node == null) {
      throw new BadInputException(mapping.at(), "'" + key + "' is missing");
    }
    return node;
  }

  public String text(String key) {
    return text(need(key), "'" + key + "'").strip();
  }

  public String text(String key, String otherwise) {
    return optionalText(key).orElse(otherwise);
  }

  public Optional<String> optionalText(String key) {
    YamlNode node = get(key);
    return node == null ? Optional.empty() : Optional.of(text(node, "'" + key + "'").strip());
  }

  public double number(String key) {
    return number(need(key), "'" + key + "'");
  }

  public OptionalDouble optionalNumber(String key) {
    YamlNode node = get(key);
    return node == null ? OptionalDouble.empty() : OptionalDouble.of(number(node, "'" + key + "'"));
  }

  public boolean flag(String key) {
    YamlNode node = get(key);
    if (node == null) {
      return false;
    }
    return switch (text(node, "'" + key + "'")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new BadInputException(node.at(), "'" + key + "' must be true or false");
    };
  }

  public <E extends Enum<E>> E word(String key, Class<E> type) {
    return word(need(key), "'" + key + "'", type);
  }

  /// An enum constant written in lower case with hyphens.
  public static <E extends Enum<E>> E word(YamlNode node, String what, Class<E> type) {
    String written = text(node, what);
    List<String> allowed = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      String name = hyphenated(constant);
      if (name.equals(written)) {
        return constant;
      }
      allowed.add(name);
    }
    throw new BadInputException(
        node.at(), what + " is '" + written + "'; it must be one of " + String.join(", ", allowed));
  }

  public static String hyphenated(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /// The list under `key`, empty where missing; a single value counts as a list of one.
  public <T> List<T> list(String key, Function<YamlNode, T> read) {
    YamlNode node = get(key);
    if (node == null) {
      return List.of();
    }
    List<T> result = new ArrayList<>();
    for (YamlNode item :
        node instanceof YamlNode.Sequence s ? s.items() : List.<YamlNode>of(node)) {
      result.add(read.apply(item));
    }
    return List.copyOf(result);
  }

  public List<String> texts(String key) {
    return list(key, n -> text(n, "an entry of '" + key + "'").strip());
  }

  /// The mapping under `key` in written order, empty where missing.
  public Map<String, YamlNode> map(String key) {
    YamlNode node = get(key);
    if (node == null) {
      return Map.of();
    }
    if (node instanceof YamlNode.Mapping m) {
      return new LinkedHashMap<>(m.entries());
    }
    throw new BadInputException(node.at(), "'" + key + "' must hold 'name: value' fields");
  }

  /// Refuses fields that were never asked for.
  public void done() {
    for (Map.Entry<String, YamlNode> entry : mapping.entries().entrySet()) {
      if (!asked.contains(entry.getKey())) {
        throw new BadInputException(
            entry.getValue().at(),
            "'" + entry.getKey() + "' is not a field here" + Nearest.hint(entry.getKey(), asked));
      }
    }
  }
}
