package org.lasegue.assessment.followup;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.OpenRule;
import org.lasegue.assessment.Assessment.Weight;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Choice;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Progression.Change;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.Urgency;
import org.lasegue.knowledge.ValueType;

/// Care over time. The diary enters the case as ordinary findings; there is no second model.
public final class FollowUp {
  static final String DURATION = "duration";
  private static final String COURSE = "course";
  private static final String SEVERITY = "pain-severity";

  /// After so many days without an entry a person whose pain grew is reminded.
  ///
  /// Estimate: long enough for a missed day, short enough for a sign of danger.
  public static final int DAYS_OF_SILENCE = 2;

  private static final double NOTICEABLE = 0.02;
  private static final double LEAST_WEIGHT = 0.5;
  private static final int CAUSES = 5;
  private static final int REASONS = 4;

  private final Assessor assessor;
  private final Knowledge knowledge;
  private final Weeks weeks;
  private final Courses courses;

  public FollowUp(Assessor assessor) {
    this.assessor = assessor;
    this.knowledge = assessor.knowledge();
    this.weeks = new Weeks(knowledge.followUp());
    this.courses = new Courses(assessor);
  }

  /// The case with what the diary tells: how bad the pain is, how it goes and how long it has
  /// lasted by the day of the last entry. An empty diary changes nothing.
  ///
  /// @param began the day on which the case was first told
  public Case with(Case told, Diary diary, LocalDate began) {
    Optional<DiaryEntry> latest = diary.latest();
    if (latest.isEmpty()) {
      return told;
    }
    LocalDate day = latest.get().day();
    Map<Key, Answer> findings = new LinkedHashMap<>(told.findings());
    latest
        .get()
        .worst()
        .ifPresent(pain -> {
          if (knowledge.findingById(SEVERITY).type() instanceof ValueType.Quantity quantity) {
            findings.put(
                new Key(SEVERITY, Where.WHOLE),
                new Answer.Known(
                    quantity.levelOf(pain), OptionalDouble.of(pain), Answer.Details.NONE));
          }
        });
    change(diary)
        .ifPresent(change ->
            findings.put(new Key(COURSE, Where.WHOLE), new Answer.Known(change.ordinal())));
    int before = Courses.duration(told);
    double lasted = Courses.weeks(courses.since(told, began).day(), day);
    int level = lasted >= Courses.leastWeeks(2) ? 2 : lasted >= Courses.leastWeeks(1) ? 1 : 0;
    if (level > before) {
      // known to have lasted as long, even where nobody said when it began
      findings.put(new Key(DURATION, Where.WHOLE), new Answer.Known(level));
    }
    return new Case(told.id(), told.person(), findings, told.other(), told.expected());
  }

  /// How the pain goes: as the person says, and worse wherever the numbers have clearly risen.
  /// Where nobody says it, pain that has not clearly fallen in two weeks of the plan is the same: a
  /// treatment that failed is a course that does not improve, and that is how the causes read it.
  private Optional<Change> change(Diary diary) {
    return Courses.rise(diary) >= knowledge.followUp().painChange().points()
        ? Optional.of(Change.WORSE)
        : said(diary)
            .or(() -> courses.persists(diary) ? Optional.of(Change.SAME) : Optional.empty());
  }

  /// How the pain goes as the person says, in the week before the last entry.
  static Optional<Change> said(Diary diary) {
    return diary
        .latest()
        .flatMap(last ->
            diary.entries().reversed().stream()
                .filter(e -> ChronoUnit.DAYS.between(e.day(), last.day()) < Diary.DAYS)
                .flatMap(e -> e.change().stream())
                .findFirst());
  }

  /// The plan of the week of this day.
  public Week week(Assessment assessed, Diary diary, LocalDate today) {
    return week(assessed, diary, today, Set.of());
  }

  /// @param aside care actions that the person would rather not do
  public Week week(Assessment assessed, Diary diary, LocalDate today, Set<String> aside) {
    return weeks.week(assessed, diary, today, aside);
  }

  /// How the pain of the diary goes, against the published course where one is known.
  ///
  /// @param assessed with the diary, @param told without it, as the person told it when it began
  public Course course(
      Assessment assessed, Case told, Diary diary, LocalDate began, LocalDate today) {
    return courses.course(assessed, told, diary, began, today);
  }

  /// The danger questions whose answer could raise the urgency of the rules now, in the order of
  /// the knowledge. What was answered before is asked anew: it may have changed since.
  public List<Screen> danger(Case told, Mode mode) {
    Map<String, Screen> screens = new HashMap<>();
    knowledge.screens().forEach(s -> screens.put(s.id(), s));
    return knowledge.followUp().danger().stream()
        .flatMap(d -> d.screen().stream())
        .flatMap(id -> Optional.ofNullable(screens.get(id)).stream())
        .filter(s -> assessor.applies(s, told) && couldRaise(s.findings(), told, mode))
        .toList();
  }

