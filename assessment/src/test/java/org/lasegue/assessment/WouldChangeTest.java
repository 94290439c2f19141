package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.ASSESSOR;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lasegue.assessment.Case.Key;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Urgency;

/// What would change a result is something that the person can still say.
class WouldChangeTest {
  private static Case man(String findings) {
    return RealKnowledge.read(
        "format: 1\nid: t\nage: 46\nsex: male\nfindings:\n" + findings.indent(2));
  }

  @Test
  void painOfACalfLeavesPainOfTheLegNoChoice() {
    Case subject =
        man(
            """
            low-back-pain: present
            pain-calf: {left: present}
            pain-thigh-back: {left: present}
            radiating-electric-pain: {left: present}
            worse-cough-sneeze: present
            """);
    assertThat(ruledOut(subject)).contains("leg-pain@left", "leg-pain-below-knee@left");
    check(subject, Mode.SELF_REPORT);
  }

  /// A leg weak for an hour is seen within days by a rule, whatever lowers the risk of a blocked
  /// artery.
  @Test
  void whatLowersARiskDoesNotLowerARule() {
    Case subject =
        RealKnowledge.read(
            """
            format: 1
            id: t
            age: 76
            sex: female
            findings:
              numbness-leg: {left: present}
              leg-weakness: {left: present}
              painless: present
              low-back-pain: absent
            """);
    assertThat(ASSESSOR.assess(subject, Mode.SELF_REPORT).urgency().loweredBy()).isNotEmpty();
    check(subject, Mode.SELF_REPORT);
  }

  /// One foot that drops is seen the same day; both are an emergency, but that is two answers.
  @Test
  void oneAnswerIsOnOneSide() {
    Case subject =
        man(
            """
            low-back-pain: present
            leg-pain: {left: present}
            numbness-leg: {left: present}
            duration: under-6-weeks
            """);
    assertThat(
            ASSESSOR.assess(subject, Mode.SELF_REPORT).wouldChange().stream()
                .filter(c -> c.finding().equals("foot-drop") && c.what().equals("urgency"))
                .map(Assessment.Change::to))
        .containsExactly("same-day");
  }

  @ParameterizedTest
  @EnumSource
  void nothingThatAnotherAnswerRulesOut(Mode mode) {
    Simulator simulator = new Simulator(ASSESSOR);
    for (int i = 0; i < 40; i++) {
      check(simulator.draw(11, i, Simulator.Told.TYPICAL), mode);
    }
  }

  private static void check(Case subject, Mode mode) {
    Set<String> ruledOut = ruledOut(subject);
    Assessment result = ASSESSOR.assess(subject, mode);
    Stream<String> absent =
        Stream.concat(
            result.wouldChange().stream()
                .filter(c -> c.answer().equals("absent"))
                .map(Assessment.Change::finding),
            result.urgency().loweredBy().stream()
                .filter(l -> l.answer().equals("absent"))
                .map(Assessment.LoweredBy::finding));
    assertThat(absent).as(subject.id()).noneMatch(ruledOut::contains);
    Urgency least =
        result.urgency().fired().stream()
            .map(Assessment.FiredRule::level)
            .reduce(Urgency.SELF_CARE, Urgency::max);
    assertThat(result.urgency().loweredBy())
        .as(subject.id() + ": never below a rule, and not by one more risk or illness")
        .allSatisfy(l -> {
          assertThat(l.level()).isGreaterThanOrEqualTo(least);
          assertThat(KNOWLEDGE.findingById(l.finding().replaceAll("@.*", "")).kind())
              .isNotEqualTo(Finding.Kind.CONTEXT);
        });
  }

  /// Findings that cannot be absent, since one that is present implies them.
  private static Set<String> ruledOut(Case subject) {
    Set<String> result = new HashSet<>();
    subject
        .findings()
        .forEach((key, answer) -> {
          if (answer instanceof Answer.Known known && known.level() > 0) {
            add(key, result);
          }
        });
    return result;
  }

  private static void add(Key key, Set<String> result) {
    Finding finding = KNOWLEDGE.findingById(key.finding());
    for (String implied : finding.implies()) {
      Key other = new Key(implied, key.where());
      result.add(other.toString());
      add(other, result);
    }
  }
}
