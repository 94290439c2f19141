package org.lasegue.assessment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import org.lasegue.assessment.Answer.Details;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.ValueType;

/// People whose answers concern the names of one expression: each present, absent or unknown.
final class RandomCases {
  private RandomCases() {}

  static Case aimedAt(String expression, Vocabulary vocabulary, SplittableRandom random) {
    Map<Key, Answer> answers = new LinkedHashMap<>();
    double known = List.of(0.95, 0.5, 0.05).get(random.nextInt(3));
    for (String word : Vocabulary.words(expression)) {
      Vocabulary.Term term = vocabulary.term(word).orElseThrow();
      if (random.nextDouble() > known) {
        continue;
      }
      Finding finding =
          switch (term) {
            case Vocabulary.Term.Value v -> v.finding();
            case Vocabulary.Term.Detail d -> d.finding();
            case Vocabulary.Term.Person _ -> null;
          };
      if (finding == null) {
        continue;
      }
      for (Where where : CaseReader.places(finding)) {
        answers.put(new Key(finding.id(), where), answer(finding, random));
      }
    }
    return new Case("random", person(random), answers, List.of(), Optional.empty());
  }

  private static Answer answer(Finding finding, SplittableRandom random) {
    Details details =
        random.nextBoolean()
            ? Details.NONE
            : new Details(
                OptionalDouble.of(Math.exp(random.nextDouble() * 8)),
                OptionalDouble.of(random.nextInt(11)),
                Optional.of(random.nextBoolean() ? "sudden" : "gradual"),
                Optional.of(List.of("improving", "stable", "worsening").get(random.nextInt(3))),
                Optional.of(random.nextBoolean()));
    return switch (finding.type()) {
      case ValueType.Present _ ->
          new Answer.Known(random.nextInt(4) > 0 ? 1 : 0, OptionalDouble.empty(), details);
      case ValueType.Levels levels ->
          new Answer.Known(random.nextInt(levels.levels()), OptionalDouble.empty(), details);
      case ValueType.Quantity q -> {
        double number =
            Math.clamp(
                q.cuts().get(random.nextInt(q.cuts().size())) * (0.7 + 0.6 * random.nextDouble()),
                q.min(),
                q.max());
        yield new Answer.Known(q.levelOf(number), OptionalDouble.of(number), details);
      }
    };
  }

  private static Person person(SplittableRandom random) {
    OptionalInt age =
        random.nextInt(8) == 0 ? OptionalInt.empty() : OptionalInt.of(random.nextInt(95));
    Pregnancy pregnancy =
        switch (random.nextInt(5)) {
          case 0 -> new Pregnancy(Pregnancy.State.PREGNANT, OptionalInt.of(random.nextInt(3, 42)));
          case 1 -> new Pregnancy(Pregnancy.State.POSTPARTUM, OptionalInt.of(random.nextInt(8)));
          case 2 -> new Pregnancy(Pregnancy.State.POSSIBLE, OptionalInt.empty());
          case 3 -> Pregnancy.UNKNOWN;
          default -> new Pregnancy(Pregnancy.State.NOT_PREGNANT, OptionalInt.empty());
        };
    return new Person(
        age,
        age,
        random.nextInt(6) == 0
            ? Optional.empty()
            : Optional.of(random.nextBoolean() ? Sex.FEMALE : Sex.MALE),
        Optional.<Set<org.lasegue.knowledge.Condition.Organ>>empty(),
        pregnancy,
        random.nextBoolean());
  }
}
