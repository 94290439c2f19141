package org.lasegue.knowledge;

import org.lasegue.knowledge.yaml.Position;

/// When the course of a diary calls for a new look by a professional.
///
/// @param when CEL over the diary and the result
/// @param care the care action that says when to come back
/// @param now whether it is time now, or the next visit is soon enough
public record ReviewRule(
    String id,
    String when,
    String say,
    String why,
    String care,
    boolean now,
    Basis basis,
    Position at) {}
