package org.lasegue.assessment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lasegue.assessment.Assessment.Question;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Condition.Organ;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.ValueType;

/// What to ask a person next: danger first, then where it hurts and where it is numb, then the
/// question with the highest expected gain for its effort, until more answers would hardly change
/// the result.
///
/// The interview keeps no state of its own: the case so far, with "not sure" as an answer, says
/// what has been asked. So an interview is saved as its case and goes on from there, and any answer
/// can be changed.
public final class Interview {
  /// Bits of information on the causes below which a question is not worth a person's time.
  ///
  /// Estimate: a question of 0.03 bits changes the leading probability by about one percentage
  /// point on average.
  static final double WORTH_ASKING = 0.06;

  /// No interview asks more questions by value than this.
  static final int MOST_BY_VALUE = 10;

  private static final int USUALLY_BY_VALUE = 6;

  private static final String ABOUT = "about";
  private static final String PREGNANCY = "pregnancy";
  private static final String PAIN_MAP = "pain-map";
  private static final String NUMBNESS_MAP = "numbness-map";
  private static final String DANGER = "danger:";
  private static final String VALUE = "value:";

  private static final List<String> PAIN_PLACES =
      List.of(
          "low-back-pain",
          "pain-flank",
          "pain-buttock",
          "pain-groin",
          "pain-lateral-hip",
          "pain-thigh-front",
          "pain-thigh-outer",
          "pain-thigh-inner",
          "pain-thigh-back",
          "pain-knee",
          "pain-shin-inner",
          "pain-outer-lower-leg",
          "pain-calf",
          "pain-foot-top-big-toe",
          "pain-foot-outer-sole");

  private static final List<String> NUMB_PLACES =
      List.of(
          "numb-thigh-front",
          "numb-thigh-outer",
          "numb-shin-inner",
          "numb-outer-lower-leg",
          "numb-foot-top-big-toe",
          "numb-foot-outer-sole");

  private final Assessor assessor;
  private final Knowledge knowledge;

  public Interview(Assessor assessor) {
    this.assessor = assessor;
    this.knowledge = assessor.knowledge();
  }

  /// What to do next.
  public sealed interface Step {
    /// Age, sex, and pregnancy where it may be; each may stay unknown.
    record About(boolean age, boolean sex, boolean pregnancy) implements Step {}

    /// A danger question: yes, no or not sure. Its open findings are asked one by one after "yes".
    record Danger(Screen screen, List<Finding> open) implements Step {}

    /// Places on a map of the body; what is not marked is absent.
    record Places(String id, List<Finding> findings) implements Step {}

    /// One finding by value; with sides: left, right, both or neither.
    record Ask(Finding finding, double gain) implements Step {}

    /// Nothing more worth asking, with the reason.
    record Settled(String why) implements Step {}
  }

  /// @param asked ids of steps already put that leave no trace in the case (such as an age that was
  ///   not given)
  public Step next(Case subject, Set<String> asked) {
    Person person = subject.person();
    boolean age = person.ageFrom().isEmpty();
    boolean sex = person.sex().isEmpty() && person.organs().isEmpty();
    boolean pregnancy =
        person.pregnancy().state() == Pregnancy.State.UNKNOWN
            && !person.has(Organ.UTERUS).equals(Optional.of(false))
            && !(person.ageFrom().isPresent() && person.ageFrom().getAsInt() > 56);
    if ((age || sex) && !asked.contains(ABOUT)) {
      return new Step.About(age, sex, false);
    }
    if (pregnancy && !sex && !asked.contains(PREGNANCY)) {
      return new Step.About(false, false, true);
    }
    for (Screen screen : knowledge.screens()) {
      if (!applies(screen, subject)) {
        continue;
      }
      List<Finding> open = open(screen.findings(), subject);
      if (!open.isEmpty()) {
        return new Step.Danger(screen, open);
      }
    }
    if (person.surelyUnder(16)) {
      return new Step.Settled("A child is seen by a doctor; no more questions are needed.");
    }
    Optional<Step> map = map(PAIN_MAP, PAIN_PLACES, subject);
    if (map.isPresent()) {
      return map.get();
    }
    boolean numb =
        subject.findings().entrySet().stream()
            .anyMatch(e ->
                (e.getKey().finding().equals("numbness-leg")
                        || e.getKey().finding().equals("leg-tingling"))
                    && e.getValue() instanceof Answer.Known k
                    && k.level() > 0);
    if (numb) {
      map = map(NUMBNESS_MAP, NUMB_PLACES, subject);
      if (map.isPresent()) {
        return map.get();
      }
    }
    long byValue = asked.stream().filter(a -> a.startsWith(VALUE)).count();
    if (byValue >= MOST_BY_VALUE) {
      return new Step.Settled("Enough has been asked for now.");
    }
    for (Question question :
        assessor.questions(subject, Mode.SELF_REPORT, f -> canBeAsked(f, subject))) {
      if (question.gain() >= WORTH_ASKING) {
        return new Step.Ask(
            knowledge.findingById(question.id().replaceAll("@.*", "")), question.gain());
      }
    }
    return new Step.Settled("More questions would hardly change the result.");
  }

  private static boolean canBeAsked(Finding finding, Case subject) {
    return finding.answeredBy() == Finding.AnsweredBy.PERSON
        && !finding.ask().isEmpty()
        && !answered(finding, subject);
  }

