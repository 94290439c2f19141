package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Condition.Sides;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Territory;

/// One way in which a single root cause can hold: the condition, where it sits, and the
/// complications it has led to. The root comes first in `members`. Complications are part of their
/// cause's state, so that a cause can never explain its own complication away.
///
/// @param share P(this site and these complications | the root condition)
record EpisodeState(List<Member> members, double share) {

  /// A condition at its site. `sides` is empty where it has none; `territories` likewise.
  record Member(Condition condition, Set<Sided> sides, Set<Territory> territories) {}

  enum Sided {
    LEFT,
    RIGHT
  }

  /// A root on one side.
  record Place(Territory territory, Sided side) {}

  /// The roots that it affects, by territory and side.
  List<Place> roots() {
    List<Place> result = new ArrayList<>();
    for (Territory territory : Territory.values()) {
      for (Sided side : Sided.values()) {
        if (territory.isRoot() && members.stream().anyMatch(m -> affects(m, territory, side))) {
          result.add(new Place(territory, side));
        }
      }
    }
    return List.copyOf(result);
  }

  private static boolean affects(Member member, Territory root, Sided side) {
    return member.condition().site().always().contains(root)
        || member.territories().contains(root) && member.sides().contains(side);
  }

  Condition root() {
    return members.getFirst().condition();
  }

  boolean has(Condition condition) {
    return members.stream().anyMatch(m -> m.condition().id().equals(condition.id()));
  }

  /// P(the person presents | this state): each active condition may be the reason.
  double presents() {
    double silent = 1;
    for (Member member : members) {
      silent *= 1 - member.condition().presents().value();
    }
    return 1 - silent;
  }

  /// A chain of complications that is rarer than this given its root is left out of the model.
  private static final double NEGLIGIBLE = 1e-4;

  /// Below this rate of presenters in four weeks a condition keeps its sides and its commonest
  /// level only: finer states would double the work of every query for levels that nobody can tell
  /// apart at such odds.
  private static final double RARE = 1e-5;

  /// All states of a condition as root, with at most two complications. What that bound leaves out
  /// is given to the states kept, in proportion. Where complications hold, the root keeps its side
  /// and its commonest level: the complication, not the level, then decides what is found.
  static List<EpisodeState> of(Condition root, Knowledge knowledge) {
    List<EpisodeState> result = new ArrayList<>();
    List<Chain> chains = chains(root, knowledge);
    double total = chains.stream().mapToDouble(Chain::probability).sum();
    for (Chain chain : chains) {
      boolean fine = chain.complications().isEmpty() && !rare(root);
      for (Site site : fine ? sites(root) : coarseSites(root)) {
        Member rootMember = new Member(root, site.sides(), site.territories());
        List<EpisodeState> states =
            List.of(
                new EpisodeState(List.of(rootMember), chain.probability() / total * site.share()));
        for (Condition complication : chain.complications()) {
          states = with(complication, states, rootMember);
        }
        result.addAll(states);
      }
    }
    return result;
  }

  private static boolean rare(Condition condition) {
    return condition.prior().value() * condition.presents().value() < RARE;
  }

  /// The states of a condition as a second contributor: without complications, at its commonest
  /// level.
  static List<EpisodeState> asSecond(Condition condition) {
    return coarseSites(condition).stream()
        .map(s ->
            new EpisodeState(List.of(new Member(condition, s.sides(), s.territories())), s.share()))
        .toList();
  }

  private static List<Site> coarseSites(Condition condition) {
    Map<Territory, Double> territories = condition.site().territories();
    if (territories.isEmpty()) {
      return sites(condition);
    }
    Territory commonest = commonest(territories);
    List<Site> result = new ArrayList<>();
    for (Site site : sites(condition)) {
      if (site.territories().contains(commonest)) {
        double share = site.share() / territories.getOrDefault(commonest, 1.0);
        result.add(new Site(site.sides(), site.territories(), share));
      }
    }
    return result;
  }

  private static Territory commonest(Map<Territory, Double> territories) {
    Territory most = territories.keySet().iterator().next();
    for (Map.Entry<Territory, Double> entry : territories.entrySet()) {
      if (entry.getValue() > territories.getOrDefault(most, 0.0)) {
        most = entry.getKey();
      }
    }
    return most;
  }

  private record Site(Set<Sided> sides, Set<Territory> territories, double share) {}

  private record Chain(List<Condition> complications, double probability) {}

