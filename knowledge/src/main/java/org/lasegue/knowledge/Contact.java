package org.lasegue.knowledge;

import java.util.List;
import org.lasegue.knowledge.yaml.Position;

/// Whom to call in one country, or anywhere.
///
/// @param country ISO 3166 code of two capitals, or [#WORLDWIDE]
/// @param lines one of each kind at most; a kind without a source in this country is left out
public record Contact(String country, String name, List<Line> lines, Position at) {
  /// The entry for every place that has none of its own, and for the lines that one leaves out.
  public static final String WORLDWIDE = "worldwide";

  public enum Kind {
    EMERGENCY,
    /// Medical advice or a doctor when it cannot wait but is no emergency.
    URGENT,
    /// Someone to talk to for a person who thinks of suicide.
    CRISIS,
    POISON
  }

  /// @param number as it is dialled and grouped in its country; empty where it differs from place
  ///   to place and `say` tells how to find it
  public record Line(Kind kind, String name, String number, String say, Basis basis, Position at) {}
}
