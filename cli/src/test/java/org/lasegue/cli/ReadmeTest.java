package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// What the README shows is what the program says today.
class ReadmeTest {
  private static String readme() throws IOException {
    return Files.readString(Run.ROOT.resolve("README.md"));
  }

  @Test
  void theFiguresAreThoseOfTheEvaluation() throws IOException {
    JsonNode json =
        new ObjectMapper()
            .readTree(
                Run.of(
                        "evaluate",
                        Run.ROOT.resolve("cases/development").toString(),
                        "--format",
                        "json")
                    .out());
    String readme = readme();
    row(readme, json, "first cause right or fair", "top1_fair");
    row(readme, json, "among the first three", "top3");
    row(readme, json, "urgency acceptable", "exact");
    row(readme, json, "urgency unsafe", "unsafe");
    row(readme, json, "emergencies judged lower", "under_emergency");
    row(readme, json, "nerve root and side right", "root");
  }

  private static void row(String readme, JsonNode json, String name, String figure) {
    String expected =
        "| %s | %s | %s | %s | %s |"
            .formatted(
                name,
                measured(json.get("modes").get("self-report"), figure),
                percent(baseline(json, "self-report", figure)),
                measured(json.get("modes").get("examined"), figure),
                percent(baseline(json, "examined", figure)));
    assertThat(readme).as(name).contains(expected);
  }

  private static JsonNode of(JsonNode owner, String figure) {
    return owner.has(figure) ? owner.get(figure) : owner.get("urgency").get(figure);
  }

  private static double baseline(JsonNode json, String mode, String figure) {
    return of(json.get("baselines").get("naive-bayes").get(mode), figure).doubleValue();
  }

  /// As the report prints it: behind a zero the exact upper bound.
  private static String measured(JsonNode owner, String figure) {
    if (of(owner, figure).doubleValue() == 0) {
      return "0.0 % (at most " + percent(of(owner, figure + "_upper").doubleValue()) + ")";
    }
    JsonNode interval = of(owner, figure + "_ci");
    return percent(of(owner, figure).doubleValue())
        + " % ("
        + percent(interval.get(0).doubleValue())
        + " to "
        + percent(interval.get(1).doubleValue())
        + ")";
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  @Test
  void theExampleIsWhatTheProgramPrints() throws IOException {
    String readme = readme();
    int start = readme.indexOf("```\nl5-sciatica: male") + 4;
    assertThat(start).isGreaterThan(4);
    String printed = Run.of("assess", Run.EXAMPLES.resolve("l5-sciatica.yaml").toString()).out();
    readme
        .substring(start, readme.indexOf("```\n", start))
        .lines()
        .filter(line -> !line.equals("..."))
        .forEach(line -> assertThat(printed.lines()).contains(line));
  }
}
