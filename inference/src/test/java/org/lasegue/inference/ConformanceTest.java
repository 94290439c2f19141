package org.lasegue.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The reference networks of the field: every posterior of every case, against values on which
/// several independent programs agree.
class ConformanceTest {

  private static final double RELATIVE = 1e-9;
  private static final double ABSOLUTE = 1e-12;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alarm",
        "andes",
        "asia",
        "barley",
        "cancer",
        "child",
        "cpcs179",
        "cpcs360b",
        "cpcs54",
        "diabetes",
        "earthquake",
        "hailfinder",
        "hepar2",
        "insurance",
        "mildew",
        "munin",
        "munin1",
        "munin2",
        "munin3",
        "munin4",
        "pathfinder",
        "pigs",
        "sachs",
        "survey",
        "water",
        "win95pts"
      })
  void everyPosteriorAgreesWithTheReference(String name) {
    ReferenceNetwork reference = ReferenceNetwork.load(name);
    assertThat(reference.cases()).hasSize(20);
    check(reference, reference.cases());
  }

  @Test
  void theDensestNetworkAgreesWithTheReference() {
    ReferenceNetwork reference = ReferenceNetwork.load("cpcs422b");
    check(reference, reference.cases().subList(0, 2));
  }

  @Test
  @Tag("slow") // about a second a case: width 22
  void theDensestNetworkAgreesWithTheReferenceInAllCases() {
    ReferenceNetwork reference = ReferenceNetwork.load("cpcs422b");
    assertThat(reference.cases()).hasSize(20);
    check(reference, reference.cases());
  }

  private static void check(ReferenceNetwork reference, List<ReferenceNetwork.Case> cases) {
    Engine engine = Engine.compile(reference.network());
    List<Posteriors> one = new ArrayList<>();
    for (ReferenceNetwork.Case expected : cases) {
      Posteriors posteriors = engine.query(Evidence.of(expected.evidence()));
      one.add(posteriors);
      assertThat(posteriors.logProbabilityOfEvidence())
          .isCloseTo(expected.logProbabilityOfEvidence(), within(1e-9));
      assertThat(expected.posteriors()).hasSize(reference.network().variables().size());
      for (Map.Entry<String, double[]> entry : expected.posteriors().entrySet()) {
        double[] actual = posteriors.of(entry.getKey());
        assertThat(actual).hasSameSizeAs(entry.getValue());
        for (int state = 0; state < actual.length; state++) {
          double value = entry.getValue()[state];
          double tolerance = Math.max(RELATIVE * value, ABSOLUTE);
          if (!(Math.abs(actual[state] - value) <= tolerance)) {
            assertThat(actual[state])
                .as("%s of %s in state %d", reference.name(), entry.getKey(), state)
                .isCloseTo(value, within(tolerance));
          }
        }
      }
    }
    checkBatch(engine, cases, one);
  }

  private static void checkBatch(
      Engine engine, List<ReferenceNetwork.Case> cases, List<Posteriors> one) {
    List<Optional<Posteriors>> all =
        engine.queryAll(cases.stream().map(expected -> Evidence.of(expected.evidence())).toList());
    assertThat(all).hasSameSizeAs(one);
    for (int i = 0; i < one.size(); i++) {
      Posteriors side = all.get(i).orElseThrow();
      assertThat(side.logProbabilityOfEvidence()).isEqualTo(one.get(i).logProbabilityOfEvidence());
      for (Variable variable : engine.network().variables()) {
        assertThat(side.of(variable.name())).containsExactly(one.get(i).of(variable.name()));
      }
    }
  }
}
