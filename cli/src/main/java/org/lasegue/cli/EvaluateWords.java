package org.lasegue.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.evaluation.Breakdown;
import org.lasegue.assessment.evaluation.Measure;
import org.lasegue.assessment.evaluation.Method;
import org.lasegue.assessment.evaluation.Verdict;

/// The words and figures that the text and the page of an evaluation share.
final class EvaluateWords {
  static final List<String> NOTES =
      List.of(
          "In brackets: 95 % interval (Wilson for rates, bootstrap over cases for Brier scores)."
              + " \"at most\" behind a zero: exact upper bound (Clopper-Pearson).",
          "Each figure rests on the cases that have the label it needs. First cause right: only the"
              + " answer itself; fair: an answer that counts too.",
          "Urgency too high or low: above the highest or below the lowest acceptable level. Unsafe:"
              + " two or more levels too low, or a case for today or sooner called routine or"
              + " self-care.",
          "Brier scores: 0 is perfect, 0.25 a coin toss. The probability that somebody must be seen"
              + " today is 1 where a rule says so, else the sum over the conditions that are that"
              + " urgent themselves.",
          "Priors only: what is commonest at this age and sex. Rules only: urgency by the triage"
              + " rules, causes by the priors. Naive Bayes: single conditions with independent"
              + " findings, urgency by rules and its own risks.");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("top1_strict", "First cause right"),
          Map.entry("top1_fair", "First cause right or fair"),
          Map.entry("top3", "Among the first three"),
          Map.entry("top5", "Among the first five"),
          Map.entry("exact", "Urgency acceptable"),
          Map.entry("over", "Urgency too high"),
          Map.entry("under", "Urgency too low"),
          Map.entry("unsafe", "Urgency unsafe"),
          Map.entry("under_emergency", "Emergencies judged lower"),
          Map.entry("over_emergency", "Harmless called emergency"),
          Map.entry("root", "Nerve root and side right"),
          Map.entry("brier_first", "Brier score, first cause"),
          Map.entry("brier_urgent", "Brier score, seen today"));

  private EvaluateWords() {}

  static String name(String measure) {
    return NAMES.getOrDefault(measure, measure);
  }

  static String name(Method method) {
    return switch (method) {
      case MODEL -> "Model";
      case PRIORS_ONLY -> "Priors only";
      case RULES_ONLY -> "Rules only";
      case NAIVE_BAYES -> "Naive Bayes";
    };
  }

  static String name(Breakdown.By by) {
    return switch (by) {
      case LABEL -> "By the best label of urgency";
      case CONDITION -> "By right answer";
      case AGE -> "By age";
      case SEX -> "By sex";
      case PREGNANCY -> "By pregnancy";
    };
  }

  static String name(Mode mode) {
    return switch (mode) {
      case SELF_REPORT -> "Self-report";
      case EXAMINED -> "Examined";
    };
  }

  /// The value alone: a percentage for rates, three decimals for scores.
  static String value(Measure measure) {
    if (measure.value().isEmpty()) {
      return "-";
    }
    double value = measure.value().getAsDouble();
    return switch (measure) {
      case Measure.Rate _ -> percent(value) + " %";
      case Measure.Mean _ -> String.format(Locale.ROOT, "%.3f", value);
    };
  }

  /// The 95 % interval, and the exact bound where nothing was counted.
  static String interval(Measure measure) {
    if (measure.interval().isEmpty()) {
      return "";
    }
    Measure.Interval i = measure.interval().get();
    return switch (measure) {
      case Measure.Rate rate when rate.upper().isPresent() ->
          "at most " + percent(rate.upper().getAsDouble());
      case Measure.Rate _ -> percent(i.low()) + " to " + percent(i.high());
      case Measure.Mean _ -> String.format(Locale.ROOT, "%.3f to %.3f", i.low(), i.high());
    };
  }

  /// How many of how many cases.
  static String counted(Measure measure) {
    return switch (measure) {
      case Measure.Rate rate -> rate.hits() + "/" + rate.of();
      case Measure.Mean mean -> Integer.toString(mean.of());
    };
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  static String ranked(Verdict verdict, int first) {
    return verdict.ranked().isEmpty()
        ? "no causes are ranked"
        : verdict.ranked().stream()
            .limit(first)
            .map(r -> r.condition() + " " + percent(r.probability()) + " %")
            .collect(Collectors.joining(", "));
  }

  static String right(Verdict verdict) {
    String answer = String.join(" or ", verdict.expected().answer());
    return verdict.expected().fair().isEmpty()
        ? answer
        : answer + " (fair: " + String.join(", ", verdict.expected().fair()) + ")";
  }

  static String place(Verdict verdict) {
    return verdict.place(false).map(i -> "place " + i).orElse("not ranked");
  }

  static String labels(Verdict verdict, Mode mode) {
    return verdict.labels(mode).isEmpty()
        ? "no label"
        : verdict.labels(mode).stream().map(l -> l.word()).collect(Collectors.joining(" or "));
  }

  /// What was wrong with the level, in a word.
  static String fault(Verdict verdict, Mode mode) {
    int off = verdict.levelsOff(mode);
    return verdict.unsafe(mode) ? "UNSAFE" : off < 0 ? "too low" : off > 0 ? "too high" : "cause";
  }
}
