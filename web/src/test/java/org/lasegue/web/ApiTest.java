package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.report.JsonReport;
import org.springframework.beans.factory.annotation.Autowired;

@Server
class ApiTest extends Visitor {
  private static final Path EXAMPLE = Path.of("../cases/examples/l5-sciatica.yaml");

  @Autowired Assessor assessor;

  @Test
  void aCaseGivesTheSameBytesAsTheLibrary() throws IOException {
    CaseReader.Result.Accepted read =
        (CaseReader.Result.Accepted) new CaseReader(assessor.knowledge()).read(EXAMPLE).getFirst();
    HttpResponse<String> response =
        site.send("/api/v1/assess?mode=examined", "application/yaml", Files.readString(EXAMPLE));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .isEqualTo(new JsonReport().of(assessor.assess(read.value(), Mode.EXAMINED)));
  }

  @Test
  void theFirstQuestionIsAboutThePersonAndThenDanger() {
    String empty = "{\"format\":1,\"id\":\"x\"}";
    assertThat(site.send("/api/v1/next", "application/json", empty).body())
        .contains("\"kind\":\"about\"");
    assertThat(site.send("/api/v1/next?asked=about,pregnancy", "application/json", empty).body())
        .contains("\"id\":\"danger:bladder\"")
        .contains("urinary-retention");
  }

  @Test
  void whatIsWrongIsNamedWithItsLineAndTheNearestId() {
    HttpResponse<String> response =
        site.send(
            "/api/v1/assess",
            "application/yaml",
            "format: 1\nid: x\nfindings:\n  leg-wekness: present\n");
    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(response.body())
        .contains("\"line\":4", "\"pointer\":\"/findings/leg-wekness\"", "leg-weakness");
  }

  @Test
  void aCaseThatCallsItselfAFormIsRefusedWithTheRemedy() throws IOException {
    HttpResponse<String> response =
        site.send(
            "/api/v1/assess?mode=examined",
            "application/x-www-form-urlencoded",
            Files.readString(EXAMPLE));
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(response.body()).contains("Content-Type: application/yaml");
  }

  @Test
  void nonsenseIsAnsweredWithAProblemAndNeverWithAFault() {
    List<String> bodies =
        List.of(
            "",
            "[",
            "{}",
            "null",
            "42",
            "format: 2\nid: x",
            "\u0000",
            "{\"format\":1}",
            "- a\n- b");
    for (String path : List.of("/api/v1/assess", "/api/v1/next", "/api/v1/assess?mode=x")) {
      for (String body : bodies) {
        HttpResponse<String> response = site.send(path, "application/json", body);
        assertThat(response.statusCode()).as(path + " " + body).isBetween(400, 499);
        assertThat(response.headers().firstValue("Content-Type").orElse(""))
            .startsWith("application/problem+json");
      }
    }
    assertThat(site.get("/api/v1/explain/zzz").statusCode()).isEqualTo(404);
    for (String path : List.of("/api/v1/nothing", "/api/v1/assess", "/api/v2/assess")) {
      assertThat(site.get(path).statusCode()).isBetween(404, 405);
      assertThat(site.get(path).headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
    }
  }

  @Test
  void theExampleOfAClientAssessesACaseFile() throws Exception {
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "../docs/clients/Assess.java",
                "http://localhost:" + port,
                EXAMPLE.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(client.waitFor()).as(printed).isZero();
    assertThat(printed).startsWith("{\"format\":1,");
  }
}
