package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.inference.mixture.ImpossibleException;
import org.lasegue.inference.mixture.Population;
import org.lasegue.inference.mixture.Posterior;
import org.lasegue.knowledge.Condition.PregnancyState;
import org.lasegue.knowledge.Fact;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.StudyPopulation;
import org.lasegue.knowledge.ValueType;

/// The joint model of the people of one study: those of its ages, sex and pregnancy, selected as
/// the study selects, with the findings that everyone in it has.
///
/// A query sums the exact posterior of each age band and sex. What two causes make of an episode is
/// kept apart by pair, so that "any of these conditions contributes" is exact too.
final class StudyModel {
  private final CausalModel model;
  private final List<Part> parts = new ArrayList<>();
  private final Map<Key, Integer> everyone;

  /// What a person lacks who is not in the study: each of these together, for one reason to be in
  /// it each.
  private final List<Map<Key, Integer>> excluded;

  private final Map<Map<Key, Integer>, Masses> known = new HashMap<>();

  /// @param pregnancy level of that variable, -1 where it is open
  private record Part(Population population, double share, int pregnancy) {}

  StudyModel(
      CausalModel model,
      StudyPopulation study,
      Optional<Fact.Ages> ages,
      Optional<Sex> sex,
      Map<String, String> given,
      Set<String> givenAny) {
    this.model = model;
    Optional<Fact.Ages> range = ages.or(study::ages);
    Person person =
        new Person(
            range.map(r -> OptionalInt.of(r.from())).orElse(OptionalInt.empty()),
            range.map(r -> OptionalInt.of(r.to())).orElse(OptionalInt.empty()),
            sex.or(study::sex),
            Optional.empty(),
            Person.Pregnancy.UNKNOWN,
            false);
    int[] pregnancies =
        study.pregnancy().isEmpty()
            ? new int[] {-1}
            : study.pregnancy().stream().sorted().mapToInt(PregnancyState::ordinal).toArray();
    for (Beliefs.Cell cell : Beliefs.cells(person, model.knowledge().population())) {
      Population all = model.population(cell.age(), cell.sex(), Optional.empty());
      Population selected = study.times().isEmpty() ? all : model.selected(all, study.times());
      for (int pregnancy : pregnancies) {
        parts.add(new Part(selected, cell.share(), pregnancy));
      }
    }
    Map<String, String> had = new LinkedHashMap<>(study.everyone());
    had.putAll(given);
    Map<Key, Integer> whole = new LinkedHashMap<>();
    List<Map<Key, Integer>> without = new ArrayList<>();
    had.forEach((id, level) -> {
      if (onEitherSide(id, level)) {
        without.add(absent(Set.of(id)));
      } else {
        whole.putAll(held(id, level));
      }
    });
    Set<String> any = givenAny.isEmpty() ? study.any() : givenAny;
    if (!any.isEmpty()) {
      without.add(absent(any));
    }
    this.everyone = whole;
    this.excluded = List.copyOf(without);
  }

  /// Whether a finding is there in everyone on the left or on the right, so that those who have it
  /// on both sides count once.
  private boolean onEitherSide(String id, String levelName) {
    Finding finding = model.knowledge().findingById(id);
    ValueType type = finding.type();
    if (!finding.sided()) {
      return false;
    }
    if (type.levels() != 2) {
      throw new IllegalArgumentException("'" + id + "' has sides and more than two levels");
    }
    return levelOf(type, levelName) != type.normal();
  }

  private Map<Key, Integer> absent(Set<String> ids) {
    Map<Key, Integer> none = new TreeMap<>(Comparator.comparing(Key::toString));
    for (String id : ids) {
      ValueType type = model.knowledge().findingById(id).type();
      none.putAll(held(id, type.levelName(type.normal())));
    }
    return none;
  }

  /// Where a finding that everyone has at this level is observed: what is normal is normal on both
  /// sides.
  private Map<Key, Integer> held(String id, String levelName) {
    Finding finding = model.knowledge().findingById(id);
    int level = levelOf(finding.type(), levelName);
    Map<Key, Integer> result = new LinkedHashMap<>();
    if (finding.meansBoth().isPresent() && model.indexOf(new Key(id, Where.WHOLE)).isEmpty()) {
      String each = finding.meansBoth().get();
      if (level == finding.type().normal()) {
        throw new IllegalArgumentException("'" + id + "' can be there in everyone, not absent");
      }
      result.put(new Key(each, Where.LEFT), level);
      result.put(new Key(each, Where.RIGHT), level);
      return result;
    }
    for (Where where : CaseReader.places(finding)) {
      result.put(new Key(id, where), level);
    }
    return result;
  }

  static int levelOf(ValueType type, String name) {
    for (int level = 0; level < type.levels(); level++) {
      if (type.levelName(level).equals(name)) {
        return level;
      }
    }
    throw new IllegalArgumentException("no level '" + name + "'");
  }

  /// Mass by pair of groups of causes, relative to all people that the knowledge describes.
  final class Masses {
    private final double[] byPair;

    private Masses(double[] byPair) {
      this.byPair = byPair;
    }

