package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/// As `lasegue serve` starts: beans are made when they are asked for.
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    classes = WebApplication.class,
    properties = {
      "spring.main.lazy-initialization=true",
      "lasegue.data=target/test-data/first-page"
    })
class FirstPageTest {
  @LocalServerPort private int port;
  @Autowired private ConfigurableListableBeanFactory beans;

  @Test
  void theFirstPageDoesNotWaitForTheAssessorAndTheFirstAnswerGetsIt() throws Exception {
    try (Site site = new Site(port)) {
      HttpResponse<String> page = site.get("/");
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(made()).isFalse();
      assertThat(site.get("/api/v1/conditions").statusCode()).isEqualTo(200);
      assertThat(made()).isTrue();
    }
  }

  private boolean made() {
    return beans.containsSingleton(beans.getBeanNamesForType(Assessor.class)[0]);
  }
}
