package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.ASSESSOR;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.assessment.followup.Week;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.PlanPart;
import org.lasegue.knowledge.PlanPart.Part;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Progression.Felt;
import org.lasegue.knowledge.Urgency;

/// No week may hold what would harm the person: over people made at random, with the danger signs
/// and the reasons against a treatment set on purpose.
class PlanSafetyTest {
  private static final LocalDate START = LocalDate.of(2026, 1, 5);

  /// Each of these alone stops walking and exercise; written here anew and not taken from the
  /// knowledge that it tests.
  private static final List<String> STOP =
      List.of(
          "weakness-progressive",
          "cannot-bear-weight",
          "high-energy-trauma",
          "saddle-numbness",
          "urinary-retention",
          "bowel-incontinence-new");

  private static final List<String> NO_HEAT =
      List.of("numbness-leg", "leg-swelling", "fever", "active-cancer");

  private static final List<String> NO_NSAID =
      List.of(
          "anticoagulant",
          "stomach-ulcer-history",
          "heart-failure",
          "single-kidney-or-kidney-disease");

  private final Simulator simulator = new Simulator(ASSESSOR);
  private final FollowUp followUp = new FollowUp(ASSESSOR);
  private final Vocabulary vocabulary = new Vocabulary(KNOWLEDGE);
  private final Expressions expressions =
      new Expressions(
          vocabulary,
          KNOWLEDGE.care().values().stream().flatMap(a -> a.neverFor().stream()).toList());

  @Test
  void noItemOfFiveHundredPeopleContradictsAReasonAgainstIt() {
    people(500, 20_261_125);
  }

  @Test
  @Tag("slow")
  void noItemOfAHundredThousandPeopleContradictsAReasonAgainstIt() {
    people(100_000, 6);
  }