  /// The step with this id, so that its answer can be changed; empty where the case gives it
  /// nothing to ask.
  ///
  /// @param subject the case without the answers to that step
  public Optional<Step> step(String id, Case subject) {
    Optional<Step> step =
        switch (id) {
          case ABOUT -> Optional.of(new Step.About(true, true, false));
          case PREGNANCY -> Optional.of(new Step.About(false, false, true));
          case PAIN_MAP -> Optional.of(new Step.Places(id, open(PAIN_PLACES, subject)));
          case NUMBNESS_MAP -> Optional.of(new Step.Places(id, open(NUMB_PLACES, subject)));
          default ->
              id.startsWith(DANGER)
                  ? knowledge.screens().stream()
                      .filter(s -> s.id().equals(id.substring(DANGER.length())))
                      .<Step>map(s -> new Step.Danger(s, open(s.findings(), subject)))
                      .findFirst()
                  : id.startsWith(VALUE)
                      ? knowledge.finding(id.substring(VALUE.length())).map(f -> new Step.Ask(f, 0))
                      : Optional.empty();
        };
    return step.filter(s ->
        switch (s) {
          case Step.Danger danger -> !danger.open().isEmpty();
          case Step.Places places -> !places.findings().isEmpty();
          default -> true;
        });
  }

  /// About how many steps are still to come: the danger questions and maps that are open, and the
  /// questions by value that an interview usually takes.
  public int left(Case subject, Set<String> asked) {
    long danger =
        knowledge.screens().stream()
            .filter(s -> applies(s, subject) && !open(s.findings(), subject).isEmpty())
            .count();
    if (subject.person().surelyUnder(16)) {
      return (int) danger;
    }
    int map = map(PAIN_MAP, PAIN_PLACES, subject).isPresent() ? 1 : 0;
    long byValue = asked.stream().filter(a -> a.startsWith(VALUE)).count();
    return (int) (danger + map + Math.max(1, USUALLY_BY_VALUE - byValue));
  }

  /// The id under which an asked step is remembered.
  public static String idOf(Step step) {
    return switch (step) {
      case Step.About about -> about.pregnancy() ? PREGNANCY : ABOUT;
      case Step.Danger danger -> DANGER + danger.screen().id();
      case Step.Places places -> places.id();
      case Step.Ask ask -> VALUE + ask.finding().id();
      case Step.Settled _ -> "settled";
    };
  }

  private Optional<Step> map(String id, List<String> places, Case subject) {
    List<Finding> open = open(places, subject);
    return open.size() < places.size() / 2 + 1
        ? Optional.empty()
        : Optional.of(new Step.Places(id, open));
  }

  private List<Finding> open(List<String> findings, Case subject) {
    return findings.stream()
        .filter(knowledge.findings()::containsKey)
        .map(knowledge::findingById)
        .filter(f -> !answered(f, subject))
        .toList();
  }

  private boolean applies(Screen screen, Case subject) {
    return assessor.applies(screen, subject);
  }

  /// Whether the finding has an answer on every side, if only "not sure".
  static boolean answered(Finding finding, Case subject) {
    if (subject.findings().containsKey(new Key(finding.id(), Where.SOME_SIDE))) {
      return true;
    }
    return CaseReader.places(finding).stream()
        .allMatch(w -> subject.findings().containsKey(new Key(finding.id(), w)));
  }

  /// The case with one more answer at the given places; earlier answers there are replaced.
  public Case with(Case subject, Finding finding, List<Where> places, Answer answer) {
    Map<Key, Answer> answers = new LinkedHashMap<>(subject.findings());
    for (Where where : places) {
      answers.put(new Key(finding.id(), where), answer);
    }
    return new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected());
  }

  /// The case with every finding absent (or unsure) that has no answer yet.
  public Case withAll(Case subject, List<Finding> findings, Answer answer) {
    Map<Key, Answer> answers = new LinkedHashMap<>(subject.findings());
    for (Finding finding : findings) {
      for (Where where : CaseReader.places(finding)) {
        Answer given = answer;
        if (answer instanceof Answer.Known && finding.type() instanceof ValueType type) {
          given = new Answer.Known(type.normal());
        }
        answers.putIfAbsent(new Key(finding.id(), where), given);
      }
    }
    return new Case(subject.id(), subject.person(), answers, subject.other(), subject.expected());
  }

  /// The answers of one form, in which what is present counts and not the denial of what it implies
  /// ("cancer now", then "never had cancer"): as a contradiction the whole form could not be read
  /// again, and the danger would be lost.
  public Case settled(Case answers) {
    Map<Key, Answer> findings = new LinkedHashMap<>(answers.findings());
    Derived.presentCounts(findings, knowledge);
    return new Case(answers.id(), answers.person(), findings, answers.other(), answers.expected());
  }

  public Case with(Case subject, Person person) {
    return new Case(subject.id(), person, subject.findings(), subject.other(), subject.expected());
  }

  /// Findings that were present in the case, for a summary.
  public List<Finding> present(Case subject) {
    List<Finding> result = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    subject
        .findings()
        .forEach((key, answer) -> {
          Finding finding = knowledge.findingById(key.finding());
          if (answer instanceof Answer.Known k
              && k.level() != finding.type().normal()
              && seen.add(finding.id())) {
            result.add(finding);
          }
        });
    return result;
  }
}
