package org.lasegue.web.result;

import java.util.List;

/// The answers so far, for checking and changing.
public record AnswersPage(List<Row> rows, boolean more) {
  /// @param number of the question, @param answer in words, masked where it is private
  public record Row(String number, String question, List<String> answer) {}
}
