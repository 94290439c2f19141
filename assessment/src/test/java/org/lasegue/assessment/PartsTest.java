package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lasegue.assessment.RealKnowledge.ASSESSOR;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;
import static org.lasegue.assessment.RealKnowledge.read;
import static org.lasegue.assessment.RealKnowledge.rejection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lasegue.assessment.Case.Key;
import org.lasegue.inference.mixture.ImpossibleException;
import org.lasegue.inference.mixture.Population;
import org.lasegue.inference.mixture.Posterior;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Sex;

/// Findings that are part of another, in the knowledge of this build.
class PartsTest {
  private static final CausalModel MODEL = ASSESSOR.model();

  static List<Finding> parts() {
    return KNOWLEDGE.findings().values().stream().filter(f -> f.partOf().isPresent()).toList();
  }

  @Test
  void thereIsSuchAFinding() {
    assertThat(parts()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartAddsNothingToWhatItIsPartOf(Finding part) {
    CausalModel without = new CausalModel(without(part));
    String whole = part.partOf().orElseThrow();
    List<Key> places = keys(whole);
    int compared = 0;
    for (Condition condition : KNOWLEDGE.conditions().values()) {
      if (link(condition, part).isEmpty()) {
        continue;
      }
      compared++;
      Predicate<EpisodeState> held = s -> s.has(condition);
      for (int levels = 0; levels < 1 << places.size(); levels++) {
        Map<Key, Integer> observed = new LinkedHashMap<>();
        for (int p = 0; p < places.size(); p++) {
          observed.put(places.get(p), levels >> p & 1);
        }
        assertThat(probability(MODEL, held, observed))
            .as("%s given %s", observed, condition.id())
            .isCloseTo(probability(without, held, observed), within(1e-12));
      }
    }
    assertThat(compared).isGreaterThan(1);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartIsNeverThereWithoutWhatItIsPartOf(Finding part) {
    for (Key key : keys(part.id())) {
      Key whole = new Key(part.partOf().orElseThrow(), key.where());
      assertThatThrownBy(() -> probability(MODEL, s -> true, Map.of(key, 1, whole, 0)))
          .isInstanceOf(ImpossibleException.class);
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartIsAsFrequentAsItsConditionsAndItsBackgroundSay(Finding part) {
    Map<Key, Integer> nowhere = new LinkedHashMap<>();
    keys(part.id()).forEach(key -> nowhere.put(key, 0));
    double background = part.background().at(50, Sex.FEMALE, 0)[1];
    for (Condition condition : KNOWLEDGE.conditions().values()) {
      Predicate<EpisodeState> alone = s -> s.root() == condition && s.members().size() == 1;
      if (condition.only().organs().isEmpty() && condition.only().pregnancy().isEmpty()) {
        double stated = link(condition, part).map(l -> l.levels()[1]).orElse(0.0);
        assertThat(probability(MODEL, alone, nowhere))
            .as(condition.id())
            .isCloseTo((1 - stated) * (1 - background), within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parts")
  void whatIsSaidOfAPartIsSaidOfWhatItIsPartOf(Finding part) {
    String whole = part.partOf().orElseThrow();
    String start = "format: 1\nid: t\nage: 50\nsex: female\nfindings:\n  ";
    assertThat(rejection(start + part.id() + ": present\n  " + whole + ": absent\n"))
        .contains("is present, so");
    Case growing = read(start + part.id() + ": present\n");
    Case no = read(start + whole + ": absent\n");
    assertThat(value(whole, growing)).contains(true);
    assertThat(value(part.id(), no)).contains(false);
    assertThat(value(part.id(), read(start + whole + ": present\n"))).isEmpty();
  }

  @Test
  void whereACauseGivesThePartAsOftenAsTheWholeNothingIsLeftToTheWholeAlone() {
    double[][] gates = {{1, 0}, {0, 1}};
    Parts.divide(gates, new Parts.Pair(0, 1), 1);
    assertThat(gates).isDeepEqualTo(new double[][] {{0, 1}, {1, 0}});
  }

  @Test
  void theShareOfTwoSidesMakesThePartAsProbableAsStated() {
    Parts.Often often = Parts.Often.of(0.8, 0.6).plus(Parts.Often.of(0.1, 0.9), 0.5);
    for (double p : new double[] {0, 1e-9, 0.3, often.somewhere()}) {
      double share = often.share(p);
      assertThat(often.places() * share - often.both() * share * share).isCloseTo(p, within(1e-15));
    }
    assertThat(often.share(0.99 * often.places())).isEqualTo(1);
  }

  /// What a rule sees of a finding, whatever the side.
  private static Optional<Object> value(String id, Case subject) {
    Vocabulary vocabulary = new Vocabulary(KNOWLEDGE);
    return new Facts(
            subject, KNOWLEDGE, vocabulary, Mode.EXAMINED, false, OptionalInt.of(50), Map.of())
        .value(vocabulary.term(Vocabulary.name(id)).orElseThrow());
  }

  private static Optional<Condition.FindingLink> link(Condition condition, Finding part) {
    return condition.findings().stream().filter(l -> l.finding().equals(part.id())).findFirst();
  }

  private static List<Key> keys(String id) {
    return CaseReader.places(KNOWLEDGE.findingById(id)).stream()
        .map(where -> new Key(id, where))
        .toList();
  }

  /// In the episodes of women of fifty with such a first cause and no second.
  private static double probability(
      CausalModel model, Predicate<EpisodeState> first, Map<Key, Integer> observed) {
    Population all = model.population(50, Sex.FEMALE, Optional.empty());
    double[] prior = new double[all.prior().length];
    double total = 0;
    for (int i = 0; i < model.first().size(); i++) {
      if (first.test(model.first().get(i))) {
        prior[i * model.second().size()] = all.prior()[i * model.second().size()];
        total += prior[i * model.second().size()];
      }
    }
    for (int h = 0; h < prior.length; h++) {
      prior[h] /= total;
    }
    int[] levels = new int[model.keys().size()];
    Arrays.fill(levels, -1);
    observed.forEach((key, level) -> levels[model.indexOf(key).orElseThrow()] = level);
    return StrictMath.exp(
        Posterior.of(model.mixture(), all.others(prior, all.background()), levels).logEvidence());
  }

  private static Knowledge without(Finding part) {
    Map<String, Finding> findings = new LinkedHashMap<>(KNOWLEDGE.findings());
    findings.remove(part.id());
    Map<String, Condition> conditions = new LinkedHashMap<>();
    KNOWLEDGE
        .conditions()
        .forEach((id, c) -> {
          List<Condition.FindingLink> links = new ArrayList<>(c.findings());
          links.removeIf(l -> l.finding().equals(part.id()));
          conditions.put(
              id, c.withNumbers(c.prior(), c.presents(), c.context(), c.mechanisms(), links));
        });
    return KNOWLEDGE.withNumbers(findings, conditions);
  }
}
