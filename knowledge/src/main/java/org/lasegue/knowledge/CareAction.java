package org.lasegue.knowledge;

import java.util.List;
import java.util.Optional;
import org.lasegue.knowledge.yaml.Position;

/// One piece of advice, for whom it is and for whom never.
///
/// @param doneBy findings of which any answer makes it needless, as a scan that was done
public record CareAction(
    String id,
    Kind kind,
    String title,
    String say,
    String howOften,
    String progress,
    String stop,
    String why,
    String whenFor,
    Optional<String> neverFor,
    List<String> doneBy,
    String instead,
    String benefit,
    Certainty certainty,
    Basis basis,
    Position at) {

  /// What to do on the way to emergency care, which pages show beside whom to call.
  public static final String ON_THE_WAY = "until-on-the-way";

  public enum Kind {
    /// Until you are seen: the only advice beside that of coming back that an emergency leaves.
    UNTIL,
    DO,
    DONT,
    MEDICINE,
    TEST,
    AVOID_TEST,
    WORK,
    MOOD,
    MOVEMENT,
    PREVENTION,
    COME_BACK
  }

  public enum Certainty {
    HIGH,
    MODERATE,
    LOW,
    VERY_LOW
  }
}
