package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.EpisodeState.Member;
import org.lasegue.inference.mixture.Block;
import org.lasegue.inference.mixture.Gate;
import org.lasegue.inference.mixture.Groups;
import org.lasegue.inference.mixture.PairMixture;
import org.lasegue.inference.mixture.Population;
import org.lasegue.inference.mixture.Variable;
import org.lasegue.knowledge.Band;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Condition.PregnancyState;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Sex;
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
  private final NavigableSet<Integer> ages;
  private final Prevalence prevalence;
  private final Parts parts;
  private final CauseEffects effects;

  /// Among [#keys].
  private final List<Parts.Pair> partPairs;

  /// Indices of the conditions of each group of states, in the order of the knowledge.
  private final int[][] firstConditions;

  private final int[][] secondConditions;

  /// The roots that each cause affects: asked for every person, and slow to find.
  private final List<List<EpisodeState.Place>> firstRoots;

  private final List<List<EpisodeState.Place>> secondRoots;

  public CausalModel(Knowledge knowledge) {
    this.knowledge = knowledge;
    this.ages = ages(knowledge);
    this.prevalence = new Prevalence(knowledge);
    this.parts = new Parts(knowledge);
    second.add(null);
    for (Condition condition : knowledge.conditions().values()) {
      List<EpisodeState> states = EpisodeState.of(condition, knowledge);
      first.addAll(states);
      if (condition.coexists()) {
        second.addAll(EpisodeState.asSecond(condition));
      }
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
    this.effects = new CauseEffects(knowledge, parts, first);
    this.mixture = mixture(FindingBlocks.of(knowledge));
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

  /// Numbers the findings, block by block, and the pregnancy last.
  private PairMixture mixture(FindingBlocks of) {
    of.groups().forEach(group -> group.forEach(this::number));
    List<Variable> variables = new ArrayList<>();
    for (Key key : keys) {
      Finding finding = knowledge.findingById(key.finding());
      Key to = of.implies().get(key);
      variables.add(
          new Variable(
              key.toString(),
              finding.type().levels(),
              finding.kind() == Finding.Kind.CONTEXT || finding.ofEpisode() ? Gate.ODDS : Gate.MAX,
              to == null ? -1 : index.getOrDefault(to, -1)));
    }
    List<Block> blocks = new ArrayList<>();
    for (List<Key> group : of.groups()) {
      blocks.add(
          new Block(
              group.stream().mapToInt(key -> indexOf(key).orElseThrow()).toArray(),
              effects.actions(first, group),
              effects.actions(second, group)));
    }
    Key pregnancy = new Key(PREGNANCY, Where.WHOLE);
    number(pregnancy);
    variables.add(new Variable(PREGNANCY, PregnancyState.values().length, Gate.ODDS, -1));
    blocks.add(
        new Block(
            new int[] {keys.size() - 1},
            CauseEffects.onPregnancy(first),
            CauseEffects.onPregnancy(second)));
    return new PairMixture(firstGroups, secondGroups, variables, blocks);
  }

  private void number(Key key) {
    index.put(key, keys.size());
    keys.add(key);
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

  Prevalence prevalence() {
    return prevalence;
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
    NavigableSet<Integer> ages = new TreeSet<>(Set.of(0, Prevalence.NO_PREGNANCY_FROM));
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
    List<Problem> result = new ArrayList<>(effects.excesses());
    for (Finding part : knowledge.findings().values()) {
      if (part.partOf().isEmpty()) {
        continue;
      }
      Finding whole = knowledge.findingById(part.partOf().get());
      for (int age : ages) {
        for (Sex sex : Sex.values()) {
          double p = part.background().at(age, sex, part.type().normal())[1];
          Parts.Often often = parts.background(whole, age, sex);
          if (p > often.somewhere() + Parts.ROUNDING) {
            result.add(new Problem(part.at(), Parts.excess(part.id(), p, whole.id(), often)));
          }
        }
      }
    }
    return List.copyOf(result);
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
      firstOdds[i] = prevalence.odds(first.get(i), age, sex, organs);
    }
    for (int j = 0; j < second.size(); j++) {
      EpisodeState other = second.get(j);
      double odds = other == null ? 1 : prevalence.odds(other, age, sex, organs);
      for (int i = 0; i < first.size(); i++) {
        int h = i * second.size() + j;
        prior[h] = firstOdds[i] * odds * presents[groups(i, j)];
      }
    }
    double[][] background = new double[keys.size()][];
    for (int v = 0; v < background.length; v++) {
      Key key = keys.get(v);
      if (key.finding().equals(PREGNANCY)) {
        background[v] = prevalence.pregnancy(age, sex, organs);
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
}
