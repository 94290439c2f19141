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
    if ((age || sex) && !asked.contains("about")) {
      return new Step.About(age, sex, false);
    }
    if (pregnancy && !sex && !asked.contains("pregnancy")) {
      return new Step.About(false, false, true);
    }
    for (Screen screen : knowledge.screens()) {
      if (!applies(screen, subject)) {
        continue;
      }
      List<Finding> open =
          screen.findings().stream()
              .map(knowledge::findingById)
              .filter(f -> !answered(f, subject))
              .toList();
      if (!open.isEmpty()) {
        return new Step.Danger(screen, open);
      }
    }
    if (person.surelyUnder(16)) {
      return new Step.Settled("A child is seen by a doctor; no more questions are needed.");
    }
    Optional<Step> map = map("pain-map", PAIN_PLACES, subject);
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
      map = map("numbness-map", NUMB_PLACES, subject);
      if (map.isPresent()) {
        return map.get();
      }
    }
    long byValue = asked.stream().filter(a -> a.startsWith("value:")).count();
    if (byValue >= MOST_BY_VALUE) {
      return new Step.Settled("Enough has been asked for now.");
    }
    for (Question question : assessor.questions(subject, Mode.SELF_REPORT)) {
      if (question.gain() < WORTH_ASKING) {
        continue;
      }
      Finding finding = knowledge.findingById(question.id().replaceAll("@.*", ""));
      if (finding.answeredBy() == Finding.AnsweredBy.PERSON
          && !finding.ask().isEmpty()
          && !answered(finding, subject)) {
        return new Step.Ask(finding, question.gain());
      }
    }
    return new Step.Settled("More questions would hardly change the result.");
  }

  /// The id under which an asked step is remembered.
  public static String idOf(Step step) {
    return switch (step) {
      case Step.About about -> about.pregnancy() ? "pregnancy" : "about";
      case Step.Danger danger -> "danger:" + danger.screen().id();
      case Step.Places places -> places.id();
      case Step.Ask ask -> "value:" + ask.finding().id();
      case Step.Settled _ -> "settled";
    };
  }

  private Optional<Step> map(String id, List<String> places, Case subject) {
    List<Finding> open =
        places.stream()
            .filter(p -> knowledge.findings().containsKey(p))
            .map(knowledge::findingById)
            .filter(f -> !answered(f, subject))
            .toList();
    return open.size() < places.size() / 2 + 1
        ? Optional.empty()
        : Optional.of(new Step.Places(id, open));
  }

  private boolean applies(Screen screen, Case subject) {
    return screen.only().isEmpty()
        || !(assessor.triage().evaluate(screen.only().get(), subject, Mode.SELF_REPORT, true)
            instanceof Expressions.Value.False);
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
