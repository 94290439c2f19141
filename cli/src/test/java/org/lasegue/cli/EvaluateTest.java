package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class EvaluateTest {
  private static final String EMERGENCY =
      """
      format: 1
      id: emergency
      age: 39
      sex: female
      findings:
        low-back-pain: present
        saddle-numbness: present
        urinary-retention: present
      expected:
        conditions: {answer: [cauda-equina-syndrome], fair: [disc-herniation]}
        urgency: {self-report: [emergency-now], examined: [emergency-now]}
      """;

  private static final String ROOT =
      """
      format: 1
      id: root
      age: 46
      sex: male
      findings:
        low-back-pain: present
        leg-pain-below-knee: {left: present}
        straight-leg-raise: {left: positive}
      expected:
        conditions: {answer: [disc-herniation]}
        urgency: {self-report: [routine, within-days]}
        root: [L5-left]
      """;

  @TempDir Path folder;

  @Test
  void theJsonHasTheNamesOfTheContract() throws IOException {
    write("a.yaml", EMERGENCY);
    write("b.yaml", ROOT);
    Run run = Run.of("evaluate", folder.toString(), "--format", "json");
    assertThat(run.code()).isEqualTo(Main.DONE);
    assertThat(run.out()).hasLineCount(1);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.propertyNames())
        .containsExactlyInAnyOrder(
            "format", "knowledge", "cases", "rejected", "modes", "baselines");
    assertThat(json.get("cases").intValue()).isEqualTo(2);
    assertThat(json.get("modes").propertyNames())
        .containsExactlyInAnyOrder("self-report", "examined");
    assertThat(json.get("baselines").propertyNames())
        .containsExactlyInAnyOrder("priors-only", "rules-only", "naive-bayes");
    JsonNode self = json.get("modes").get("self-report");
    assertThat(self.propertyNames())
        .contains("n", "top1_strict", "top1_fair", "top3", "top5", "urgency", "root")
        .contains("brier_first", "brier_urgent", "per_case")
        .contains("top3_ci", "root_ci", "brier_first_ci", "brier_urgent_ci");
    assertThat(self.get("urgency").propertyNames())
        .contains("exact", "over", "under", "unsafe", "under_emergency", "over_emergency")
        .contains("exact_ci", "unsafe_ci");
    assertThat(self.get("urgency").get("under_emergency").doubleValue()).isZero();
    assertThat(self.get("urgency").get("under_emergency_upper").doubleValue()).isEqualTo(0.975);
    JsonNode first = self.get("per_case").get(0);
    assertThat(first.get("id").stringValue()).isEqualTo("emergency");
    assertThat(first.get("ranked").size()).isEqualTo(10);
    assertThat(first.get("ranked").get(0).propertyNames()).containsExactlyInAnyOrder("id", "p");
    assertThat(first.get("urgency").stringValue()).isEqualTo("emergency-now");
    assertThat(first.get("expected").get("conditions").get("fair").get(0).stringValue())
        .isEqualTo("disc-herniation");
    // no case is labelled for examined but the emergency
    assertThat(json.get("modes").get("examined").get("urgency").get("over_emergency").isNull())
        .isTrue();
  }

  @Test
  void rejectedCasesAreNamedAndTheOthersEvaluated() throws IOException {
    write("a.yaml", EMERGENCY);
    write("b.yaml", EMERGENCY);
    write("c.yaml", ROOT.replace("age: 46", "age: 460").replace("left: pos", "left: quite pos"));
    Run run = Run.of("evaluate", folder.toString(), "--format", "json");
    assertThat(run.code()).isEqualTo(Main.DONE);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("cases").intValue()).isEqualTo(1);
    assertThat(json.get("rejected").size()).isEqualTo(2);
    JsonNode twice = json.get("rejected").get(0);
    assertThat(twice.get("file").stringValue()).isEqualTo(folder.resolve("b.yaml").toString());
    assertThat(twice.get("reason").stringValue()).contains("'emergency' is already used");
    assertThat(json.get("rejected").get(1).get("line").intValue()).isEqualTo(3);
    assertThat(run.err()).contains("b.yaml:1: ", "c.yaml:3: ");
  }

  @Test
  void onlyWhereEveryCaseIsRejectedTheInputWasBad() throws IOException {
    write("c.yaml", ROOT.replace("age: 46", "age: 460"));
    Run run = Run.of("evaluate", folder.toString());
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("c.yaml:3: ", "No case could be evaluated.");
  }

  @Test
  void oneModeAloneCanBeEvaluated() throws IOException {
    write("a.yaml", EMERGENCY);
    Run run = Run.of("evaluate", folder.toString(), "--mode", "examined", "--format", "csv");
    assertThat(run.out()).hasLineCount(2).contains("emergency,examined,emergency-now");
    Run bad = Run.of("evaluate", folder.toString(), "--mode", "guess");
    assertThat(bad.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(bad.err()).contains("'guess' is no mode: self-report, examined or both");
  }

  @Test
  void thePageNeedsNothingElseAndEscapesWhatCasesSay() throws IOException {
    write("a.yaml", EMERGENCY.replace("id: emergency", "id: \"<script>x</script>\""));
    write("b.yaml", ROOT);
    String html = Run.of("evaluate", folder.toString(), "--format", "html").out();
    assertThat(html)
        .contains("<html lang=\"en\">", "prefers-color-scheme: dark", "default-src 'none'")
        .contains("aria-labelledby=\"examined-confusion-title examined-confusion-text\"")
        .contains("aria-labelledby=\"self-report-reliability-title")
        .doesNotContain("<script", "src=", "url(", "<link");
  }

  @Test
  void theFiguresOfThePageAreThoseOfTheJson() throws IOException {
    write("a.yaml", EMERGENCY);
    write("b.yaml", ROOT);
    write(
        "c.yaml",
        ROOT.replace("id: root", "id: other")
            .replace("answer: [disc-herniation]", "answer: [lymphoma]"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.writeString(
        second.resolve("y.yaml"), EMERGENCY.replace("saddle-numbness: present", "fever: absent"));
    Path first = Files.createDirectory(folder.resolve("first"));
    Files.writeString(first.resolve("x.yaml"), EMERGENCY);
    String cases = folder.resolve("b.yaml").toString();
    String more = folder.resolve("c.yaml").toString();
    String[] call = {
      "evaluate",
      folder.resolve("a.yaml").toString(),
      cases,
      more,
      "--agreement",
      first.toString(),
      second.toString(),
      "--format",
      "json"
    };
    JsonNode json = new ObjectMapper().readTree(Run.of(call).out());
    call[call.length - 1] = "html";
    String html = Run.of(call).out();

    var figures = Pattern.compile("data-figure=\"([^\"]+)\">([^<]*)").matcher(html);
    int compared = 0;
    while (figures.find()) {
      String[] name = figures.group(1).split("\\|");
      assertThat(figures.group(2)).as(figures.group(1)).isEqualTo(shown(json, name));
      compared++;
    }
    assertThat(compared).as("figures on the page").isGreaterThan(200);
    assertThat(html).contains("What others have published", "The worst, explained");
    JsonNode asked = json.get("modes").get("self-report").get("questions_asked");
    assertThat(html)
        .contains(
            String.format(
                Locale.ROOT,
                "would put %d to %d questions to these people, %.1f on average",
                asked.get("least").intValue(),
                asked.get("most").intValue(),
                asked.get("mean").doubleValue()));
  }

  /// How the page shows a figure of the JSON.
  private static String shown(JsonNode json, String[] name) {
    JsonNode mode = json.get("modes").get(name[0]);
    String figure = name[name.length - 1];
    JsonNode owner;
    if (figure.equals("difficulty_adjusted")) {
      owner = mode.get(figure);
      figure = "score";
    } else if (name[1].equals("agreement")) {
      owner = json.get("agreement").get(name[0]);
    } else if (name.length == 4) {
      owner = null;
      for (JsonNode group : mode.get("groups")) {
        if (group.get("by").stringValue().equals(name[1])
            && group.get("group").stringValue().equals(name[2])) {
          owner = group;
        }
      }
    } else if (name[1].equals("model")) {
      owner = mode;
    } else {
      owner = json.get("baselines").get(name[1]).get(name[0]);
    }
    JsonNode value = owner.has(figure) ? owner.get(figure) : owner.get("urgency").get(figure);
    if (value.isNull()) {
      return "-";
    }
    return figure.startsWith("brier")
        ? String.format(Locale.ROOT, "%.3f", value.doubleValue())
        : String.format(Locale.ROOT, "%.1f %%", 100 * value.doubleValue());
  }

  @Test
  void theTextFitsATerminal() throws IOException {
    write("a.yaml", EMERGENCY);
    write("b.yaml", ROOT);
    Run run = Run.of("evaluate", folder.toString(), "--without-singletons");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
    assertThat(run.out())
        .contains("2 cases evaluated, 0 rejected")
        .contains("Urgency unsafe", "URGENCY, EXAMINED", "MISSED, SELF-REPORT")
        .contains("saddle-numbness (emergency)");
  }

  @Test
  void twoEncodingsOfTheSameCasesAreCompared() throws IOException {
    Path first = Files.createDirectory(folder.resolve("first"));
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.writeString(first.resolve("x.yaml"), EMERGENCY);
    Files.writeString(
        second.resolve("y.yaml"), EMERGENCY.replace("saddle-numbness: present", "fever: absent"));
    Run run =
        Run.of("evaluate", "--agreement", first.toString(), second.toString(), "--format", "json");
    assertThat(run.code()).isEqualTo(Main.DONE);
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertThat(json.get("cases").get(0).stringValue()).isEqualTo("emergency");
    assertThat(json.get("pooled").get("answered").intValue()).isEqualTo(4);
    assertThat(json.get("pooled").get("raw").doubleValue()).isEqualTo(0.5);
    assertThat(json.get("modes").get("examined").get("urgency_of").intValue()).isEqualTo(1);
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
