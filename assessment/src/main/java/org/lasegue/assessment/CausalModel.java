package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.EpisodeState.Member;
import org.lasegue.assessment.EpisodeState.Sided;
import org.lasegue.inference.mixture.Block;
import org.lasegue.inference.mixture.Gate;
import org.lasegue.inference.mixture.Groups;
import org.lasegue.inference.mixture.NoisyMaximum;
import org.lasegue.inference.mixture.PairMixture;
import org.lasegue.inference.mixture.Population;
import org.lasegue.inference.mixture.Profile;
import org.lasegue.inference.mixture.Variable;
import org.lasegue.knowledge.Band;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Condition.PregnancyState;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.Territory;
import org.lasegue.knowledge.yaml.Problem;

/// The joint model compiled from the knowledge.
///
/// An episode is a root cause (with site and complications: an [EpisodeState]) and possibly one
/// second, long-standing contributor. Given the pair, findings that read the same mechanism form a
/// block with a hidden state; all others stand alone. Contexts are variables too, with odds that
/// follow the odds ratios of the conditions; so an unasked context is not an absent one, and the
/// stated prior of a condition stays its mean over contexts.
public final class CausalModel {
  /// The name of the variable for the state of pregnancy, which is no finding.
  static final String PREGNANCY = "pregnancy";

  /// P(the symptoms of an active condition enter the account | it is not what the person came for).
  ///
  /// Estimate: people tell of what brought them; long-standing cramps or swollen ankles come up in
  /// about one account in five. Where they do not come up, the episode is that of the other cause
  /// alone.
  private static final double MENTIONED = 0.2;

  /// Adults of either sex fall into fifty cells; each keeps a prior of half a megabyte.
  private static final int KEPT_POPULATIONS = 64;

  /// From this age on no pregnancy is considered.
  private static final int NO_PREGNANCY_FROM = 60;

  private static final double ROUNDING = 1e-9;

  private final Knowledge knowledge;
  private final List<EpisodeState> first = new ArrayList<>();

  /// The second contributors; null stands for none.
  private final List<@Nullable EpisodeState> second = new ArrayList<>();

  private final List<Key> keys = new ArrayList<>();
  private final Map<Key, Integer> index = new HashMap<>();
  private final Groups firstGroups;
  private final Groups secondGroups;
  private final PairMixture mixture;

  /// By pair of groups: the shares of a pair's mass and P(presents | pair).
  private final double[] firstShare;

  private final double[] secondShare;
  private final double[] presents;
  private final Map<String, PriorScale> scales = new HashMap<>();
  private final NavigableSet<Integer> ages;
  private final Parts parts;

  /// Among [#keys].
  private final List<Parts.Pair> partPairs;

  private final List<Problem> excesses = new ArrayList<>();

  /// Indices of the conditions of each group of states, in the order of the knowledge.
  private final int[][] firstConditions;

  private final int[][] secondConditions;

  /// The roots that each cause affects: asked for every person, and slow to find.
  private final List<List<EpisodeState.Place>> firstRoots;

  private final List<List<EpisodeState.Place>> secondRoots;

  public CausalModel(Knowledge knowledge) {
    this.knowledge = knowledge;
    this.ages = ages(knowledge);
    this.parts = new Parts(knowledge);
    second.add(null);
    for (Condition condition : knowledge.conditions().values()) {
      List<EpisodeState> states = EpisodeState.of(condition, knowledge);
      first.addAll(states);
      if (condition.coexists()) {
        second.addAll(EpisodeState.asSecond(condition));
      }
      scales.put(condition.id(), PriorScale.of(condition, knowledge.population()));
    }
    firstRoots = first.stream().map(EpisodeState::roots).toList();
    secondRoots =
        second.stream()
            .map(state -> state == null ? List.<EpisodeState.Place>of() : state.roots())
            .toList();
    List<String> ids = List.copyOf(knowledge.conditions().keySet());
    this.firstGroups = groups(first);
    this.secondGroups = groups(second);
    firstConditions = new int[firstGroups.count()][];
    for (int i = 0; i < first.size(); i++) {
      firstConditions[firstGroups.of()[i]] = indices(first.get(i), ids);
    }
    secondConditions = new int[secondGroups.count()][];
    for (int j = 0; j < second.size(); j++) {
      EpisodeState other = second.get(j);
      secondConditions[secondGroups.of()[j]] = other == null ? new int[0] : indices(other, ids);
    }
    this.mixture = new Compiler().compile();
    this.partPairs = parts.pairs(keys);
    int pairs = firstGroups.count() * secondGroups.count();
    firstShare = new double[pairs];
    secondShare = new double[pairs];
    presents = new double[pairs];
    for (int i = 0; i < first.size(); i++) {
      for (int j = 0; j < second.size(); j++) {
        int pair = groups(i, j);
        double one = first.get(i).presents();
        EpisodeState other = second.get(j);
        if (other == null) {
          presents[pair] = one;
          firstShare[pair] = 1;
          continue;
        }
        double two = other.presents();
        double firstIsReason = one * two + MENTIONED * one * (1 - two);
        double secondIsReason = one * two + MENTIONED * two * (1 - one);
        double any = firstIsReason + secondIsReason - one * two;
        presents[pair] = compatible(i, j) ? any : 0;
        firstShare[pair] = firstIsReason / any;
        secondShare[pair] = secondIsReason / any;
      }
    }
  }