  /// What holds for the plans below holds for those that people are shown.
  @Test
  void thePlanWithoutReasonsIsThatOfTheWholeAssessment() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 40; i++) {
      Case told = followUp.with(person(i, random), diary(random), START);
      Assessment whole = ASSESSOR.assess(told, Mode.SELF_REPORT);
      Assessment quick = ASSESSOR.withoutReasons(told, Mode.SELF_REPORT);
      assertThat(quick.plan()).isEqualTo(whole.plan());
      assertThat(quick.urgency().level()).isEqualTo(whole.urgency().level());
      assertThat(quick.causes().stream().map(Assessment.Cause::probability))
          .containsExactlyElementsOf(
              whole.causes().stream().map(Assessment.Cause::probability).toList());
    }
  }

  private void people(int number, long seed) {
    Seen seen =
        IntStream.range(0, number)
            .parallel()
            .mapToObj(i -> followed(i, new SplittableRandom(seed * number + i)))
            .reduce(Seen.NOTHING, Seen::plus);
    // a test that plans nothing, or stops nobody, proves nothing
    assertThat(seen.planned()).isGreaterThan(number / 20);
    assertThat(seen.stopped()).isGreaterThan(number / 20);
    assertThat(seen.heat()).isGreaterThan(number / 100);
    assertThat(seen.dosed()).isGreaterThan(number / 50);
  }

  /// What the weeks of people held: how often anything to move, nothing to move since it is not
  /// safe, warmth, and a dose.
  private record Seen(int planned, int stopped, int heat, int dosed) {
    static final Seen NOTHING = new Seen(0, 0, 0, 0);

    Seen plus(Seen other) {
      return new Seen(
          planned + other.planned, stopped + other.stopped, heat + other.heat, dosed + other.dosed);
    }
  }

  private Seen followed(int index, SplittableRandom random) {
    Case person = person(index, random);
    Diary diary = diary(random);
    LocalDate today = START.plusDays(random.nextInt(84));
    Case told = followUp.with(person, diary, START);
    Assessment assessed = ASSESSOR.withoutReasons(told, Mode.SELF_REPORT);
    Week week = followUp.week(assessed, diary, today, aside(random));
    List<Week.Item> moving = items(week, Part.WALKING, Part.EXERCISE);
    all(week).forEach(advice -> allowed(advice, assessed));
    Urgency level = assessed.urgency().level();
    boolean stopped = level.compareTo(Urgency.SAME_DAY) >= 0 || has(person, STOP);
    if (stopped) {
      assertThat(ids(moving))
          .as(() -> level + " " + present(person, STOP) + " " + person)
          .isEmpty();
    }
    if (level == Urgency.EMERGENCY_NOW) {
      assertThat(week.withheld()).isTrue();
      assertThat(week.parts()).isEmpty();
      assertThat(week.medicines()).isEmpty();
    }
    List<String> warm = ids(items(week, Part.WARMTH));
    if (has(person, NO_HEAT)) {
      assertThat(warm).as(person::toString).doesNotContain("warmth");
    }
    if (has(person, NO_NSAID)) {
      assertThat(week.medicines())
          .as(person::toString)
          .noneMatch(a -> a.action().id().startsWith("nsaid"));
    }
    if (person.person().ageFrom().orElse(0) < 18) {
      assertThat(week.medicines()).as(person::toString).isEmpty();
    }
    int dosed = 0;
    for (Week.Item item : moving) {
      item.amount().ifPresent(a -> assertThat(a.amount()).isBetween(1, a.most()));
      dosed += item.amount().isPresent() ? 1 : 0;
    }
    return new Seen(
        moving.isEmpty() ? 0 : 1, stopped ? 1 : 0, warm.contains("warmth") ? 1 : 0, dosed);
  }

  private void allowed(Advice advice, Assessment assessed) {
    CareAction action = advice.action();
    if (action.neverFor().isEmpty()) {
      return;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    List<String> likely = new ArrayList<>();
    for (Assessment.Cause cause : assessed.causes()) {
      if (likely.isEmpty() || cause.probability() >= 0.1) {
        likely.add(cause.condition());
      }
    }
    result.put("likely", likely);
    result.put(
        "likely_families",
        likely.stream().map(c -> KNOWLEDGE.condition(c).family()).distinct().toList());
    result.put("urgency", assessed.urgency().level().word());
    Facts facts =
        new Facts(
            assessed.subject(),
            KNOWLEDGE,
            vocabulary,
            assessed.mode(),
            true,
            assessed.subject().person().exactAge(),
            result);
    assertThat(expressions.evaluate(action.neverFor().get(), facts))
        .as(() -> action.id() + " for " + assessed.subject())
        .isNotInstanceOf(Expressions.Value.True.class);
  }

  /// Someone from the simulator, or with plain back pain, and often with one reason against
  /// something.
  private Case person(int index, SplittableRandom random) {
    Case made = simulator.draw(random.nextLong(), index, Simulator.Told.TYPICAL);
    Map<Key, Answer> findings = new LinkedHashMap<>(made.findings());
    List<String> reasons = new ArrayList<>(STOP);
    reasons.addAll(NO_HEAT);
    reasons.addAll(NO_NSAID);
    for (String id : reasons) {
      boolean present = random.nextInt(40) == 0;
      for (var where : CaseReader.places(KNOWLEDGE.findingById(id))) {
        findings.put(new Key(id, where), new Answer.Known(present ? 1 : 0));
      }
    }
    return new Case(made.id(), made.person(), findings, made.other(), made.expected());
  }

  private static boolean has(Case person, List<String> findings) {
    return !present(person, findings).isEmpty();
  }

  private static List<String> present(Case person, List<String> findings) {
    return person.findings().entrySet().stream()
        .filter(e ->
            findings.contains(e.getKey().finding())
                && e.getValue() instanceof Answer.Known k
                && k.level() == 1)
        .map(e -> e.getKey().toString())
        .toList();
  }

  private static Diary diary(SplittableRandom random) {
    List<DiaryEntry> entries = new ArrayList<>();
    for (int day = 0; day < 84; day++) {
      if (random.nextInt(3) > 0) {
        continue;
      }
      entries.add(
          new DiaryEntry(
              START.plusDays(day),
              OptionalInt.of(random.nextInt(11)),
              OptionalInt.of(random.nextInt(11)),
              OptionalInt.of(random.nextInt(120)),
              Optional.empty(),
              Optional.of(Felt.values()[random.nextInt(3)]),
              Optional.of(Change.values()[random.nextInt(3)]),
              "",
              ""));
    }
    return new Diary(entries, List.of());
  }

  /// What somebody would rather not do: any of the plan, as another item then takes its place.
  private static Set<String> aside(SplittableRandom random) {
    return KNOWLEDGE.followUp().plan().stream()
        .flatMap(p -> p.items().stream())
        .map(PlanPart.Item::care)
        .filter(_ -> random.nextInt(8) == 0)
        .collect(Collectors.toSet());
  }

  private static List<Week.Item> items(Week week, Part... parts) {
    return week.parts().stream()
        .filter(p -> List.of(parts).contains(p.part()))
        .flatMap(p -> p.items().stream())
        .toList();
  }

  private static List<String> ids(List<Week.Item> items) {
    return items.stream().map(i -> i.advice().action().id()).toList();
  }

  private static List<Advice> all(Week week) {
    List<Advice> result = new ArrayList<>(week.medicines());
    week.parts().forEach(p -> p.items().forEach(i -> result.add(i.advice())));
    return result;
  }
}
