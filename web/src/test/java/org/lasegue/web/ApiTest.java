package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Mode;
import org.lasegue.report.JsonReport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

@Server
class ApiTest {
  private static final Path EXAMPLE = Path.of("../cases/examples/l5-sciatica.yaml");

  @LocalServerPort int port;
  @Autowired Assessor assessor;
  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;
  private Site site;

  @BeforeEach
  void visitor() {
    site = new Site(port);
  }

  @AfterEach
  void leave() {
    site.close();
  }

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
    assertThat(response.body()).contains("\"line\":4").contains("leg-weakness");
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
  }

  @Test
  void theDescriptionNamesEveryPathThatThereIs() throws IOException {
    Object document =
        new Load(LoadSettings.builder().build())
            .loadFromString(
                Files.readString(Path.of("src/main/resources/static/api/v1/openapi.yaml")));
    Set<String> described = new TreeSet<>();
    ((Map<?, ?>) ((Map<?, ?>) document).get("paths"))
        .forEach((path, methods) ->
            ((Map<?, ?>) methods).keySet().forEach(m -> described.add(m + " /api/v1" + path)));
    Set<String> there = new TreeSet<>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .keySet()
        .forEach(mapping ->
            mapping.getPatternValues().stream()
                .filter(p -> p.startsWith("/api/"))
                .forEach(p ->
                    mapping
                        .getMethodsCondition()
                        .getMethods()
                        .forEach(m ->
                            there.add(m.name().toLowerCase(java.util.Locale.ROOT) + " " + p))));
    assertThat(described).isEqualTo(there);
  }
}