  /// Every danger question that is for this person.
  public List<Screen> everyDanger(Case told) {
    return knowledge.screens().stream().filter(s -> assessor.applies(s, told)).toList();
  }

  /// The single findings that are asked in the same way, where they are not present already.
  public List<Finding> dangerFindings(Case told, Mode mode) {
    return knowledge.followUp().danger().stream()
        .flatMap(d -> d.finding().stream())
        .map(knowledge::findingById)
        .filter(f -> !present(f, told) && couldRaise(List.of(f.id()), told, mode))
        .toList();
  }

  private static boolean present(Finding finding, Case told) {
    return told.findings().entrySet().stream()
        .anyMatch(e ->
            e.getKey().finding().equals(finding.id())
                && e.getValue() instanceof Answer.Known k
                && k.level() != finding.type().normal());
  }

  private boolean couldRaise(List<String> findings, Case told, Mode mode) {
    Map<Key, Answer> rest = new LinkedHashMap<>(told.findings());
    rest.keySet().removeIf(k -> findings.contains(k.finding()));
    Case open = new Case(told.id(), told.person(), rest, told.other(), told.expected());
    Set<String> names = new HashSet<>();
    findings.forEach(f -> names.add(f.replace('-', '_')));
    for (OpenRule rule : assessor.couldRaise(open, mode)) {
      for (String missing : rule.missing()) {
        if (names.stream().anyMatch(n -> missing.equals(n) || missing.startsWith(n + "_"))) {
          return true;
        }
      }
    }
    return false;
  }

  /// The choices that arise in a case: none while something must be checked the same day.
  public List<Choice> choices(Assessment assessed) {
    if (assessed.urgency().level().atLeast(Urgency.SAME_DAY)) {
      return List.of();
    }
    Assessment.Plan plan = assessed.plan();
    Set<String> given = new HashSet<>();
    List.of(plan.act(), plan.medicines())
        .forEach(list -> list.forEach(a -> given.add(a.action().id())));
    return knowledge.followUp().choices().stream()
        .filter(c -> assessor.holds(c.whenFor(), assessed, Map.of()))
        .map(c -> c.given(given))
        .filter(c -> c.options().size() > 1)
        .toList();
  }

  /// The day on which a person whose pain grew, and who then wrote no more, is to be reminded once.
  /// Empty where the last entry was not worse.
  public Optional<LocalDate> safetyReminder(Diary diary) {
    return diary.isEmpty() || !change(diary).equals(Optional.of(Change.WORSE))
        ? Optional.empty()
        : diary.latest().map(e -> e.day().plusDays(DAYS_OF_SILENCE));
  }

  /// What moved a cause between two assessments of a case, and why.
  ///
  /// @param by the findings whose weight changed, with the change in decibans, strongest first
  public record Moved(String condition, double before, double after, List<Weight> by) {}

  /// The leading causes of either assessment whose probability changed, largest change first.
  public static List<Moved> moved(Assessment before, Assessment after) {
    Map<String, Assessment.Cause> earlier = new HashMap<>();
    before.causes().forEach(c -> earlier.put(c.condition(), c));
    List<Moved> result = new ArrayList<>();
    for (Assessment.Cause now : after.causes()) {
      Assessment.Cause then = earlier.get(now.condition());
      double was = then == null ? 0 : then.probability();
      if (Math.abs(now.probability() - was) >= NOTICEABLE) {
        result.add(new Moved(now.condition(), was, now.probability(), reasons(then, now)));
      }
    }
    result.sort(Comparator.comparingDouble((Moved m) -> -Math.abs(m.after() - m.before())));
    return List.copyOf(result.subList(0, Math.min(CAUSES, result.size())));
  }

  private static List<Weight> reasons(
      Assessment.@org.jspecify.annotations.Nullable Cause then, Assessment.Cause now) {
    Map<String, Weight> was = then == null ? Map.of() : weights(then);
    Map<String, Weight> is = weights(now);
    List<Weight> result = new ArrayList<>();
    is.forEach((finding, weight) -> {
      Weight old = was.get(finding);
      add(result, weight, weight.decibans() - (old == null ? 0 : old.decibans()));
    });
    was.forEach((finding, weight) -> {
      if (!is.containsKey(finding)) {
        add(result, weight, -weight.decibans());
      }
    });
    result.sort(
        Comparator.comparingDouble((Weight w) -> -Math.abs(w.decibans()))
            .thenComparing(Weight::finding));
    return List.copyOf(result.subList(0, Math.min(REASONS, result.size())));
  }

  private static void add(List<Weight> result, Weight weight, double decibans) {
    if (Math.abs(decibans) >= LEAST_WEIGHT) {
      result.add(new Weight(weight.finding(), weight.answer(), decibans));
    }
  }

  private static Map<String, Weight> weights(Assessment.Cause cause) {
    Map<String, Weight> result = new LinkedHashMap<>();
    cause.forIt().forEach(w -> result.put(w.finding(), w));
    cause.against().forEach(w -> result.put(w.finding(), w));
    return result;
  }
}
