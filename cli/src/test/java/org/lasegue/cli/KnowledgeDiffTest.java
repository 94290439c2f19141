package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class KnowledgeDiffTest {
  private static final Path PRESENT = Run.ROOT.resolve("knowledge/src/main/resources/knowledge");
  private static final String CASE =
      """
      format: 1
      id: unhappy
      age: 50
      findings: {low-back-pain: present, suicidal-thoughts: present}
      """;

  @TempDir Path folder;

  @Test
  void theSameKnowledgeDiffersInNothing() throws IOException {
    Run run = diff(PRESENT, "json");
    assertThat(run.code()).isEqualTo(Main.DONE);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("changes")).isEmpty();
    assertThat(json.get("public").get("compared").intValue()).isEqualTo(1);
    assertThat(json.get("public").get("changed")).isEmpty();
    assertThat(json.get("generated").get("changed")).isEmpty();
  }

  @Test
  void aChangedRuleAndNumberAreNamedWithTheCasesTheyMove() throws IOException {
    Path past = copy();
    replace(
        past.resolve("triage.yaml"),
        "  level: emergency-now\n  if-unsure: same-day\n",
        "  level: within-days\n  if-unsure: within-days\n");
    replace(
        past.resolve("conditions/endometriosis.yaml"),
        "prior: {value: 0.016,",
        "prior: {value: 0.02,");
    Run run = diff(past, "text");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.out())
        .contains("ces-saddle-numbness", "level: within-days -> emergency-now")
        .contains("endometriosis", "prior value: 0.02 -> 0.016")
        .contains("Generated people: 2 compared");
  }

  @Test
  void aRuleThatIsNewMovesACaseAndIsTheReason() throws IOException {
    Path past = copy();
    Path triage = past.resolve("triage.yaml");
    String text = Files.readString(triage);
    // no condition stands behind this rule, so that no risk can take its place
    Files.writeString(
        triage,
        text.replace("  when: suicidal_thoughts\n", "  when: suicidal_thoughts && age > 200\n"));
    JsonNode json = new ObjectMapper().readTree(diff(past, "json").out());
    assertThat(json.get("changes").get(0).get("item").stringValue()).isEqualTo("suicidal-thoughts");
    JsonNode changed = json.get("public").get("changed");
    assertThat(changed).isNotEmpty();
    assertThat(changed.get(0).get("id").stringValue()).isEqualTo("unhappy");
    assertThat(changed.get(0).get("after").get("urgency").stringValue()).isEqualTo("same-day");
    assertThat(changed.get(0).get("why").toString()).contains("rule holds now: suicidal-thoughts");
  }

  @Test
  void whatCannotBeHadIsSaidWithTheRemedy() {
    Run unknown = Run.of("knowledge", "diff", "no-such-revision");
    assertThat(unknown.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(unknown.err()).contains("no-such-revision", "directory");
    assertThat(Run.of("knowledge", "diff", "--generated", "-1", ".").code())
        .isEqualTo(Main.BAD_INPUT);
  }

  @Test
  void aRevisionIsReadFromItsRepository() throws Exception {
    Path place = folder.resolve("knowledge/src/main/resources/knowledge");
    Files.createDirectories(place);
    Files.writeString(place.resolve("a.yaml"), "old: 1\n");
    git("init", "-q");
    git("add", "-A");
    git("-c", "user.name=t", "-c", "user.email=t@t.invalid", "commit", "-qm", "one");
    Files.writeString(place.resolve("a.yaml"), "new: 1\n");
    Path target = Files.createDirectory(folder.resolve("target"));
    Path past = PastKnowledge.of("HEAD", folder, target);
    assertThat(past.resolve("a.yaml")).hasContent("old: 1");
    assertThatThrownBy(() -> PastKnowledge.of("HEAD~7", folder, target))
        .isInstanceOf(PastKnowledge.MissingException.class)
        .hasMessageContaining("HEAD~7");
    assertThatThrownBy(() -> PastKnowledge.of("--output=x", folder, target))
        .isInstanceOf(PastKnowledge.MissingException.class);
  }

  private void git(String... words) throws Exception {
    List<String> command =
        Stream.concat(Stream.of("git", "-C", folder.toString()), Stream.of(words)).toList();
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private Run diff(Path past, String format) throws IOException {
    Path cases = folder.resolve("case.yaml");
    Files.writeString(cases, CASE);
    return Run.of(
        "knowledge",
        "diff",
        past.toString(),
        "--cases",
        cases.toString(),
        "--generated",
        "2",
        "--format",
        format);
  }

  private Path copy() throws IOException {
    Path target = folder.resolve("past");
    try (Stream<Path> walk = Files.walk(PRESENT)) {
      for (Path each : walk.toList()) {
        Files.copy(each, target.resolve(PRESENT.relativize(each).toString()));
      }
    }
    return target;
  }

  private static void replace(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    int at = text.indexOf(from);
    Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
  }
}
