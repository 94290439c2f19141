package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.ValueType;

/// The names that an expression may use and what each stands for.
final class Vocabulary {
  /// What an expression's name stands for.
  sealed interface Term {
    Kind kind();

    /// A finding's value; `place` is empty for "either side".
    record Value(Finding finding, Optional<Case.Where> place, Kind kind) implements Term {}

    /// What a case states beside the value.
    record Detail(Finding finding, String name, Kind kind) implements Term {}

    /// About the person or the result.
    record Person(String name, Kind kind) implements Term {}
  }

  enum Kind {
    TRUTH,
    TEXT,
    NUMBER,
    LIST
  }

  private static final Map<String, Kind> DETAILS =
      Map.of(
          "since_hours", Kind.NUMBER,
          "since_days", Kind.NUMBER,
          "severity", Kind.NUMBER,
          "onset", Kind.TEXT,
          "course", Kind.TEXT,
          "new", Kind.TRUTH);

  private static final Map<String, Kind> PERSON =
      Map.ofEntries(
          Map.entry("age", Kind.NUMBER),
          Map.entry("sex", Kind.TEXT),
          Map.entry("has_uterus", Kind.TRUTH),
          Map.entry("has_testes", Kind.TRUTH),
          Map.entry("has_prostate", Kind.TRUTH),
          Map.entry("pregnant", Kind.TRUTH),
          Map.entry("possibly_pregnant", Kind.TRUTH),
          Map.entry("possibly_early_pregnant", Kind.TRUTH),
          Map.entry("pregnancy_weeks", Kind.NUMBER),
          Map.entry("postpartum", Kind.TRUTH),
          Map.entry("postpartum_weeks", Kind.NUMBER),
          Map.entry("answered_by_other", Kind.TRUTH),
          Map.entry("likely", Kind.LIST),
          Map.entry("likely_families", Kind.LIST),
          Map.entry("urgency", Kind.TEXT),
          Map.entry("axis", Kind.TEXT),
          // of a diary, for the reviews of care over time
          Map.entry("weeks", Kind.NUMBER),
          Map.entry("diary_weeks", Kind.NUMBER),
          Map.entry("pain_first", Kind.NUMBER),
          Map.entry("pain_now", Kind.NUMBER),
          Map.entry("pain_drop", Kind.NUMBER),
          Map.entry("pain_rise", Kind.NUMBER),
          Map.entry("worst_now", Kind.NUMBER),
          Map.entry("worst_drop", Kind.NUMBER),
          Map.entry("said_worse", Kind.TRUTH),
          Map.entry("late", Kind.TRUTH));

  private final Map<String, Finding> byName = new HashMap<>();
  private final Map<String, List<Finding>> impliers = new HashMap<>();
  private final Map<String, List<Finding>> showing = new HashMap<>();

  Vocabulary(Knowledge knowledge) {
    for (Finding finding : knowledge.findings().values()) {
      byName.put(name(finding.id()), finding);
      for (String implied : finding.implies()) {
        impliers.computeIfAbsent(implied, i -> new ArrayList<>()).add(finding);
      }
      finding
          .shows()
          .ifPresent(shown -> showing.computeIfAbsent(shown, i -> new ArrayList<>()).add(finding));
      finding
          .meansBoth()
          .ifPresent(each -> impliers.computeIfAbsent(each, i -> new ArrayList<>()).add(finding));
    }
  }

  /// The findings that imply this one, or that mean it on both sides.
  List<Finding> impliers(String finding) {
    return impliers.getOrDefault(finding, List.of());
  }

  /// The findings that show this one to the rules.
  List<Finding> showing(String finding) {
    return showing.getOrDefault(finding, List.of());
  }

  static String name(String id) {
    return id.replace('-', '_').replace(".", "_");
  }

  Optional<Term> term(String name) {
    Kind person = PERSON.get(name);
    if (person != null) {
      return Optional.of(new Term.Person(name, person));
    }
    Finding whole = byName.get(name);
    if (whole != null) {
      return Optional.of(new Term.Value(whole, Optional.empty(), kind(whole)));
    }
    for (Case.Where where : List.of(Case.Where.LEFT, Case.Where.RIGHT)) {
      String ending = "_" + where.name().toLowerCase(Locale.ROOT);
      if (name.endsWith(ending)) {
        Finding sided = byName.get(name.substring(0, name.length() - ending.length()));
        if (sided != null && sided.sided()) {
          return Optional.of(new Term.Value(sided, Optional.of(where), kind(sided)));
        }
      }
    }
    return DETAILS.keySet().stream()
        .filter(d -> name.endsWith("_" + d))
        .filter(d -> byName.containsKey(name.substring(0, name.length() - d.length() - 1)))
        .findFirst()
        .map(d ->
            new Term.Detail(
                finding(name.substring(0, name.length() - d.length() - 1)),
                d,
                DETAILS.getOrDefault(d, Kind.TRUTH)));
  }

  private Finding finding(String name) {
    Finding finding = byName.get(name);
    if (finding == null) {
      throw new IllegalArgumentException(name);
    }
    return finding;
  }

  List<String> names() {
    return java.util.stream.Stream.concat(byName.keySet().stream(), PERSON.keySet().stream())
        .sorted()
        .toList();
  }

  private static Kind kind(Finding finding) {
    return switch (finding.type()) {
      case ValueType.Present _ -> Kind.TRUTH;
      case ValueType.Levels _ -> Kind.TEXT;
      case ValueType.Quantity _ -> Kind.NUMBER;
    };
  }

  /// The words in an expression that are names: neither literals nor the language's own.
  static List<String> words(String expression) {
    String bare = expression.replaceAll("\"[^\"]*\"|'[^']*'", " ");
    return Arrays.stream(bare.split("[^A-Za-z0-9_]+"))
        .filter(w -> !w.isEmpty() && !Character.isDigit(w.charAt(0)))
        .filter(w ->
            !java.util.Set.of("true", "false", "in", "exists", "c", "size", "null").contains(w))
        .distinct()
        .toList();
  }
}
