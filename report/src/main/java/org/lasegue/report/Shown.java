package org.lasegue.report;

import java.util.ArrayList;
import java.util.List;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;

/// Which parts of an assessment a page shows, so that every report shows the same.
public final class Shown {
  static final int CAUSES = 5;
  static final int EXPLAINED = 3;
  static final int QUESTIONS = 5;
  static final int CHANGES = 5;
  static final int ROOTS = 3;
  static final int FOR = 6;
  static final int AGAINST = 4;
  private static final int WATCHED = 3;
  private static final double WORTH_NAMING = 0.01;

  public static final String DISCLAIMER =
      "This information supports, and does not replace, a professional. No clinician has reviewed"
          + " it yet.";

  private Shown() {}

  /// The likeliest causes, and every cause at or above the probability from which it counts.
  public static List<Cause> causes(Assessment assessment) {
    List<Cause> shown = new ArrayList<>();
    for (Cause cause : assessment.causes()) {
      boolean counts =
          assessment.urgency().risks().stream()
              .anyMatch(r -> r.condition().equals(cause.condition()));
      if (shown.size() < CAUSES || counts) {
        shown.add(cause);
      }
    }
    return shown;
  }

  /// The likeliest dangerous causes that do not reach the probability from which they count.
  public static List<Cause> watched(Assessment assessment, Knowledge knowledge) {
    List<Cause> shown = causes(assessment);
    return assessment.causes().stream()
        .filter(c -> !shown.contains(c))
        .filter(c -> dangerous(c, knowledge))
        .sorted(
            java.util.Comparator.comparingDouble(
                c -> -c.probability() / danger(c, knowledge).actAt()))
        .limit(WATCHED)
        .toList();
  }

  /// Risks that make somebody see a professional sooner than a routine visit would.
  public static List<Assessment.Risk> risks(Assessment assessment) {
    return assessment.urgency().risks().stream()
        .filter(r -> r.level().atLeast(Urgency.WITHIN_DAYS))
        .toList();
  }

  /// The rules that give the level.
  public static List<Assessment.FiredRule> deciding(Assessment assessment) {
    return assessment.urgency().fired().stream()
        .filter(r -> r.level() == assessment.urgency().level())
        .toList();
  }

  /// Rules that give a lower level. One that waits longer for no other sign than a rule before it
  /// is left out: the same sign with three delays helps nobody. What is for today is never left
  /// out.
  public static List<Assessment.FiredRule> further(Assessment assessment) {
    return further(assessment.urgency().fired(), assessment.urgency().level());
  }

  static List<Assessment.FiredRule> further(List<Assessment.FiredRule> fired, Urgency level) {
    List<Assessment.FiredRule> further = new ArrayList<>();
    List<Assessment.FiredRule> before = new ArrayList<>();
    for (Assessment.FiredRule rule : fired) {
      if (!repeats(rule, before)) {
        before.add(rule);
        if (rule.level() != level) {
          further.add(rule);
        }
      }
    }
    return List.copyOf(further);
  }

  private static boolean repeats(Assessment.FiredRule rule, List<Assessment.FiredRule> before) {
    return !rule.level().atLeast(Urgency.SAME_DAY)
        && !rule.because().isEmpty()
        && rule.stoodDownBy().isEmpty()
        && before.stream()
            .anyMatch(s ->
                s.level().compareTo(rule.level()) > 0
                    && !s.fromUnsure()
                    && s.because().containsAll(rule.because()));
  }

  /// Answers that would lower the urgency: only where no rule holds it up.
  public static List<Assessment.LoweredBy> loweredBy(Assessment assessment) {
    boolean rules = !deciding(assessment).isEmpty();
    return rules ? List.of() : assessment.urgency().loweredBy().stream().limit(CHANGES).toList();
  }

  /// What would change the result, the most urgent first.
  public static List<Assessment.Change> changes(Assessment assessment, Knowledge knowledge) {
    return assessment.wouldChange().stream()
        .sorted(
            java.util.Comparator.comparingInt(Shown::rank)
                .thenComparing(c -> !selfReported(c, knowledge)))
        .limit(CHANGES)
        .toList();
  }

  private static int rank(Assessment.Change change) {
    for (Urgency level : Urgency.values()) {
      if (change.what().equals("urgency") && level.word().equals(change.to())) {
        return -level.ordinal();
      }
    }
    return 1;
  }

  private static boolean selfReported(Assessment.Change change, Knowledge knowledge) {
    return knowledge
        .finding(change.finding().replaceAll("@.*", ""))
        .map(org.lasegue.knowledge.Finding::selfReported)
        .orElse(false);
  }

  static Condition.Danger danger(Cause cause, Knowledge knowledge) {
    return knowledge.condition(cause.condition()).urgency();
  }

  public static boolean dangerous(Cause cause, Knowledge knowledge) {
    return danger(cause, knowledge).level().atLeast(Urgency.SAME_DAY);
  }

  /// Roots and sides worth naming.
  public static List<Assessment.Root> roots(Assessment assessment) {
    return assessment.localisation().roots().stream()
        .filter(r -> r.probability() >= WORTH_NAMING)
        .limit(ROOTS)
        .toList();
  }

  /// Places of origin worth naming, likeliest first.
  public static List<java.util.Map.Entry<Condition.Axis, Double>> axes(Assessment assessment) {
    return assessment.localisation().axis().entrySet().stream()
        .filter(e -> e.getValue() >= WORTH_NAMING)
        .sorted(
            java.util.Map.Entry.<Condition.Axis, Double>comparingByValue()
                .reversed()
                .thenComparing(java.util.Map.Entry.comparingByKey()))
        .limit(ROOTS)
        .toList();
  }

  /// Level names and condition names as words for "what would change this".
  static String change(Assessment.Change change, Words words, Knowledge knowledge) {
    String to =
        change.what().equals("urgency")
            ? "the urgency would be: " + Words.spaced(change.to())
            : "the first cause would be: "
                + (knowledge.conditions().containsKey(change.to())
                    ? words.plain(change.to())
                    : Words.spaced(change.to()));
    return Words.capital(words.observed(change.finding(), change.answer())) + " - " + to;
  }
}
