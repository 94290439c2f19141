package org.lasegue.knowledge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.knowledge.yaml.YamlNode;

/// One value of the knowledge that is another than before, new, or gone.
///
/// @param item the id of what it belongs to, such as a condition or a rule
/// @param field where in the item, such as `findings leg-pain p`
/// @param before empty where it is new, @param after empty where it is gone
public record KnowledgeChange(
    Kind kind, String item, String field, Optional<String> before, Optional<String> after) {

  /// What a change is a change of, by the file it stands in.
  public enum Kind {
    NUMBERS("Conditions, mechanisms and populations"),
    RULES("Rules of urgency"),
    ADVICE("Advice"),
    FACTS("Published facts"),
    QUESTIONS("Findings and questions"),
    CLAIMS("Claims"),
    SOURCES("Sources"),
    WORDS("Other words");

    private final String title;

    Kind(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    private static Kind of(String file) {
      String top = file.contains("/") ? file.substring(0, file.indexOf('/')) : file;
      return switch (top) {
        case "conditions", "mechanisms.yaml", "population.yaml" -> NUMBERS;
        case "triage.yaml" -> RULES;
        case "care", "contacts.yaml" -> ADVICE;
        case "facts", "populations.yaml" -> FACTS;
        case "findings", "groups.yaml", "screens.yaml" -> QUESTIONS;
        case "claims.yaml" -> CLAIMS;
        case "sources" -> SOURCES;
        default -> WORDS;
      };
    }
  }

  /// The names by which an entry of a list is known, best first.
  private static final List<String> NAMES =
      List.of("id", "finding", "condition", "cause", "mechanism", "test", "name", "title");

  /// From the knowledge in a directory to the knowledge of this build.
  public static List<KnowledgeChange> since(Path directory) {
    return between(KnowledgeFiles.readDirectory(directory), KnowledgeFiles.bundled());
  }

  /// From the knowledge in one directory to that in another.
  public static List<KnowledgeChange> between(Path before, Path after) {
    return between(KnowledgeFiles.readDirectory(before), KnowledgeFiles.readDirectory(after));
  }

  private record Item(Kind kind, String id) {}

  private static List<KnowledgeChange> between(KnowledgeFiles before, KnowledgeFiles after) {
    Map<Item, Map<String, String>> old = items(before);
    Map<Item, Map<String, String>> now = items(after);
    List<KnowledgeChange> result = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Item item : union(old.keySet(), now.keySet())) {
        if (item.kind() == kind) {
          compare(item, old.getOrDefault(item, Map.of()), now.getOrDefault(item, Map.of()), result);
        }
      }
    }
    return List.copyOf(result);
  }

  private static void compare(
      Item item, Map<String, String> old, Map<String, String> now, List<KnowledgeChange> result) {
    if (old.isEmpty() || now.isEmpty()) {
      // what is new or gone as a whole is one change, not one for each of its lines
      result.add(
          new KnowledgeChange(
              item.kind(),
              item.id(),
              "",
              old.isEmpty() ? Optional.empty() : Optional.of("present"),
              now.isEmpty() ? Optional.empty() : Optional.of("present")));
      return;
    }
    for (String field : union(old.keySet(), now.keySet())) {
      Optional<String> was = Optional.ofNullable(old.get(field));
      Optional<String> is = Optional.ofNullable(now.get(field));
      if (!was.equals(is)) {
        result.add(new KnowledgeChange(item.kind(), item.id(), field, was, is));
      }
    }
  }

  private static <T> Set<T> union(Set<T> first, Set<T> second) {
    Set<T> result = new LinkedHashSet<>(first);
    result.addAll(second);
    return result;
  }

  private static Map<Item, Map<String, String>> items(KnowledgeFiles files) {
    Map<Item, Map<String, String>> result = new LinkedHashMap<>();
    files
        .byPath()
        .forEach((path, node) -> {
          Kind kind = Kind.of(path);
          if (node instanceof YamlNode.Sequence all) {
            named(all).forEach((name, each) -> put(result, new Item(kind, name), each));
          } else {
            put(result, new Item(kind, name(node).orElse(path.replace(".yaml", ""))), node);
          }
        });
    return result;
  }

  private static void put(Map<Item, Map<String, String>> items, Item item, YamlNode node) {
    flatten("", node, items.computeIfAbsent(item, _ -> new LinkedHashMap<>()));
  }

  private static void flatten(String field, YamlNode node, Map<String, String> fields) {
    switch (node) {
      case YamlNode.Scalar s -> fields.put(field, s.value());
      case YamlNode.Mapping m ->
          m.entries().forEach((key, value) -> flatten(join(field, key), value, fields));
      case YamlNode.Sequence s -> {
        if (s.items().stream().allMatch(YamlNode.Scalar.class::isInstance)) {
          fields.put(
              field,
              String.join(
                  ", ",
                  s.items().stream()
                      .map(i -> i instanceof YamlNode.Scalar x ? x.value() : "")
                      .toList()));
        } else {
          named(s).forEach((name, each) -> flatten(join(field, name), each, fields));
        }
      }
    }
  }

  private static String join(String field, String key) {
    return field.isEmpty() ? key : field + " " + key;
  }

  /// The entries of a list by name, or by number where they have none; equal names are numbered.
  private static Map<String, YamlNode> named(YamlNode.Sequence list) {
    Map<String, YamlNode> result = new LinkedHashMap<>();
    for (YamlNode each : list.items()) {
      String name = name(each).orElse(Integer.toString(result.size() + 1));
      String free = name;
      for (int i = 2; result.containsKey(free); i++) {
        free = name + " " + i;
      }
      result.put(free, each);
    }
    return result;
  }

  private static Optional<String> name(YamlNode node) {
    if (node instanceof YamlNode.Mapping m) {
      for (String name : NAMES) {
        if (m.entries().get(name) instanceof YamlNode.Scalar s) {
          return Optional.of(s.value());
        }
      }
    }
    return Optional.empty();
  }
}
