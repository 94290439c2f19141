package org.lasegue.web.interview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Reply;
import org.lasegue.web.visit.Visit;
import org.springframework.stereotype.Component;

/// Answers to danger questions that are asked again outside the interview: the same replies as in
/// it, so that one case holds them.
@Component
public class DangerAnswers {
  private static final String DANGER = "danger:";
  private static final String VALUE = "value:";

  private final Turns turns;
  private final Forms forms;
  private final Cases cases;

  DangerAnswers(Turns turns, Forms forms, Cases cases) {
    this.cases = cases;
    this.turns = turns;
    this.forms = forms;
  }

  /// What stands as the answer now.
  public Optional<Reply> standing(Visit visit, Screen screen) {
    return Optional.ofNullable(visit.replies().get(DANGER + screen.id()));
  }

  /// The reply that this answer gives; empty where it gives none.
  ///
  /// @param said `yes`, `no` or `unsure`
  private Optional<Reply> reply(Visit visit, Screen screen, String said) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put(Forms.SAID, List.of(said));
    if (standing(visit, screen).filter(Reply::withheld).isPresent()) {
      values.put(Forms.WITHHELD, List.of("yes"));
    }
    return turns
        .again(DANGER + screen.id(), visit)
        .map(turn -> forms.read(turn, new Form(values)))
        .filter(Forms.Read.Accepted.class::isInstance)
        .map(read -> ((Forms.Read.Accepted) read).reply());
  }

  /// The reply to a danger question that is asked again; empty where what stands is kept. A "yes"
  /// is not taken back by "not sure". Where "no" or "not sure" follows on a danger that was there,
  /// its findings count as past: the rules read that as a danger that may come back, and a
  /// clinician sees that it was there.
  public Optional<Reply> again(Visit visit, Screen screen, Reply.Said said) {
    Optional<Reply> before = standing(visit, screen);
    boolean stood = before.filter(r -> r.said() == Reply.Said.YES).isPresent();
    if (before.filter(r -> r.said() == said).isPresent() || stood && said == Reply.Said.UNSURE) {
      return Optional.empty();
    }
    Optional<Reply> reply = reply(visit, screen, Fields.hyphenated(said));
    if (said == Reply.Said.YES || before.isEmpty()) {
      return reply;
    }
    boolean unnamed = stood && turns.details(DANGER + screen.id(), visit).isPresent();
    Map<Case.Key, Answer> was = cases.replied(visit).findings();
    return reply.map(r -> {
      Case now = cases.read(r.answers());
      Map<Case.Key, Answer> findings = new LinkedHashMap<>(now.findings());
      findings.replaceAll(
          (key, answer) -> unnamed || wasThere(was.get(key)) ? new Answer.Past() : answer);
      return new Reply(
          r.step(),
          r.said(),
          cases.line(new Case(now.id(), now.person(), findings, now.other(), now.expected())),
          r.withheld());
    });
  }

  private static boolean wasThere(@Nullable Answer answer) {
    return answer instanceof Answer.Past || answer instanceof Answer.Known k && k.level() > 0;
  }

  /// The step under which a danger question is remembered.
  public static String step(String screen) {
    return DANGER + screen;
  }

  /// The reply that gives a single finding this value.
  ///
  /// @param value `yes`, `no` or `unsure`, with sides `left`, `right`, `both`, `no` or `unsure`
  public Optional<Reply> reply(Visit visit, Finding finding, String value) {
    return turns
        .again(VALUE + finding.id(), visit)
        .map(turn -> forms.read(turn, new Form(Map.of(finding.id(), List.of(value)))))
        .filter(Forms.Read.Accepted.class::isInstance)
        .map(read -> ((Forms.Read.Accepted) read).reply());
  }

  /// Whether there is nothing to follow yet: no answer at all, or one whose details are open.
  public boolean unfinished(Visit visit) {
    return visit.replies().isEmpty() || open(visit);
  }

  /// Whether the details of an answer are still to be asked.
  public boolean open(Visit visit) {
    return turns.details(visit).isPresent();
  }
}
