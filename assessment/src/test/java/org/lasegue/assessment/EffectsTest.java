package org.lasegue.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lasegue.assessment.RealKnowledge.KNOWLEDGE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Condition.LinkSide;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Quantified;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.knowledge.Urgency;

/// The effects of the knowledge against the reviewed text in `effects.golden.txt`, so that a rule
/// that is dropped, a side that is flipped or an odds ratio that is turned round cannot pass
/// unseen. Renew the text with `-Dgolden.update=true` and read its difference.
class EffectsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/effects.golden.txt");

  @Test
  void areTheReviewedOnes() throws IOException {
    List<String> effects = Effects.of(KNOWLEDGE);
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(GOLDEN.getParent());
      Files.write(GOLDEN, effects);
    }
    assertThat(effects).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
  }

  @Test
  void aDroppedRuleIsSeen() throws IOException {
    List<TriageRule> rules = new ArrayList<>(KNOWLEDGE.rules());
    rules.removeIf(r -> r.id().equals(KNOWLEDGE.rules().getFirst().id()));
    assertThat(Effects.of(with(KNOWLEDGE, rules, KNOWLEDGE.conditions())))
        .isNotEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void aLoweredRuleIsSeen() throws IOException {
    List<TriageRule> rules = new ArrayList<>(KNOWLEDGE.rules());
    TriageRule rule = rules.getFirst();
    rules.set(
        0,
        new TriageRule(
            rule.id(),
            rule.when(),
            Urgency.SELF_CARE,
            Urgency.SELF_CARE,
            rule.see(),
            rule.say(),
            rule.because(),
            rule.hazard(),
            rule.closedBy(),
            rule.closedLevel(),
            rule.sign(),
            rule.basis(),
            rule.at()));
    assertThat(Effects.of(with(KNOWLEDGE, rules, KNOWLEDGE.conditions())))
        .isNotEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void anOddsRatioTurnedRoundIsSeen() throws IOException {
    Condition condition = KNOWLEDGE.condition("epidural-haematoma");
    List<Condition.ContextOdds> turned = new ArrayList<>();
    for (Condition.ContextOdds context : condition.context()) {
      double odds = context.odds().value();
      turned.add(
          context.finding().equals("anticoagulant")
              ? new Condition.ContextOdds(
                  context.finding(),
                  new Quantified(1 / odds, 1 / odds, 1 / odds, context.odds().basis()),
                  context.at())
              : context);
    }
    assertThat(Effects.of(with(KNOWLEDGE, copy(condition, turned, condition.findings()))))
        .isNotEqualTo(Files.readAllLines(GOLDEN));
  }

  @Test
  void aFlippedSideIsSeen() throws IOException {
    Condition condition = KNOWLEDGE.condition("hip-osteoarthritis");
    List<Condition.FindingLink> flipped = new ArrayList<>();
    for (Condition.FindingLink link : condition.findings()) {
      flipped.add(
          link.finding().equals("pain-groin")
              ? new Condition.FindingLink(
                  link.finding(),
                  link.levels(),
                  link.low(),
                  link.high(),
                  LinkSide.LEFT,
                  link.basis(),
                  link.at())
              : link);
    }
    assertThat(Effects.of(with(KNOWLEDGE, copy(condition, condition.context(), flipped))))
        .isNotEqualTo(Files.readAllLines(GOLDEN));
  }

  private static Knowledge with(Knowledge knowledge, Condition changed) {
    Map<String, Condition> conditions = new LinkedHashMap<>(knowledge.conditions());
    conditions.put(changed.id(), changed);
    return with(knowledge, knowledge.rules(), conditions);
  }

  private static Knowledge with(
      Knowledge k, List<TriageRule> rules, Map<String, Condition> conditions) {
    return k.withNumbers(k.findings(), conditions).withRules(k.screens(), rules);
  }

  private static Condition copy(
      Condition c, List<Condition.ContextOdds> context, List<Condition.FindingLink> findings) {
    return c.withNumbers(c.prior(), c.presents(), context, c.mechanisms(), findings);
  }
}
