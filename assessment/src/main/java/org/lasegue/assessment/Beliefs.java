package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.EpisodeState.Sided;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.inference.mixture.Groups;
import org.lasegue.inference.mixture.ImpossibleException;
import org.lasegue.inference.mixture.Population;
import org.lasegue.inference.mixture.Posterior;
import org.lasegue.inference.mixture.WhatIfs;
import org.lasegue.knowledge.Band;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Condition.PregnancyState;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.Territory;

/// What is believed of the causes of one case: a mixture over what is open about the person (age
/// band, sex, the half of a pregnancy) and over unrecorded sides, each part exact.
///
/// What was found on a side that nobody recorded is on one of them or on both, all such findings on
/// the same:
///
///     P(on either) = P(on the left) + P(on the right) - P(on both)
///
/// Without the last term a cause that acts on both sides would count twice beside one that acts on
/// one. Of each pair of causes the result is no less than the larger of what it is made of, so the
/// difference costs no precision.
final class Beliefs {
  private final CausalModel model;
  private final List<Condition> conditions;

  private final List<Component> components = new ArrayList<>();

  /// Those that a question about a finding cannot tell apart, as one.
  private final Map<List<Component>, Component> together = new ConcurrentHashMap<>();

  /// The mean mass that counts for each first cause and for each second.
  private final double[] firstMasses;

  private final double[] secondMasses;

  /// @param weight its share of the whole, below 0 for what two others both count
  private record Component(Posterior posterior, double weight) {
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  Beliefs(CausalModel model, Person person, Evidence evidence) {
    this.model = model;
    this.conditions = List.copyOf(model.knowledge().conditions().values());
    List<Posterior.Query> queries = new ArrayList<>();
    List<Double> shareOf = new ArrayList<>();
    for (Cell cell : cells(person, model.knowledge().population())) {
      Population population = model.population(cell.age(), cell.sex(), person.organs());
      for (Reading reading : Reading.of(evidence)) {
        for (int pregnancy : pregnancyLevels(person, population)) {
          int[] observed = new int[model.keys().size()];
          Arrays.fill(observed, -1);
          for (Evidence.Item item : evidence.items()) {
            for (Key key : reading.at(item.key())) {
              observed[variable(key)] = item.level();
            }
          }
          observed[observed.length - 1] = pregnancy;
          queries.add(new Posterior.Query(population, observed));
          shareOf.add(reading.sign * cell.share());
        }
      }
    }
    List<Posterior> posteriors = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    List<Optional<Posterior>> answers = Posterior.of(model.mixture(), queries);
    for (int q = 0; q < queries.size(); q++) {
      if (answers.get(q).isPresent()) {
        // empty where this age, sex or side cannot be; the others may
        posteriors.add(answers.get(q).get());
        shares.add(shareOf.get(q));
      }
    }
    if (posteriors.isEmpty()) {
      throw new ImpossibleException();
    }
    double largest = posteriors.stream().mapToDouble(Posterior::logEvidence).max().orElseThrow();
    double[] weights = new double[posteriors.size()];
    double sum = 0;
    for (int k = 0; k < weights.length; k++) {
      weights[k] = shares.get(k) * StrictMath.exp(posteriors.get(k).logEvidence() - largest);
      sum += weights[k];
    }
    for (int k = 0; k < weights.length; k++) {
      components.add(new Component(posteriors.get(k), weights[k] / sum));
    }
    this.firstMasses = mean(Posterior::firstMasses);
    this.secondMasses = mean(Posterior::secondMasses);
  }

  /// How findings of an unrecorded side are read.
  private enum Reading {
    LEFT(1, List.of(Where.LEFT)),
    RIGHT(1, List.of(Where.RIGHT)),
    BOTH(-1, List.of(Where.LEFT, Where.RIGHT));

    private final int sign;
    private final List<Where> sides;

    Reading(int sign, List<Where> sides) {
      this.sign = sign;
      this.sides = sides;
    }

    static List<Reading> of(Evidence evidence) {
      return evidence.someSideOpen() ? List.of(values()) : List.of(LEFT);
    }

