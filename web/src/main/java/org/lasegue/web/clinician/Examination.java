package org.lasegue.web.clinician;

import java.util.List;

/// The examination as a form: groups of findings with the answers so far.
///
/// @param problems why the form was refused, empty otherwise
record Examination(List<Group> groups, List<String> problems) {
  /// @param open whether it is shown at once, @param normal whether "the rest is normal" is chosen
  record Group(String id, String title, boolean open, boolean normal, List<Row> rows) {}

  /// @param how the manoeuvre and what counts as positive
  /// @param cells one without a side, or one for each side
  record Row(String id, String name, String how, List<Cell> cells) {}

  /// @param side `left`, `right` or empty
  /// @param choices empty for a number
  record Cell(String name, String side, List<Choice> choices, String unit, String value) {}

  record Choice(String value, String label, boolean chosen) {}
}
