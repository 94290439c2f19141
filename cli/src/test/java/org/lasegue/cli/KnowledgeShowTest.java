package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.KnowledgeJson;
import org.lasegue.report.KnowledgePages;
import org.lasegue.report.Sheets;
import org.lasegue.report.TextPage;

class KnowledgeShowTest {
  @ParameterizedTest
  @CsvSource({
    "straight-leg-raise, finding",
    "disc-herniation, condition",
    "nerve-deficit, mechanism",
    "ces-saddle-numbness, rule",
    "keep-moving, care action",
    "C001, claim",
    "van-der-windt-2010, source",
    "sciatica, name",
    "leg-neurology, group",
    "vessels, family"
  })
  void everyKindOfEntryHasAPage(String id, String kind) {
    Run text = Run.of("knowledge", "show", id);
    assertThat(text.code()).isEqualTo(Main.DONE);
    assertThat(text.out()).startsWith(kind + " " + id).contains("No clinician has reviewed");
    Run json = Run.of("knowledge", "show", id, "--format", "json");
    assertThat(json.out()).contains("\"is\":\"" + kind + "\",\"id\":\"" + id + "\"");
  }

  @Test
  void aConditionShowsItsNumbersWithRangeAndSource() {
    assertThat(Run.of("knowledge", "show", "disc-herniation").out())
        .containsPattern("active in an adult during four weeks: 0\\.[0-9]+ \\(0\\.[0-9]+ to 0\\.")
        .contains("[grovle-2010", "estimate: ", "SOURCES");
  }

  @Test
  void everyEntryCanBeShown() {
    Knowledge knowledge = KnowledgeReader.bundled();
    Sheets sheets = new Sheets(knowledge);
    KnowledgePages pages = new KnowledgePages(knowledge, TextPage.Look.PLAIN);
    KnowledgeJson json = new KnowledgeJson(knowledge);
    sheets.ids().stream()
        .filter(id -> !knowledge.sources().containsKey(id))
        .forEach(id -> {
          assertThat(sheets.of(id)).as(id).isNotEmpty();
          sheets
              .of(id)
              .forEach(sheet -> {
                assertThat(pages.page(sheet)).isNotBlank();
                assertThat(json.sheet(sheet)).startsWith("{");
              });
        });
  }

  @Test
  void anUnknownIdIsBadInputAndTheNearestIsNamed() {
    Run run = Run.of("knowledge", "show", "disc-hernation");
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("did you mean 'disc-herniation'?");
  }

  @Test
  void theFindingsArePublishedWithWhatACaseNeedsToName() {
    String json = Run.of("knowledge", "show", "findings", "--format", "json").out();
    assertThat(json)
        .hasLineCount(1)
        .contains("\"id\":\"ankle-dorsiflexion-power\"")
        .contains("\"type\":{\"quantity\":{\"unit\":\"MRC\",\"range\":[0,5],\"cuts\":[3.5,4.5]")
        .contains(
            "\"type\":\"present\"", "\"groups\":[\"leg-neurology\"", "\"answeredBy\":\"person\"");
    assertThat(Run.of("knowledge", "show", "conditions").out()).contains("disc-herniation: ");
  }
}