    List<Key> at(Key key) {
      return key.where() == Where.SOME_SIDE
          ? sides.stream().map(side -> new Key(key.finding(), side)).toList()
          : List.of(key);
    }
  }

  /// People of one age and sex with their share of the population.
  record Cell(int age, Sex sex, double share) {}

  /// What the age and sex of a person may be.
  static List<Cell> cells(Person person, org.lasegue.knowledge.Population population) {
    List<Cell> result = new ArrayList<>();
    for (Sex sex : person.sex().map(List::of).orElse(List.of(Sex.values()))) {
      double sexShare = sex == Sex.FEMALE ? population.female() : 1 - population.female();
      OptionalInt exact = person.exactAge();
      if (exact.isPresent()) {
        result.add(new Cell(exact.getAsInt(), sex, sexShare));
        continue;
      }
      int from = person.ageFrom().orElse(16);
      int to = person.ageTo().orElse(120);
      for (Band band : Band.overlapping(from, to)) {
        int age = Math.clamp(band.typicalAge(), Math.min(from, to), to);
        double width = Math.min(band.to(), to) - Math.max(band.from(), from) + 1.0;
        double share =
            population.bands().getOrDefault(band, 0.0)
                * Math.min(1, width / (band.to() - band.from() + 1.0));
        result.add(new Cell(age, sex, sexShare * Math.max(share, 1e-9)));
      }
    }
    return result;
  }

  /// Levels of the pregnancy variable to consider; -1 leaves it open.
  private static int[] pregnancyLevels(Person person, Population population) {
    double[] background = population.background()[population.background().length - 1];
    if (background[PregnancyState.NONE.ordinal()] == 1) {
      return new int[] {PregnancyState.NONE.ordinal()};
    }
    Pregnancy pregnancy = person.pregnancy();
    return switch (pregnancy.state()) {
      case UNKNOWN, POSSIBLE -> new int[] {-1};
      case NOT_PREGNANT -> new int[] {PregnancyState.NONE.ordinal()};
      case PREGNANT ->
          pregnancy.weeks().isEmpty()
              ? new int[] {PregnancyState.EARLY.ordinal(), PregnancyState.LATE.ordinal()}
              : pregnancy.weeks().getAsInt() < 20
                  ? new int[] {PregnancyState.EARLY.ordinal()}
                  : new int[] {PregnancyState.LATE.ordinal()};
      case POSTPARTUM ->
          pregnancy.weeks().orElse(0) <= 12
              ? new int[] {PregnancyState.POSTPARTUM.ordinal()}
              : new int[] {PregnancyState.NONE.ordinal()};
    };
  }

  List<Condition> conditions() {
    return conditions;
  }

  /// P(contributes to this episode) of every condition, in the order of [#conditions()].
  double[] probabilities() {
    double[] result = new double[conditions.size()];
    add(
        result,
        sum(firstMasses, model.mixture().firstGroups()),
        sum(secondMasses, model.mixture().secondGroups()),
        1);
    return result;
  }

  private double[] mean(Function<Posterior, double[]> of) {
    double[] result = new double[0];
    for (Component component : components) {
      double[] each = of.apply(component.posterior);
      result = result.length == 0 ? new double[each.length] : result;
      for (int i = 0; i < result.length; i++) {
        result[i] += component.weight * each[i];
      }
    }
    return result;
  }

  private static double[] sum(double[] causes, Groups groups) {
    double[] result = new double[groups.count()];
    for (int i = 0; i < causes.length; i++) {
      result[groups.of()[i]] += causes[i];
    }
    return result;
  }

  private void add(double[] result, double[] firstMasses, double[] secondMasses, double weight) {
    for (int i = 0; i < firstMasses.length; i++) {
      for (int condition : model.firstConditions(i)) {
        result[condition] += weight * firstMasses[i];
      }
    }
    for (int j = 0; j < secondMasses.length; j++) {
      for (int condition : model.secondConditions(j)) {
        result[condition] += weight * secondMasses[j];
      }
    }
  }

