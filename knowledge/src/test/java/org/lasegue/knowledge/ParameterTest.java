package org.lasegue.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParameterTest {
  private static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();

  @Test
  void everyParameterCanBeSetAndReadBack() {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Parameter p : Parameter.all(KNOWLEDGE)) {
      values.put(p.name(), (p.low() + p.value()) / 2);
    }
    List<Parameter> moved = Parameter.all(Parameter.with(KNOWLEDGE, values));
    assertThat(moved).hasSameSizeAs(values.keySet());
    for (Parameter p : moved) {
      assertThat(p.value()).as(p.name()).isCloseTo(values.get(p.name()), within(1e-9));
    }
  }

  @Test
  void nothingChangesWithoutAValue() {
    assertThat(Parameter.all(Parameter.with(KNOWLEDGE, Map.of())))
        .isEqualTo(Parameter.all(KNOWLEDGE));
  }

  @Test
  void anUnknownNameIsNamed() {
    assertThatThrownBy(() -> Parameter.with(KNOWLEDGE, Map.of("prior of nothing", 0.1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("prior of nothing");
  }
}
