package org.lasegue.web.library;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lasegue.knowledge.Claim;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.SearchName;
import org.lasegue.report.Words;
import org.springframework.stereotype.Component;

/// The knowledge to look things up in: lists and search.
@Component
class Library {
  private static final int MOST_HITS = 40;

  private final Knowledge knowledge;
  private final List<Entry> entries;

  /// @param kind `conditions`, `findings`, `names` or `claims`, @param words what it is found by
  private record Entry(String kind, String id, String title, String about, Set<String> words) {}

  record Hit(String kind, String id, String title, String about) {}

  Library(Knowledge knowledge) {
    this.knowledge = knowledge;
    List<Entry> all = new ArrayList<>();
    for (SearchName n : knowledge.names()) {
      all.add(entry("names", n.id(), n.name(), n.explain(), n.name()));
    }
    for (Condition c : knowledge.conditions().values()) {
      all.add(
          entry(
              "conditions",
              c.id(),
              capital(c.plain()),
              c.clinical(),
              c.clinical() + " " + c.plain() + " " + String.join(" ", c.synonyms())));
    }
    for (Finding f : knowledge.findings().values()) {
      all.add(
          entry(
              "findings",
              f.id(),
              capital(f.plain()),
              f.clinical(),
              f.clinical() + " " + f.plain()));
    }
    for (Claim c : knowledge.claims()) {
      all.add(entry("claims", c.id(), c.claim(), c.sayInstead(), c.claim() + " " + c.sayInstead()));
    }
    this.entries = List.copyOf(all);
  }

  /// What has every word of the question, those with it in the title first.
  List<Hit> search(String question) {
    Set<String> asked = words(question);
    if (asked.isEmpty()) {
      return List.of();
    }
    return entries.stream()
        .filter(e -> asked.stream().allMatch(a -> matches(e.words(), a)))
        .sorted(
            Comparator.comparing(
                (Entry e) -> !asked.stream().allMatch(a -> matches(words(e.title()), a))))
        .limit(MOST_HITS)
        .map(e -> new Hit(e.kind(), e.id(), e.title(), e.about()))
        .toList();
  }

  /// Conditions by family, in the order of the knowledge.
  Map<String, List<Condition>> byFamily() {
    Map<String, List<Condition>> result = new LinkedHashMap<>();
    knowledge
        .families()
        .values()
        .forEach(f ->
            result.put(
                f.plain(),
                knowledge.conditions().values().stream()
                    .filter(c -> c.family().equals(f.id()))
                    .toList()));
    return result;
  }

  List<Finding> findings() {
    return knowledge.findings().values().stream()
        .sorted(Comparator.comparing(f -> f.plain().toLowerCase(Locale.ROOT)))
        .toList();
  }

  private static Entry entry(String kind, String id, String title, String about, String found) {
    return new Entry(kind, id, title, about, words(found));
  }

  private static boolean matches(Set<String> words, String asked) {
    return words.stream().anyMatch(w -> w.startsWith(asked));
  }

  private static Set<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
        .filter(w -> !w.isEmpty())
        .collect(Collectors.toSet());
  }

  private static String capital(String text) {
    return Words.capital(text);
  }
}
