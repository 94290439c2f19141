package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.TriageRule;

/// What the hazard log and the security list name still exists. In those documents a reference
/// stands between backticks: `rule:ID`, `screen:ID`, `Class#method`, `Class.java`,
/// `path/of/a.file`, and a hazard as H-NAME.
class SafetyDocumentsTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern QUOTED = Pattern.compile("`([^`\\s]+)`");
  private static final Pattern METHOD = Pattern.compile("([A-Z]\\w+)#(\\w+)");
  private static final Pattern SOURCE = Pattern.compile("([A-Z]\\w+)[.]java");
  private static final Pattern FILE = Pattern.compile("[\\w.-]+(/[\\w.-]+)+[.][a-z]+");
  private static final Pattern HAZARD = Pattern.compile("\\bH-[A-Z][A-Z-]*[A-Z]\\b");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| (H-[A-Z-]+) \\|(.*)\\|$");

  private final Knowledge knowledge = KnowledgeReader.bundled();
  private final Map<String, List<Path>> sources = sources();

  private static Map<String, List<Path>> sources() {
    Map<String, List<Path>> result = new HashMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path code : modules.map(m -> m.resolve("src")).filter(Files::isDirectory).toList()) {
        try (Stream<Path> files = Files.walk(code)) {
          files
              .filter(f -> f.toString().endsWith(".java"))
              .forEach(f ->
                  result
                      .computeIfAbsent(
                          f.getFileName().toString().replace(".java", ""), _ -> new ArrayList<>())
                      .add(f));
        }
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return result;
  }

  private static List<Path> documents() throws IOException {
    try (Stream<Path> safety = Files.list(ROOT.resolve("docs/safety"))) {
      return Stream.concat(
              safety.filter(f -> f.toString().endsWith(".md")),
              Stream.of(ROOT.resolve("docs/security.md")))
          .sorted()
          .toList();
    }
  }

  private static Map<String, String> texts() throws IOException {
    Map<String, String> result = new HashMap<>();
    for (Path document : documents()) {
      result.put(document.getFileName().toString(), Files.readString(document));
    }
    return result;
  }

  /// References of the text that lead nowhere.
  private Set<String> broken(String text) throws IOException {
    Set<String> result = new TreeSet<>();
    Matcher quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      String reference = quoted.group(1);
      if (!holds(reference)) {
        result.add(reference);
      }
    }
    return result;
  }

  private boolean holds(String reference) throws IOException {
    if (reference.startsWith("rule:")) {
      String id = reference.substring("rule:".length());
      return knowledge.rules().stream().map(TriageRule::id).anyMatch(id::equals);
    }
    if (reference.startsWith("screen:")) {
      String id = reference.substring("screen:".length());
      return knowledge.screens().stream().map(Screen::id).anyMatch(id::equals);
    }
    Matcher method = METHOD.matcher(reference);
    if (method.matches()) {
      for (Path source : sources.getOrDefault(method.group(1), List.of())) {
        if (declares(Files.readString(source), method.group(2))) {
          return true;
        }
      }
      return false;
    }
    Matcher source = SOURCE.matcher(reference);
    if (source.matches()) {
      return sources.containsKey(source.group(1));
    }
    return !FILE.matcher(reference).matches() || Files.exists(ROOT.resolve(reference));
  }

  /// A method or an architecture rule, which is a field.
  private static boolean declares(String source, String name) {
    return Pattern.compile("(?m)^\\s+[\\w<>\\[\\],.?@ ]*[\\w>\\]] " + name + "(\\(| =)")
        .matcher(source)
        .find();
  }

  @Test
  void everyRuleClassMethodAndFileThatTheyNameExists() throws IOException {
    Map<String, Set<String>> broken = new HashMap<>();
    int references = 0;
    for (Map.Entry<String, String> document : texts().entrySet()) {
      broken.put(document.getKey(), broken(document.getValue()));
      references += (int) METHOD.matcher(document.getValue()).results().count();
    }
    assertThat(broken.values()).as(broken.toString()).allMatch(Set::isEmpty);
    assertThat(references).isGreaterThan(60);
  }

  @Test
  void aReferenceThatLeadsNowhereIsFound() throws IOException {
    assertThat(
            broken(
                "`rule:ces-retention` `rule:gone` `screen:bladder` `screen:gone` `Failures#where`"
                    + " `Failures#gone` `Gone#where` `Failures.java` `Gone.java`"
                    + " `docs/safety/hazards.md` `docs/gone.md` `SameSite=Strict` `no-store`"))
        .containsExactlyInAnyOrder(
            "rule:gone", "screen:gone", "Failures#gone", "Gone#where", "Gone.java", "docs/gone.md");
  }

  @Test
  void everyHazardIsDescribedOnce() throws IOException {
    List<String> described = new ArrayList<>();
    Set<String> named = new HashSet<>();
    for (String text : texts().values()) {
      ROW.matcher(text).results().forEach(row -> described.add(row.group(1)));
      HAZARD.matcher(text).results().forEach(hazard -> named.add(hazard.group()));
    }
    assertThat(described).doesNotHaveDuplicates();
    assertThat(named).isSubsetOf(described);
  }

  @Test
  void theTableOfTheTriageRulesListsEachRuleUnderItsHazardAndNoOther() throws IOException {
    Map<String, Set<String>> listed = new HashMap<>();
    String table = texts().get("hazards.md").split("## Hazards of the rules themselves", 2)[0];
    ROW.matcher(table)
        .results()
        .forEach(row -> {
          String cells = row.group(2);
          String rules = cells.substring(cells.lastIndexOf('|') + 1);
          listed.put(row.group(1), new TreeSet<>(List.of(rules.strip().split(",\\s*", -1))));
        });
    Map<String, Set<String>> actual =
        knowledge.rules().stream()
            .collect(
                Collectors.groupingBy(
                    TriageRule::hazard,
                    Collectors.mapping(TriageRule::id, Collectors.toCollection(TreeSet::new))));
    assertThat(listed).isEqualTo(actual);
  }

  @Test
  void everyHazardOfTheApplicationNamesATestOrSaysThatThereIsNone() throws IOException {
    List<String> silent =
        ROW.matcher(texts().get("application.md"))
            .results()
            .filter(
                row -> !METHOD.matcher(row.group(2)).find() && !row.group(2).contains("no test"))
            .map(row -> row.group(1))
            .toList();
    assertThat(silent).isEmpty();
  }
}
