package org.lasegue.cli;

import org.lasegue.assessment.Assessment;

/// One way to show assessments.
interface Report {
  /// What stands before the first assessment.
  default String begin() {
    return "";
  }

  String of(Assessment assessment);

  /// What stands between two assessments.
  default String between() {
    return "";
  }

  /// What stands after the last assessment.
  default String end() {
    return "";
  }
}
