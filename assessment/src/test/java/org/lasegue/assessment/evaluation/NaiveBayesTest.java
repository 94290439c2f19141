package org.lasegue.assessment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Outline.Ranked;
import org.lasegue.assessment.Person;
import org.lasegue.knowledge.KnowledgeReader;

/// On a knowledge of two conditions whose probabilities can be worked out by hand.
class NaiveBayesTest {
  private static final List<Ranked> EVEN =
      List.of(new Ranked("plain", 0.5), new Ranked("root", 0.5));

  @TempDir static Path directory;
  private static NaiveBayes naiveBayes;

  @BeforeAll
  static void readKnowledge() throws IOException {
    write("families.yaml", "- {id: back, clinical: back, plain: back}\n");
    write(
        "population.yaml",
        """
        age-shares: {16: 0.2, 30: 0.2, 40: 0.2, 50: 0.1, 60: 0.1, 70: 0.1, 80: 0.1}
        female: 0.5
        pregnancy: {}
        estimate: "made up"
        """);
    write("followup/change.yaml", "- {id: pain, points: 2, share: 0.3, estimate: \"made up\"}\n");
    write(
        "findings/all.yaml",
        """
        - id: cough
          clinical: cough
          plain: cough
          kind: symptom
          type: present
          answered-by: person
          background: {value: 0.1, estimate: "made up"}
        - id: past-cancer
          clinical: past cancer
          plain: past cancer
          kind: context
          type: present
          answered-by: person
          background: {value: 0.2, estimate: "made up"}
        - id: numbness
          clinical: numbness
          plain: numbness
          kind: symptom
          type: present
          sided: true
          mechanism: deficit
          answered-by: person
          background: {value: 0.1, estimate: "made up"}
        """);
    write(
        "mechanisms.yaml",
        """
        - id: deficit
          clinical: deficit
          plain: deficit
          sided: true
          by-territory: true
          levels: [mild, severe]
          gives:
            - finding: numbness
              territories:
                L5: {mild: 0.5, severe: 1.0}
              estimate: "made up"
        """);
    write("conditions/plain.yaml", condition("plain", ""));
    write(
        "conditions/root.yaml",
        condition(
            "root",
            """
            context:
              - {finding: past-cancer, odds: 4, low: 2, high: 8, estimate: "made up"}
            site:
              sides: {left: 0.75, right: 0.25, estimate: "made up"}
              territories: {L5: 0.6, S1: 0.4, estimate: "made up"}
            mechanisms:
              - {id: deficit, p: 0.8, severe: 0.25, low: 0.8, high: 0.8, estimate: "made up"}
            findings:
              - {finding: cough, p: 0.5, low: 0.5, high: 0.5, estimate: "made up"}
            """));
    naiveBayes = new NaiveBayes(KnowledgeReader.read(directory));
  }

  private static String condition(String id, String more) {
    return """
    id: %s
    clinical: %s
    plain: %s
    family: back
    axis: local
    explain: "made up"
    prior: {value: 0.01, low: 0.01, high: 0.01, estimate: "made up"}
    presents: {value: 0.5, low: 0.5, high: 0.5, estimate: "made up"}
    urgency: {level: routine, why: "made up"}
    """
            .formatted(id, id, id)
        + more;
  }

  private static void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void withoutFindingsItSaysThePriorsDividedByTheirSum() {
    List<Ranked> ranked =
        naiveBayes.rank(
            Person.UNKNOWN, Map.of(), List.of(new Ranked("plain", 0.1), new Ranked("root", 0.3)));
    assertThat(ranked).extracting(Ranked::condition).containsExactly("root", "plain");
    assertThat(ranked.getFirst().probability()).isEqualTo(0.75, within(1e-12));
  }

  @Test
  void aLinkAddsToTheBackgroundAsANoisyOr() {
    double present = 1 - 0.9 * 0.5;
    assertThat(root(Map.of(whole("cough"), 1))).isEqualTo(odds(present / 0.1), within(1e-12));
    assertThat(root(Map.of(whole("cough"), 0))).isEqualTo(odds((1 - present) / 0.9), within(1e-12));
  }

  @Test
  void aContextMultipliesTheOddsOfTheBackground() {
    double present = 0.25 * 4 / (1 + 0.25 * 4);
    assertThat(root(Map.of(whole("past-cancer"), 1))).isEqualTo(odds(present / 0.2), within(1e-12));
  }

  @Test
  void siteAndMechanismAreSummedOutForEachFinding() {
    // left in 3 of 4, L5 in 6 of 10; mild 0.6 gives half, severe 0.2 gives all
    double given = 0.9 * (0.6 * 0.5 + 0.2);
    double present = 0.1 + 0.75 * 0.6 * given;
    assertThat(root(Map.of(new Key("numbness", Where.LEFT), 1)))
        .isEqualTo(odds(present / 0.1), within(1e-12));
  }

  @Test
  void anUnrecordedSideIsAMeanOfBoth() {
    double given = 0.9 * (0.6 * 0.5 + 0.2);
    double present = 0.1 + 0.5 * 0.6 * given;
    assertThat(root(Map.of(new Key("numbness", Where.SOME_SIDE), 1)))
        .isEqualTo(odds(present / 0.1), within(1e-12));
  }

  @Test
  void findingsMultiplyAsIfTheyHadNothingInCommon() {
    double both = root(Map.of(whole("cough"), 1, whole("past-cancer"), 1));
    assertThat(both).isEqualTo(odds(0.55 / 0.1 * (0.5 / 0.2)), within(1e-12));
  }

  @Test
  void rootsFollowTheSharesOfTheSites() {
    assertThat(naiveBayes.roots(EVEN))
        .extracting(r -> r.root() + "-" + r.side())
        .containsExactly("L5-left", "S1-left", "L5-right", "S1-right");
    assertThat(naiveBayes.roots(EVEN).getFirst().probability())
        .isEqualTo(0.5 * 0.75 * 0.6, within(1e-12));
  }

  private static Key whole(String finding) {
    return new Key(finding, Where.WHOLE);
  }

  private static double odds(double ratio) {
    return ratio / (1 + ratio);
  }

  private static double root(Map<Key, Integer> observed) {
    return naiveBayes.rank(Person.UNKNOWN, observed, EVEN).stream()
        .filter(r -> r.condition().equals("root"))
        .findFirst()
        .orElseThrow()
        .probability();
  }
}
