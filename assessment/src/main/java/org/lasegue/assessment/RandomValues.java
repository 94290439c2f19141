package org.lasegue.assessment;

import java.util.List;
import java.util.SplittableRandom;
import org.lasegue.knowledge.ValueType;

/// Random values for the names of an expression.
final class RandomValues {
  private RandomValues() {}

  /// @param bias 0: all values alike, 1: mostly abnormal, 2: mostly normal
  static Object of(Vocabulary.Term term, int bias, SplittableRandom random) {
    double abnormal = bias == 0 ? 0.5 : bias == 1 ? 0.95 : 0.15;
    return switch (term) {
      case Vocabulary.Term.Value v ->
          switch (v.finding().type()) {
            case ValueType.Present _ -> random.nextDouble() < abnormal;
            case ValueType.Levels levels ->
                levels.levelName(
                    random.nextDouble() < abnormal ? random.nextInt(levels.levels()) : 0);
            case ValueType.Quantity q ->
                random.nextBoolean()
                    ? q.min() + random.nextDouble() * (q.max() - q.min())
                    : q.cuts().get(random.nextInt(q.cuts().size())) * (0.8 + random.nextDouble());
          };
      case Vocabulary.Term.Detail d ->
          switch (d.name()) {
            case "onset" -> random.nextBoolean() ? "sudden" : "gradual";
            case "course" -> List.of("improving", "stable", "worsening").get(random.nextInt(3));
            case "new" -> random.nextBoolean();
            case "severity" -> random.nextDouble() * 10;
            default -> StrictMath.exp(random.nextDouble() * 9);
          };
      case Vocabulary.Term.Person p ->
          switch (p.kind()) {
            case TRUTH -> random.nextDouble() < abnormal;
            case NUMBER ->
                p.name().equals("age") ? random.nextInt(100) * 1.0 : random.nextInt(45) * 1.0;
            case TEXT -> random.nextBoolean() ? "female" : "male";
            case LIST -> List.of();
          };
    };
  }
}
