package org.lasegue.knowledge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lasegue.knowledge.Fact.Measure;
import org.lasegue.knowledge.yaml.BadInputException;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.knowledge.yaml.YamlNode;

/// Reads published figures and the populations they were found in.
final class LiteratureReader {
  private static final int OLDEST = 120;

  private LiteratureReader() {}

  static StudyPopulation population(YamlNode node) {
    Fields f = Fields.of(node, "a population");
    Map<String, Double> times = new LinkedHashMap<>();
    f.map("times")
        .forEach((id, n) -> {
          double factor = Fields.number(n, "the factor of '" + id + "'");
          if (factor < 0) {
            throw new BadInputException(n.at(), "a factor is not below 0");
          }
          times.put(id, factor);
        });
    StudyPopulation population =
        new StudyPopulation(
            f.text("id"),
            f.text("text"),
            ages(f),
            f.has("sex") ? Optional.of(f.word("sex", Sex.class)) : Optional.empty(),
            Set.copyOf(
                f.list(
                    "pregnancy",
                    n -> Fields.word(n, "a state of pregnancy", Condition.PregnancyState.class))),
            times,
            levels(f, "everyone"),
            Set.copyOf(f.texts("any")),
            Numbers.basis(f),
            f.at());
    f.done();
    return population;
  }

  static Fact fact(YamlNode node) {
    Fields f = Fields.of(node, "a fact");
    Measure measure = f.word("measure", Measure.class);
    Optional<Fact.Observed> finding =
        f.optionalText("finding").map(id -> new Fact.Observed(id, Set.copyOf(f.texts("levels"))));
    List<String> conditions = f.texts("condition");
    if (measure.needsFinding() != finding.isPresent()) {
      throw new BadInputException(
          f.at(),
          Fields.hyphenated(measure)
              + (measure.needsFinding()
                  ? " needs a 'finding'"
                  : " is of causes; leave 'finding' out"));
    }
    if (measure.needsCondition() == conditions.isEmpty()) {
      throw new BadInputException(
          f.at(),
          Fields.hyphenated(measure)
              + (measure.needsCondition()
                  ? " needs a 'condition'"
                  : " is of findings; leave 'condition' out"));
    }
    List<String> givenConditions = f.texts("given-condition");
    if (measure == Measure.CAUSES_TOGETHER && givenConditions.isEmpty()) {
      throw new BadInputException(f.at(), "causes-together needs a 'given-condition'");
    }
    double value = figure(f, "value", measure);
    double low = Double.NaN;
    double high = Double.NaN;
    if (f.has("low") || f.has("high")) {
      low = figure(f, "low", measure);
      high = figure(f, "high", measure);
      if (low > value || high < value) {
        throw new BadInputException(f.at(), "the value lies outside its own interval");
      }
    }
    if (!(Numbers.basis(f) instanceof Basis.Sourced sourced)) {
      throw new BadInputException(f.at(), "a fact is published: give 'source: ID'");
    }
    if (sourced.says().isEmpty()) {
      throw new BadInputException(f.at(), "'says' is missing: the figure as the source prints it");
    }
    OptionalInt people = f.has("n") ? OptionalInt.of((int) f.number("n")) : OptionalInt.empty();
    Fact fact =
        new Fact(
            f.text("id"),
            measure,
            finding,
            conditions,
            f.texts("against"),
            levels(f, "given"),
            Set.copyOf(f.texts("given-any")),
            givenConditions,
            f.text("population"),
            ages(f),
            f.has("sex") ? Optional.of(f.word("sex", Sex.class)) : Optional.empty(),
            value,
            low,
            high,
            people,
            f.text("quality"),
            sourced,
            f.optionalText("disagrees-with"),
            f.optionalText("known"),
            f.at());
    f.texts("levels");
    f.done();
    return fact;
  }

  private static double figure(Fields f, String key, Measure measure) {
    if (!measure.ratio()) {
      return Numbers.probability(f, key);
    }
    double ratio = f.number(key);
    if (ratio < 0) {
      throw new BadInputException(f.at(), "'" + key + "' is " + ratio + "; a ratio is not below 0");
    }
    return ratio;
  }

  private static Map<String, String> levels(Fields f, String key) {
    Map<String, String> result = new LinkedHashMap<>();
    f.map(key).forEach((id, n) -> result.put(id, Fields.text(n, "the level of '" + id + "'")));
    return result;
  }

  /// `ages: [FROM, TO]` in whole years, or `[FROM]` without an end.
  private static Optional<Fact.Ages> ages(Fields f) {
    if (!f.has("ages")) {
      return Optional.empty();
    }
    List<Double> ages = f.list("ages", n -> Fields.number(n, "an age"));
    int from = ages.getFirst().intValue();
    int to = ages.size() > 1 ? ages.get(1).intValue() : OLDEST;
    if (ages.size() > 2 || from < 0 || to > OLDEST || from > to) {
      throw new BadInputException(f.at(), "'ages' must be [youngest, oldest] in whole years");
    }
    return Optional.of(new Fact.Ages(from, to));
  }
}
