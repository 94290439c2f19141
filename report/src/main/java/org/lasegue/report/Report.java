package org.lasegue.report;

import org.lasegue.assessment.Assessment;

/// One way to show assessments.
public interface Report {
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
