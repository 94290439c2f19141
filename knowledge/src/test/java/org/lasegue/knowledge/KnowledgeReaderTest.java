package org.lasegue.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.knowledge.yaml.BadInputException;

class KnowledgeReaderTest {
  private static final Path REAL = Path.of("src/main/resources/knowledge");

  @TempDir private Path copy;

  private Path copied() throws IOException {
    try (Stream<Path> walk = Files.walk(REAL)) {
      for (Path path : walk.toList()) {
        Path target = copy.resolve(REAL.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(path, target);
        }
      }
    }
    return copy;
  }

  private void replace(String file, String from, String to) throws IOException {
    Path path = copy.resolve(file);
    String text = Files.readString(path);
    assertThat(text).contains(from);
    Files.writeString(path, text.replaceFirst(java.util.regex.Pattern.quote(from), to));
  }

  @Test
  void thePackedKnowledgeIsThatOfTheFiles() {
    Knowledge packed = KnowledgeReader.bundled();
    Knowledge read = KnowledgeReader.read(REAL);
    assertThat(packed.version()).isEqualTo(read.version());
    assertThat(packed.conditions().keySet()).isEqualTo(read.conditions().keySet());
    assertThat(packed.rules()).isEqualTo(read.rules());
  }

  @Test
  void holdsTheConditionsOfTheContract() {
    assertThat(KnowledgeReader.bundled().conditions()).hasSizeGreaterThanOrEqualTo(96);
    assertThat(KnowledgeReader.bundled().findings()).hasSizeGreaterThanOrEqualTo(250);
  }

  @Test
  void aNumberWithoutABasisIsRefusedWithItsLine() throws IOException {
    copied();
    replace(
        "conditions/meralgia-paraesthetica.yaml", "prior: {value:", "prior: {nonsense: 1, value:");
    assertThatThrownBy(() -> KnowledgeReader.read(copy))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("conditions/meralgia-paraesthetica.yaml:");
  }

  @Test
  void aProbabilityAboveOneIsRefused() throws IOException {
    copied();
    Files.writeString(
        copy.resolve("conditions/odd.yaml"),
        Files.readString(REAL.resolve("conditions/meralgia-paraesthetica.yaml"))
            .replace("id: meralgia-paraesthetica", "id: odd")
            .replaceFirst(" p: 0\\.\\d+", " p: 1.7"));
    assertThatThrownBy(() -> KnowledgeReader.read(copy))
        .hasMessageContaining("conditions/odd.yaml:")
        .hasMessageContaining("between 0 and 1");
  }

  @Test
  void anUnknownFindingIsRefusedWithTheNearestName() throws IOException {
    copied();
    replace(
        "conditions/meralgia-paraesthetica.yaml",
        "findings:\n  - {finding: ",
        "findings:\n  - {finding: x");
    assertThatThrownBy(() -> KnowledgeReader.read(copy)).hasMessageContaining("did you mean");
  }

  @Test
  void twoThingsOfOneIdAreRefused() throws IOException {
    copied();
    Files.copy(
        REAL.resolve("conditions/scoliosis.yaml"), copy.resolve("conditions/scoliosis-again.yaml"));
    assertThatThrownBy(() -> KnowledgeReader.read(copy)).hasMessageContaining("defined twice");
  }

  @Test
  void holdsWhomToCallAnywhereAndByCountry() {
    Knowledge knowledge = KnowledgeReader.bundled();
    assertThat(knowledge.contacts()).containsKey(Contact.WORLDWIDE);
    assertThat(knowledge.contacts()).hasSizeGreaterThanOrEqualTo(16);
    assertThat(knowledge.contacts()).isEqualTo(KnowledgeReader.read(REAL).contacts());
  }

  @Test
  void aNumberThatCannotBeDialledIsRefusedWithItsLine() throws IOException {
    copied();
    replace("contacts.yaml", "number: \"999\"", "number: \"nine\"");
    assertThatThrownBy(() -> KnowledgeReader.read(copy))
        .hasMessageContaining("contacts.yaml:")
        .hasMessageContaining("not a number to dial");
  }

  @Test
  void twoLinesOfOneKindInACountryAreRefused() throws IOException {
    copied();
    replace("contacts.yaml", "kind: urgent", "kind: emergency");
    assertThatThrownBy(() -> KnowledgeReader.read(copy))
        .hasMessageContaining("contacts.yaml:")
        .hasMessageContaining("a second line of kind 'emergency'");
  }
}
