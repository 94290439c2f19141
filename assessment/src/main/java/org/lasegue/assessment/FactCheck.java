package org.lasegue.assessment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import org.lasegue.assessment.StudyModel.Contributing;
import org.lasegue.assessment.StudyModel.Masses;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Fact;
import org.lasegue.knowledge.Fact.Measure;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.StudyPopulation;

/// Derives every published figure from the joint model for the people of its study.
public final class FactCheck {
  /// Where nothing is printed of the uncertainty, a figure may be missed by this much or by this
  /// share of itself, whichever is more.
  private static final double MISS = 0.05;

  private static final double MISS_SHARE = 0.2;

  /// Below this a miss of [#MISS] would allow anything down to nothing; then a factor of two.
  private static final double SMALL = 0.1;

  private static final int HELD_OUT_ONE_IN = 5;

  private final Knowledge knowledge;
  private final CausalModel model;
  private final List<String> conditionIds;
  private final Map<Study, StudyModel> studies = new HashMap<>();

  private record Study(
      StudyPopulation population,
      Optional<Fact.Ages> ages,
      Optional<org.lasegue.knowledge.Sex> sex,
      Map<String, String> given,
      Set<String> givenAny) {}

  private FactCheck(CausalModel model) {
    this.model = model;
    this.knowledge = model.knowledge();
    this.conditionIds = List.copyOf(knowledge.conditions().keySet());
  }

  /// @param implied what the model gives; NaN where nobody in the model is in the study
  /// @param low, @param high the tolerance
  /// @param repeats whether the figure comes from the source of a number that gives it directly, so
  ///   that meeting it shows nothing
  /// @param heldOut whether fitting may not use it
  public record Verdict(
      Fact fact, double implied, double low, double high, boolean repeats, boolean heldOut) {
    public boolean within() {
      return implied >= low && implied <= high;
    }

    /// Missed without a reason that the fact gives.
    public boolean fails() {
      return !within() && !repeats && fact.known().isEmpty();
    }

    public boolean knownMiss() {
      return !within() && !repeats && fact.known().isPresent();
    }
  }

  public static List<Verdict> check(Knowledge knowledge) {
    return check(new CausalModel(knowledge));
  }

  public static List<Verdict> check(CausalModel model) {
    FactCheck check = new FactCheck(model);
    List<Verdict> result = new ArrayList<>();
    // facts of one study together, so that its tables are built once and can be let go
    Map<String, List<Fact>> byPopulation = new java.util.LinkedHashMap<>();
    for (Fact fact : check.knowledge.literature().facts().values()) {
      byPopulation.computeIfAbsent(fact.population(), p -> new ArrayList<>()).add(fact);
    }
    for (List<Fact> facts : byPopulation.values()) {
      for (Fact fact : facts) {
        result.add(check.verdict(fact));
      }
      check.studies.clear();
    }
    return result;
  }

  private Verdict verdict(Fact fact) {
    double[] tolerance = tolerance(fact);
    return new Verdict(
        fact, implied(fact), tolerance[0], tolerance[1], repeats(fact), heldOut(fact.id()));
  }

  static boolean heldOut(String id) {
    CRC32 hash = new CRC32();
    hash.update(id.getBytes(StandardCharsets.UTF_8));
    return hash.getValue() % HELD_OUT_ONE_IN == 0;
  }

  static double[] tolerance(Fact fact) {
    if (fact.hasInterval()) {
      return new double[] {fact.low(), fact.high()};
    }
    double value = fact.value();
    if (fact.measure().ratio()) {
      return new double[] {value / (1 + MISS_SHARE), value * (1 + MISS_SHARE)};
    }
    if (value < SMALL) {
      return new double[] {value / 2, Math.min(value * 2, value + MISS)};
    }
    double miss = Math.max(MISS, MISS_SHARE * value);
    return new double[] {Math.max(0, value - miss), Math.min(1, value + miss)};
  }

  private double implied(Fact fact) {
    StudyPopulation population =
        Objects.requireNonNull(knowledge.literature().populations().get(fact.population()));
    if (fact.measure() == Measure.PREVALENCE) {
      return prevalence(fact, population);
    }
    StudyModel study =
        studies.computeIfAbsent(
            new Study(population, fact.ages(), fact.sex(), fact.given(), fact.givenAny()),
            s -> new StudyModel(model, s.population(), s.ages(), s.sex(), s.given(), s.givenAny()));
    int[] conditions = indices(fact.conditions());
    int[] against = indices(fact.against());
    int[] given = indices(fact.givenConditions());
    Predicate<Contributing> counted = c -> given.length == 0 || c.any(given);
    Predicate<Contributing> ill = counted.and(c -> c.any(conditions));
    Predicate<Contributing> well =
        counted.and(c -> !c.any(conditions) && (against.length == 0 || c.any(against)));
    Masses all = study.all();
    if (fact.finding().isEmpty()) {
      return all.where(ill) / all.where(counted);
    }
    Masses with = study.with(fact.finding().get());
    if (fact.measure() == Measure.FREQUENCY) {
      return with.where(counted) / all.where(counted);
    }
    double sensitivity = with.where(ill) / all.where(ill);
    double falseAlarms = with.where(well) / all.where(well);
    return switch (fact.measure()) {
      case SENSITIVITY -> sensitivity;
      case SPECIFICITY -> 1 - falseAlarms;
      case LR_POSITIVE -> sensitivity / falseAlarms;
      case LR_NEGATIVE -> (1 - sensitivity) / (1 - falseAlarms);
      case ODDS_RATIO -> sensitivity / (1 - sensitivity) / (falseAlarms / (1 - falseAlarms));
      case PREDICTIVE_VALUE -> with.where(ill) / (with.where(ill) + with.where(well));
      case SHARE, PREVALENCE, CAUSES_TOGETHER, FREQUENCY ->
          throw new IllegalStateException("has no finding and a condition");
    };
  }

