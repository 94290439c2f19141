package org.lasegue.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.assessment.FactCheck;
import org.lasegue.knowledge.Claim;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class KnowledgeSiteTest {
  private static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();

  @TempDir private static Path site;
  private static int pages;

  @BeforeAll
  static void write() {
    pages = new KnowledgeSite(KNOWLEDGE, FactCheck.check(KNOWLEDGE)).write(site);
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(site)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void everyEntryHasAPage() throws IOException {
    assertThat(files(".html")).hasSize(pages);
    for (String id : KNOWLEDGE.conditions().keySet()) {
      assertThat(site.resolve("condition/" + id + ".html")).exists();
    }
    for (String id : KNOWLEDGE.findings().keySet()) {
      assertThat(site.resolve("finding/" + id + ".html")).exists();
    }
    KNOWLEDGE.claims().forEach(c -> assertThat(site.resolve("claim/" + c.id() + ".html")).exists());
    KNOWLEDGE.names().forEach(n -> assertThat(site.resolve("name/" + n.id() + ".html")).exists());
  }

  @Test
  void everyLinkWithinTheSiteLeadsSomewhere() throws IOException {
    Pattern link = Pattern.compile("(?:href|src)=\"([^\"#]*)[^\"]*\"");
    List<String> broken = new ArrayList<>();
    for (Path page : files(".html")) {
      Matcher links = link.matcher(Files.readString(page));
      while (links.find()) {
        String to = links.group(1);
        if (!to.isEmpty()
            && !to.startsWith("http")
            && !Files.exists(page.resolveSibling(to).normalize())) {
          broken.add(site.relativize(page) + " -> " + to);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void nothingIsLoadedFromElsewhere() throws IOException {
    for (Path page : files(".html")) {
      assertThat(Files.readString(page))
          .doesNotContainPattern("<(script|img|link|iframe)[^>]+(src|href)=\"http");
    }
  }

  @Test
  void theSearchReadsEveryPage() throws IOException {
    String script = Files.readString(site.resolve("entries.js"));
    String array = script.substring(script.indexOf('['), script.lastIndexOf(']') + 1);
    List<List<String>> entries = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), array)) {
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY && ++depth == 2) {
          entries.add(new ArrayList<>());
        } else if (token == JsonToken.END_ARRAY) {
          depth--;
        } else if (token == JsonToken.VALUE_STRING) {
          entries.getLast().add(parser.getString());
        }
      }
    }
    assertThat(entries).hasSize(pages - 3);
    for (List<String> entry : entries) {
      assertThat(site.resolve(entry.get(0))).exists();
      assertThat(entry.get(2)).isNotBlank();
    }
  }

  @Test
  void everyConditionHasAPlainAndAClinicalPart() throws IOException {
    for (Condition condition : KNOWLEDGE.conditions().values()) {
      String page = Files.readString(site.resolve("condition/" + condition.id() + ".html"));
      assertThat(page)
          .as(condition.id())
          .contains("In plain words", "How it goes", "For clinicians", "told from its neighbours")
          .contains(Sheets.LABELS.values().stream().map(Words::capital).toList())
          .contains("Treatment, and how much it helps");
    }
  }

  @Test
  void everyClaimIsShownWithVerdictEvidenceAndWhatToSayInstead() throws IOException {
    assertThat(KNOWLEDGE.claims()).hasSizeGreaterThanOrEqualTo(123);
    String list = Files.readString(site.resolve("claims.html"));
    for (Claim claim : KNOWLEDGE.claims()) {
      assertThat(list).contains("claim/" + claim.id() + ".html");
      assertThat(claim.evidence()).as(claim.id()).isNotBlank();
      assertThat(claim.sayInstead()).as(claim.id()).isNotBlank();
      assertThat(Files.readString(site.resolve("claim/" + claim.id() + ".html")))
          .as(claim.id())
          .contains(">verdict<", ">evidence<", ">say instead<");
    }
  }

  @Test
  void aNumberIsShownWithItsRangeAndItsSource() throws IOException {
    String page = Files.readString(site.resolve("condition/disc-herniation.html"));
    assertThat(page)
        .contains("active in an adult during four weeks")
        .contains(
            KnowledgeSite.number(KNOWLEDGE.condition("disc-herniation").prior()),
            "../source/konstantinou-2015.html",
            "Published figures, and what the model implies");
  }
}
