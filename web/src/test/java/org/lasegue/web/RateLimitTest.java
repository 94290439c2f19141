package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"lasegue.data=target/test-data/${random.uuid}", "lasegue.requests-per-minute=20"})
@ExtendWith(OutputCaptureExtension.class)
class RateLimitTest {
  @LocalServerPort int port;
  @Autowired Refusals refusals;

  @Test
  void whoAsksTooOftenIsToldToWaitAndAssetsAreStillServed(CapturedOutput output) {
    try (Site site = new Site(port)) {
      int last = IntStream.range(0, 25).map(_ -> site.get("/about").statusCode()).max().orElse(0);
      assertThat(last).isEqualTo(429);
      assertThat(site.get("/about").headers().firstValue("Retry-After")).isPresent();
      assertThat(site.get("/assets/lasegue.css").statusCode()).isEqualTo(200);
    }
    refusals.log();
    assertThat(HostileRequestTest.refused(output.getAll())).containsKey("too-many-requests");
  }
}
