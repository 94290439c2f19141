package org.lasegue.assessment.evaluation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessment.Root;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Outline.Ranked;
import org.lasegue.assessment.Person;
import org.lasegue.inference.mixture.NoisyMaximum;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Condition.LinkSide;
import org.lasegue.knowledge.Condition.Sides;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.Sex;
import org.lasegue.knowledge.Territory;

/// The textbook baseline: exactly one condition holds, and given it all findings are independent.
/// It uses the same priors, backgrounds, odds and link probabilities as the joint model, with the
/// site and the state of the mechanisms summed out for each finding by itself. So what it lacks is
/// only what the joint model adds: one site and one mechanism behind many findings, second causes
/// and complications.
///
/// An age that is not known exactly is taken at the middle of its range (50 where nothing is
/// known); an unknown sex is a mean of both.
final class NaiveBayes {
  private static final int TYPICAL_AGE = 50;
  private static final double LEAST_SHARE = 0.005;

  private final Knowledge knowledge;

  NaiveBayes(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  private enum Side {
    LEFT,
    RIGHT
  }

  /// Where a condition sits; empty sets where it has no sides or territories.
  private record Site(Set<Side> sides, Set<Territory> territories, double share) {}

  /// The conditions by their probability given the findings. Without findings that speak, the
  /// priors divided by their sum.
  ///
  /// @param priors of the conditions for this person, in any order
  List<Ranked> rank(Person person, Map<Key, Integer> observed, List<Ranked> priors) {
    double[] logs = new double[priors.size()];
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < logs.length; c++) {
      Condition condition = knowledge.condition(priors.get(c).condition());
      logs[c] = StrictMath.log(priors.get(c).probability());
      for (Map.Entry<Key, Integer> entry : observed.entrySet()) {
        logs[c] += StrictMath.log(likelihood(condition, entry.getKey(), entry.getValue(), person));
      }
      most = Math.max(most, logs[c]);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return priors;
    }
    double sum = 0;
    double[] p = new double[logs.length];
    for (int c = 0; c < p.length; c++) {
      p[c] = StrictMath.exp(logs[c] - most);
      sum += p[c];
    }
    List<Ranked> result = new ArrayList<>();
    for (int c = 0; c < p.length; c++) {
      result.add(new Ranked(priors.get(c).condition(), p[c] / sum));
    }
    result.sort(
        Comparator.comparingDouble((Ranked r) -> -r.probability())
            .thenComparing(Ranked::condition));
    return List.copyOf(result);
  }

  /// The roots by the probability of the conditions and the share of their sites there; what was
  /// found on a side does not reach it.
  List<Root> roots(List<Ranked> ranked) {
    double[][] mass = new double[Territory.values().length][Side.values().length];
    for (Ranked each : ranked) {
      for (Site site : sites(knowledge.condition(each.condition()))) {
        for (Territory territory : site.territories()) {
          for (Side side : site.sides()) {
            mass[territory.ordinal()][side.ordinal()] += each.probability() * site.share();
          }
        }
      }
    }
    List<Root> result = new ArrayList<>();
    for (Territory territory : Territory.values()) {
      for (Side side : Side.values()) {
        double p = mass[territory.ordinal()][side.ordinal()];
        if (territory.isRoot() && p > 0) {
          result.add(
              new Root(territory.word(), org.lasegue.knowledge.yaml.Fields.hyphenated(side), p));
        }
      }
    }
    result.sort(
        Comparator.comparingDouble((Root r) -> -r.probability())
            .thenComparing(Root::root)
            .thenComparing(Root::side));
    return result;
  }

  /// P(the finding at this place is at this level | only this condition).
  private double likelihood(Condition condition, Key key, int level, Person person) {
    Finding finding = knowledge.findingById(key.finding());
    double result = 0;
    List<Sex> sexes = person.sex().map(List::of).orElse(List.of(Sex.values()));
    List<Where> places =
        key.where() == Where.SOME_SIDE ? List.of(Where.LEFT, Where.RIGHT) : List.of(key.where());
    for (Sex sex : sexes) {
      double[] background = finding.background().at(age(person), sex, finding.type().normal());
      for (Where place : places) {
        result += distribution(condition, finding, place, background)[level];
      }
    }
    return result / (sexes.size() * places.size());
  }

  private static int age(Person person) {
    if (person.ageFrom().isEmpty() || person.ageTo().isEmpty()) {
      return TYPICAL_AGE;
    }
    return (person.ageFrom().getAsInt() + person.ageTo().getAsInt()) / 2;
  }

  private double[] distribution(
      Condition condition, Finding finding, Where place, double[] background) {
    if (finding.kind() == Finding.Kind.CONTEXT) {
      return scaled(background, odds(condition, finding, background.length));
    }
    if (finding.ofEpisode()) {
      return scaled(background, ofEpisode(condition, finding, background.length));
    }
    double[] result = new double[background.length];
    for (Site site : sites(condition)) {
      double[] direct = NoisyMaximum.of(background, direct(condition, finding, place, site));
      add(result, throughMechanism(condition, finding, place, site, direct), site.share());
    }
    return result;
  }

  private static double[] odds(Condition condition, Finding finding, int levels) {
    double[] factors = new double[levels];
    Arrays.fill(factors, 1);
    for (Condition.ContextOdds context : condition.context()) {
      if (context.finding().equals(finding.id())) {
        for (int l = 1; l < levels; l++) {
          factors[l] *= context.odds().value();
        }
      }
    }
    return factors;
  }

