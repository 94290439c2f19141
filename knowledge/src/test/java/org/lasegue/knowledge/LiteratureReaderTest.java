package org.lasegue.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.YamlReader;

class LiteratureReaderTest {
  private static final String FACT =
      """
      - {id: a, measure: sensitivity, finding: fever, condition: flu, population: p, value: 0.6,
         low: 0.5, high: 0.7, quality: cohort, source: s, says: "60 % (50-70)"}
      """;

  private static Fact fact(String yaml) {
    return LiteratureReader.fact(
        Fields.items(YamlReader.read(yaml, "facts/x.yaml", 1), "the file").getFirst());
  }

  private static void refused(String from, String to, String reason) {
    assertThat(FACT).contains(from);
    assertThatThrownBy(() -> fact("\n" + FACT.replace(from, to)))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("facts/x.yaml:")
        .hasMessageContaining(reason);
  }

  @Test
  void aWholeFactIsRead() {
    Fact fact = fact(FACT);
    assertThat(fact.value()).isEqualTo(0.6);
    assertThat(fact.hasInterval()).isTrue();
    assertThat(fact.known()).isEmpty();
  }

  @Test
  void whatIsMissingOrImpossibleIsRefusedWithItsLine() {
    refused("finding: fever, ", "", "needs a 'finding'");
    refused("condition: flu, ", "", "needs a 'condition'");
    refused("value: 0.6", "value: 1.6", "between 0 and 1");
    refused("value: 0.6", "value: 0.8", "outside its own interval");
    refused("measure: sensitivity", "measure: sensitive", "must be one of");
    refused("source: s, ", "estimate: s, ", "give 'source: ID'");
    refused(", says: \"60 % (50-70)\"", "", "'says' is missing");
    refused("low: 0.5, ", "", "'low' is missing");
    refused("quality: cohort", "qualty: cohort", "'quality' is missing");
    refused("population: p", "population: p, ages: [70, 60]", "[youngest, oldest]");
  }

  @Test
  void aPopulationIsRefusedWhereItsFactorIsNegative() {
    String yaml =
        "- {id: p, text: t, times: {flu: -1}, everyone: {fever: present}, estimate: because}";
    assertThatThrownBy(() ->
            LiteratureReader.population(
                Fields.items(YamlReader.read(yaml, "populations.yaml", 1), "it").getFirst()))
        .hasMessageContaining("populations.yaml:1")
        .hasMessageContaining("not below 0");
  }
}
