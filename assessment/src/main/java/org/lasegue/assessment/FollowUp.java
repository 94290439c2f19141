package org.lasegue.assessment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;

/// Synthetic people some weeks later, for tests, load and teaching.
///
/// Only the pain, its course and its duration change, by the mean course of back pain. Other
/// answers stay as they were. Nobody with a dangerous cause has a later week, as nothing here says
/// how that would go on.
public final class FollowUp {
  /// Weeks since the pain began, and the mean pain out of 100 in cohorts with acute and with
  /// persistent back pain (Menezes Costa and others, CMAJ 2012;184:E613, abstract).
  private static final double[] WEEKS = {0, 6, 26, 52};

  private static final double[] ACUTE = {52, 23, 12, 6};
  private static final double[] PERSISTENT = {51, 33, 26, 23};

  /// Estimate: people differ from the mean by up to this share; no spread of single courses was
  /// read.
  private static final double SPREAD = 0.4;

  /// Estimate: pain within this share of what it was is called the same.
  private static final double SAME = 0.2;

  private static final String SEVERITY = "pain-severity";
  private static final String DURATION = "duration";
  private static final String COURSE = "course";

  private final Knowledge knowledge;

  public FollowUp(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /// The person of a generated case after some weeks; empty where the cause is one that must be
  /// seen.
  ///
  /// @param seed the same seed, case and week give the same answers
  public Optional<Case> after(Case first, int weeks, long seed) {
    boolean harmless =
        first.expected().stream()
            .flatMap(e -> e.answer().stream())
            .allMatch(c -> Urgency.ROUTINE.atLeast(knowledge.condition(c).urgency().level()));
    if (!harmless) {
      return Optional.empty();
    }
    SplittableRandom random =
        new SplittableRandom(seed * 1_000_003L + first.id().hashCode() * 31L + weeks);
    Map<Key, Answer> answers = new LinkedHashMap<>(first.findings());
    Key duration = new Key(DURATION, Where.WHOLE);
    boolean acute = !(answers.get(duration) instanceof Answer.Known k) || k.level() == 0;
    double share =
        mean(acute ? ACUTE : PERSISTENT, weeks)
            / mean(acute ? ACUTE : PERSISTENT, 0)
            * (1 + SPREAD * (2 * random.nextDouble() - 1));
    if (answers.get(duration) instanceof Answer.Known known) {
      // an acute pain began within the last six weeks
      double days = 7 * (weeks + 6 * random.nextDouble());
      int level = days < 42 ? 0 : days <= 84 ? 1 : 2;
      answers.put(duration, new Answer.Known(Math.max(known.level(), level)));
    }
    Key severity = new Key(SEVERITY, Where.WHOLE);
    if (answers.get(severity) instanceof Answer.Known known
        && knowledge.findingById(SEVERITY).type() instanceof ValueType.Quantity quantity) {
      double before = known.number().orElse(middle(quantity, known.level()));
      double now = Math.clamp(Math.rint(before * share), quantity.min(), quantity.max());
      answers.put(
          severity,
          new Answer.Known(quantity.levelOf(now), OptionalDouble.of(now), Answer.Details.NONE));
    }
    Key course = new Key(COURSE, Where.WHOLE);
    if (answers.containsKey(course)) {
      int level = share < 1 - SAME ? 0 : share <= 1 + SAME ? 1 : 2;
      answers.put(course, new Answer.Known(level));
    }
    return Optional.of(
        new Case(
            first.id() + "-week-" + weeks,
            first.person(),
            answers,
            first.other(),
            first.expected()));
  }

  private static double middle(ValueType.Quantity quantity, int level) {
    int bands = quantity.cuts().size();
    int band = quantity.worseLow() ? bands - level : level;
    double low = band == 0 ? quantity.min() : quantity.cuts().get(band - 1);
    double high = band == bands ? quantity.max() : quantity.cuts().get(band);
    return (low + high) / 2;
  }

  /// Between the weeks that were measured along straight lines; after the last as it was then.
  private static double mean(double[] pain, double week) {
    for (int i = 1; i < WEEKS.length; i++) {
      if (week <= WEEKS[i]) {
        double share = (week - WEEKS[i - 1]) / (WEEKS[i] - WEEKS[i - 1]);
        return pain[i - 1] + share * (pain[i] - pain[i - 1]);
      }
    }
    return pain[pain.length - 1];
  }

  /// The case with a share of its answers "not sure".
  public static Case unsure(Case subject, double share, long seed) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003L + subject.id().hashCode());
    Map<Key, Answer> answers = new LinkedHashMap<>();
    subject
        .findings()
        .forEach((key, answer) ->
            answers.put(key, random.nextDouble() < share ? new Answer.Unsure() : answer));
    return new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected());
  }
}