  /// As in the joint model: the condition's own distribution in place of that of a typical adult.
  private static double[] ofEpisode(Condition condition, Finding finding, int levels) {
    double[] factors = new double[levels];
    Arrays.fill(factors, 1);
    double[] typical = finding.background().at(TYPICAL_AGE, Sex.FEMALE, finding.type().normal());
    for (Condition.FindingLink link : condition.findings()) {
      if (link.finding().equals(finding.id())) {
        for (int l = 0; l < levels; l++) {
          factors[l] = Math.max(link.levels()[l], LEAST_SHARE) / Math.max(typical[l], LEAST_SHARE);
        }
      }
    }
    return factors;
  }

  private static double[] scaled(double[] background, double[] factors) {
    double[] result = new double[background.length];
    double sum = 0;
    for (int l = 0; l < result.length; l++) {
      result[l] = background[l] * factors[l];
      sum += result[l];
    }
    for (int l = 0; l < result.length; l++) {
      result[l] /= sum;
    }
    return result;
  }

  private static void add(double[] sum, double[] more, double weight) {
    for (int l = 0; l < sum.length; l++) {
      sum[l] += weight * more[l];
    }
  }

  private double[] direct(Condition condition, Finding finding, Where place, Site site) {
    double[] result = normal(finding);
    for (Condition.FindingLink link : condition.findings()) {
      boolean both =
          knowledge.findingById(link.finding()).meansBoth().equals(Optional.of(finding.id()));
      if (both
          || link.finding().equals(finding.id()) && reaches(link.side(), place, site.sides())) {
        result = NoisyMaximum.of(result, link.levels());
      }
    }
    return result;
  }

  private static boolean reaches(LinkSide side, Where place, Set<Side> sides) {
    if (place == Where.WHOLE) {
      return true;
    }
    Side here = here(place);
    return switch (side) {
      case LEFT -> here == Side.LEFT;
      case RIGHT -> here == Side.RIGHT;
      case BOTH -> true;
      case AFFECTED -> sides.isEmpty() || sides.contains(here);
      case OPPOSITE -> !sides.isEmpty() && !sides.contains(here);
    };
  }

  private static @Nullable Side here(Where place) {
    return switch (place) {
      case LEFT -> Side.LEFT;
      case RIGHT -> Side.RIGHT;
      case WHOLE, SOME_SIDE -> null;
    };
  }

  /// `direct` together with what the mechanism that this finding reads adds, its states summed out.
  private double[] throughMechanism(
      Condition condition, Finding finding, Where place, Site site, double[] direct) {
    Mechanism mechanism = finding.mechanism().map(knowledge.mechanisms()::get).orElse(null);
    if (mechanism == null) {
      return direct;
    }
    double[] states = states(condition, mechanism, place, site);
    double[] result = new double[direct.length];
    add(result, direct, states[0]);
    for (int z = 1; z < states.length; z++) {
      if (states[z] > 0) {
        add(result, NoisyMaximum.of(direct, given(mechanism, finding, site, z - 1)), states[z]);
      }
    }
    return result;
  }

  /// Distribution over none and the mechanism's levels on the side of the finding.
  private static double[] states(Condition condition, Mechanism mechanism, Where place, Site site) {
    int worst = mechanism.levels().size();
    double[] result = new double[worst + 1];
    result[0] = 1;
    Side here = mechanism.sided() ? here(place) : null;
    if (here != null && !site.sides().isEmpty() && !site.sides().contains(here)) {
      return result;
    }
    for (Condition.MechanismLink link : condition.mechanisms()) {
      if (link.id().equals(mechanism.id())) {
        double p = link.p().value();
        double severe = worst == 1 ? 1 : link.severe().map(q -> q.value()).orElse(0.3);
        double[] levels = new double[worst + 1];
        levels[0] = 1 - p;
        levels[worst] = p * severe;
        levels[1] += p - p * severe;
        result = NoisyMaximum.of(result, levels);
      }
    }
    return result;
  }

  private static double[] given(Mechanism mechanism, Finding finding, Site site, int level) {
    double[] result = normal(finding);
    for (Mechanism.Gives gives : mechanism.gives()) {
      if (!gives.finding().equals(finding.id())) {
        continue;
      }
      if (!mechanism.byTerritory()) {
        result =
            NoisyMaximum.of(
                result, gives.links().getOrDefault(Mechanism.ANY, List.of()).get(level));
        continue;
      }
      for (Territory territory : site.territories()) {
        List<double[]> links = gives.links().get(territory.word());
        if (links != null) {
          result = NoisyMaximum.of(result, links.get(level));
        }
      }
    }
    return result;
  }

  private static double[] normal(Finding finding) {
    double[] result = new double[finding.type().levels()];
    result[finding.type().normal()] = 1;
    return result;
  }

  private static List<Site> sites(Condition condition) {
    Map<Sides, Double> sides = condition.site().sides();
    Map<Territory, Double> territories = condition.site().territories();
    List<Site> bySide = new ArrayList<>();
    sides.forEach((side, share) -> bySide.add(new Site(sides(side), Set.of(), share)));
    if (bySide.isEmpty()) {
      bySide.add(new Site(Set.of(), Set.of(), 1));
    }
    if (territories.isEmpty()) {
      return bySide;
    }
    List<Site> result = new ArrayList<>();
    for (Site site : bySide) {
      territories.forEach((territory, share) ->
          result.add(new Site(site.sides(), Set.of(territory), site.share() * share)));
    }
    return result;
  }

  private static Set<Side> sides(Sides sides) {
    return switch (sides) {
      case LEFT -> Set.of(Side.LEFT);
      case RIGHT -> Set.of(Side.RIGHT);
      case BOTH -> EnumSet.allOf(Side.class);
    };
  }
}
