package org.lasegue.assessment;

import java.util.List;
import java.util.Map;
import org.lasegue.assessment.Assessment.Root;
import org.lasegue.assessment.Case.Key;
import org.lasegue.knowledge.Urgency;

/// The results of an assessment without its reasons: what an evaluation of many cases compares.
///
/// @param level the urgency, @param byRules what it would be without the risk net
/// @param ranked every condition, first to last as an assessment lists them
/// @param roots most probable first
/// @param observed the levels that the causes rest on
public record Outline(
    Urgency level,
    Urgency byRules,
    List<Ranked> ranked,
    List<Root> roots,
    Map<Key, Integer> observed) {

  /// @param probability that the condition contributes to this episode
  public record Ranked(String condition, double probability) {}
}
