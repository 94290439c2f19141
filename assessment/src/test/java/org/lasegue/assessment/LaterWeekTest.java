package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.lasegue.knowledge.Urgency;

class LaterWeekTest {
  private static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  private static final Simulator SIMULATOR = new Simulator(new Assessor(KNOWLEDGE));
  private static final LaterWeek LATER = new LaterWeek(KNOWLEDGE);
  private static final Key SEVERITY = new Key("pain-severity", Where.WHOLE);
  private static final Key DURATION = new Key("duration", Where.WHOLE);

  @Test
  void painFallsOnAverageAndDurationNeverDoes() {
    double before = 0;
    double after = 0;
    int people = 0;
    for (int i = 0; i < 200; i++) {
      Case first = SIMULATOR.draw(3, i, Simulator.Told.ALL);
      Optional<Case> then = LATER.after(first, 12, 3);
      if (then.isEmpty()) {
        continue;
      }
      people++;
      assertThat(then).isEqualTo(LATER.after(first, 12, 3));
      assertThat(then.get().id()).isEqualTo(first.id() + "-week-12");
      before += level(first, SEVERITY);
      after += level(then.get(), SEVERITY);
      assertThat(level(then.get(), DURATION)).isGreaterThanOrEqualTo(level(first, DURATION));
    }
    assertThat(people).as("most people have a harmless cause").isGreaterThan(100);
    assertThat(after).isLessThan(0.6 * before);
  }

  @Test
  void nobodyWithADangerousCauseIsFollowed() {
    for (int i = 0; i < 20; i++) {
      Case first =
          SIMULATOR.drawWith("cauda-equina-syndrome", 3, i, Simulator.Told.ALL).orElseThrow();
      boolean dangerous =
          first.expected().orElseThrow().answer().stream()
              .anyMatch(c -> KNOWLEDGE.condition(c).urgency().level() == Urgency.EMERGENCY_NOW);
      assertThat(LATER.after(first, 2, 3).isEmpty()).isEqualTo(dangerous);
    }
  }

  @Test
  void aShareOfAnswersBecomesUnsure() {
    Case first = SIMULATOR.draw(3, 1, Simulator.Told.ALL);
    Case told = LaterWeek.unsure(first, 0.1, 3);
    long unsure = told.findings().values().stream().filter(a -> a instanceof Answer.Unsure).count();
    assertThat(told.findings()).hasSameSizeAs(first.findings());
    assertThat((double) unsure / told.findings().size()).isBetween(0.03, 0.2);
    assertThat(LaterWeek.unsure(first, 0, 3)).isEqualTo(first);
  }

  private static int level(Case subject, Key key) {
    return ((Answer.Known) subject.findings().get(key)).level();
  }
}
