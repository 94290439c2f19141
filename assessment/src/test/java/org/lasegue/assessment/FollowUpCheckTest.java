package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.FollowUpKnowledge;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.NaturalCourse;
import org.lasegue.knowledge.PlanPart;
import org.lasegue.knowledge.PreventionEffect;
import org.lasegue.knowledge.Progression;

/// What the check refuses in care over time.
class FollowUpCheckTest {
  private static final FollowUpKnowledge REAL = KNOWLEDGE.followUp();

  private static List<String> problems(FollowUpKnowledge changed) {
    Knowledge k = KNOWLEDGE;
    Knowledge knowledge =
        new Knowledge(
            k.version(),
            k.sources(),
            k.families(),
            k.findings(),
            k.aliases(),
            k.groups(),
            k.screens(),
            k.mechanisms(),
            k.conditions(),
            k.rules(),
            k.care(),
            k.claims(),
            k.names(),
            k.contacts(),
            k.medicalNames(),
            k.population(),
            k.literature(),
            changed);
    List<String> result = new ArrayList<>();
    new FollowUpCheck(knowledge, (_, _) -> {}, (_, _) -> {}, (_, message) -> result.add(message))
        .check();
    return result;
  }

  private static FollowUpKnowledge with(
      List<PlanPart> plan,
      List<Progression> progressions,
      List<NaturalCourse> courses,
      List<PreventionEffect> prevention) {
    return new FollowUpKnowledge(
        plan,
        progressions,
        courses,
        REAL.painChange(),
        REAL.reviews(),
        REAL.choices(),
        prevention,
        REAL.danger(),
        REAL.instruments());
  }

  @Test
  void whatIsThereHasNoProblem() {
    assertThat(problems(REAL)).isEmpty();
  }

  @Test
  void aDoseThatRisesAfterGrowingPainIsRefused() {
    List<Progression> rows =
        REAL.progressions().stream()
            .map(p -> new Progression(p.felt(), p.change(), 1, p.say(), p.basis(), p.at()))
            .toList();
    assertThat(problems(with(REAL.plan(), rows, REAL.courses(), REAL.prevention())))
        .anyMatch(p -> p.contains("must not be raised"));
  }

  @Test
  void aPairOfAnswersWithoutARowIsNamed() {
    List<Progression> fewer = REAL.progressions().subList(1, REAL.progressions().size());
    assertThat(problems(with(REAL.plan(), fewer, REAL.courses(), REAL.prevention())))
        .anyMatch(p -> p.contains("8 of 9 pairs"));
  }

  private static PlanPart.Item item(String care, PlanPart of) {
    return new PlanPart.Item(
        care, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), of.at());
  }

  @Test
  void anItemThatDoesNotSayWhenToStopIsNamed() {
    PlanPart first = REAL.plan().getFirst();
    List<PlanPart> plan =
        List.of(
            new PlanPart(PlanPart.Part.EXERCISE, 1, List.of(item("mckenzie", first)), first.at()));
    assertThat(problems(with(plan, REAL.progressions(), REAL.courses(), REAL.prevention())))
        .contains("'mckenzie' has no 'how-often'", "'mckenzie' has no 'progress'")
        .noneMatch(p -> p.contains("no 'stop'"));
  }

  /// Each sentence of care over time is counted with its basis; none is only read.
  @Test
  void everySentenceIsCheckedForItsBasis() {
    List<Basis> checked = new ArrayList<>();
    new FollowUpCheck(KNOWLEDGE, (basis, _) -> checked.add(basis), (_, _) -> {}, (_, _) -> {})
        .check();
    REAL.courses().forEach(c -> assertThat(checked).contains(c.say().basis(), c.caution().basis()));
    REAL.danger().forEach(d -> assertThat(checked).contains(d.basis()));
    REAL.choices()
        .forEach(c -> {
          assertThat(checked).contains(c.say().basis());
          c.options().forEach(o -> assertThat(checked).contains(o.basis()));
        });
    REAL.plan().stream()
        .flatMap(p -> p.items().stream())
        .flatMap(i -> i.howOften().stream())
        .forEach(s -> assertThat(checked).contains(s.basis()));
  }

  @Test
  void anItemThatIsNoCareActionOrHasNoReasonsAgainstItIsNamed() {
    PlanPart first = REAL.plan().getFirst();
    PlanPart.Item unknown = item("walk-dayly", first);
    PlanPart.Item unbounded = item("sleep-position", first);
    List<PlanPart> plan =
        List.of(new PlanPart(PlanPart.Part.WALKING, 1, List.of(unknown, unbounded), first.at()));
    assertThat(problems(with(plan, REAL.progressions(), REAL.courses(), REAL.prevention())))
        .anyMatch(p -> p.contains("did you mean 'walk-daily'?"))
        .anyMatch(p -> p.contains("loads the body and has no 'never-for'"));
  }

  @Test
  void aCourseThatRestsOnAGuessOrRunsBackwardsIsRefused() {
    NaturalCourse course = REAL.courses().getFirst();
    NaturalCourse.Point last = course.points().getLast();
    List<NaturalCourse.Point> points = new ArrayList<>(course.points());
    points.add(new NaturalCourse.Point(1, 5, 6, 4, new Basis.Estimate("a guess")));
    NaturalCourse changed =
        new NaturalCourse(
            course.id(),
            course.name(),
            course.measure(),
            course.from(),
            course.whenFor(),
            course.say(),
            course.caution(),
            points,
            course.at());
    assertThat(last.week()).isGreaterThan(1);
    assertThat(
            problems(with(REAL.plan(), REAL.progressions(), List.of(changed), REAL.prevention())))
        .anyMatch(p -> p.contains("cannot rest on an estimate"))
        .anyMatch(p -> p.contains("weeks must rise"))
        .anyMatch(p -> p.contains("low <= mean <= high"));
  }

  @Test
  void whatOnlySeemsToHelpMayNotBeSaidToHelp() {
    PreventionEffect real = REAL.prevention().getFirst();
    PreventionEffect unsure =
        new PreventionEffect(
            real.id(),
            real.title(),
            true,
            Optional.of(new PreventionEffect.Ratio(0.9, 0.7, 1.1)),
            real.without(),
            real.with(),
            real.say(),
            real.basis(),
            real.at());
    assertThat(problems(with(REAL.plan(), REAL.progressions(), REAL.courses(), List.of(unsure))))
        .anyMatch(p -> p.contains("whole interval lies below 1"));
  }
}
