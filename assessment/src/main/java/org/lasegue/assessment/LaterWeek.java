package org.lasegue.assessment;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.NaturalCourse;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;

/// Synthetic people some weeks later, for tests, load and teaching.
///
/// Only the pain, its course and its duration change, by the published mean course of back pain.
/// Other answers stay as they were. Nobody with a dangerous cause has a later week, as nothing here
/// says how that would go on.
public final class LaterWeek {
  private static final String ACUTE = "new-back-pain";
  private static final String PERSISTENT = "lasting-back-pain";

  /// Estimate: people differ from the mean by up to this share; no spread of single courses was
  /// read.
  private static final double SPREAD = 0.4;

  /// Estimate: pain within this share of what it was is called the same.
  private static final double SAME = 0.2;

  private static final String SEVERITY = "pain-severity";
  private static final String DURATION = "duration";
  private static final String COURSE = "course";

  private final Knowledge knowledge;

  public LaterWeek(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  /// The published course with this id.
  private NaturalCourse course(String id) {
    return knowledge.followUp().courses().stream()
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("followup/courses.yaml has no course '" + id + "'"));
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
    NaturalCourse course = course(acute ? ACUTE : PERSISTENT);
    double share =
        course.at(weeks).mean()
            / course.at(0).mean()
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
    Key goes = new Key(COURSE, Where.WHOLE);
    if (answers.containsKey(goes)) {
      int level = share < 1 - SAME ? 0 : share <= 1 + SAME ? 1 : 2;
      answers.put(goes, new Answer.Known(level));
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
