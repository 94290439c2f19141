package org.lasegue.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessment.UrgencyResult;
import org.lasegue.assessment.Case;
import org.lasegue.fhir.DecisionSupport.Card;
import org.lasegue.fhir.DecisionSupport.Chart;
import org.lasegue.knowledge.Urgency;

class DecisionSupportTest {
  private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

  private final DecisionSupport support = new DecisionSupport(People.ASSESSOR);

  /// The second safety net has no rule to show.
  @Test
  void aRiskWithoutARuleIsFlaggedAndNeverTurnsIntoAdviceAgainstImaging() {
    List<Case> people = new ArrayList<>(People.development());
    people.addAll(People.generated(300));
    List<Case> risky = people.stream().filter(DecisionSupportTest::byRiskAlone).limit(5).toList();
    assertThat(risky).isNotEmpty();
    for (Case each : risky) {
      Chart chart = chart(each);
      for (List<Card> cards :
          List.of(
              support.onOpening(chart, AT),
              support.onOrder(chart, orders("MRI of the lumbar spine"), Set.of(), AT))) {
        assertThat(cards)
            .as(each.id())
            .anyMatch(c -> support.topic(c.uuid()).orElseThrow().startsWith("risk "))
            .noneMatch(Card::overridable);
      }
    }
  }

  private static boolean byRiskAlone(Case subject) {
    UrgencyResult urgency = People.ASSESSOR.assess(subject, People.mode(subject)).urgency();
    return urgency.level().atLeast(Urgency.SAME_DAY)
        && urgency.fired().stream().noneMatch(r -> r.level().atLeast(Urgency.SAME_DAY));
  }

  private static Chart chart(Case subject) {
    QuestionnaireResponse response = new Responses(People.KNOWLEDGE).of(subject);
    response.setAuthored(Date.from(AT));
    Bundle record = new Bundle();
    record.addEntry().setResource(response);
    return new Chart(record, Optional.empty(), List.of());
  }

  private static Bundle orders(String words) {
    ServiceRequest order = new ServiceRequest();
    order.getCode().setText(words);
    Bundle orders = new Bundle();
    orders.addEntry().setResource(order);
    return orders;
  }
}
