package org.lasegue.web.interview;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A question as the page shows it.
///
/// @param kind `fields` (each with its own answers), `pain-map` or `numbness-map`
/// @param otherWords a second phrasing, empty where there is none
/// @param isPrivate whether it may be hard to say aloud
/// @param left about how many questions are left
/// @param back number of the question before
public record QuestionPage(
    String step,
    String kind,
    String title,
    String otherWords,
    String help,
    String why,
    boolean isPrivate,
    boolean withheld,
    List<Field> fields,
    Map<String, String> errors,
    int left,
    Optional<String> back) {

  /// @param name of the form field, @param control `radios`, `checkboxes`, `number`
  /// @param legend what is asked; empty where the title of the page asks it
  /// @param least and @param most what a number may be, empty otherwise
  public record Field(
      String name,
      Control control,
      String legend,
      String help,
      List<Option> options,
      String unit,
      String value,
      @Nullable String least,
      @Nullable String most) {}

  public enum Control {
    RADIOS,
    CHECKBOXES,
    NUMBER
  }

  public record Option(String value, String label, boolean chosen) {}
}
