package org.lasegue.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.assessment.CaseFit;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.Parameter;

class EvaluateFitTest {
  private static final String CASE = Run.ROOT.resolve("cases/development/cm-002.yaml").toString();

  @TempDir Path folder;

  @Test
  void nothingIsReplacedAndNothingElseIsShownBesideAFit() throws IOException {
    Path file = Files.writeString(folder.resolve("fitted-cases.yaml"), "precious");
    Run run = Run.of("evaluate", CASE, "--fit", file.toString());
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("exists already");
    assertThat(file).hasContent("precious");
    String other = folder.resolve("other.yaml").toString();
    assertThat(Run.of("evaluate", CASE, "--fit", other, "--folds", "1").err())
        .contains("--folds must be 2 or more");
    assertThat(Run.of("evaluate", CASE, "--fit", other, "--format", "html").err())
        .contains("--fit stands alone");
  }

  @Test
  void numbersOfAFileAreUsedWhereItIsNamedAndTheReportNamesIt() throws IOException {
    Parameter p = parameter("nonspecific-low-back-pain -> pain-one-sided-back");
    CaseFit.Result fitted =
        new CaseFit.Result(
            1,
            List.of(),
            List.of(new CaseFit.Moved(p, p.high(), 1)),
            new CaseFit.Score(-1, 1),
            new CaseFit.Score(-1, 1),
            new CaseFit.Difference(0, 0),
            new CaseFit.Difference(0, 0));
    Path file = folder.resolve("fitted-cases.yaml");
    Files.writeString(file, EvaluateFit.yaml(fitted));
    String[] plain = {"evaluate", CASE, "--format", "json"};
    Run with = Run.of("evaluate", CASE, "--format", "json", "--numbers", file.toString());
    assertThat(with.code()).as(with.err()).isZero();
    assertThat(with.out()).contains("with the numbers of " + file);
    Run without = Run.of(plain);
    assertThat(without.out()).doesNotContain("numbers of").isNotEqualTo(with.out());
    assertThat(EvaluateFit.text(fitted, Mode.EXAMINED, 5))
        .contains(p.name(), "keep those of the knowledge");
  }

  @Test
  void aFileOfOtherNumbersIsRefused() throws IOException {
    Path file = folder.resolve("fitted-cases.yaml");
    Files.writeString(
        file,
        "- {parameter: \"nonspecific-low-back-pain -> pain-one-sided-back\", from: 0.1, to: 0.3}\n");
    Run run = Run.of("evaluate", CASE, "--numbers", file.toString());
    assertThat(run.code()).isEqualTo(Main.BAD_INPUT);
    assertThat(run.err()).contains("was 0.1 when it was fitted");
  }

  @Tag("slow") // builds a model for each step of each part
  @Test
  void aFitWritesWhatMovedAndSaysHowMuchBetterItIs() throws IOException {
    Path people = folder.resolve("people.ndjson");
    Files.writeString(people, Run.of("simulate", "60", "--seed", "5").out());
    Path file = folder.resolve("fitted-cases.yaml");
    Run run = Run.of("evaluate", people.toString(), "--fit", file.toString(), "--folds", "2");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("log score", "Brier", "numbers moved within their ranges");
    assertThat(file).content().startsWith("# Numbers fitted to");
    Run with = Run.of("evaluate", CASE, "--numbers", file.toString());
    assertThat(with.code()).as(with.err()).isZero();
  }

  private static Parameter parameter(String name) {
    return Parameter.all(KnowledgeReader.bundled()).stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
