package org.lasegue.knowledge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lasegue.knowledge.yaml.Position;
import org.lasegue.knowledge.yaml.Problem;

/// How hard to read a text for the person may be: all texts of a kind together at most [#TOGETHER],
/// each by itself at most [#EACH].
///
/// The formula was fitted to passages and says little of one sentence, where a single long word can
/// move the grade by two: so a text by itself has two grades more, and one of fewer than
/// [#MEASURABLE_WORDS] words counts only in the whole.
public final class ReadingLimits {
  public static final double TOGETHER = 6;
  public static final double EACH = 8;
  public static final int MEASURABLE_WORDS = 10;

  private static final String REMEDY = "write shorter sentences and plainer words";

  private ReadingLimits() {}

  /// A text for the person, where it is written and what it is called there.
  public record Text(Position at, String name, String words) {}

  /// What is too hard to read in texts of one kind, with the place and the measure.
  ///
  /// @param names as for [ReadingGrade#of]
  public static List<Problem> problems(String kind, List<Text> texts, Set<String> names) {
    List<Problem> problems = new ArrayList<>();
    ReadingGrade together = ReadingGrade.NONE;
    for (Text text : texts) {
      ReadingGrade grade = ReadingGrade.of(text.words(), names);
      together = together.plus(grade);
      if (grade.words() >= MEASURABLE_WORDS && grade.grade() > EACH) {
        problems.add(
            new Problem(
                text.at(),
                text.name() + " is too hard to read: " + measure(grade, EACH) + "; " + REMEDY));
      }
    }
    if (together.grade() > TOGETHER) {
      Text hardest =
          texts.stream()
              .max(Comparator.comparingDouble(t -> ReadingGrade.of(t.words(), names).grade()))
              .orElseThrow();
      problems.add(
          new Problem(
              hardest.at(),
              "the texts of "
                  + kind
                  + " are too hard to read: "
                  + measure(together, TOGETHER)
                  + "; this one is the hardest; "
                  + REMEDY));
    }
    return problems;
  }

  private static String measure(ReadingGrade grade, double most) {
    return String.format(
        Locale.ROOT,
        "grade %.1f, at most %.0f (%d sentences, %d words, %d syllables)",
        grade.grade(),
        most,
        grade.sentences(),
        grade.words(),
        grade.syllables());
  }
}
