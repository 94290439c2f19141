package org.lasegue.knowledge.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
  @Test
  void everyNodeKnowsItsLine() {
    YamlNode node = YamlReader.read("a: 1\nb:\n  - x\n  - y\n", "f.yaml", 1);
    Fields fields = Fields.of(node, "it");
    Position second = Fields.items(fields.need("b"), "b").get(1).at();
    assertThat(second).isEqualTo(new Position("f.yaml", 4));
    assertThat(second.pointer()).isEqualTo("/b/1");
  }

  @Test
  void linesCountFromWhereTheTextStarts() {
    assertThatThrownBy(() -> YamlReader.read("{\"a\": 1, \"a\": 2}", "cases.ndjson", 17))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("cases.ndjson:17")
        .hasMessageContaining("'a' is given twice");
  }

  @ParameterizedTest
  @CsvSource({"'a: [1', not readable", "'', empty", "'a: 1\n---\nb: 2', second YAML document"})
  void malformedTextIsRefusedWithAReason(String text, String reason) {
    assertThatThrownBy(() -> YamlReader.read(text, "f.yaml", 1))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void deepNestingIsRefused() {
    String text = "[".repeat(5000) + "]".repeat(5000);
    assertThatThrownBy(() -> YamlReader.read(text, "f.yaml", 1))
        .isInstanceOf(BadInputException.class);
  }

  @Test
  void aMisspeltFieldIsRefusedWithTheNearestName() {
    Fields fields = Fields.of(YamlReader.read("prior: 1\nfindngs: 2\n", "f.yaml", 1), "it");
    fields.number("prior");
    fields.get("findings");
    assertThatThrownBy(fields::done)
        .hasMessageContaining("f.yaml:2")
        .hasMessageContaining("did you mean 'findings'?");
  }

  @Test
  void numbersThatAreNoneAreRefused() {
    Fields fields = Fields.of(YamlReader.read("a: .nan\nb: many\n", "f.yaml", 1), "it");
    assertThatThrownBy(() -> fields.number("a")).isInstanceOf(BadInputException.class);
    assertThatThrownBy(() -> fields.number("b")).hasMessageContaining("must be a number");
  }

  @Test
  void theNearestNameIsFoundOnlyWhenItIsNear() {
    assertThat(Nearest.of("sadle-numbness", List.of("saddle-numbness", "fever")))
        .contains("saddle-numbness");
    assertThat(Nearest.of("banana", List.of("saddle-numbness", "fever"))).isEmpty();
  }
}
