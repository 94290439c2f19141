package org.lasegue.web.interview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Screen;
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

  DangerAnswers(Turns turns, Forms forms) {
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
  public Optional<Reply> reply(Visit visit, Screen screen, String said) {
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

  /// Whether the details of an answer are still to be asked.
  public boolean open(Visit visit) {
    return turns.details(visit).isPresent();
  }
}
