package org.lasegue.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTest {

  private static Network.Builder rain() {
    return Network.builder().variable("rain", "no", "yes").prior("rain", 0.8, 0.2);
  }

  @Test
  void definitionsMayComeInAnyOrder() {
    Network network =
        Network.builder()
            .table("wet", List.of("rain"), 0.9, 0.1, 0, 1)
            .prior("rain", 0.8, 0.2)
            .variable("wet", "no", "yes")
            .variable("rain", "no", "yes")
            .build();
    assertThat(network.variables()).extracting(Variable::name).containsExactly("wet", "rain");
    assertThat(network.distribution("wet").parents()).containsExactly("rain");
  }

  @Test
  void rowsNearOneAreNormalised() {
    Network network = Network.builder().variable("x", "a", "b").prior("x", 0.6663, 0.3333).build();
    double[] row = ((Table) network.distribution("x")).values();
    assertThat(row[0] + row[1]).isEqualTo(1);
    assertThat(row[0] / row[1]).isEqualTo(0.6663 / 0.3333);
  }

  @Test
  void rowsFarFromOneAreRefused() {
    refused(
        Network.builder().variable("x", "a", "b").prior("x", 0.6, 0.398),
        "row 1 of the table of 'x'",
        "sum to 0.998");
    refused(
        rain().variable("wet", "no", "yes").table("wet", List.of("rain"), 0.5, 0.5, 0.5, 0.6),
        "row 2 of the table of 'wet'");
  }

  @Test
  void valuesThatAreNoProbabilitiesAreRefused() {
    refused(Network.builder().variable("x", "a", "b").prior("x", 1.5, -0.5), "-0.5");
    refused(Network.builder().variable("x", "a", "b").prior("x", Double.NaN, 1), "NaN");
    refused(
        rain().variable("wet", "no", "yes").noisyOr("wet", 1.1),
        "the leak of 'wet'",
        "is not a probability");
    refused(
        rain()
            .variable("wet", "no", "yes")
            .noisyOr("wet", 0, NoisyMax.Cause.of("rain", Double.POSITIVE_INFINITY)),
        "cause 'rain' of 'wet' in state yes");
  }

  @Test
  void shapesThatDoNotFitAreRefused() {
    refused(
        rain().variable("wet", "no", "yes").table("wet", List.of("rain"), 0.5, 0.5),
        "needs 2 rows of 2 values, but has 2 values");
    refused(
        rain()
            .variable("wet", "no", "yes")
            .noisyOr("wet", 0, NoisyMax.Cause.perState("rain", 0, 0.5, 0.6)),
        "each of the 2 states of the parent, but has 3");
    refused(
        rain()
            .variable("wet", "no", "damp", "soaked")
            .noisyOr("wet", 0.1, NoisyMax.Cause.of("rain", 0.5)),
        "needs 3 probabilities, but has 2");
  }

  @Test
  void cyclesAreNamed() {
    refused(
        Network.builder()
            .variable("a", "0", "1")
            .variable("b", "0", "1")
            .variable("c", "0", "1")
            .variable("d", "0", "1")
            .noisyOr("a", 0.1, NoisyMax.Cause.of("c", 0.5))
            .noisyOr("b", 0.1, NoisyMax.Cause.of("a", 0.5))
            .noisyOr("c", 0.1, NoisyMax.Cause.of("b", 0.5))
            .noisyOr("d", 0.1, NoisyMax.Cause.of("c", 0.5)),
        "cycle: a -> b -> c -> a");
    refused(
        Network.builder().variable("a", "0", "1").noisyOr("a", 0.1, NoisyMax.Cause.of("a", 0.5)),
        "cycle: a -> a");
  }

  @Test
  void duplicatesAndGapsAreRefused() {
    assertThatThrownBy(() -> rain().variable("rain", "no", "yes"))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("variable 'rain' is declared more than once");
    assertThatThrownBy(() -> rain().prior("rain", 0.5, 0.5))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessage("variable 'rain' is defined more than once");
    assertThatThrownBy(() -> new Variable("x", List.of("a", "a")))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageContaining("names a state twice");
    assertThatThrownBy(() -> new Variable("x", List.of()))
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageContaining("no states");
    refused(rain().variable("wet", "no", "yes"), "'wet' is not defined");
    refused(
        rain()
            .variable("wet", "no", "yes")
            .noisyOr("wet", 0, NoisyMax.Cause.of("rain", 0.5), NoisyMax.Cause.of("rain", 0.6)),
        "names the parent 'rain' twice");
  }

  @Test
  void unknownNamesAreRefusedWithTheNearestKnownOne() {
    assertThatThrownBy(() ->
            rain()
                .variable("wet", "no", "yes")
                .noisyOr("wet", 0, NoisyMax.Cause.of("rian", 0.5))
                .build())
        .isInstanceOf(UnknownNameException.class)
        .hasMessage("unknown variable 'rian' (did you mean 'rain'?)");
    assertThatThrownBy(() -> rain().prior("snow", 1).build())
        .isInstanceOf(UnknownNameException.class);
    assertThatThrownBy(() -> rain().build().variable("rainy"))
        .isInstanceOf(UnknownNameException.class);
  }

  @Test
  void arraysAreCopiedOnTheWayInAndOut() {
    double[] values = {0.8, 0.2};
    Network network =
        Network.builder().variable("x", "a", "b").define("x", Table.prior(values)).build();
    values[0] = 7;
    ((Table) network.distribution("x")).values()[0] = 7;
    assertThat(((Table) network.distribution("x")).values()).containsExactly(0.8, 0.2);
    NoisyMax gate = NoisyMax.or(0.25, NoisyMax.Cause.of("x", 0.5));
    gate.leak()[0] = 7;
    gate.causes().get(0).contributions()[1][1] = 7;
    assertThat(gate).isEqualTo(NoisyMax.or(0.25, NoisyMax.Cause.of("x", 0.5)));
  }

  private static void refused(Network.Builder builder, String... parts) {
    assertThatThrownBy(builder::build)
        .isInstanceOf(InvalidNetworkException.class)
        .hasMessageContainingAll(parts);
  }
}
