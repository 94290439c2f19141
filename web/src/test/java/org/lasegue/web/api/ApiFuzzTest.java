package org.lasegue.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Interview;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;
import org.springframework.web.ErrorResponseException;

/// Whatever a program sends, it gets an answer or a refusal that says why. In the ordinary run with
/// the seeds alone; `JAZZER_FUZZ=1` looks for more.
class ApiFuzzTest {
  private static final Knowledge KNOWLEDGE = KnowledgeReader.bundled();
  private static final Assessor ASSESSOR = new Assessor(KNOWLEDGE);
  private static final ApiController API =
      new ApiController(KNOWLEDGE, ASSESSOR, new Interview(ASSESSOR));

  @FuzzTest(maxDuration = "10s")
  void anyBodyIsAnsweredOrRefused(byte[] body) throws IOException {
    answeredOrRefused(body);
  }

  @Tag("slow")
  @FuzzTest(maxDuration = "5m")
  void anyBodyIsAnsweredOrRefusedForFiveMinutes(byte[] body) throws IOException {
    answeredOrRefused(body);
  }

  private static void answeredOrRefused(byte[] body) throws IOException {
    try {
      assertThat(API.next(Set.of(), "application/json", new ByteArrayInputStream(body)).kind())
          .isNotEmpty();
      assertThat(
              API.assess("examined", "application/json", new ByteArrayInputStream(body)).getBody())
          .isNotEmpty();
    } catch (ErrorResponseException refused) {
      assertThat(refused.getStatusCode().is4xxClientError()).isTrue();
    }
  }
}
