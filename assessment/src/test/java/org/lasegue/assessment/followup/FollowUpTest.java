package org.lasegue.assessment.followup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.NaturalCourse;
import org.lasegue.knowledge.PlanPart;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Progression.Felt;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.yaml.BadInputException;

/// What twelve weeks of a diary do to the plan, the course and the questions.
class FollowUpTest {
  private static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  private static final Assessor ASSESSOR = new Assessor(KNOWLEDGE);
  private static final FollowUp FOLLOW_UP = new FollowUp(ASSESSOR);
  private static final LocalDate START = LocalDate.of(2026, 3, 2);

  private static final String BACK =
      "format: 1\nid: t\nage: 40\nsex: male\nfindings:\n  low-back-pain: present\n"
          + "  duration: under-6-weeks\n  worse-with-movement: present\n  leg-pain: absent\n";

  private static final String SCIATICA =
      "format: 1\nid: t\nage: 46\nsex: male\nfindings:\n  low-back-pain: present\n"
          + "  leg-pain-below-knee: {left: present, right: absent}\n"
          + "  pain-outer-lower-leg: {left: present, right: absent}\n"
          + "  radiating-electric-pain: {left: present, right: absent}\n"
          + "  worse-cough-sneeze: present\n  duration: under-6-weeks\n";

