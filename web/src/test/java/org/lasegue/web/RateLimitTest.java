package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"lasegue.data=target/test-data/${random.uuid}", "lasegue.requests-per-minute=20"})
class RateLimitTest {
  @LocalServerPort int port;

  @Test
  void whoAsksTooOftenIsToldToWaitAndAssetsAreStillServed() {
    try (Site site = new Site(port)) {
      int last = IntStream.range(0, 25).map(_ -> site.get("/about").statusCode()).max().orElse(0);
      assertThat(last).isEqualTo(429);
      assertThat(site.get("/about").headers().firstValue("Retry-After")).isPresent();
      assertThat(site.get("/assets/lasegue.css").statusCode()).isEqualTo(200);
    }
  }
}
