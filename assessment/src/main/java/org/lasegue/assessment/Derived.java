package org.lasegue.assessment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Person.Pregnancy;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.ValueType;

/// Findings that follow from what a case states beside its values: duration, severity, onset and
/// course of the pain, and both sides from "both". What the case states itself is not changed, but
/// where answers given one by one contradict each other ("no weakness", then "my foot drops"), what
/// is present counts and not the denial of what it implies.
final class Derived {
  private Derived() {}

  static Case complete(Case subject, Knowledge knowledge) {
    Map<Key, Answer> answers = new LinkedHashMap<>(subject.findings());
    double severity = -1;
    String onset = "";
    String course = "";
    for (Map.Entry<Key, Answer> entry : subject.findings().entrySet()) {
      if (!(entry.getValue() instanceof Answer.Known known)) {
        continue;
      }
      Finding finding = knowledge.findingById(entry.getKey().finding());
      boolean present = known.level() != finding.type().normal();
      if (present && finding.meansBoth().isPresent()) {
        for (Where where : new Where[] {Where.LEFT, Where.RIGHT}) {
          answers.putIfAbsent(new Key(finding.meansBoth().get(), where), new Answer.Known(1));
        }
      }
      if (!present || !isPain(finding)) {
        continue;
      }
      Answer.Details details = known.details();
      severity = Math.max(severity, details.severity().orElse(-1));
      onset = details.onset().orElse(onset);
      course = details.course().orElse(course);
    }
    OptionalDouble hours = painHours(subject, knowledge);
    if (hours.isPresent()) {
      double days = hours.getAsDouble() / 24;
      put(answers, knowledge, "duration", days < 42 ? 0 : days <= 84 ? 1 : 2);
    }
    if (severity >= 0 && knowledge.findings().containsKey("pain-severity")) {
      ValueType type = knowledge.findingById("pain-severity").type();
      if (type instanceof ValueType.Quantity quantity) {
        answers.putIfAbsent(
            new Key("pain-severity", Where.WHOLE),
            new Answer.Known(
                quantity.levelOf(severity), OptionalDouble.of(severity), Answer.Details.NONE));
      }
    }
    if (!onset.isEmpty()) {
      put(answers, knowledge, "onset-" + onset, 1);
    }
    if (!course.isEmpty()) {
      int level = course.equals("improving") ? 0 : course.equals("stable") ? 1 : 2;
      put(answers, knowledge, "course", level);
    }
    Pregnancy pregnancy = subject.person().pregnancy();
    if (pregnancy.state() == Pregnancy.State.POSTPARTUM && pregnancy.weeks().orElse(0) <= 6) {
      put(answers, knowledge, "recent-childbirth-epidural", 1);
    }
    presentCounts(answers, knowledge);
    return new Case(subject.id(), tested(subject), answers, subject.other(), subject.expected());
  }

  /// The person with the state of pregnancy that a test shows: a positive one counts even where a
  /// pregnancy is denied, a negative one only where nothing was said, as an early pregnancy may not
  /// show yet.
  private static Person tested(Case subject) {
    Person person = subject.person();
    if (!(subject.findings().get(new Key("pregnancy-test", Where.WHOLE))
        instanceof Answer.Known test)) {
      return person;
    }
    boolean positive = test.level() > 0;
    Pregnancy.State state =
        switch (person.pregnancy().state()) {
          case UNKNOWN -> positive ? Pregnancy.State.PREGNANT : Pregnancy.State.NOT_PREGNANT;
          case POSSIBLE -> positive ? Pregnancy.State.PREGNANT : Pregnancy.State.POSSIBLE;
          case NOT_PREGNANT -> positive ? Pregnancy.State.PREGNANT : Pregnancy.State.NOT_PREGNANT;
          case PREGNANT -> Pregnancy.State.PREGNANT;
          case POSTPARTUM -> Pregnancy.State.POSTPARTUM;
        };
    return state == person.pregnancy().state()
        ? person
        : person.with(new Pregnancy(state, OptionalInt.empty()));
  }

  /// How long the pain has lasted, in hours: that of the pain told to be the oldest.
  static OptionalDouble painHours(Case subject, Knowledge knowledge) {
    OptionalDouble result = OptionalDouble.empty();
    for (Map.Entry<Key, Answer> entry : subject.findings().entrySet()) {
      Finding finding = knowledge.findingById(entry.getKey().finding());
      if (isPain(finding)
          && entry.getValue() instanceof Answer.Known known
          && known.level() != finding.type().normal()
          && known.details().sinceHours().isPresent()) {
        double hours = known.details().sinceHours().getAsDouble();
        result = OptionalDouble.of(Math.max(hours, result.orElse(hours)));
      }
    }
    return result;
  }

  static void presentCounts(Map<Key, Answer> answers, Knowledge knowledge) {
    Deque<Key> present = new ArrayDeque<>();
    answers.forEach((key, answer) -> {
      if (answer instanceof Answer.Known k
          && k.level() != knowledge.findingById(key.finding()).type().normal()) {
        present.add(key);
      }
    });
    while (!present.isEmpty()) {
      Key key = present.remove();
      for (String implied : knowledge.findingById(key.finding()).implies()) {
        for (Where where : CaseReader.impliedPlaces(key.where(), knowledge.findingById(implied))) {
          Key denied = new Key(implied, where);
          if (answers.get(denied) instanceof Answer.Known k && k.level() == 0) {
            answers.put(denied, new Answer.Known(1));
          }
          present.add(denied);
        }
      }
    }
  }

  private static boolean isPain(Finding finding) {
    return finding.id().startsWith("pain-")
        || finding.id().equals("low-back-pain")
        || finding.id().equals("leg-pain")
        || finding.id().startsWith("leg-pain-");
  }

  private static void put(
      Map<Key, Answer> answers, Knowledge knowledge, String finding, int level) {
    if (knowledge.findings().containsKey(finding)) {
      answers.putIfAbsent(new Key(finding, Where.WHOLE), new Answer.Known(level));
    }
  }
}
