package org.lasegue.assessment.followup;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.knowledge.FollowUpKnowledge;
import org.lasegue.knowledge.PlanPart;
import org.lasegue.knowledge.PlanPart.Part;
import org.lasegue.knowledge.Progression;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Urgency;

/// Plans a week: the advice that the assessment gives, with the dose that the diary has led to.
final class Weeks {
  private final FollowUpKnowledge knowledge;

  Weeks(FollowUpKnowledge knowledge) {
    this.knowledge = knowledge;
  }

  /// @param aside care actions that the person would rather not do; the next of the part takes the
  ///   place
  Week week(Assessment assessed, Diary whole, LocalDate today, Set<String> aside) {
    Diary diary = whole.until(today);
    int number = diary.weekOf(today);
    LocalDate from = diary.first().map(f -> f.plusDays((long) number * Diary.DAYS)).orElse(today);
    Assessment.Plan plan = assessed.plan();
    boolean withheld = plan.withheld();
    // the care actions say so too; a plan that moves people does not rest on one line of data
    boolean stopped = assessed.urgency().level().compareTo(Urgency.SAME_DAY) >= 0;
    boolean stale =
        diary
            .latest()
            .filter(e -> ChronoUnit.DAYS.between(e.day(), today) >= Diary.DAYS)
            .isPresent();
    List<Week.Part> parts = new ArrayList<>();
    if (!withheld) {
      Map<String, Advice> given = new LinkedHashMap<>();
      plan.act().forEach(a -> given.put(a.action().id(), a));
      for (PlanPart part : knowledge.plan()) {
        if (stopped && (part.part() == Part.WALKING || part.part() == Part.EXERCISE)) {
          continue;
        }
        List<Week.Item> items =
            part.items().stream()
                .filter(i -> given.containsKey(i.care()) && !aside.contains(i.care()))
                .limit(part.mostItems())
                .map(i ->
                    new Week.Item(
                        java.util.Objects.requireNonNull(given.get(i.care())),
                        i.dose().map(d -> amount(d, diary, number)),
                        i))
                .toList();
        if (!items.isEmpty()) {
          parts.add(new Week.Part(part.part(), items));
        }
      }
    }
    return new Week(
        number + 1,
        from,
        withheld,
        stopped,
        stale,
        number == 0 || withheld || stopped
            ? Optional.empty()
            : step(diary, number - 1).map(Progression::say),
        parts,
        withheld ? List.of() : plan.medicines(),
        withheld ? List.of() : plan.dont(),
        plan.comeBack());
  }

  /// The dose after the answers of the weeks before this one. After a week with a warning sign, or
  /// two without a word, it begins anew at its start: nobody knows what the person did since.
  ///
  /// Estimate: two weeks, as one without an entry is common and the trial of walking gives no rule.
  private Week.Amount amount(PlanPart.Dose dose, Diary diary, int week) {
    int amount = dose.unit() == PlanPart.Unit.MINUTES ? walkedAtFirst(dose, diary) : dose.start();
    for (int w = 0; w < week; w++) {
      boolean silent = w > 0 && diary.week(w).isEmpty() && diary.week(w - 1).isEmpty();
      amount =
          silent || diary.stopped(w)
              ? dose.start()
              : dose.after(amount, step(diary, w).map(Progression::steps).orElse(0));
    }
    return new Week.Amount(amount, dose.unit(), dose.days(), dose.most(), dose.basis());
  }

  /// What the person walks already: the middle of the first week's minutes, in whole steps. The
  /// trial of walking began where each person stood.
  private static int walkedAtFirst(PlanPart.Dose dose, Diary diary) {
    int[] walked =
        diary.week(0).stream()
            .filter(e -> e.walked().isPresent())
            .mapToInt(e -> e.walked().getAsInt())
            .sorted()
            .toArray();
    int middle = walked.length == 0 ? dose.start() : walked[(walked.length - 1) / 2];
    return Math.clamp(middle / dose.step() * dose.step(), dose.start(), dose.most());
  }

  /// The row for a week: how it felt and how the pain went, each as answered last. Pain that has
  /// clearly risen is worse whatever was ticked; where nobody said how it went, there is no step
  /// up.
  private Optional<Progression> step(Diary diary, int week) {
    List<DiaryEntry> latestFirst = diary.week(week).reversed();
    Optional<Progression.Felt> felt =
        latestFirst.stream().flatMap(e -> e.felt().stream()).findFirst();
    if (felt.isEmpty()) {
      return Optional.empty();
    }
    boolean risen =
        Courses.rise(diary.until(latestFirst.getFirst().day())) >= knowledge.painChange().points();
    Optional<Change> change =
        risen
            ? Optional.of(Change.WORSE)
            : latestFirst.stream().flatMap(e -> e.change().stream()).findFirst();
    return knowledge.progressions().stream()
        .filter(p -> p.felt() == felt.get() && p.change() == change.orElse(Change.SAME))
        .filter(p -> change.isPresent() || p.steps() <= 0)
        .findFirst();
  }
}
