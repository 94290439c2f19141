package org.lasegue.knowledge;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.knowledge.yaml.Position;

/// People that studies counted, against all adults who present with this complaint. It may change
/// how often conditions are met and what everyone has in common, never what a condition does.
///
/// @param pregnancy the states of pregnancy that were included; empty for whatever there is
/// @param times by condition, how much likelier a person with it is to be in the study than a
///   presenter without; 1 for the others
/// @param everyone findings that are there or not there in everyone: by finding the name of its
///   level; a sided finding is there on one side
/// @param any findings at least one of which is there in everyone, on whichever side: people who
///   were sent to the study because of one of several signs; empty for no such choice
public record StudyPopulation(
    String id,
    String text,
    Optional<Fact.Ages> ages,
    Optional<Sex> sex,
    Set<Condition.PregnancyState> pregnancy,
    Map<String, Double> times,
    Map<String, String> everyone,
    Set<String> any,
    Basis basis,
    Position at) {}