  /// Posterior of the root cause with its complications, whatever the site: by group of the model's
  /// first causes.
  double[] groupPosterior() {
    return sum(mean(Posterior::firstPosterior), model.mixture().firstGroups());
  }

  /// Posterior of each pair of groups of causes: `[firstGroup * secondGroups + secondGroup]`.
  double[] groupPairs() {
    return mean(Posterior::groupPairs);
  }

  /// The consequences of one what-if on the conditions and on the root causes.
  ///
  /// @param probability of it given what is known; for a removed observation a factor
  record Outcome(double probability, double[] conditions, double[] groups) {}

  /// Asks what-ifs. Ask about the findings in the order of the model's variables: those of a block
  /// share most of the work. For one thread; another may ask by itself at the same time.
  WhatIf whatIf() {
    return new WhatIf();
  }

  final class WhatIf {
    /// Written over by each question.
    private final List<org.lasegue.inference.mixture.Outcome> buffers = new ArrayList<>();

    private final Map<Component, WhatIfs> whatIfs = new HashMap<>();
    private final Map<Component, WhatIfs> ofFirst = new HashMap<>();

    private WhatIf() {
      buffers.add(new org.lasegue.inference.mixture.Outcome(model.mixture()));
    }

    private WhatIfs of(Component component) {
      return whatIfs.computeIfAbsent(component, c -> c.posterior.whatIfs());
    }

    /// If the finding at this key, whose side is recorded, were at `level`, or had not been
    /// observed (-1).
    Outcome at(Key key, int level) {
      Sums sums = new Sums();
      for (Component component : alike(key)) {
        of(component).ask(variable(key), level, buffers.getFirst());
        sums.add(buffers.getFirst(), component.weight);
      }
      return sums.outcome();
    }

    /// If a finding that is not observed were at each of its levels.
    List<Outcome> known(Key key) {
      List<org.lasegue.inference.mixture.Outcome> answers = buffers(key);
      List<Sums> sums = Stream.generate(Sums::new).limit(answers.size()).toList();
      for (Component component : alike(key)) {
        of(component).answers(variable(key), answers);
        for (int level = 0; level < answers.size(); level++) {
          sums.get(level).add(answers.get(level), component.weight);
        }
      }
      return sums.stream().map(Sums::outcome).toList();
    }

    /// How much a finding that is not observed is expected to tell about the root cause, in bits;
    /// cheaper than [#known].
    ///
    /// @param before the [#groupPosterior()]
    /// @param besideWeights whether what an observation weighs ([#at]) is asked here too: the sums
    ///   of a block then serve both
    double gain(Key key, double[] before, boolean besideWeights) {
      List<org.lasegue.inference.mixture.Outcome> answers = buffers(key);
      double[] probability = new double[answers.size()];
      double[][] groups = new double[answers.size()][before.length];
      int variable = variable(key);
      for (Component component : alike(key)) {
        WhatIfs asked =
            besideWeights && component.posterior.anyObservedBeside(variable)
                ? of(component)
                : ofFirst.computeIfAbsent(component, c -> c.posterior.whatIfsOfFirst());
        asked.answersOfFirst(variable, answers);
        for (int level = 0; level < probability.length; level++) {
          double weight = component.weight * answers.get(level).probability();
          probability[level] += weight;
          double[] posterior = answers.get(level).firstPosterior();
          for (int g = 0; g < before.length; g++) {
            groups[level][g] += weight * posterior[g];
          }
        }
      }
      for (int level = 0; level < probability.length; level++) {
        if (probability[level] > 0) {
          scale(groups[level], 1 / probability[level]);
        }
      }
      return Information.bits(before, probability, groups);
    }

    /// Room for the answers of a finding, by level.
    private List<org.lasegue.inference.mixture.Outcome> buffers(Key key) {
      int levels = model.mixture().variables().get(variable(key)).levels();
      while (buffers.size() < levels) {
        buffers.add(new org.lasegue.inference.mixture.Outcome(model.mixture()));
      }
      return buffers.subList(0, levels);
    }
  }