  private static List<Site> sites(Condition condition) {
    Map<Sides, Double> sides = condition.site().sides();
    Map<Territory, Double> territories = condition.site().territories();
    List<Site> result = new ArrayList<>();
    List<Map.Entry<Sides, Double>> sideEntries = new ArrayList<>(sides.entrySet());
    List<Map.Entry<Territory, Double>> territoryEntries = new ArrayList<>(territories.entrySet());
    int sideCount = Math.max(1, sideEntries.size());
    int territoryCount = Math.max(1, territoryEntries.size());
    for (int s = 0; s < sideCount; s++) {
      for (int t = 0; t < territoryCount; t++) {
        double share = 1;
        Set<Sided> where = Set.of();
        Set<Territory> which = Set.of();
        if (!sideEntries.isEmpty()) {
          where = sided(sideEntries.get(s).getKey());
          share *= sideEntries.get(s).getValue();
        }
        if (!territoryEntries.isEmpty()) {
          which = Set.of(territoryEntries.get(t).getKey());
          share *= territoryEntries.get(t).getValue();
        }
        result.add(new Site(where, which, share));
      }
    }
    return result;
  }

  private static Set<Sided> sided(Sides sides) {
    return switch (sides) {
      case LEFT -> Set.of(Sided.LEFT);
      case RIGHT -> Set.of(Sided.RIGHT);
      case BOTH -> EnumSet.allOf(Sided.class);
    };
  }

  /// Each state with the complication added, once for each of its possible places.
  private static List<EpisodeState> with(
      Condition complication, List<EpisodeState> states, Member root) {
    List<EpisodeState> result = new ArrayList<>();
    for (EpisodeState state : states) {
      followSides(complication, root)
          .forEach((sides, share) -> {
            List<Member> members = new ArrayList<>(state.members());
            members.add(new Member(complication, sides, followTerritories(complication, root)));
            result.add(new EpisodeState(List.copyOf(members), state.share() * share));
          });
    }
    return result;
  }

  /// A complication sits where its cause sits, or affects both sides: as often as it does in
  /// general where that is usual for it, else never. Without a side of the cause it affects both.
  private static Map<Set<Sided>, Double> followSides(Condition complication, Member root) {
    Map<Sides, Double> sides = complication.site().sides();
    if (sides.isEmpty()) {
      return Map.of(Set.of(), 1.0);
    }
    Set<Sided> both = EnumSet.allOf(Sided.class);
    if (root.sides().size() != 1) {
      return Map.of(both, 1.0);
    }
    double inBoth = sides.getOrDefault(Sides.BOTH, 0.0);
    if (inBoth < 0.5) {
      return Map.of(root.sides(), 1.0);
    }
    if (inBoth >= 1) {
      return Map.of(both, 1.0);
    }
    Map<Set<Sided>, Double> result = new LinkedHashMap<>();
    result.put(both, inBoth);
    result.put(root.sides(), 1 - inBoth);
    return result;
  }

  private static Set<Territory> followTerritories(Condition complication, Member root) {
    Map<Territory, Double> territories = complication.site().territories();
    if (territories.isEmpty()) {
      return Set.of();
    }
    return !root.territories().isEmpty() && territories.keySet().containsAll(root.territories())
        ? root.territories()
        : Set.of(commonest(territories));
  }

  /// Sets of at most two complications with their probability, from the arcs of the conditions.
  private static List<Chain> chains(Condition root, Knowledge knowledge) {
    List<Condition> reachable = new ArrayList<>();
    List<Condition> frontier = List.of(root);
    for (int depth = 0; depth < 2; depth++) {
      List<Condition> next = new ArrayList<>();
      for (Condition cause : frontier) {
        for (Condition other : knowledge.conditions().values()) {
          if (other != root && !reachable.contains(other) && arc(other, cause) > 0) {
            reachable.add(other);
            next.add(other);
          }
        }
      }
      frontier = next;
    }
    List<Chain> result = new ArrayList<>();
    result.add(chain(root, List.of(), reachable));
    for (int i = 0; i < reachable.size(); i++) {
      Condition one = reachable.get(i);
      add(result, chain(root, List.of(one), reachable));
      for (int j = i + 1; j < reachable.size(); j++) {
        add(result, chain(root, List.of(one, reachable.get(j)), reachable));
      }
    }
    return result;
  }

  private static void add(List<Chain> chains, Chain chain) {
    if (chain.probability() > NEGLIGIBLE) {
      chains.add(chain);
    }
  }

  /// Product over all reachable complications of P(it | its causes that hold), a noisy OR over
  /// arcs.
  private static Chain chain(Condition root, List<Condition> held, List<Condition> reachable) {
    double probability = 1;
    for (Condition complication : reachable) {
      double silent = 1 - arc(complication, root);
      for (Condition other : held) {
        if (other != complication) {
          silent *= 1 - arc(complication, other);
        }
      }
      probability *= held.contains(complication) ? 1 - silent : silent;
    }
    return new Chain(held, probability);
  }

  private static double arc(Condition complication, Condition cause) {
    return complication.complicationOf().stream()
        .filter(a -> a.cause().equals(cause.id()))
        .mapToDouble(a -> a.p().value())
        .findFirst()
        .orElse(0);
  }
}
