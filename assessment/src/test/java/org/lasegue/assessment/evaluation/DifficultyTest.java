package org.lasegue.assessment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Expected;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline.Ranked;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.Urgency;

class DifficultyTest {
  /// One letter a case: the first cause, where "a" is right in all.
  private static Measures measures(String... first) {
    List<Verdict> verdicts =
        Arrays.stream(first)
            .map(f ->
                new Verdict(
                    "case-" + f.charAt(0),
                    List.of(new Ranked(f.substring(1), 0.5)),
                    Urgency.ROUTINE,
                    0,
                    Optional.empty(),
                    new Expected(
                        List.of("a"),
                        List.of(),
                        Map.of(Mode.EXAMINED, List.of(Urgency.SAME_DAY)),
                        List.of())))
            .toList();
    return Measures.of(verdicts, Mode.EXAMINED);
  }

  @Test
  void whatTheBaselinesMissWeighsMore() {
    Measures model = measures("1a", "2a", "3b");
    Difficulty difficulty =
        Difficulty.of(model, List.of(measures("1a", "2b", "3a"), measures("1a", "2b", "3b")));
    // weights 1, 3 and 2; the first two are right
    assertThat(difficulty.score().getAsDouble()).isCloseTo(4.0 / 6, within(1e-12));
    assertThat(difficulty.byMisses()).containsExactly(1, 1, 1);
    assertThat(difficulty.of()).isEqualTo(3);
  }

  @Test
  void everyCaseIsInOneGroupOfEachKind() {
    Measures model = measures("1a", "2b", "3a");
    List<Case> cases =
        List.of("1", "2", "3").stream()
            .map(n -> new Case("case-" + n, Person.UNKNOWN, Map.of(), List.of(), Optional.empty()))
            .toList();
    List<Breakdown> groups = Breakdown.of(cases, model);
    for (Breakdown.By by : Breakdown.By.values()) {
      assertThat(groups.stream().filter(g -> g.by() == by).mapToInt(g -> g.measures().n()).sum())
          .as(by.word())
          .isEqualTo(3);
    }
    Breakdown urgent =
        groups.stream().filter(g -> g.group().equals("same-day")).findFirst().orElseThrow();
    assertThat(urgent.measures().urgency().unsafe().hits()).isEqualTo(3);
  }
}
