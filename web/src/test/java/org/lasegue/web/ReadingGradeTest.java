package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.ReadingLimits;
import org.lasegue.knowledge.yaml.Position;

class ReadingGradeTest {
  private static final String FILE = "messages.properties";

  @Test
  void theWordingOfThePagesCanBeRead() throws IOException {
    List<ReadingLimits.Text> texts = textsForThePerson();
    assertThat(texts).hasSizeGreaterThan(200);
    assertThat(
            ReadingLimits.problems(
                "the pages", texts, KnowledgeReader.bundled().medicalNames().keySet()))
        .isEmpty();
  }

  private static List<ReadingLimits.Text> textsForThePerson() throws IOException {
    List<ReadingLimits.Text> texts = new ArrayList<>();
    try (InputStream in =
        Objects.requireNonNull(ReadingGradeTest.class.getResourceAsStream("/" + FILE))) {
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      for (int i = 0; i < lines.size(); i++) {
        String line = lines.get(i);
        assertThat(line).as("a message stands on one line").doesNotEndWith("\\");
        int equals = line.indexOf('=');
        if (equals > 0 && !line.startsWith("#") && !line.startsWith("clinician.")) {
          texts.add(
              new ReadingLimits.Text(
                  new Position(FILE, i + 1),
                  "'" + line.substring(0, equals) + "'",
                  line.substring(equals + 1)));
        }
      }
    }
    return texts;
  }
}
