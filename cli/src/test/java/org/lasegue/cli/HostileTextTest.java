package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessment;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.report.HtmlReport;
import org.lasegue.report.JsonReport;
import org.lasegue.report.NoteReport;
import org.lasegue.report.TextPage;
import org.lasegue.report.TextReport;

/// A case may come from anywhere: its words must not become markup, commands or escape codes.
class HostileTextTest {
  private static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  private static final Assessment ASSESSMENT =
      Fixture.assessment(Fixture.HOSTILE, List.of(Fixture.HOSTILE));

  @Test
  void htmlEscapesItAndNeedsNothingFromOutside() {
    HtmlReport report = new HtmlReport(KNOWLEDGE);
    String html = report.begin() + report.of(ASSESSMENT) + report.end();
    assertThat(html)
        .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;co&quot;")
        .doesNotContain("<script", "\u001b", "src=", "url(", "@import", "<link")
        .contains("default-src 'none'", "<html lang=\"en\">", "prefers-color-scheme: dark");
  }

  @Test
  void everyPictureHasATextThatSaysTheSame() {
    String html = new HtmlReport(KNOWLEDGE).of(ASSESSMENT);
    assertThat(html)
        .contains("<svg viewBox")
        .contains("aria-labelledby=\"evidence-1-1-title evidence-1-1-text\"")
        .contains("pain in your leg (left): for it, +6.3 dB.");
  }

  @Test
  void theTerminalGetsNoEscapeCodeOfACase() {
    assertThat(new TextReport(KNOWLEDGE, TextPage.Look.PLAIN, true).of(ASSESSMENT))
        .doesNotContain("\u001b", "\u202e")
        .contains("?[31mred");
  }

  @Test
  void theNoteIsPlainAscii() {
    String note = new NoteReport(KNOWLEDGE).of(ASSESSMENT);
    assertThat(note.chars()).allMatch(c -> c == '\n' || c >= ' ' && c < 127);
  }

  @Test
  void jsonEscapesIt() {
    assertThat(new JsonReport().of(ASSESSMENT))
        .contains("\\\"co\\\"", "\\u001B[31m")
        .hasLineCount(1);
  }
}
