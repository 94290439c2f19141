package org.lasegue.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.evaluation.Agreement;
import org.lasegue.assessment.evaluation.Breakdown;
import org.lasegue.assessment.evaluation.Difficulty;
import org.lasegue.assessment.evaluation.Measures;
import org.lasegue.assessment.evaluation.Method;
import org.lasegue.assessment.evaluation.Verdict;

/// What an evaluation found, for every way to show it.
///
/// @param cases number of cases evaluated
/// @param details of the model, by mode
/// @param worst the worst cases with their whole assessment, where they were asked for
/// @param agreement of two encodings of the same cases, where they were given
/// @param without the model without findings that one case alone uses, if that was asked for
record EvaluateResult(
    String knowledge,
    int cases,
    List<EvaluatedCases.Rejected> rejected,
    Map<Mode, Map<Method, Measures>> measured,
    Map<Mode, Details> details,
    List<Worst> worst,
    List<Agreement.Results> agreement,
    Optional<Without> without) {

  /// @param told how many findings the cases answer that may be used in the mode
  /// @param asked how many questions the interview would put to their people, where they alone
  ///   answer
  record Details(
      List<Breakdown> groups, Difficulty difficulty, Counts told, Optional<Counts> asked) {}

  /// The least, mean and largest number of something that cases have.
  record Counts(int least, double mean, int most) {
    static Counts of(List<Integer> counts) {
      return new Counts(
          counts.stream().mapToInt(Integer::intValue).min().orElse(0),
          counts.stream().mapToInt(Integer::intValue).average().orElse(0),
          counts.stream().mapToInt(Integer::intValue).max().orElse(0));
    }
  }

  record Worst(Verdict verdict, Assessment assessment) {}

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

  Details details(Mode mode) {
    Details found = details.get(mode);
    if (found == null) {
      throw new IllegalArgumentException(mode + " was not evaluated");
    }
    return found;
  }

  Measures of(Mode mode, Method method) {
    Measures measures = measured.getOrDefault(mode, Map.of()).get(method);
    if (measures == null) {
      throw new IllegalArgumentException("no " + method + " in " + mode);
    }
    return measures;
  }
}
