package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.lasegue.assessment.RealKnowledge.ASSESSOR;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Fact;
import org.lasegue.knowledge.StudyPopulation;
import org.lasegue.knowledge.yaml.Position;

/// The people of a study, against what an assessment believes of one person of whom nothing is
/// known.
class StudyModelTest {
  private static final List<String> IDS = List.copyOf(KNOWLEDGE.conditions().keySet());

  private static StudyModel study(Map<String, Double> times, Map<String, String> everyone) {
    return study(times, everyone, Set.of());
  }

  private static StudyModel study(
      Map<String, Double> times, Map<String, String> everyone, Set<String> any) {
    return new StudyModel(
        ASSESSOR.model(),
        new StudyPopulation(
            "p",
            "p",
            Optional.empty(),
            Optional.empty(),
            Set.of(),
            times,
            everyone,
            any,
            new Basis.Estimate("a test"),
            new Position("test", 1)),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        Set.of());
  }

  private static double share(StudyModel study, String... ids) {
    int[] conditions = List.of(ids).stream().mapToInt(IDS::indexOf).toArray();
    return study.all().where(c -> c.any(conditions)) / study.all().where(c -> true);
  }

  private static double[] believed(Map<Key, Integer> observed) {
    List<Evidence.Item> items =
        observed.entrySet().stream().map(e -> new Evidence.Item(e.getKey(), e.getValue())).toList();
    return new Beliefs(ASSESSOR.model(), Person.UNKNOWN, new Evidence(items, Map.of()))
        .probabilities();
  }

  @Test
  void peopleTakenForAnyOfSeveralSignsAreThoseWithOneOrTheOther() {
    StudyModel all = study(Map.of(), Map.of());
    double fever = mass(all.with(new Fact.Observed("fever", Set.of())));
    double weak = mass(all.with(new Fact.Observed("leg-weakness", Set.of())));
    double both =
        mass(
            study(Map.of(), Map.of("fever", "present"))
                .with(new Fact.Observed("leg-weakness", Set.of())));
    StudyModel either = study(Map.of(), Map.of(), Set.of("fever", "leg-weakness"));
    assertThat(mass(either.all())).isCloseTo(fever + weak - both, withinPercentage(1e-6));
    assertThat(mass(either.with(new Fact.Observed("fever", Set.of()))))
        .isCloseTo(fever, withinPercentage(1e-6));
  }

  private static double mass(StudyModel.Masses masses) {
    return masses.where(c -> true);
  }

  @Test
  void withoutASelectionEveryShareIsWhatIsBelievedOfAnUnknownPerson() {
    StudyModel study = study(Map.of(), Map.of("low-back-pain", "present"));
    double[] believed = believed(Map.of(new Key("low-back-pain", Where.WHOLE), 1));
    for (int c = 0; c < IDS.size(); c++) {
      assertThat(share(study, IDS.get(c))).as(IDS.get(c)).isCloseTo(believed[c], within(1e-12));
    }
  }

  @Test
  void aFindingOnEitherSideIsOneMinusNeither() {
    StudyModel study = study(Map.of(), Map.of("leg-pain", "present"));
    Fact.Observed observed = new Fact.Observed("straight-leg-raise", Set.of());
    double some = study.with(observed).where(c -> true) / study.all().where(c -> true);
    Map<Key, Integer> sides =
        Map.of(new Key("leg-pain", Where.LEFT), 1, new Key("straight-leg-raise", Where.LEFT), 0);
    Beliefs left =
        new Beliefs(
            ASSESSOR.model(),
            Person.UNKNOWN,
            new Evidence(List.of(new Evidence.Item(new Key("leg-pain", Where.LEFT), 1)), Map.of()));
    Beliefs leftWithout =
        new Beliefs(
            ASSESSOR.model(),
            Person.UNKNOWN,
            new Evidence(
                sides.entrySet().stream()
                    .map(e -> new Evidence.Item(e.getKey(), e.getValue()))
                    .toList(),
                Map.of()));
    double neither =
        left.ifAt(new Key("straight-leg-raise", Where.LEFT), 0).probability()
            * leftWithout.ifAt(new Key("straight-leg-raise", Where.RIGHT), 0).probability();
    assertThat(some).isCloseTo(1 - neither, within(1e-9));
  }

  @Test
  void aFactorOnACauseMultipliesItsOddsAgainstTheOthers() {
    StudyModel all = study(Map.of(), Map.of("leg-pain", "present"));
    StudyModel selected =
        study(Map.of("meralgia-paraesthetica", 7.0), Map.of("leg-pain", "present"));
    double before = odds(share(all, "meralgia-paraesthetica"));
    double after = odds(share(selected, "meralgia-paraesthetica"));
    // slightly less or more than seven, since it also comes beside causes that are reason enough
    assertThat(after / before).isBetween(6.5, 7.5);
  }

  private static double odds(double p) {
    return p / (1 - p);
  }

  @Test
  void anyOfSeveralCausesIsNotTheSumOfThem() {
    StudyModel study = study(Map.of(), Map.of());
    String one = "chronic-venous-disease";
    String two = "nocturnal-leg-cramps";
    double sum = share(study, one) + share(study, two);
    assertThat(share(study, one, two)).isLessThan(sum).isGreaterThan(share(study, one));
  }
}
