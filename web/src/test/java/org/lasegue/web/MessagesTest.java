package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MessagesTest {
  private static final Pattern KEY = Pattern.compile("#\\{([a-z0-9_.-]+)[}(]");
  private static final Pattern IN_JAVA =
      Pattern.compile("messages\\s*\\.text\\(\\s*\"([a-z0-9_.-]+)\"");

  /// Texts between tags that are shown although no message gives them are placeholders of
  /// `th:text`, so none may stand in an element without it.
  private static final Pattern PLAIN_TEXT =
      Pattern.compile(
          "<(p|h1|h2|h3|li|a|button|label|span|strong|summary|td|th)(\\s[^>]*)?>([^<]+)<");

  private static Properties messages() throws IOException {
    Properties properties = new Properties();
    try (InputStream in = MessagesTest.class.getResourceAsStream("/messages.properties")) {
      properties.load(in);
    }
    return properties;
  }

  private static List<Path> files(String folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(f -> f.toString().endsWith(ending)).toList();
    }
  }

  @Test
  void everyMessageThatAPageOrTheCodeNamesExists() throws IOException {
    Set<String> missing = new TreeSet<>();
    Set<String> known = messages().stringPropertyNames();
    for (Path template : files("src/main/resources/templates", ".html")) {
      collect(KEY, Files.readString(template), known, missing);
    }
    for (Path source : files("src/main/java", ".java")) {
      collect(IN_JAVA, Files.readString(source), known, missing);
    }
    assertThat(missing).isEmpty();
  }

  /// Pages build some keys from a beginning and a word of the knowledge, such as a level.
  @Test
  void everyMessageIsUsed() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path template : files("src/main/resources/templates", ".html")) {
      all.append(Files.readString(template));
    }
    for (Path source : files("src/main/java", ".java")) {
      all.append(Files.readString(source));
    }
    String text = all.toString();
    Set<String> beginnings = new TreeSet<>();
    Matcher quoted = Pattern.compile("['\"]([a-z][a-z.-]*\\.)['\"]").matcher(text);
    while (quoted.find()) {
      beginnings.add(quoted.group(1));
    }
    assertThat(messages().stringPropertyNames())
        .allMatch(key ->
            text.contains(key)
                || beginnings.stream().anyMatch(key::startsWith)
                // the title, help and reason of a step are named by its id
                || key.matches("(pain-map|numbness-map|about|pregnancy)\\.(title|help|why)"));
  }

  @Test
  void noPageHoldsWordingOfItsOwn() throws IOException {
    Set<String> found = new TreeSet<>();
    for (Path template : files("src/main/resources/templates", ".html")) {
      Matcher text = PLAIN_TEXT.matcher(Files.readString(template));
      while (text.find()) {
        String attributes = text.group(2) == null ? "" : text.group(2);
        if (!attributes.contains("th:text")
            && !attributes.contains("th:case")
            && text.group(3).matches("(?s).*[A-Za-z]{3,}.*")) {
          found.add(template.getFileName() + ": " + text.group());
        }
      }
    }
    assertThat(found).isEmpty();
  }

  private static void collect(
      Pattern pattern, String text, Set<String> known, Set<String> missing) {
    Matcher key = pattern.matcher(text);
    while (key.find()) {
      if (!known.contains(key.group(1)) && !key.group(1).endsWith(".")) {
        missing.add(key.group(1));
      }
    }
  }
}
