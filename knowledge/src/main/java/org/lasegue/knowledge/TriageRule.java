package org.lasegue.knowledge;

import java.util.Optional;
import org.lasegue.knowledge.yaml.Position;

/// A rule of the first safety net. `when` and `closedBy` are CEL expressions over findings and the
/// person.
///
/// @param sign how a person may notice it before anything was asked, to follow "Get help now if";
///   empty where it is not among the first signs to name
public record TriageRule(
    String id,
    String when,
    Urgency level,
    Urgency ifUnsure,
    String see,
    String say,
    String because,
    String hazard,
    Optional<String> closedBy,
    Urgency closedLevel,
    String sign,
    Basis basis,
    Position at) {}