  private static Case told(String text) {
    Case subject =
        ((CaseReader.Result.Accepted) new CaseReader(KNOWLEDGE).read(text, "t", 1)).value();
    Map<Key, Answer> answers = new LinkedHashMap<>(subject.findings());
    for (Screen screen : KNOWLEDGE.screens()) {
      for (String id : screen.findings()) {
        Finding finding = KNOWLEDGE.findingById(id);
        List<Where> places =
            finding.sided() ? List.of(Where.LEFT, Where.RIGHT) : List.of(Where.WHOLE);
        for (Where where : places) {
          answers.putIfAbsent(new Key(id, where), new Answer.Known(finding.type().normal()));
        }
      }
    }
    return new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected());
  }

  private static DiaryEntry entry(int day, int back, int leg) {
    return new DiaryEntry(
        START.plusDays(day),
        OptionalInt.of(back),
        OptionalInt.of(leg),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        "",
        "");
  }

  private static DiaryEntry answered(int day, Felt felt, Change change) {
    return new DiaryEntry(
        START.plusDays(day),
        OptionalInt.of(4),
        OptionalInt.of(0),
        OptionalInt.empty(),
        Optional.empty(),
        Optional.of(felt),
        Optional.of(change),
        "",
        "");
  }

  private static Diary daily(int days, IntUnaryOperator pain) {
    List<DiaryEntry> entries = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      entries.add(entry(day, pain.applyAsInt(day), pain.applyAsInt(day)));
    }
    return new Diary(entries, List.of());
  }

  private static Assessment assessed(Case told, Diary diary) {
    return ASSESSOR.assess(FOLLOW_UP.with(told, diary, START), Mode.SELF_REPORT);
  }

  private static int minutes(Case told, Diary diary, int day) {
    return FOLLOW_UP.week(assessed(told, diary), diary, START.plusDays(day)).parts().stream()
        .filter(p -> p.part() == PlanPart.Part.WALKING)
        .findFirst()
        .orElseThrow()
        .items()
        .getFirst()
        .amount()
        .orElseThrow()
        .amount();
  }

  @Test
  void aGoodWeekAddsAStepAndAHardOneTakesItBack() {
    Case back = told(BACK);
    Diary diary =
        new Diary(
            List.of(
                entry(0, 4, 0), // weeks are counted from the first entry
                answered(6, Felt.RIGHT, Change.BETTER),
                answered(13, Felt.TOO_EASY, Change.BETTER),
                answered(20, Felt.TOO_HARD, Change.WORSE)),
            List.of());
    assertThat(minutes(back, diary, 6)).isEqualTo(5);
    assertThat(minutes(back, diary, 7)).isEqualTo(10);
    assertThat(minutes(back, diary, 14)).isEqualTo(20);
    assertThat(minutes(back, diary, 21)).isEqualTo(10);
  }

  @Test
  void silenceNeverAddsLoad() {
    Diary one = new Diary(List.of(answered(0, Felt.RIGHT, Change.SAME)), List.of());
    Case back = told(BACK);
    assertThat(minutes(back, one, 7)).isEqualTo(10);
    assertThat(minutes(back, one, 14)).isEqualTo(10);
    assertThat(minutes(back, one, 70)).as("a long silence begins anew").isEqualTo(5);
    Week week = FOLLOW_UP.week(assessed(back, one), one, START.plusDays(70));
    assertThat(week.stale()).isTrue();
    assertThat(week.number()).isEqualTo(11);
  }

  @Test
  void theDoseNeverPassesItsEnds() {
    List<DiaryEntry> easy = new ArrayList<>();
    List<DiaryEntry> hard = new ArrayList<>();
    for (int day = 0; day < 84; day += 7) {
      easy.add(answered(day, Felt.TOO_EASY, Change.BETTER));
      hard.add(answered(day, Felt.TOO_HARD, Change.SAME));
    }
    assertThat(minutes(told(BACK), new Diary(easy, List.of()), 83)).isEqualTo(30);
    assertThat(minutes(told(BACK), new Diary(hard, List.of()), 83)).isEqualTo(5);
  }

  @Test
  void walkingBeginsWhereThePersonStands() {
    DiaryEntry walks =
        new DiaryEntry(
            START,
            OptionalInt.of(3),
            OptionalInt.of(0),
            OptionalInt.of(17),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            "",
            "");
    assertThat(minutes(told(BACK), new Diary(List.of(walks), List.of()), 3)).isEqualTo(15);
  }

  @Test
  void aChangeOfTheClockAndAMonthEndMoveNoDay() {
    // 29 March 2026 has 23 hours in Berlin, 25 October has 25
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    LocalDate saturday = LocalDate.of(2026, 3, 28);
    Diary diary =
        new Diary(
            List.of(entry((int) (saturday.toEpochDay() - START.toEpochDay()), 5, 0)), List.of());
    ZonedDateTime evening = saturday.atTime(23, 30).atZone(berlin);
    // counted in hours, the seventh day would begin an hour early
    assertThat(diary.weekOf(evening.plusHours(24 * 6).toLocalDate())).isOne();
    assertThat(diary.weekOf(evening.plusDays(6).toLocalDate())).isZero();
    assertThat(diary.weekOf(saturday.plusDays(6))).isZero();
    assertThat(diary.weekOf(saturday.plusDays(7))).isOne();
    LocalDate october = LocalDate.of(2026, 10, 24);
    assertThat(Courses.weeks(october, october.plusDays(7))).isEqualTo(1.0);
  }

  @Test
  void ofTwoEntriesOfADayTheWorsePainAndWorseStandAndTheOrderOfWritingDoesNotMatter() {
    Diary diary =
        new Diary(
            List.of(
                entry(3, 7, 0),
                answered(3, Felt.TOO_HARD, Change.WORSE),
                entry(1, 5, 0),
                entry(3, 2, 3),
                answered(3, Felt.RIGHT, Change.BETTER)),
            List.of());
    assertThat(diary.entries()).hasSize(2);
    DiaryEntry day = diary.latest().orElseThrow();
    assertThat(day.back()).hasValue(7);
    assertThat(day.leg()).hasValue(3);
    assertThat(day.change()).hasValue(Change.WORSE);
    assertThat(day.felt()).hasValue(Felt.RIGHT);
    assertThat(diary.first()).hasValue(START.plusDays(1));
  }

  @Test
  void anImpossibleNumberIsRefused() {
    assertThatThrownBy(() -> entry(0, 11, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> entry(0, 0, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Course course(String text, Diary diary, int day) {
    Case subject = told(text);
    return FOLLOW_UP.course(assessed(subject, diary), subject, diary, START, START.plusDays(day));
  }

  @Test
  void someoneWhoImprovesIsOnCourse() {
    Diary diary = daily(43, day -> Math.max(0, 6 - day / 7));
    Course course = course(BACK, diary, 42);
    assertThat(course.kind().orElseThrow().id()).isEqualTo("new-back-pain");
    assertThat(course.verdict()).isIn(Course.Verdict.ON_COURSE, Course.Verdict.WELL);
    assertThat(course.clearlyBetter()).isTrue();
    assertThat(course.reviews()).isEmpty();
  }

  @Test
  void someoneWhoDoesNotImproveIsReviewedAtSixWeeksAndNotBefore() {
    Diary diary = daily(84, day -> 6);
    // 6 of 10 is far above what is published for this week
    assertThat(course(BACK, diary.until(START.plusDays(40)), 40).verdict())
        .isEqualTo(Course.Verdict.TOO_EARLY);
    Course course = course(BACK, diary.until(START.plusDays(42)), 42);
    assertThat(course.verdict()).isEqualTo(Course.Verdict.REVIEW_NOW);
    assertThat(course.reviews()).anyMatch(r -> r.id().equals("six-weeks"));
  }

  @Test
  void someoneWhoGetsWorseIsReviewedAtOnceAndTheCaseSaysSo() {
    Diary diary = daily(20, day -> day < 12 ? 3 : 7);
    Course course = course(BACK, diary, 19);
    assertThat(course.verdict()).isEqualTo(Course.Verdict.REVIEW_NOW);
    assertThat(course.reviews()).anyMatch(r -> r.id().equals("worse"));
    Case now = FOLLOW_UP.with(told(BACK), diary, START);
    assertThat(now.findings().get(new Key("course", Where.WHOLE))).isEqualTo(new Answer.Known(2));
  }

  @Test
  void strongLegPainNeedNotWaitSixWeeks() {
    Course course = course(SCIATICA, daily(20, day -> 8), 19);
    assertThat(course.kind().orElseThrow().id()).isEqualTo("sciatica");
    assertThat(course.reviews()).anyMatch(r -> r.id().equals("severe-two-weeks"));
  }

  @Test
  void aFewEntriesOrOldOnesSayNothing() {
    assertThat(course(BACK, daily(2, day -> 9), 2).verdict()).isEqualTo(Course.Verdict.NOT_YET);
    assertThat(course(BACK, daily(5, day -> 9), 60).verdict()).isEqualTo(Course.Verdict.NOT_YET);
  }

  private static Diary with(int days, int back, int leg, Change change) {
    List<DiaryEntry> entries = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      entries.add(
          new DiaryEntry(
              START.plusDays(day),
              OptionalInt.of(back),
              OptionalInt.of(leg),
              OptionalInt.empty(),
              Optional.empty(),
              Optional.of(Felt.RIGHT),
              Optional.ofNullable(change),
              "",
              ""));
    }
    return new Diary(entries, List.of());
  }

  @Test
  void strongPainThatIsWorseEveryDayIsNotCalledOnCourse() {
    Diary worse = with(10, 9, 0, Change.WORSE);
    Assessment assessed = assessed(told(BACK), worse);
    Course course = FOLLOW_UP.course(assessed, told(BACK), worse, START, START.plusDays(9));
    assertThat(course.verdict()).isIn(Course.Verdict.REVIEW_NOW, Course.Verdict.CHECK_FIRST);
    // one "worse" of a moderate pain is a reason for a new look too
    Diary moderate = with(4, 4, 0, Change.WORSE);
    assertThat(course(BACK, moderate, 3).reviews()).anyMatch(r -> r.id().equals("worse"));
  }

  @Test
  void onlyWhoHasNeitherBackPainNorLegPainIsCalledWell() {
    assertThat(course(SCIATICA, with(10, 8, 0, Change.SAME), 9).verdict())
        .isEqualTo(Course.Verdict.TOO_EARLY);
    assertThat(course(SCIATICA, with(10, 0, 0, Change.SAME), 9).verdict())
        .isEqualTo(Course.Verdict.WELL);
  }

  @Test
  void whileAWarningSignMustBeCheckedNothingIsSaidOfTheCourse() {
    Case emergency = present(told(BACK), "urinary-retention");
    Diary diary = with(50, 0, 0, Change.BETTER);
    Course course =
        FOLLOW_UP.course(assessed(emergency, diary), emergency, diary, START, START.plusDays(49));
    assertThat(course.verdict()).isEqualTo(Course.Verdict.CHECK_FIRST);
    assertThat(course.reviews()).isEmpty();
    assertThat(FOLLOW_UP.choices(assessed(emergency, diary))).isEmpty();
  }

  @Test
  void reviewsNeedNoPublishedCourse() {
    Case hip =
        told(
            "format: 1\nid: t\nage: 74\nsex: female\nfindings:\n  low-back-pain: absent\n"
                + "  pain-groin: {left: present, right: absent}\n"
                + "  worse-hip-movement: {left: present, right: absent}\n"
                + "  duration: 6-to-12-weeks\n");
    Diary diary = with(20, 6, 0, Change.SAME);
    Course course = FOLLOW_UP.course(assessed(hip, diary), hip, diary, START, START.plusDays(19));
    assertThat(course.kind()).isEmpty();
    assertThat(course.reviews()).anyMatch(r -> r.id().equals("six-weeks"));
  }

  @Test
  void theWeeksSinceTheCaseWasToldCountOnce() {
    // by then the case itself says six weeks: they are the same six weeks
    assertThat(course(BACK, daily(43, day -> 2), 42).weeks()).isEqualTo(6);
  }

  @Test
  void anotherAilmentThatIsOlderDoesNotMakeThePainOlder() {
    Case told =
        told(
            BACK.replace("duration: under-6-weeks", "duration: 6-to-12-weeks")
                    .replace(
                        "  low-back-pain: present",
                        "  low-back-pain: {value: present, since-days: 70}")
                + "  numbness-leg: {left: {value: present, since-days: 4000}, right: absent}\n");
    Courses.Since since = new Courses(ASSESSOR).since(told, START);
    assertThat(since.day()).isEqualTo(START.minusDays(70));
    assertThat(since.least()).isFalse();
  }

  @Test
  void whereNobodySaysHowThePainWentThereIsNoStepUpAndRisenPainTakesOneBack() {
    assertThat(minutes(told(BACK), with(14, 4, 0, null), 14)).isEqualTo(5);
    List<DiaryEntry> risen = new ArrayList<>(with(7, 2, 0, Change.SAME).entries());
    for (int day = 7; day < 14; day++) {
      risen.add(answered(day, Felt.RIGHT, Change.SAME)); // pain of 4
    }
    assertThat(minutes(told(BACK), new Diary(risen, List.of()), 7)).isEqualTo(10);
    assertThat(minutes(told(BACK), new Diary(risen, List.of()), 14)).isEqualTo(5);
  }

  @Test
  void afterAWeekThatWasStoppedTheDoseBeginsAnew() {
    Diary good = with(28, 3, 0, Change.BETTER);
    assertThat(minutes(told(BACK), good, 28)).isEqualTo(25);
    Diary stopped = new Diary(good.entries(), List.of(), java.util.Set.of(START.plusDays(22)));
    assertThat(minutes(told(BACK), stopped, 28)).isEqualTo(5);
  }

  @Test
  void timeAgesTheCase() {
    Case before = told(BACK);
    Case after = FOLLOW_UP.with(before, daily(85, day -> 4), START);
    assertThat(before.findings().get(new Key("duration", Where.WHOLE)))
        .isEqualTo(new Answer.Known(0));
    assertThat(after.findings().get(new Key("duration", Where.WHOLE)))
        .isEqualTo(new Answer.Known(2));
    assertThat(FOLLOW_UP.with(before, Diary.EMPTY, START)).isSameAs(before);
  }

  @Test
  void theDangerQuestionsAreThoseThatCouldRaiseTheUrgency() {
    List<String> asked =
        FOLLOW_UP.danger(told(BACK), Mode.SELF_REPORT).stream().map(Screen::id).toList();
    assertThat(asked).contains("bladder", "bowel", "saddle-and-sexual-feeling", "new-weakness");
    Case emergency = present(told(BACK), "urinary-retention");
    assertThat(ASSESSOR.assess(emergency, Mode.SELF_REPORT).urgency().level())
        .isEqualTo(Urgency.EMERGENCY_NOW);
    List<String> left =
        FOLLOW_UP.danger(emergency, Mode.SELF_REPORT).stream().map(Screen::id).toList();
    // nothing is above an emergency; only the question that made it one can still do so
    assertThat(left).isSubsetOf("bladder");
  }

  @Test
  void aPersonWhoseFirstAnswerWasNoIsHeardWhenItBecomesYes() {
    Case later = present(told(BACK), "urinary-retention");
    assertThat(ASSESSOR.emergencies(later, Mode.SELF_REPORT)).isNotEmpty();
    Diary diary = daily(3, day -> 3);
    Week week = FOLLOW_UP.week(assessed(later, diary), diary, START.plusDays(3));
    assertThat(week.withheld()).isTrue();
    assertThat(week.parts()).isEmpty();
    assertThat(week.comeBack()).isNotEmpty();
  }

  private static Case present(Case told, String finding) {
    Map<Key, Answer> answers = new LinkedHashMap<>(told.findings());
    answers.put(new Key(finding, Where.WHOLE), new Answer.Known(1));
    return new Case(told.id(), told.person(), answers, told.other(), told.expected());
  }

  @Test
  void whoGotWorseAndFellSilentIsRemindedOnceAndOthersAreNot() {
    Diary worse = new Diary(List.of(answered(4, Felt.RIGHT, Change.WORSE)), List.of());
    assertThat(FOLLOW_UP.safetyReminder(worse)).hasValue(START.plusDays(6));
    Diary same = new Diary(List.of(answered(4, Felt.RIGHT, Change.SAME)), List.of());
    assertThat(FOLLOW_UP.safetyReminder(same)).isEmpty();
    assertThat(FOLLOW_UP.safetyReminder(Diary.EMPTY)).isEmpty();
    assertThat(FOLLOW_UP.safetyReminder(daily(20, day -> day < 12 ? 3 : 7))).isPresent();
  }

  @Test
  void aChangeOfBeliefIsExplainedByTheAnswersThatCameBetween() {
    Case before = told(SCIATICA);
    Map<Key, Answer> answers = new LinkedHashMap<>(before.findings());
    answers.put(new Key("fever", Where.WHOLE), new Answer.Known(1));
    answers.put(new Key("chills-or-rigors", Where.WHOLE), new Answer.Known(1));
    Case after = new Case(before.id(), before.person(), answers, before.other(), before.expected());
    List<FollowUp.Moved> moved =
        FollowUp.moved(
            ASSESSOR.assess(before, Mode.SELF_REPORT), ASSESSOR.assess(after, Mode.SELF_REPORT));
    assertThat(moved).isNotEmpty();
    assertThat(moved.getFirst().by())
        .anyMatch(w -> w.finding().equals("fever") || w.finding().equals("chills-or-rigors"));
  }

  @Test
  void choicesAriseOnlyForSciaticaThatLasts() {
    assertThat(FOLLOW_UP.choices(assessed(told(SCIATICA), Diary.EMPTY))).isEmpty();
    assertThat(
            FOLLOW_UP.choices(
                assessed(told(SCIATICA.replace("under-6-weeks", "over-12-weeks")), Diary.EMPTY)))
        .hasSize(1);
  }

  @Test
  void choicesAreForAdultsWhoAreNotPregnantAndTheInjectionForWhomItsCareActionIs() {
    String weeks = SCIATICA.replace("under-6-weeks", "6-to-12-weeks");
    Diary severe = with(3, 6, 9, null);
    assertThat(options(weeks, severe)).containsExactly("operation", "injection", "wait");
    assertThat(options(weeks, with(3, 6, 3, null))).containsExactly("operation", "wait");
    String thinner = weeks + "  anticoagulant: present\n";
    assertThat(options(thinner, severe)).doesNotContain("injection");
    String lasting = SCIATICA.replace("under-6-weeks", "over-12-weeks");
    assertThat(options(lasting, severe)).doesNotContain("injection");
    assertThat(options(weeks.replace("age: 46", "age: 17"), severe)).isEmpty();
    assertThat(
            options(
                weeks.replace(
                    "age: 46\nsex: male",
                    "age: 30\nsex: female\npregnancy: {pregnant: {weeks: 20}}"),
                severe))
        .isEmpty();
  }

  private static List<String> options(String text, Diary diary) {
    return FOLLOW_UP.choices(assessed(told(text), diary)).stream()
        .flatMap(c -> c.options().stream())
        .map(o -> o.id())
        .toList();
  }

  @Test
  void whatAPersonWouldRatherNotDoGivesItsPlaceToTheNextOfThePart() {
    Case told = told(SCIATICA);
    Assessment assessed = assessed(told, Diary.EMPTY);
    List<String> before = exercises(assessed, Set.of());
    List<String> after = exercises(assessed, Set.of(before.getFirst()));
    assertThat(after).doesNotContain(before.getFirst()).hasSameSizeAs(before);
    assertThat(after).containsAll(before.subList(1, before.size()));
  }

  private static List<String> exercises(Assessment assessed, Set<String> aside) {
    return FOLLOW_UP.week(assessed, Diary.EMPTY, START, aside).parts().stream()
        .filter(p -> p.part() == PlanPart.Part.EXERCISE)
        .flatMap(p -> p.items().stream())
        .map(i -> i.advice().action().id())
        .toList();
  }

  @Test
  void everyItemOfAWeekSaysHowOftenHowToGoOnAndWhenToStop() {
    FOLLOW_UP.week(assessed(told(SCIATICA), Diary.EMPTY), Diary.EMPTY, START).parts().stream()
        .flatMap(p -> p.items().stream())
        .forEach(i ->
            assertThat(List.of(i.howOften(), i.progress(), i.stop()))
                .as(i.planned().care())
                .noneMatch(String::isBlank));
  }

  @Test
  void aDiaryIsSummedUpByWeekAndAWeekWithoutAnEntryIsThereToo() {
    Diary diary = new Diary(List.of(entry(0, 4, 6), entry(1, 5, 8), entry(15, 1, 2)), List.of());
    List<WrittenWeek> weeks = WrittenWeek.of(diary, START.plusDays(16));
    assertThat(weeks).extracting(WrittenWeek::days).containsExactly(2, 0, 1);
    assertThat(weeks.getFirst().leg()).hasValue(7);
    assertThat(weeks.get(1).leg()).isEmpty();
    assertThat(weeks.get(2).from()).isEqualTo(START.plusDays(14));
    Adherence kept = Adherence.of(diary, START.plusDays(16));
    assertThat(kept.days()).isEqualTo(3);
    assertThat(kept.of()).isEqualTo(17);
    assertThat(kept.silent()).hasValue(1);
  }

  @Test
  void aDiaryFileIsReadAndOneThatHoldsNonsenseIsRefusedWithItsLine() {
    Diary diary =
        DiaryReader.read(
            """
            format: 1
            days:
            - {day: 2026-03-02, back: 3, leg: 6, walked: 10, felt: too-hard, danger: {bladder: no}}
            - {day: 2026-03-04, leg: 5, change: better, stopped: true}
            scores:
            - {day: 2026-03-02, instrument: roland-morris, score: 12}
            """,
            "diary.yaml");
    assertThat(diary.entries()).hasSize(2);
    assertThat(diary.entries().getFirst().felt()).contains(Felt.TOO_HARD);
    assertThat(diary.entries().getLast().back()).isEmpty();
    assertThat(diary.stops()).containsExactly(LocalDate.of(2026, 3, 4));
    assertThat(diary.scores()).hasSize(1);
    for (String wrong :
        List.of(
            "{day: 2026-03-02, back: 11}",
            "{day: 2026-13-02}",
            "{day: 2026-03-02, bck: 1}",
            "{day: 2026-03-02, back: 1.5}",
            "{day: 2026-03-02, felt: awful}")) {
      assertThatThrownBy(() -> DiaryReader.read("format: 1\ndays:\n- " + wrong, "d.yaml"))
          .as(wrong)
          .isInstanceOf(BadInputException.class)
          .hasMessageContaining("d.yaml:3");
    }
  }

  @Test
  void painThatDoesNotFallInTwoWeeksIsAStableCourseEvenWhereNobodySaysSo() {
    Case improving = told(SCIATICA + "  course: improving\n");
    Key course = new Key("course", Where.WHOLE);
    Diary same = daily(20, _ -> 6);
    assertThat(FOLLOW_UP.with(improving, same, START).findings().get(course))
        .isEqualTo(new Answer.Known(Change.SAME.ordinal()));
    assertThat(
            FOLLOW_UP.with(improving, same.until(START.plusDays(9)), START).findings().get(course))
        .isEqualTo(new Answer.Known(Change.BETTER.ordinal()));
    Diary fallen = daily(20, day -> Math.max(1, 6 - day / 3));
    assertThat(FOLLOW_UP.with(improving, fallen, START).findings().get(course))
        .isEqualTo(new Answer.Known(Change.BETTER.ordinal()));
  }

  @Test
  void aBackThatStaysAsBadIsReviewedAtSixWeeksAlsoWhereTheLegIsTheOneOnTheCurve() {
    List<DiaryEntry> entries = new ArrayList<>();
    for (int day = 0; day < 45; day++) {
      entries.add(entry(day, 6, Math.max(1, 5 - day / 7)));
    }
    Diary diary = new Diary(entries, List.of());
    Case told = told(SCIATICA);
    Course course = FOLLOW_UP.course(assessed(told, diary), told, diary, START, START.plusDays(44));
    assertThat(course.measure()).isEqualTo(NaturalCourse.Measure.LEG);
    assertThat(course.verdict()).isEqualTo(Course.Verdict.REVIEW_NOW);
    assertThat(course.reviews()).anyMatch(r -> r.id().equals("six-weeks"));
  }
}