  List<EpisodeState.Place> firstRoots(int first) {
    return firstRoots.get(first);
  }

  /// Empty where the second cause is none.
  List<EpisodeState.Place> secondRoots(int second) {
    return secondRoots.get(second);
  }

  /// States of the same conditions, whatever the site, are one group.
  private static Groups groups(List<? extends @Nullable EpisodeState> states) {
    Map<String, Integer> known = new HashMap<>();
    int[] of = new int[states.size()];
    for (int s = 0; s < of.length; s++) {
      EpisodeState state = states.get(s);
      String name =
          state == null
              ? ""
              : state.members().stream()
                  .map(m -> m.condition().id())
                  .collect(Collectors.joining("+"));
      int next = known.size();
      of[s] = known.computeIfAbsent(name, n -> next);
    }
    return new Groups(of, known.size());
  }

  private int groups(int i, int j) {
    return firstGroups.of()[i] * secondGroups.count() + secondGroups.of()[j];
  }

  private static int[] indices(EpisodeState state, List<String> ids) {
    return state.members().stream().mapToInt(m -> ids.indexOf(m.condition().id())).toArray();
  }

  /// Indices of the conditions that hold in the states of a group of first causes, in the order of
  /// the knowledge.
  int[] firstConditions(int group) {
    return firstConditions[group];
  }

  /// Likewise of a group of second contributors; empty for none.
  int[] secondConditions(int group) {
    return secondConditions[group];
  }

  /// A pair is counted once: the same condition never twice, and of two that may both come second
  /// only one order.
  private boolean compatible(int i, int j) {
    EpisodeState other = second.get(j);
    if (other == null) {
      return true;
    }
    EpisodeState one = first.get(i);
    if (one.has(other.root())) {
      return false;
    }
    if (!one.root().coexists() || one.members().size() > 1) {
      return true;
    }
    return one.root().id().compareTo(other.root().id()) < 0;
  }

  /// P(the first cause is a reason for presenting | the pair, presenting).
  double firstShareOf(int i, int j) {
    return firstShare[groups(i, j)];
  }

  /// The same by groups of states.
  double firstShareOfGroups(int firstGroup, int secondGroup) {
    return firstShare[firstGroup * secondGroups.count() + secondGroup];
  }

  double secondShareOfGroups(int firstGroup, int secondGroup) {
    return secondShare[firstGroup * secondGroups.count() + secondGroup];
  }

  double secondShareOf(int i, int j) {
    return secondShare[groups(i, j)];
  }

  Knowledge knowledge() {
    return knowledge;
  }

  PairMixture mixture() {
    return mixture;
  }

  List<EpisodeState> first() {
    return first;
  }

  List<@Nullable EpisodeState> second() {
    return second;
  }

  /// The findings (and the pregnancy) by variable index.
  List<Key> keys() {
    return keys;
  }

  Optional<Integer> indexOf(Key key) {
    return Optional.ofNullable(index.get(key));
  }

  /// Number of pairs of causes: the size of the joint table that every query sums.
  public int pairs() {
    return first.size() * second.size();
  }

  /// The population of people of one age and sex.
  ///
  /// @param organs what overrides the organs that follow from the sex
  Population population(int age, Sex sex, Optional<Set<Organ>> organs) {
    Cell cell = new Cell(Objects.requireNonNull(ages.floor(Math.max(age, 0))), sex, organs);
    synchronized (populations) {
      return populations.computeIfAbsent(cell, c -> build(c.age(), c.sex(), c.organs()));
    }
  }

