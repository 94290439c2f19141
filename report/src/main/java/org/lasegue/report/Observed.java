package org.lasegue.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.knowledge.Finding;

/// What a case says of one finding at one place.
///
/// @param bothSides the same was said of the left and of the right; `key` is then the whole
record Observed(Finding finding, Case.Key key, boolean bothSides, Answer answer, State state) {
  enum State {
    PRESENT,
    ABSENT,
    UNSURE,
    PAST
  }

  /// All that the case says of these findings, in their order.
  static List<Observed> of(Case subject, Collection<Finding> findings) {
    List<Observed> result = new ArrayList<>();
    for (Finding finding : findings) {
      Answer left = subject.findings().get(new Case.Key(finding.id(), Case.Where.LEFT));
      Answer right = subject.findings().get(new Case.Key(finding.id(), Case.Where.RIGHT));
      if (left != null && left.equals(right)) {
        result.add(of(finding, new Case.Key(finding.id(), Case.Where.WHOLE), true, left));
        continue;
      }
      for (Case.Where where : Case.Where.values()) {
        Case.Key key = new Case.Key(finding.id(), where);
        Answer answer = subject.findings().get(key);
        if (answer != null) {
          result.add(of(finding, key, false, answer));
        }
      }
    }
    return result;
  }

  private static Observed of(Finding finding, Case.Key key, boolean bothSides, Answer answer) {
    State state =
        switch (answer) {
          case Answer.Unsure _ -> State.UNSURE;
          case Answer.Past _ -> State.PAST;
          case Answer.Known known ->
              known.level() == finding.type().normal() ? State.ABSENT : State.PRESENT;
        };
    return new Observed(finding, key, bothSides, answer, state);
  }

  /// In clinical words, with side and details.
  String stated(Words words) {
    return bothSides ? words.statedOnBothSides(finding.id(), answer) : words.stated(key, answer);
  }
}