    /// The mass of the episodes to which causes contribute that the test accepts.
    double where(Predicate<Contributing> test) {
      double sum = 0;
      int seconds = model.mixture().secondGroups().count();
      for (int i = 0; i < model.mixture().firstGroups().count(); i++) {
        for (int j = 0; j < seconds; j++) {
          double mass = byPair[i * seconds + j];
          if (mass == 0) {
            continue;
          }
          int[] first = model.firstConditions(i);
          int[] second = model.secondConditions(j);
          if (second.length == 0) {
            sum += test.test(new Contributing(first, second)) ? mass : 0;
            continue;
          }
          double one = model.firstShareOfGroups(i, j);
          double two = model.secondShareOfGroups(i, j);
          int[] none = {};
          sum += test.test(new Contributing(first, second)) ? mass * (one + two - 1) : 0;
          sum += test.test(new Contributing(first, none)) ? mass * (1 - two) : 0;
          sum += test.test(new Contributing(none, second)) ? mass * (1 - one) : 0;
        }
      }
      return sum;
    }
  }

  /// Indices of the conditions that contribute to an episode.
  record Contributing(int[] first, int[] second) {
    boolean any(int[] conditions) {
      for (int condition : conditions) {
        for (int each : first) {
          if (each == condition) {
            return true;
          }
        }
        for (int each : second) {
          if (each == condition) {
            return true;
          }
        }
      }
      return false;
    }
  }

  /// Everyone in the study.
  Masses all() {
    return known.computeIfAbsent(everyone, this::selected);
  }

  /// Those who have a finding at one of the levels; on either side, where it has sides.
  Masses with(Fact.Observed observed) {
    Finding finding = model.knowledge().findingById(observed.finding());
    if (finding.meansBoth().isPresent()
        && model.indexOf(new Key(finding.id(), Where.WHOLE)).isEmpty()) {
      return observing(held(finding.id(), finding.type().levelName(1)));
    }
    boolean[] counts = new boolean[finding.type().levels()];
    for (int level = 0; level < counts.length; level++) {
      counts[level] =
          observed.levels().isEmpty()
              ? level != finding.type().normal()
              : observed.levels().contains(finding.type().levelName(level));
    }
    double[] result = all().byPair.clone();
    for (Map<Key, Integer> combination : combinations(finding, counts)) {
      double[] without = observing(combination).byPair;
      for (int h = 0; h < result.length; h++) {
        result[h] = Math.max(0, result[h] - without[h]);
      }
    }
    return new Masses(result);
  }

  /// The ways in which no place is at a level that counts.
  private static List<Map<Key, Integer>> combinations(Finding finding, boolean[] counts) {
    List<Map<Key, Integer>> result = new ArrayList<>(List.of(Map.of()));
    for (Where where : CaseReader.places(finding)) {
      List<Map<Key, Integer>> longer = new ArrayList<>();
      for (Map<Key, Integer> begun : result) {
        for (int level = 0; level < counts.length; level++) {
          if (!counts[level]) {
            Map<Key, Integer> next = new LinkedHashMap<>(begun);
            next.put(new Key(finding.id(), where), level);
            longer.add(next);
          }
        }
      }
      result = longer;
    }
    return result;
  }

  private Masses observing(Map<Key, Integer> more) {
    Map<Key, Integer> together = new LinkedHashMap<>(everyone);
    if (!add(more, together)) {
      return new Masses(new double[pairs()]);
    }
    return selected(together);
  }

  private int pairs() {
    return model.mixture().firstGroups().count() * model.mixture().secondGroups().count();
  }

  /// Of those with the observations, the people whom the study took. For each reason to be in it,
  /// these are all but those who have none of its signs; several reasons must hold at once.
  private Masses selected(Map<Key, Integer> observations) {
    double[] result = sum(observations);
    for (int some = 1; some < 1 << excluded.size(); some++) {
      Map<Key, Integer> lacking = new LinkedHashMap<>(observations);
      boolean possible = true;
      for (int reason = 0; reason < excluded.size() && possible; reason++) {
        if ((some >> reason & 1) == 1) {
          possible = add(excluded.get(reason), lacking);
        }
      }
      if (!possible) {
        continue; // each of them has such a sign
      }
      double[] without = sum(lacking);
      int sign = Integer.bitCount(some) % 2 == 1 ? -1 : 1;
      for (int h = 0; h < result.length; h++) {
        result[h] += sign * without[h];
      }
    }
    for (int h = 0; h < result.length; h++) {
      result[h] = Math.max(0, result[h]);
    }
    return new Masses(result);
  }

  /// @return whether nothing contradicts what is there already
  private static boolean add(Map<Key, Integer> more, Map<Key, Integer> to) {
    for (Map.Entry<Key, Integer> entry : more.entrySet()) {
      Integer before = to.put(entry.getKey(), entry.getValue());
      if (before != null && !before.equals(entry.getValue())) {
        return false;
      }
    }
    return true;
  }

  private double[] sum(Map<Key, Integer> observations) {
    int[] observed = new int[model.keys().size()];
    Arrays.fill(observed, -1);
    observations.forEach((key, level) -> observed[model.indexOf(key).orElseThrow()] = level);
    double[] result = new double[pairs()];
    for (Part part : parts) {
      observed[observed.length - 1] = part.pregnancy();
      try {
        Posterior posterior = Posterior.of(model.mixture(), part.population(), observed);
        double weight = part.share() * StrictMath.exp(posterior.logEvidence());
        double[] pairs = posterior.groupPairs();
        for (int h = 0; h < result.length; h++) {
          result[h] += weight * pairs[h];
        }
      } catch (ImpossibleException e) {
        // no such people of this age and sex; the others remain
      }
    }
    return result;
  }
}