  /// What a question about a finding has to be put to: not to each age where the answer rests on no
  /// age, nor to each side where that does not matter. What counts less than nothing joins others
  /// only where all are one: a part of it may leave next to nothing of them.
  private List<Component> alike(Key key) {
    if (components.size() == 1) {
      return components;
    }
    int variable = variable(key);
    List<List<Component>> sets = new ArrayList<>();
    for (Component component : components) {
      Optional<List<Component>> with =
          sets.stream()
              .filter(set -> set.getFirst().posterior.alike(component.posterior, variable))
              .findFirst();
      if (with.isPresent()) {
        with.get().add(component);
      } else {
        sets.add(new ArrayList<>(List.of(component)));
      }
    }
    if (sets.size() == 1) {
      return List.of(together(sets.getFirst()));
    }
    return sets.stream()
        .flatMap(set ->
            set.stream().collect(Collectors.partitioningBy(c -> c.weight > 0)).values().stream())
        .filter(set -> !set.isEmpty())
        .map(this::together)
        .toList();
  }

  private Component together(List<Component> set) {
    return set.size() == 1
        ? set.getFirst()
        : together.computeIfAbsent(
            set,
            components ->
                new Component(
                    Posterior.mean(
                        components.stream().map(c -> c.posterior).toList(),
                        components.stream().mapToDouble(c -> c.weight).toArray(),
                        set.size() == this.components.size()), // most findings rest on no age
                    components.stream().mapToDouble(c -> c.weight).sum()));
  }

  private int variable(Key key) {
    return model.indexOf(key).orElseThrow();
  }

  /// Gathers an outcome over the components.
  private final class Sums {
    private final double[] byCondition = new double[conditions.size()];
    private final double[] byGroup = new double[model.mixture().firstGroups().count()];
    private double total;

    void add(org.lasegue.inference.mixture.Outcome of, double share) {
      double weight = share * of.probability();
      total += weight;
      Beliefs.this.add(byCondition, of.firstMasses(), of.secondMasses(), weight);
      for (int g = 0; g < byGroup.length; g++) {
        byGroup[g] += weight * of.firstPosterior()[g];
      }
    }

    Outcome outcome() {
      if (total > 0) {
        scale(byCondition, 1 / total);
        scale(byGroup, 1 / total);
      }
      return new Outcome(total, byCondition, byGroup);
    }
  }

  private static void scale(double[] values, double by) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= by;
    }
  }

  /// P(this root on this side is affected by a cause in this episode).
  Map<Territory, Map<Sided, Double>> roots() {
    Map<Territory, Map<Sided, Double>> result = new EnumMap<>(Territory.class);
    for (int i = 0; i < firstMasses.length; i++) {
      addRoots(result, model.firstRoots(i), firstMasses[i]);
    }
    for (int j = 0; j < secondMasses.length; j++) {
      addRoots(result, model.secondRoots(j), secondMasses[j]);
    }
    return result;
  }

  private static void addRoots(
      Map<Territory, Map<Sided, Double>> result, List<EpisodeState.Place> roots, double mass) {
    for (EpisodeState.Place root : roots) {
      result
          .computeIfAbsent(root.territory(), t -> new EnumMap<>(Sided.class))
          .merge(root.side(), mass, Double::sum);
    }
  }

  /// Share of the episode that comes from each axis; sums to 1.
  Map<Condition.Axis, Double> axes() {
    Map<Condition.Axis, Double> result = new EnumMap<>(Condition.Axis.class);
    double sum = 0;
    for (int i = 0; i < firstMasses.length; i++) {
      // the last complication is where the danger and the complaint come from
      result.merge(
          model.first().get(i).members().getLast().condition().axis(), firstMasses[i], Double::sum);
      sum += firstMasses[i];
    }
    for (int j = 0; j < secondMasses.length; j++) {
      EpisodeState state = model.second().get(j);
      if (state != null) {
        result.merge(state.root().axis(), secondMasses[j], Double::sum);
        sum += secondMasses[j];
      }
    }
    double total = sum;
    result.replaceAll((axis, mass) -> mass / total);
    return result;
  }
}
