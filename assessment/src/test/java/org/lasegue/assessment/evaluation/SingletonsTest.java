package org.lasegue.assessment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Person;

class SingletonsTest {

  @Test
  void findingsThatOneCaseAloneUsesAreDroppedFromIt() {
    Singletons found =
        Singletons.in(List.of(subject("one", "shared", "rare"), subject("two", "shared")));
    assertThat(found.dropped()).containsExactly(Map.entry("rare", "one"));
    assertThat(found.cases().getFirst().findings())
        .containsOnlyKeys(new Key("shared", Where.WHOLE));
    assertThat(found.cases().getLast().findings()).hasSize(1);
  }

  @Test
  void aFindingOnBothSidesOfOneCaseIsStillUsedByThatCaseAlone() {
    Map<Key, Answer> findings = new LinkedHashMap<>();
    findings.put(new Key("leg", Where.LEFT), new Answer.Known(1));
    findings.put(new Key("leg", Where.RIGHT), new Answer.Known(0));
    Case both = new Case("both", Person.UNKNOWN, findings, List.of(), Optional.empty());
    assertThat(Singletons.in(List.of(both, subject("other", "x"))).dropped())
        .containsOnlyKeys("leg", "x");
  }

  private static Case subject(String id, String... findings) {
    Map<Key, Answer> answers = new LinkedHashMap<>();
    for (String finding : findings) {
      answers.put(new Key(finding, Where.WHOLE), new Answer.Known(1));
    }
    return new Case(id, Person.UNKNOWN, answers, List.of(), Optional.empty());
  }
}
