package org.lasegue.assessment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.assessment.Assessment.Root;
import org.lasegue.assessment.Outline.Ranked;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Urgency;

/// What an assessment says of one person among many: its results without reasons, what-ifs and
/// plan. For a child no cause, place or test is named.
///
/// @param possible the worst that an open rule could still reach
/// @param fired ids of the rules that hold, most urgent first
/// @param ranked every condition, first to last as an assessment lists them
/// @param axes share of the episode that comes from each place
/// @param roots most probable first
/// @param nextTest the test not yet reported that tells most of the causes for its effort
public record Brief(
    Urgency level,
    Urgency possible,
    List<String> fired,
    List<Ranked> ranked,
    Map<Condition.Axis, Double> axes,
    List<Root> roots,
    Optional<NextTest> nextTest) {

  /// @param id finding with its side, @param gain expected information on the causes in bits
  public record NextTest(String id, double gain) {}
}
