package org.lasegue.assessment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.evaluation.Measure.Interval;
import org.lasegue.assessment.evaluation.Measure.Mean;
import org.lasegue.assessment.evaluation.Measure.Rate;

class MeasureTest {

  /// Newcombe 1998 (Stat Med 17:857), table I, method 3.
  @Test
  void wilsonGivesTheIntervalsOfNewcombesTable() {
    interval(new Rate(81, 263), 0.2553, 0.3662);
    interval(new Rate(15, 148), 0.0624, 0.1605);
    interval(new Rate(0, 20), 0, 0.1611);
    interval(new Rate(1, 29), 0.0061, 0.1718);
  }

  @Test
  void anIntervalReachesTheEndThatWasObserved() {
    assertThat(new Rate(0, 7).interval().orElseThrow().low()).isZero();
    assertThat(new Rate(7, 7).interval().orElseThrow().high()).isEqualTo(1);
    assertThat(new Rate(7, 7).interval().orElseThrow().low()).isBetween(0.6, 0.7);
  }

  /// The known exact limits of nothing in 10, 20, 30 and 100.
  @Test
  void clopperPearsonBoundsWhatWasNeverSeen() {
    assertThat(new Rate(0, 1).upper().orElseThrow()).isEqualTo(0.975, within(1e-12));
    assertThat(new Rate(0, 10).upper().orElseThrow()).isEqualTo(0.3085, within(5e-5));
    assertThat(new Rate(0, 20).upper().orElseThrow()).isEqualTo(0.1684, within(5e-5));
    assertThat(new Rate(0, 30).upper().orElseThrow()).isEqualTo(0.1157, within(5e-5));
    assertThat(new Rate(0, 100).upper().orElseThrow()).isEqualTo(0.0362, within(5e-5));
  }

  @Test
  void theExactBoundIsOnlyGivenForZeroCounts() {
    assertThat(new Rate(1, 10).upper()).isEmpty();
  }

  @Test
  void ofNoCaseARateIsUndefinedAndNotZero() {
    Rate rate = new Rate(0, 0);
    assertThat(rate.value()).isEmpty();
    assertThat(rate.interval()).isEmpty();
    assertThat(rate.upper()).isEmpty();
    assertThat(Mean.over(List.of()).value()).isEmpty();
    assertThat(Mean.over(List.of()).interval()).isEmpty();
  }

  @Test
  void moreHitsThanCasesAreRefused() {
    assertThatThrownBy(() -> new Rate(3, 2)).hasMessageContaining("3 of 2");
  }

  @Test
  void theSameCasesAlwaysGiveTheSameBootstrapInterval() {
    List<Double> values = List.of(0.0, 0.04, 0.25, 0.64, 1.0);
    Mean mean = Mean.over(values);
    assertThat(mean.value().orElseThrow()).isEqualTo(0.386, within(1e-12));
    assertThat(Mean.over(values)).isEqualTo(mean);
    Interval interval = mean.interval().orElseThrow();
    assertThat(interval.low()).isBetween(0.0, 0.386);
    assertThat(interval.high()).isBetween(0.386, 1.0);
  }

  /// For the mean of n fair coins the interval is about 1.96 / (2 sqrt n) to each side.
  @Test
  void theBootstrapIntervalIsAsWideAsTheScatterOfTheMean() {
    List<Double> coins = new java.util.ArrayList<>(Collections.nCopies(200, 0.0));
    coins.addAll(Collections.nCopies(200, 1.0));
    Interval interval = Mean.over(coins).interval().orElseThrow();
    assertThat(interval.low()).isEqualTo(0.5 - 0.049, within(0.006));
    assertThat(interval.high()).isEqualTo(0.5 + 0.049, within(0.006));
  }

  private static void interval(Rate rate, double low, double high) {
    Interval interval = rate.interval().orElseThrow();
    assertThat(interval.low()).isEqualTo(low, within(5e-5));
    assertThat(interval.high()).isEqualTo(high, within(5e-5));
  }
}