  private double prevalence(Fact fact, StudyPopulation population) {
    Optional<Fact.Ages> ages = fact.ages().or(population::ages);
    Person person =
        new Person(
            ages.map(a -> java.util.OptionalInt.of(a.from())).orElse(java.util.OptionalInt.empty()),
            ages.map(a -> java.util.OptionalInt.of(a.to())).orElse(java.util.OptionalInt.empty()),
            fact.sex().or(population::sex),
            Optional.empty(),
            Person.Pregnancy.UNKNOWN,
            false);
    double sum = 0;
    double people = 0;
    for (Beliefs.Cell cell : Beliefs.cells(person, knowledge.population())) {
      double free = 1;
      for (String id : fact.conditions()) {
        free *= 1 - model.prevalence().of(knowledge.condition(id), cell.age(), cell.sex());
      }
      sum += cell.share() * (1 - free);
      people += cell.share();
    }
    return sum / people;
  }

  private int[] indices(List<String> ids) {
    return ids.stream().mapToInt(conditionIds::indexOf).toArray();
  }

  /// Whether the source of the fact also stands behind a number that gives the figure directly, or
  /// the population was chosen to give it.
  private boolean repeats(Fact fact) {
    List<Condition> conditions = fact.conditions().stream().map(knowledge::condition).toList();
    return switch (fact.measure()) {
      case SENSITIVITY -> conditions.stream().anyMatch(c -> link(fact, c));
      case SPECIFICITY, FREQUENCY -> background(fact);
      // these compare what the condition does with what everything else does
      case LR_POSITIVE, LR_NEGATIVE, PREDICTIVE_VALUE ->
          background(fact) && conditions.stream().anyMatch(c -> link(fact, c));
      case ODDS_RATIO ->
          background(fact) && conditions.stream().anyMatch(c -> link(fact, c))
              || conditions.stream().anyMatch(c -> context(fact, c));
      case SHARE, PREVALENCE ->
          fact.measure() == Measure.SHARE && stated(fact)
              || conditions.stream()
                  .anyMatch(c ->
                      shared(fact, c.prior().basis())
                          || shared(fact, c.presents().basis())
                          || fact.ages().isPresent() && shared(fact, c.ageBasis())
                          || fact.sex().isPresent() && shared(fact, c.sexBasis()));
      case CAUSES_TOGETHER ->
          arc(fact, fact.conditions(), fact.givenConditions())
              || arc(fact, fact.givenConditions(), fact.conditions());
    };
  }

  /// Whether the population of the fact states how often its conditions are met.
  private boolean stated(Fact fact) {
    StudyPopulation population =
        Objects.requireNonNull(knowledge.literature().populations().get(fact.population()));
    return fact.conditions().stream().anyMatch(population.times()::containsKey);
  }

  private boolean arc(Fact fact, List<String> complications, List<String> causes) {
    return complications.stream()
        .flatMap(id -> knowledge.condition(id).complicationOf().stream())
        .anyMatch(a -> causes.contains(a.cause()) && shared(fact, a.p().basis()));
  }

  private boolean background(Fact fact) {
    return shared(fact, finding(fact).background().basis());
  }

  private Finding finding(Fact fact) {
    return knowledge.findingById(fact.finding().orElseThrow().finding());
  }

  private boolean link(Fact fact, Condition condition) {
    Finding finding = finding(fact);
    String id = finding.meansBoth().orElse(finding.id());
    boolean direct =
        condition.findings().stream()
            .anyMatch(l ->
                (l.finding().equals(id) || l.finding().equals(finding.id()))
                    && shared(fact, l.basis()));
    boolean mechanism =
        condition.mechanisms().stream()
            .map(l -> knowledge.mechanisms().get(l.id()))
            .filter(Objects::nonNull)
            .flatMap((Mechanism m) -> m.gives().stream())
            .anyMatch(g -> g.finding().equals(id) && shared(fact, g.basis()));
    return direct || mechanism || context(fact, condition);
  }

  private boolean context(Fact fact, Condition condition) {
    return condition.context().stream()
        .anyMatch(c -> c.finding().equals(finding(fact).id()) && shared(fact, c.odds().basis()));
  }

  private static boolean shared(Fact fact, Basis basis) {
    return basis instanceof Basis.Sourced s
        && s.sources().stream().anyMatch(fact.basis().sources()::contains);
  }
}
