package org.lasegue.knowledge;

import java.util.List;
import java.util.Map;
import org.lasegue.knowledge.yaml.Position;

/// A choice to weigh with a clinician, with what trials counted.
///
/// @param whenFor CEL: for whom the choice arises
public record Choice(
    String id,
    String title,
    String whenFor,
    String say,
    List<Option> options,
    List<Outcome> outcomes,
    List<Note> notes,
    Position at) {
  public record Option(String id, String name, String say) {}

  /// @param good whether it is wished for
  /// @param per100 of 100 people, by option; an option that was not counted is not named
  public record Outcome(
      String id, String what, boolean good, Map<String, Integer> per100, String say, Basis basis) {}

  public record Note(String say, Basis basis) {}
}
