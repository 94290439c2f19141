package org.lasegue.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.knowledge.Urgency;

class ShownTest {
  private static final FiredRule BOTH_LEGS =
      rule("both-legs", Urgency.WITHIN_DAYS, List.of("leg-pain-both", "course worsening"));

  @Test
  void aRuleThatWaitsLongerForNoOtherSignIsLeftOut() {
    FiredRule worsening = rule("worsening", Urgency.ROUTINE, List.of("course worsening"));
    FiredRule numb = rule("numb", Urgency.ROUTINE, List.of("course worsening", "numbness-leg"));
    assertThat(Shown.further(List.of(BOTH_LEGS, worsening, numb), Urgency.WITHIN_DAYS))
        .containsExactly(numb);
  }

  @Test
  void whatIsForTodayIsNeverLeftOut() {
    FiredRule emergency = rule("emergency", Urgency.EMERGENCY_NOW, BOTH_LEGS.because());
    FiredRule today = rule("today", Urgency.SAME_DAY, BOTH_LEGS.because());
    assertThat(Shown.further(List.of(emergency, today, BOTH_LEGS), Urgency.EMERGENCY_NOW))
        .containsExactly(today);
  }

  @Test
  void rulesOfOneLevelAndRulesWithoutASignStay() {
    FiredRule twin = rule("twin", Urgency.WITHIN_DAYS, List.of("leg-pain-both"));
    FiredRule age = rule("age", Urgency.ROUTINE, List.of());
    assertThat(Shown.further(List.of(BOTH_LEGS, twin, age), Urgency.SAME_DAY))
        .containsExactly(BOTH_LEGS, twin, age);
  }

  @Test
  void aRuleBehindANotSureHidesNoSignThatIsSure() {
    FiredRule unsure =
        new FiredRule(
            "unsure", Urgency.WITHIN_DAYS, BOTH_LEGS.because(), "", "", "", true, List.of());
    FiredRule sure = rule("sure", Urgency.ROUTINE, List.of("leg-pain-both"));
    assertThat(Shown.further(List.of(unsure, sure), Urgency.WITHIN_DAYS)).containsExactly(sure);
  }

  private static FiredRule rule(String id, Urgency level, List<String> because) {
    return new FiredRule(id, level, because, "", "", "", false, List.of());
  }
}
