package org.lasegue.assessment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Outline;
import org.lasegue.assessment.Outline.Ranked;
import org.lasegue.assessment.Person;
import org.lasegue.assessment.evaluation.Agreement.ByFinding;
import org.lasegue.assessment.evaluation.Agreement.Table;
import org.lasegue.assessment.evaluation.Measure.Rate;
import org.lasegue.knowledge.Urgency;

class AgreementTest {

  /// The example of every textbook: 20 and 15 alike, 5 and 10 not; 0.7 against 0.5 by chance.
  @Test
  void kappaIsAgreementBeyondChance() {
    Table table = new Table(new int[][] {{20, 5, 0}, {10, 15, 0}, {0, 0, 0}});
    assertThat(table.raw()).isEqualTo(new Rate(35, 50));
    assertThat(table.kappa().orElseThrow()).isEqualTo(0.4, within(1e-12));
  }

  @Test
  void kappaIsUndefinedWhereBothSayOneThingOfEverything() {
    assertThat(new Table(new int[][] {{9, 0, 0}, {0, 0, 0}, {0, 0, 0}}).kappa()).isEmpty();
  }

  @Test
  void whatBothLeaveOutDoesNotCountAsAgreementOnAnswers() {
    Table table = new Table(new int[][] {{1, 0, 1}, {0, 0, 0}, {0, 0, 8}});
    assertThat(table.raw()).isEqualTo(new Rate(9, 10));
    assertThat(table.rawAnswered()).isEqualTo(new Rate(1, 2));
  }

  @Test
  void sidesAreComparedSeparatelyAndUnsureIsUnknown() {
    Case one = subject("p", Map.of(new Key("leg", Where.LEFT), new Answer.Known(1)));
    Case other =
        subject(
            "p",
            Map.of(
                new Key("leg", Where.LEFT), new Answer.Known(3),
                new Key("leg", Where.RIGHT), new Answer.Unsure()));
    Table table = findings(List.of(one), List.of(other)).getFirst().table();
    assertThat(table.counts()).isDeepEqualTo(new int[][] {{1, 0, 0}, {0, 0, 0}, {0, 0, 1}});
  }

  @Test
  void findingsThatAreAnsweredMostStandFirst() {
    Case one =
        subject(
            "p",
            Map.of(
                new Key("a", Where.WHOLE), new Answer.Known(0),
                new Key("b", Where.LEFT), new Answer.Known(0),
                new Key("b", Where.RIGHT), new Answer.Known(0)));
    assertThat(findings(List.of(one), List.of(one)))
        .extracting(ByFinding::finding)
        .containsExactly("b", "a");
  }

  @Test
  void peopleInOneEncodingAloneAreNamedAndNotCompared() {
    Agreement agreement =
        Agreement.of(
            List.of(subject("p", Map.of()), subject("q", Map.of())),
            List.of(subject("q", Map.of()), subject("r", Map.of())),
            f -> 0);
    assertThat(agreement.cases()).containsExactly("q");
    assertThat(agreement.onlyFirst()).containsExactly("p");
    assertThat(agreement.onlySecond()).containsExactly("r");
  }

  @Test
  void resultsAreTheSameWhereLevelAndFirstCauseAre() {
    Map<String, Outline> first = new LinkedHashMap<>();
    first.put("same", outline(Urgency.ROUTINE, "a"));
    first.put("level", outline(Urgency.ROUTINE, "a"));
    first.put("cause", outline(Urgency.ROUTINE, "a"));
    Map<String, Outline> second =
        Map.of(
            "same", outline(Urgency.ROUTINE, "a"),
            "level", outline(Urgency.SAME_DAY, "a"),
            "cause", outline(Urgency.ROUTINE, "b"));
    Agreement.Results results = Agreement.results(first, second, Mode.EXAMINED);
    assertThat(results.urgency()).isEqualTo(new Rate(2, 3));
    assertThat(results.firstCause()).isEqualTo(new Rate(2, 3));
    assertThat(results.different())
        .extracting(Agreement.Different::id)
        .containsExactly("level", "cause");
  }

  private static List<ByFinding> findings(List<Case> first, List<Case> second) {
    return Agreement.of(first, second, f -> 0).findings();
  }

  private static Case subject(String id, Map<Key, Answer> findings) {
    return new Case(id, Person.UNKNOWN, findings, List.of(), Optional.empty());
  }

  private static Outline outline(Urgency level, String cause) {
    return new Outline(level, level, List.of(new Ranked(cause, 0.5)), List.of(), Map.of());
  }
}
