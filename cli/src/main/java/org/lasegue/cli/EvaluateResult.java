package org.lasegue.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.evaluation.Measures;
import org.lasegue.assessment.evaluation.Method;

/// What an evaluation found, for every way to show it.
///
/// @param cases number of cases evaluated
/// @param without the model without findings that one case alone uses, if that was asked for
record EvaluateResult(
    String knowledge,
    int cases,
    List<EvaluatedCases.Rejected> rejected,
    Map<Mode, Map<Method, Measures>> measured,
    Optional<Without> without) {

  /// @param dropped for each finding the case that alone uses it
  record Without(Map<String, String> dropped, Map<Mode, Measures> modes) {}

  Map<Mode, Measures> of(Method method) {
    Map<Mode, Measures> result = new LinkedHashMap<>();
    measured.forEach((mode, methods) -> {
      Measures measures = methods.get(method);
      if (measures != null) {
        result.put(mode, measures);
      }
    });
    return result;
  }

  Measures of(Mode mode, Method method) {
    Measures measures = measured.getOrDefault(mode, Map.of()).get(method);
    if (measures == null) {
      throw new IllegalArgumentException("no " + method + " in " + mode);
    }
    return measures;
  }
}
