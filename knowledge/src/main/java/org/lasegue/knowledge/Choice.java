package org.lasegue.knowledge;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.knowledge.yaml.Position;

/// A choice to weigh with a clinician, with what trials counted.
///
/// @param whenFor CEL: for whom the choice arises
public record Choice(
    String id,
    String title,
    String whenFor,
    Sentence say,
    List<Option> options,
    List<Outcome> outcomes,
    List<Note> notes,
    Position at) {
  /// @param care the care action that must be given for this option to be open to the person
  public record Option(String id, String name, String say, Optional<String> care, Basis basis) {}

  /// @param good whether it is wished for
  /// @param per100 of 100 people, by option; an option that was not counted is not named
  public record Outcome(
      String id, String what, boolean good, Map<String, Integer> per100, String say, Basis basis) {}

  /// @param care the care action that it speaks of, as for an option
  public record Note(String say, Optional<String> care, Basis basis) {}

  /// The choice for a person to whom these care actions are given.
  public Choice given(Set<String> actions) {
    return new Choice(
        id,
        title,
        whenFor,
        say,
        options.stream().filter(o -> o.care().stream().allMatch(actions::contains)).toList(),
        outcomes,
        notes.stream().filter(n -> n.care().stream().allMatch(actions::contains)).toList(),
        at);
  }
}
