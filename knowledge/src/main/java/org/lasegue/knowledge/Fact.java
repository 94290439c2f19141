package org.lasegue.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lasegue.knowledge.yaml.Position;

/// A figure that a study published and that the model must imply for that study's population.
///
/// @param finding what is measured, absent for figures of causes alone
/// @param conditions the reference standard is positive when any of these contributes to the
///   episode
/// @param against what the reference standard is negative for: people in whom one of these
///   contributes instead; empty for everyone without `conditions`
/// @param given findings that hold in everyone counted, beside those of the population: by finding
///   the name of its level
/// @param givenAny findings at least one of which is there in everyone counted, in place of those
///   of the population; empty for the population's
/// @param givenConditions conditions one of which contributes in everyone counted
/// @param ages youngest and oldest age counted, where the figure is of part of the population
/// @param value as published: a probability from 0 to 1, or a ratio
/// @param low, @param high the published 95 % interval; equal to NaN where none was printed
/// @param people how many the figure rests on, where that is printed
/// @param disagrees another fact that a model cannot fit beside this one, since the studies differ
/// @param known why the model is known to miss it; empty where it must not
public record Fact(
    String id,
    Measure measure,
    Optional<Observed> finding,
    List<String> conditions,
    List<String> against,
    Map<String, String> given,
    Set<String> givenAny,
    List<String> givenConditions,
    String population,
    Optional<Ages> ages,
    Optional<Sex> sex,
    double value,
    double low,
    double high,
    OptionalInt people,
    String quality,
    Basis.Sourced basis,
    Optional<String> disagrees,
    Optional<String> known,
    Position at) {

  /// Findings at certain levels; for a sided finding on either side.
  ///
  /// @param levels names of the levels that count; empty for every level but the normal one
  public record Observed(String finding, Set<String> levels) {}

  /// In whole years, both included.
  public record Ages(int from, int to) {}

  public enum Measure {
    /// P(finding | condition).
    SENSITIVITY(false, true, true),
    /// P(not finding | not condition).
    SPECIFICITY(false, true, true),
    /// Sensitivity over 1 - specificity.
    LR_POSITIVE(true, true, true),
    /// 1 - sensitivity over specificity.
    LR_NEGATIVE(true, true, true),
    /// The odds of the condition with the finding over those without it.
    ODDS_RATIO(true, true, true),
    /// P(condition | finding).
    PREDICTIVE_VALUE(false, true, true),
    /// P(condition) among presenters.
    SHARE(false, false, true),
    /// P(condition is active in four weeks) among all people, presenting or not.
    PREVALENCE(false, false, true),
    /// P(condition | another condition).
    CAUSES_TOGETHER(false, false, true),
    /// P(finding) among presenters.
    FREQUENCY(false, true, false);

    private final boolean ratio;
    private final boolean needsFinding;
    private final boolean needsCondition;

    Measure(boolean ratio, boolean needsFinding, boolean needsCondition) {
      this.ratio = ratio;
      this.needsFinding = needsFinding;
      this.needsCondition = needsCondition;
    }

    /// Whether the figure is a ratio and not a probability.
    public boolean ratio() {
      return ratio;
    }

    boolean needsFinding() {
      return needsFinding;
    }

    boolean needsCondition() {
      return needsCondition;
    }
  }

  public boolean hasInterval() {
    return !Double.isNaN(low);
  }
}
