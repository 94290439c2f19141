package org.lasegue.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lasegue.knowledge.yaml.Position;

class ReadingGradeTest {
  /// Counted by hand.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The cat sat on the mat.                                       | 1 |  6 |  6 | -1.45
          Does the pain go down below your knee?                        | 1 |  8 |  9 |  0.805
          Numbness between the legs is an emergency. Call 112 now.      | 2 | 10 | 15 |  4.06
          It fell from 5.2 to 2.8 in six months.                        | 1 |  9 |  9 | -0.28
          Your leg is weak; rest it: don't walk on that same-day sprain | 1 | 12 | 13 |  1.873
          """)
  void aTextHasTheGradeOfItsCountedParts(
      String text, int sentences, int words, int syllables, double grade) {
    ReadingGrade measured = ReadingGrade.of(text, Set.of());
    assertThat(measured).isEqualTo(new ReadingGrade(sentences, words, syllables));
    assertThat(measured.grade()).isCloseTo(grade, within(0.001));
  }

  @ParameterizedTest
  @CsvSource({
    "the, 1",
    "bone, 1",
    "nerves, 1",
    "walked, 1",
    "eased, 1",
    "you, 1",
    "guess, 1",
    "MRI, 1",
    "table, 2",
    "changes, 2",
    "needed, 2",
    "people, 2",
    "handled, 2",
    "urine, 2",
    "safely, 2",
    "being, 2",
    "movement, 2",
    "quiet, 2",
    "question, 2",
    "surgeon, 2",
    "trial, 2",
    "X-ray, 2",
    "medicine, 3",
    "serious, 3",
    "settlement, 3",
    "usual, 3",
    "video, 3",
    "diarrhoea, 4",
    "radiation, 4",
    "continuous, 4",
    "emergency, 4"
  })
  void aWordHasTheSyllablesThatAreSaid(String word, int syllables) {
    assertThat(ReadingGrade.of(word, Set.of()).syllables()).isEqualTo(syllables);
  }

  @Test
  void aMedicalNameCountsAsAWordOfOneSyllable() {
    String text = "Rivaroxaban and diazepam-type drugs";
    assertThat(ReadingGrade.of(text, Set.of()).syllables()).isEqualTo(5 + 1 + 4 + 1 + 1);
    assertThat(ReadingGrade.of(text, Set.of("rivaroxaban", "diazepam")))
        .isEqualTo(new ReadingGrade(1, 4, 5));
  }

  @Test
  void textsAddUp() {
    ReadingGrade first = ReadingGrade.of("Go now.", Set.of());
    ReadingGrade second = ReadingGrade.of("Call a doctor", Set.of());
    assertThat(first.plus(second))
        .isEqualTo(ReadingGrade.of("Go now. Call a doctor", Set.of()))
        .isEqualTo(new ReadingGrade(2, 5, 6));
  }

  @Test
  void nothingHasNoGrade() {
    assertThat(ReadingGrade.of(" ... ", Set.of())).isEqualTo(ReadingGrade.NONE);
    assertThat(ReadingGrade.NONE.grade()).isZero();
  }

  @Test
  void aShortTextCountsOnlyInTheWhole() {
    var hard = new ReadingLimits.Text(new Position("a.yaml", 3), "'say'", "Urgent examination.");
    assertThat(ReadingLimits.problems("care", List.of(hard), Set.of()))
        .singleElement()
        .asString()
        .startsWith("a.yaml:3: the texts of care are too hard to read: grade ");
    var easy =
        new ReadingLimits.Text(
            new Position("a.yaml", 9), "'why'", "You can sit. You can go. You can lie down.");
    assertThat(ReadingLimits.problems("care", List.of(hard, easy), Set.of())).isEmpty();
  }
}
