package org.lasegue.assessment.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Interview;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;

class InterviewLengthTest {
  private static CaseReader reader;
  private static InterviewLength length;

  @BeforeAll
  static void readKnowledge() {
    Knowledge knowledge = KnowledgeReader.bundled();
    reader = new CaseReader(knowledge);
    length = new InterviewLength(new Interview(new Assessor(knowledge)));
  }

  private static int questions(int age, String findings) {
    String line =
        "{\"format\":1,\"id\":\"a\",\"age\":%d,\"sex\":\"male\",\"findings\":{%s}}"
            .formatted(age, findings);
    return length.of(((CaseReader.Result.Accepted) reader.read(line, "a", 1)).value());
  }

  /// A child is asked for dangers alone, so nothing else can make the difference.
  @Test
  void aDangerThatIsThereIsOneQuestionMore() {
    int without = questions(9, "\"saddle-numbness\":\"absent\"");
    assertThat(questions(9, "\"saddle-numbness\":\"present\"")).isEqualTo(without + 1);
  }

  @Test
  void anAdultIsAskedForMoreThanDangers() {
    String told = "\"low-back-pain\":\"present\"";
    assertThat(questions(40, told)).isGreaterThan(questions(9, told));
  }
}
