package org.lasegue.assessment;

import java.util.List;
import java.util.Map;
import org.lasegue.knowledge.Urgency;

/// The right answers of a case for evaluation; they never reach the reasoning.
///
/// @param answer acceptable as the answer itself, @param fair conditions that count as a fair
///   answer too
/// @param urgency acceptable levels by mode, first is best
/// @param roots such as `L5-left`
public record Expected(
    List<String> answer, List<String> fair, Map<Mode, List<Urgency>> urgency, List<String> roots) {}