  /// The ages at which any number of the knowledge changes: people of an age in between are of the
  /// same population as those of the last of these.
  private static NavigableSet<Integer> ages(Knowledge knowledge) {
    NavigableSet<Integer> ages = new TreeSet<>(Set.of(0, NO_PREGNANCY_FROM));
    for (Band band : Band.values()) {
      ages.add(band.from());
    }
    ages.addAll(knowledge.population().pregnancy().keySet());
    knowledge.conditions().values().forEach(c -> ages.addAll(c.age().steps().keySet()));
    knowledge.findings().values().stream()
        .filter(f -> !f.ruleOnly())
        .flatMap(f -> f.background().levels().stream())
        .forEach(level -> ages.addAll(level.steps().keySet()));
    return ages;
  }

  /// Parts that are said to be more frequent than what they are part of, where a cause or the
  /// background gives them.
  List<Problem> excessiveParts() {
    List<Problem> result = new ArrayList<>(excesses);
    for (Finding part : knowledge.findings().values()) {
      if (part.partOf().isEmpty()) {
        continue;
      }
      Finding whole = knowledge.findingById(part.partOf().get());
      for (int age : ages) {
        for (Sex sex : Sex.values()) {
          double p = part.background().at(age, sex, part.type().normal())[1];
          Parts.Often often = parts.background(whole, age, sex);
          if (p > often.somewhere() + ROUNDING) {
            result.add(new Problem(part.at(), excess(part.id(), p, whole.id(), often)));
          }
        }
      }
    }
    return List.copyOf(result);
  }

  private static String excess(String part, double p, String whole, Parts.Often often) {
    return String.format(
        Locale.ROOT,
        "'%s' is part of '%s', which is present in %.3g here, so it cannot be in %.3g",
        part,
        whole,
        often.somewhere(),
        p);
  }

  private record Cell(int age, Sex sex, Optional<Set<Organ>> organs) {}

  /// Those people of a population who are in a study that people with some conditions enter more
  /// often than others.
  ///
  /// @param times by condition, how much likelier a presenter with it is to be in the study
  Population selected(Population all, Map<String, Double> times) {
    double[] firstTimes = new double[first.size()];
    for (int i = 0; i < firstTimes.length; i++) {
      firstTimes[i] = times(first.get(i), times);
    }
    double[] prior = all.prior().clone();
    for (int j = 0; j < second.size(); j++) {
      EpisodeState other = second.get(j);
      double secondTimes = other == null ? 1 : times(other, times);
      for (int i = 0; i < firstTimes.length; i++) {
        prior[i * second.size() + j] *= firstTimes[i] * secondTimes;
      }
    }
    return all.others(prior, all.background());
  }

  private static double times(EpisodeState state, Map<String, Double> times) {
    double result = 1;
    for (Member member : state.members()) {
      result *= times.getOrDefault(member.condition().id(), 1.0);
    }
    return result;
  }

  /// P(active in four weeks) among people of one age and sex, whether they present or not.
  double prevalence(Condition condition, int age, Sex sex) {
    for (Organ organ : condition.only().organs()) {
      if (!has(organ, sex, Optional.empty())) {
        return 0;
      }
    }
    return priorOf(condition, age, sex);
  }

  private double priorOf(Condition condition, int age, Sex sex) {
    PriorScale scale = scales.getOrDefault(condition.id(), PriorScale.NONE);
    return Math.min(
        0.9, condition.prior().value() * scale.at(condition, knowledge.population(), age, sex));
  }

