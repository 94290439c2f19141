package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.EpisodeState.Member;
import org.lasegue.assessment.EpisodeState.Sided;
import org.lasegue.inference.mixture.Block;
import org.lasegue.inference.mixture.NoisyMaximum;
import org.lasegue.inference.mixture.Profile;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Condition.PregnancyState;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.Territory;
import org.lasegue.knowledge.yaml.Problem;

/// What the state of a cause does to findings: by a mechanism (hidden, at one of its levels), by
/// links of its own, by the odds of contexts, and by what it says of the episode.
///
/// No cause acts like the background alone.
final class CauseEffects {
  private final Knowledge knowledge;
  private final Parts parts;

  /// All first causes.
  private final List<EpisodeState> first;

  private final List<Problem> excesses = new ArrayList<>();

  /// The findings and mechanisms that a condition acts on; on all other blocks it acts like no
  /// cause.
  private final Map<String, Set<String>> actsOn = new HashMap<>();

  /// By part and condition, what [#shareOfPart] gives.
  private final Map<String, Map<String, Double>> shares = new HashMap<>();

  /// What a mechanism gives, by finding.
  private final Map<String, Map<String, List<Mechanism.Gives>>> given = new HashMap<>();

  /// The links of a condition by finding; a link to "both legs" is a link to each leg.
  private final Map<String, Map<String, List<Condition.FindingLink>>> links = new HashMap<>();

  CauseEffects(Knowledge knowledge, Parts parts, List<EpisodeState> first) {
    this.knowledge = knowledge;
    this.parts = parts;
    this.first = first;
  }

  /// Parts that a condition is said to give more often than their wholes, among what has been asked
  /// for.
  List<Problem> excesses() {
    return List.copyOf(excesses);
  }

  /// What each state does to the findings of one block.
  ///
  /// @param states null stands for no cause
  List<Block.Action> actions(List<? extends @Nullable EpisodeState> states, List<Key> block) {
    Set<String> mechanisms = new LinkedHashSet<>();
    Set<String> names = new HashSet<>();
    for (Key key : block) {
      names.add(key.finding());
      knowledge.findingById(key.finding()).mechanism().ifPresent(mechanisms::add);
    }
    Optional<Mechanism> mechanism = mechanisms.stream().findFirst().map(this::mechanism);
    names.addAll(mechanisms);
    Set<String> actors = actors(names);
    Block.Action nothing = action(null, block, mechanism);
    List<Block.Action> result = new ArrayList<>();
    for (EpisodeState state : states) {
      result.add(state != null && acts(state, actors) ? action(state, block, mechanism) : nothing);
    }
    return result;
  }

  /// What each state does to the state of pregnancy.
  static List<Block.Action> onPregnancy(List<? extends @Nullable EpisodeState> states) {
    List<Block.Action> result = new ArrayList<>();
    for (EpisodeState state : states) {
      result.add(onPregnancy(state));
    }
    return result;
  }

  private static Block.Action onPregnancy(@Nullable EpisodeState state) {
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

  private Mechanism mechanism(String id) {
    Mechanism mechanism = knowledge.mechanisms().get(id);
    if (mechanism == null) {
      throw new IllegalStateException("no mechanism '" + id + "'");
    }
    return mechanism;
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
              if (p > often.somewhere() + Parts.ROUNDING) {
                excesses.add(
                    new Problem(stated.getFirst().at(), Parts.excess(part, p, whole, often)));
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

  /// Of two distributions over levels that get worse the one that says more of "this bad or worse",
  /// level by level.
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

  private List<Mechanism.Gives> gives(Mechanism mechanism, String finding) {
    return given
        .computeIfAbsent(
            mechanism.id(),
            id ->
                mechanism.gives().stream().collect(Collectors.groupingBy(Mechanism.Gives::finding)))
        .getOrDefault(finding, List.of());
  }

  private boolean affects(Member member, Where side) {
    return switch (side) {
      case LEFT -> member.sides().isEmpty() || member.sides().contains(Sided.LEFT);
      case RIGHT -> member.sides().isEmpty() || member.sides().contains(Sided.RIGHT);
      case WHOLE, SOME_SIDE -> true;
    };
  }

  /// What the mechanism at a level does to a finding: the worst over the territories of the members
  /// that cause it.
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
      return contextFactors(state, key, levels);
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

  /// Cause and complication are two names of one course in the same people, whose odds ratios each
  /// compare them with everybody else. They are not multiplied: the one that says most speaks for
  /// the episode. A context with sides, such as a new hip, counts on the side of the cause.
  private double[] contextFactors(@Nullable EpisodeState state, Key key, int levels) {
    double strongest = 1;
    if (state != null) {
      for (Member member : state.members()) {
        for (Condition.ContextOdds context : member.condition().context()) {
          double odds = context.odds().value();
          if (context.finding().equals(key.finding())
              && affects(member, key.where())
              && distance(odds) > distance(strongest)) {
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

  private static double[] none(int levels, int normal) {
    double[] result = new double[levels];
    result[normal] = 1;
    return result;
  }
}