  /// The populations asked for last; each keeps tables that many queries share.
  private final Map<Cell, Population> populations =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Cell, Population> eldest) {
          return size() > KEPT_POPULATIONS;
        }
      };

  /// The first ever asked for: most of what is made for it holds for all.
  private @Nullable Population anyone;

  private Population build(int age, Sex sex, Optional<Set<Organ>> organs) {
    double[] prior = new double[pairs()];
    double[] firstOdds = new double[first.size()];
    for (int i = 0; i < first.size(); i++) {
      firstOdds[i] = odds(first.get(i), age, sex, organs);
    }
    for (int j = 0; j < second.size(); j++) {
      EpisodeState other = second.get(j);
      double odds = other == null ? 1 : odds(other, age, sex, organs);
      for (int i = 0; i < first.size(); i++) {
        int h = i * second.size() + j;
        prior[h] = firstOdds[i] * odds * presents[groups(i, j)];
      }
    }
    double[][] background = new double[keys.size()][];
    for (int v = 0; v < background.length; v++) {
      Key key = keys.get(v);
      if (key.finding().equals(PREGNANCY)) {
        background[v] = pregnancyBackground(age, sex, organs);
      } else {
        Finding finding = knowledge.findingById(key.finding());
        background[v] = finding.background().at(age, sex, finding.type().normal());
      }
    }
    for (Parts.Pair pair : partPairs) {
      Finding whole = knowledge.findingById(keys.get(pair.whole()).finding());
      double share = parts.background(whole, age, sex).share(background[pair.part()][1]);
      Parts.divide(background, pair, share);
    }
    Population like = anyone;
    if (like == null) {
      like = new Population(prior, background, firstShare, secondShare);
      anyone = like;
      return like;
    }
    return like.others(prior, background);
  }

  private double[] pregnancyBackground(int age, Sex sex, Optional<Set<Organ>> organs) {
    double[] result = new double[PregnancyState.values().length];
    if (!has(Organ.UTERUS, sex, organs)) {
      result[PregnancyState.NONE.ordinal()] = 1;
      return result;
    }
    for (PregnancyState state : PregnancyState.values()) {
      result[state.ordinal()] = knowledge.population().pregnant(age, state);
    }
    // a known pregnancy at an age at which the population has none must stay possible
    if (result[PregnancyState.NONE.ordinal()] == 1 && age < NO_PREGNANCY_FROM) {
      for (PregnancyState state : PregnancyState.values()) {
        result[state.ordinal()] = state == PregnancyState.NONE ? 1 - 3e-5 : 1e-5;
      }
    }
    return result;
  }

  private static boolean has(Organ organ, Sex sex, Optional<Set<Organ>> organs) {
    return organs
        .map(o -> o.contains(organ))
        .orElse(organ == Organ.UTERUS ? sex == Sex.FEMALE : sex == Sex.MALE);
  }

  private double odds(EpisodeState state, int age, Sex sex, Optional<Set<Organ>> organs) {
    Condition root = state.root();
    for (Member member : state.members()) {
      for (Organ organ : member.condition().only().organs()) {
        if (!has(organ, sex, organs)) {
          return 0;
        }
      }
    }
    double prior = priorOf(root, age, sex);
    return prior / (1 - prior) * state.share();
  }

  /// Rescales the age and sex pattern of a condition so that its mean over the population is its
  /// prior.
  private record PriorScale(double mean) {
    static final PriorScale NONE = new PriorScale(1);

    static PriorScale of(Condition condition, org.lasegue.knowledge.Population population) {
      double mean = 0;
      for (Map.Entry<Band, Double> band : population.bands().entrySet()) {
        int age = band.getKey().typicalAge();
        for (Sex sex : Sex.values()) {
          double share = sex == Sex.FEMALE ? population.female() : 1 - population.female();
          mean +=
              band.getValue()
                  * share
                  * raw(condition, age, sex, state -> population.pregnant(band.getKey(), state));
        }
      }
      return new PriorScale(mean);
    }

    double at(Condition condition, org.lasegue.knowledge.Population population, int age, Sex sex) {
      return mean == 0
          ? 0
          : raw(condition, age, sex, state -> population.pregnant(age, state)) / mean;
    }

    /// @param pregnant the share of the women who are in a state
    private static double raw(
        Condition condition, int age, Sex sex, ToDoubleFunction<PregnancyState> pregnant) {
      for (Organ organ : condition.only().organs()) {
        if (!has(organ, sex, Optional.empty())) {
          return 0;
        }
      }
      double result = condition.age().at(age) * condition.sex().getOrDefault(sex, 1.0);
      if (condition.only().pregnancy().isEmpty()) {
        return result;
      }
      if (sex == Sex.MALE) {
        return 0;
      }
      double share = 0;
      for (PregnancyState state : PregnancyState.values()) { // a set has no order of its own
        share += condition.only().pregnancy().contains(state) ? pregnant.applyAsDouble(state) : 0;
      }
      return result * share;
    }
  }

  /// Turns knowledge into variables and blocks.
  private final class Compiler {
    private final List<Variable> variables = new ArrayList<>();
    private final List<Block> blocks = new ArrayList<>();

    PairMixture compile() {
      Map<Key, Key> implies = new HashMap<>();
      Map<Key, String> groupOf = new LinkedHashMap<>();
      for (Finding finding : knowledge.findings().values()) {
        if (finding.ruleOnly()) {
          continue;
        }
        for (Where where : CaseReader.places(finding)) {
          Key key = new Key(finding.id(), where);
          groupOf.put(key, groupName(finding, where));
        }
      }
      for (Key key : groupOf.keySet()) {
        implied(key, groupOf).ifPresent(to -> implies.put(key, to));
      }
      // findings that imply one another share a block
      for (Map.Entry<Key, Key> entry : implies.entrySet()) {
        String from = groupOf.getOrDefault(entry.getKey(), "");
        String to = groupOf.getOrDefault(entry.getValue(), "");
        if (!from.equals(to)) {
          groupOf.replaceAll((key, group) -> group.equals(from) ? to : group);
        }
      }
      Map<String, List<Key>> groups = new LinkedHashMap<>();
      groupOf.forEach(
          (key, group) -> groups.computeIfAbsent(group, g -> new ArrayList<>()).add(key));
      for (List<Key> group : groups.values()) {
        for (Key key : group) {
          index.put(key, keys.size());
          keys.add(key);
        }
      }
      for (Key key : keys) {
        Finding finding = knowledge.findingById(key.finding());
        Key to = implies.get(key);
        variables.add(
            new Variable(
                key.toString(),
                finding.type().levels(),
                finding.kind() == Finding.Kind.CONTEXT || finding.ofEpisode()
                    ? Gate.ODDS
                    : Gate.MAX,
                to == null ? -1 : index.getOrDefault(to, -1)));
      }
      for (List<Key> group : groups.values()) {
        blocks.add(block(group));
      }
      Key pregnancy = new Key(PREGNANCY, Where.WHOLE);
      index.put(pregnancy, keys.size());
      keys.add(pregnancy);
      variables.add(new Variable(PREGNANCY, PregnancyState.values().length, Gate.ODDS, -1));
      blocks.add(pregnancyBlock());
      return new PairMixture(firstGroups, secondGroups, variables, blocks);
    }

    /// Findings of one mechanism share a block, left and right together: a condition that affects
    /// both sides does so by one hidden state, not by two independent ones.
    private String groupName(Finding finding, Where where) {
      return finding
          .mechanism()
          .map(id -> "mechanism " + id)
          .orElse(finding.id() + "@" + where.word());
    }

    private Mechanism mechanism(String id) {
      Mechanism mechanism = knowledge.mechanisms().get(id);
      if (mechanism == null) {
        throw new IllegalStateException("no mechanism '" + id + "'");
      }
      return mechanism;
    }

    /// The nearest finding of the model that this one implies and that reads the same mechanism or
    /// none, or of which it is a part.
    private Optional<Key> implied(Key key, Map<Key, String> groupOf) {
      Finding finding = knowledge.findingById(key.finding());
      Set<String> direct = new LinkedHashSet<>(finding.implies());
      for (String each : finding.implies()) {
        direct.removeAll(knowledge.findingById(each).implies());
      }
      for (String each : direct) {
        Finding to = knowledge.findingById(each);
        if (!to.mechanism().equals(finding.mechanism())
                && !finding.partOf().equals(Optional.of(each))
            || to.type().levels() != 2
            || finding.type().levels() != 2
            || (to.kind() == Finding.Kind.CONTEXT) != (finding.kind() == Finding.Kind.CONTEXT)) {
          continue;
        }
        for (Where where : CaseReader.impliedPlaces(key.where(), to)) {
          Key target = new Key(each, where);
          if (groupOf.containsKey(target)) {
            return Optional.of(target);
          }
        }
      }
      return Optional.empty();
    }

    /// The findings and mechanisms that a condition acts on; on all other blocks it acts like no
    /// cause.
    private final Map<String, Set<String>> actsOn = new HashMap<>();

    /// Ids of the conditions that act on a block of these findings and mechanisms.
    private Set<String> actors(Set<String> block) {
      Set<String> result = new HashSet<>();
      for (Condition condition : knowledge.conditions().values()) {
        Set<String> acts = actsOn.computeIfAbsent(condition.id(), id -> actsOn(condition));
        if (block.stream().anyMatch(acts::contains)) {
          result.add(condition.id());
        }
      }
      return result;
    }

    private static boolean acts(EpisodeState state, Set<String> actors) {
      for (Member member : state.members()) {
        if (actors.contains(member.condition().id())) {
          return true;
        }
      }
      return false;
    }

    private Set<String> actsOn(Condition condition) {
      Set<String> result = new HashSet<>();
      condition.mechanisms().forEach(link -> result.add(link.id()));
      condition.context().forEach(context -> result.add(context.finding()));
      condition
          .findings()
          .forEach(link -> {
            result.add(link.finding());
            knowledge.findingById(link.finding()).meansBoth().ifPresent(result::add);
          });
      return result;
    }

    private Block block(List<Key> group) {
      int[] members = new int[group.size()];
      Set<String> mechanisms = new LinkedHashSet<>();
      for (int i = 0; i < members.length; i++) {
        members[i] = indexOf(group.get(i)).orElseThrow();
        knowledge.findingById(group.get(i).finding()).mechanism().ifPresent(mechanisms::add);
      }
      Optional<Mechanism> mechanism = mechanisms.stream().findFirst().map(this::mechanism);
      Set<String> names = new HashSet<>(mechanisms);
      group.forEach(key -> names.add(key.finding()));
      Set<String> actors = actors(names);
      Block.Action nothing = action(null, group, mechanism);
      List<Block.Action> firstActions = new ArrayList<>();
      for (EpisodeState state : first) {
        firstActions.add(acts(state, actors) ? action(state, group, mechanism) : nothing);
      }
      List<Block.Action> secondActions = new ArrayList<>();
      for (EpisodeState state : second) {
        secondActions.add(
            state != null && acts(state, actors) ? action(state, group, mechanism) : nothing);
      }
      return new Block(members, firstActions, secondActions);
    }

    private Block.Action action(
        @Nullable EpisodeState state, List<Key> group, Optional<Mechanism> mechanism) {
      Block.Action whole = undivided(state, group, mechanism);
      List<Parts.Pair> pairs = parts.pairs(group);
      if (state == null || pairs.isEmpty()) {
        return whole;
      }
      List<Profile> profiles = new ArrayList<>();
      for (Profile profile : whole.profiles()) {
        double[][] gates = profile.effects().clone();
        for (Parts.Pair pair : pairs) {
          Parts.divide(gates, pair, shareOfPart(state, group.get(pair.part()).finding()));
        }
        profiles.add(new Profile(gates));
      }
      return new Block.Action(profiles, whole.weights());
    }

    /// Of the episodes of a state with the whole of a part, those that have the part too: as of the
    /// member that says most.
    private double shareOfPart(EpisodeState state, String part) {
      double result = 0;
      for (Member member : state.members()) {
        result = Math.max(result, shareOfPart(member.condition(), part));
      }
      return result;
    }

    private final Map<String, Map<String, Double>> shares = new HashMap<>();

    private double shareOfPart(Condition condition, String part) {
      return shares
          .computeIfAbsent(part, p -> new HashMap<>())
          .computeIfAbsent(
              condition.id(),
              id -> {
                List<Condition.FindingLink> stated = links(condition, part);
                if (stated.isEmpty()) {
                  return 0.0;
                }
                String whole = knowledge.findingById(part).partOf().orElseThrow();
                Parts.Often often = often(condition, whole);
                double p = stated.getFirst().levels()[1];
                if (p > often.somewhere() + ROUNDING) {
                  excesses.add(new Problem(stated.getFirst().at(), excess(part, p, whole, often)));
                }
                return often.share(p);
              });
    }

    /// How often a condition alone, over its sites, makes a finding present by the finding's own
    /// gate.
    private Parts.Often often(Condition condition, String id) {
      Finding finding = knowledge.findingById(id);
      List<Key> places =
          CaseReader.places(finding).stream().map(where -> new Key(id, where)).toList();
      Parts.Often result = Parts.Often.NEVER;
      double total = 0;
      for (EpisodeState state : first) {
        if (state.root() != condition || state.members().size() > 1) {
          continue;
        }
        total += state.share();
        Block.Action action = undivided(state, places, finding.mechanism().map(this::mechanism));
        for (int z = 0; z < action.weights().size(); z++) {
          double[] p =
              Arrays.stream(action.profiles().get(z).effects()).mapToDouble(e -> e[1]).toArray();
          result = result.plus(Parts.Often.of(p), state.share() * action.weights().get(z));
        }
      }
      return Parts.Often.NEVER.plus(result, 1 / total);
    }

    /// With the gates of wholes as their files give them, and of their parts nothing yet.
    private Block.Action undivided(
        @Nullable EpisodeState state, List<Key> group, Optional<Mechanism> mechanism) {
      double[][] direct = new double[group.size()][];
      for (int i = 0; i < direct.length; i++) {
        direct[i] = directEffect(state, group.get(i));
      }
      if (state == null || mechanism.isEmpty()) {
        return new Block.Action(List.of(new Profile(direct)), List.of(1.0));
      }
      double[] levels = mechanismLevels(state, mechanism.get());
      List<Member> causes =
          state.members().stream()
              .filter(m ->
                  m.condition().mechanisms().stream()
                      .anyMatch(l -> l.id().equals(mechanism.get().id())))
              .toList();
      List<Profile> profiles = new ArrayList<>();
      List<Double> weights = new ArrayList<>();
      for (int z = 0; z < levels.length; z++) {
        if (levels[z] == 0) {
          continue;
        }
        double[][] effects = new double[group.size()][];
        for (int i = 0; i < effects.length; i++) {
          effects[i] =
              z == 0
                  ? direct[i]
                  : NoisyMaximum.of(direct[i], link(causes, mechanism.get(), z - 1, group.get(i)));
        }
        profiles.add(new Profile(effects));
        weights.add(levels[z]);
      }
      return new Block.Action(profiles, weights);
    }

    /// Distribution over none and the mechanism's levels that the members of a state give it.
    ///
    /// What is published of a complication is of people who have its cause too. The two are not
    /// added: at each level the member speaks that says most.
    private double[] mechanismLevels(EpisodeState state, Mechanism mechanism) {
      int worst = mechanism.levels().size();
      double[] result = none(worst + 1, 0);
      for (Member member : state.members()) {
        for (Condition.MechanismLink link : member.condition().mechanisms()) {
          if (link.id().equals(mechanism.id())) {
            double[] levels = new double[worst + 1];
            double p = link.p().value();
            double severe = worst == 1 ? 1 : link.severe().map(q -> q.value()).orElse(0.3);
            levels[0] = 1 - p;
            levels[1] += worst == 1 ? p : p * (1 - severe);
            if (worst > 1) {
              levels[worst] += p * severe;
            }
            result = most(result, levels);
          }
        }
      }
      return result;
    }

    /// Of two distributions over levels that get worse the one that says more of "this bad or
    /// worse", level by level.
    private static double[] most(double[] a, double[] b) {
      double[] result = new double[a.length];
      double orWorseA = 0;
      double orWorseB = 0;
      double before = 0;
      for (int l = a.length - 1; l >= 0; l--) {
        orWorseA += a[l];
        orWorseB += b[l];
        double orWorse = Math.max(orWorseA, orWorseB);
        result[l] = Math.max(0, orWorse - before);
        before = orWorse;
      }
      return result;
    }

    private final Map<String, Map<String, List<Mechanism.Gives>>> given = new HashMap<>();

    private List<Mechanism.Gives> gives(Mechanism mechanism, String finding) {
      return given
          .computeIfAbsent(
              mechanism.id(),
              id ->
                  mechanism.gives().stream()
                      .collect(Collectors.groupingBy(Mechanism.Gives::finding)))
          .getOrDefault(finding, List.of());
    }

    private boolean affects(Member member, Where side) {
      return switch (side) {
        case LEFT -> member.sides().isEmpty() || member.sides().contains(Sided.LEFT);
        case RIGHT -> member.sides().isEmpty() || member.sides().contains(Sided.RIGHT);
        case WHOLE, SOME_SIDE -> true;
      };
    }

    /// What the mechanism at a level does to a finding: the worst over the territories of the
    /// members that cause it.
    private double[] link(List<Member> causes, Mechanism mechanism, int level, Key key) {
      Finding finding = knowledge.findingById(key.finding());
      double[] result = none(finding.type().levels(), finding.type().normal());
      List<Member> causing = new ArrayList<>();
      for (Member member : causes) {
        if (!mechanism.sided() || affects(member, key.where())) {
          causing.add(member);
        }
      }
      if (causing.isEmpty()) {
        return result;
      }
      for (Mechanism.Gives gives : gives(mechanism, finding.id())) {
        if (!mechanism.byTerritory()) {
          double[] p = gives.links().getOrDefault(Mechanism.ANY, List.of()).get(level);
          result = NoisyMaximum.of(result, p);
          continue;
        }
        Set<Territory> territories = new LinkedHashSet<>();
        causing.forEach(member -> territories.addAll(member.territories()));
        for (Territory territory : territories) {
          List<double[]> p = gives.links().get(territory.word());
          if (p != null) {
            result = NoisyMaximum.of(result, p.get(level));
          }
        }
      }
      return result;
    }

    private double[] directEffect(@Nullable EpisodeState state, Key key) {
      Finding finding = knowledge.findingById(key.finding());
      int levels = finding.type().levels();
      if (finding.kind() == Finding.Kind.CONTEXT) {
        return contextFactors(state, finding, levels);
      }
      if (finding.ofEpisode()) {
        return episodeFactors(state, finding, levels);
      }
      double[] result = none(levels, finding.type().normal());
      if (state == null || finding.partOf().isPresent()) {
        return result;
      }
      for (Member member : state.members()) {
        double[] each = none(levels, finding.type().normal());
        for (Condition.FindingLink link : links(member.condition(), finding.id())) {
          if (applies(link, member, key.where())) {
            each = NoisyMaximum.of(each, link.levels());
          }
        }
        result = finding.type().normal() == 0 ? most(result, each) : NoisyMaximum.of(result, each);
      }
      return result;
    }

    /// Cause and complication are two names of one course in the same people, whose odds ratios
    /// each compare them with everybody else. They are not multiplied: the one that says most
    /// speaks for the episode.
    private double[] contextFactors(@Nullable EpisodeState state, Finding finding, int levels) {
      double strongest = 1;
      if (state != null) {
        for (Member member : state.members()) {
          for (Condition.ContextOdds context : member.condition().context()) {
            double odds = context.odds().value();
            if (context.finding().equals(finding.id()) && distance(odds) > distance(strongest)) {
              strongest = odds;
            }
          }
        }
      }
      double[] result = new double[levels];
      Arrays.fill(result, 1, levels, strongest);
      result[0] = 1;
      return result;
    }

    /// How far a positive ratio is from one, up or down.
    private static double distance(double ratio) {
      return Math.max(ratio, 1 / ratio);
    }

    /// Factors that turn the background of a typical adult into the cause's own distribution. The
    /// last complication that says something of the finding speaks for the episode.
    private double[] episodeFactors(@Nullable EpisodeState state, Finding finding, int levels) {
      double[] result = new double[levels];
      Arrays.fill(result, 1);
      if (state == null) {
        return result;
      }
      double[] background = finding.background().at(50, Sex.FEMALE, finding.type().normal());
      for (Member member : state.members()) {
        for (Condition.FindingLink link : member.condition().findings()) {
          if (link.finding().equals(finding.id())) {
            for (int l = 0; l < levels; l++) {
              result[l] = Math.max(link.levels()[l], 0.005) / Math.max(background[l], 0.005);
            }
          }
        }
      }
      return result;
    }

    /// The links of a condition by finding; a link to "both legs" is a link to each leg.
    private final Map<String, Map<String, List<Condition.FindingLink>>> links = new HashMap<>();

    private List<Condition.FindingLink> links(Condition condition, String finding) {
      return links
          .computeIfAbsent(condition.id(), id -> byFinding(condition))
          .getOrDefault(finding, List.of());
    }

    private Map<String, List<Condition.FindingLink>> byFinding(Condition condition) {
      Map<String, List<Condition.FindingLink>> result = new HashMap<>();
      for (Condition.FindingLink link : condition.findings()) {
        String target = knowledge.findingById(link.finding()).meansBoth().orElse(link.finding());
        result.computeIfAbsent(target, f -> new ArrayList<>()).add(link);
      }
      return result;
    }

    private boolean applies(Condition.FindingLink link, Member member, Where where) {
      if (where == Where.WHOLE) {
        return true;
      }
      if (knowledge.findingById(link.finding()).meansBoth().isPresent()) {
        return true;
      }
      Sided here = where == Where.LEFT ? Sided.LEFT : Sided.RIGHT;
      return switch (link.side()) {
        case LEFT -> here == Sided.LEFT;
        case RIGHT -> here == Sided.RIGHT;
        case BOTH -> true;
        case AFFECTED -> member.sides().isEmpty() || member.sides().contains(here);
        case OPPOSITE -> !member.sides().isEmpty() && !member.sides().contains(here);
      };
    }

    private Block pregnancyBlock() {
      List<Block.Action> firstActions = new ArrayList<>();
      for (EpisodeState state : first) {
        firstActions.add(pregnancyAction(state));
      }
      List<Block.Action> secondActions = new ArrayList<>();
      for (EpisodeState state : second) {
        secondActions.add(pregnancyAction(state));
      }
      return new Block(new int[] {keys.size() - 1}, firstActions, secondActions);
    }

    private Block.Action pregnancyAction(@Nullable EpisodeState state) {
      double[] factors = new double[PregnancyState.values().length];
      Arrays.fill(factors, 1);
      if (state != null) {
        for (Member member : state.members()) {
          for (PregnancyState each : PregnancyState.values()) {
            factors[each.ordinal()] *= member.condition().pregnancy().getOrDefault(each, 1.0);
            Set<PregnancyState> only = member.condition().only().pregnancy();
            if (!only.isEmpty() && !only.contains(each)) {
              factors[each.ordinal()] = 0;
            }
          }
        }
      }
      return new Block.Action(List.of(new Profile(new double[][] {factors})), List.of(1.0));
    }
  }

  private static double[] none(int levels, int normal) {
    double[] result = new double[levels];
    result[normal] = 1;
    return result;
  }
}
