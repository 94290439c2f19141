package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/// The description of the API and the API say the same.
@Server
class ApiDescriptionTest extends Visitor {
  private static final Path SCHEMAS = Path.of("../docs/schemas");
  private static final String JSON = "application/json";
  private static final String CASE = "{\"format\":1,\"id\":\"x\",\"age\":46,\"sex\":\"male\"}";

  @Autowired RequestMappingHandlerMapping requestMappingHandlerMapping;

  private static Map<?, ?> document() throws IOException {
    return (Map<?, ?>)
        new Load(LoadSettings.builder().build())
            .loadFromString(
                Files.readString(Path.of("src/main/resources/static/api/v1/openapi.yaml")));
  }

  /// `get /api/v1/findings` to the handler.
  private Map<String, HandlerMethod> handlers() {
    Map<String, HandlerMethod> handlers = new TreeMap<>();
    requestMappingHandlerMapping
        .getHandlerMethods()
        .forEach((mapping, handler) ->
            mapping.getPatternValues().stream()
                .filter(p -> p.startsWith("/api/"))
                .forEach(p ->
                    mapping
                        .getMethodsCondition()
                        .getMethods()
                        .forEach(m ->
                            handlers.put(m.name().toLowerCase(Locale.ROOT) + " " + p, handler))));
    return handlers;
  }

  /// `get /api/v1/findings` to what is described.
  private static Map<String, Map<?, ?>> operations() throws IOException {
    Map<String, Map<?, ?>> operations = new TreeMap<>();
    ((Map<?, ?>) document().get("paths"))
        .forEach((path, methods) ->
            ((Map<?, ?>) methods)
                .forEach((method, operation) ->
                    operations.put(method + " /api/v1" + path, (Map<?, ?>) operation)));
    return operations;
  }

  @Test
  void itNamesEveryPathThatThereIs() throws IOException {
    assertThat(operations().keySet()).isEqualTo(handlers().keySet());
  }

  @Test
  void itNamesEveryParameterThatThereIs() throws IOException {
    Map<String, Map<?, ?>> operations = operations();
    handlers()
        .forEach((path, handler) -> {
          Set<String> there = new TreeSet<>();
          for (Parameter each : handler.getMethod().getParameters()) {
            if (each.isAnnotationPresent(RequestParam.class)) {
              there.add("query " + each.getName());
            } else if (each.isAnnotationPresent(PathVariable.class)) {
              there.add("path " + each.getName());
            }
          }
          Set<String> described = new TreeSet<>();
          if (operations.get(path).get("parameters") instanceof List<?> list) {
            list.forEach(
                p -> described.add(((Map<?, ?>) p).get("in") + " " + ((Map<?, ?>) p).get("name")));
          }
          assertThat(described).as(path).isEqualTo(there);
        });
  }

  private record Call(String operation, int status, HttpResponse<String> answer) {}

  @Test
  void everyAnswerKeepsToItsSchema() throws IOException {
    String yaml = Files.readString(Path.of("../cases/examples/l5-sciatica.yaml"));
    String wrong = "{\"format\":1,\"id\":\"x\",\"findings\":{\"leg-wekness\":\"present\"}}";
    String large = "x".repeat(70_000);
    List<Call> calls = new ArrayList<>();
    for (String path : List.of("/api/v1/assess", "/api/v1/next")) {
      String operation = "post " + path;
      calls.add(new Call(operation, 200, site.send(path, "application/yaml", yaml)));
      calls.add(new Call(operation, 200, site.send(path, JSON, CASE)));
      calls.add(new Call(operation, 422, site.send(path, JSON, wrong)));
      calls.add(new Call(operation, 413, site.send(path, JSON, large)));
      calls.add(
          new Call(operation, 415, site.send(path, "application/x-www-form-urlencoded", CASE)));
    }
    calls.add(new Call("post /api/v1/assess", 400, site.send("/api/v1/assess?mode=x", JSON, CASE)));
    for (String id : List.of("disc-herniation", "leg-weakness", "zzz")) {
      calls.add(
          new Call(
              "get /api/v1/explain/{id}",
              id.equals("zzz") ? 404 : 200,
              site.get("/api/v1/explain/" + id)));
    }
    for (String path : List.of("conditions", "findings", "version")) {
      calls.add(new Call("get /api/v1/" + path, 200, site.get("/api/v1/" + path)));
    }
    Set<String> called = new HashSet<>();
    Map<String, String> files = files();
    for (Call call : calls) {
      String what = call.operation() + " " + call.status();
      assertThat(call.answer().statusCode()).as(what).isEqualTo(call.status());
      String type = call.answer().headers().firstValue("Content-Type").orElse("").split(";")[0];
      assertThat(schema(call, type, files).validate(call.answer().body(), InputFormat.JSON))
          .as(what)
          .isEmpty();
      called.add(what);
    }
    // a token and the limit of requests have tests of their own: SignInTest, RateLimitTest
    Set<String> described = new TreeSet<>();
    operations()
        .forEach((operation, said) ->
            ((Map<?, ?>) said.get("responses"))
                .keySet().stream()
                    .filter(s -> !s.equals("401") && !s.equals("429"))
                    .forEach(s -> described.add(operation + " " + s)));
    assertThat(new TreeSet<>(called)).isEqualTo(described);
  }

  /// The whole description as a schema that leads to the one of this answer, so that what it refers
  /// to is there.
  private static Schema schema(Call call, String type, Map<String, String> files)
      throws IOException {
    Map<Object, Object> root = new LinkedHashMap<>(document());
    String[] operation = call.operation().split(" ");
    String response =
        "#/paths/"
            + operation[1].substring("/api/v1".length()).replace("/", "~1")
            + "/"
            + operation[0]
            + "/responses/"
            + call.status();
    Map<?, ?> said = (Map<?, ?>) at(root, response);
    if (said.get("$ref") instanceof String reference) {
      response = reference;
      said = (Map<?, ?>) at(root, reference);
    }
    assertThat(((Map<?, ?>) said.get("content")).containsKey(type)).as(call + " " + type).isTrue();
    root.put("$ref", response + "/content/" + type.replace("/", "~1") + "/schema");
    String text = JsonMapper.shared().writeValueAsString(root);
    for (String file : files.keySet()) {
      text = text.replace("\"" + file.replaceAll(".*:", "") + ".schema.json\"", "\"" + file + "\"");
    }
    return SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, b -> b.schemas(files))
        .getSchema(text);
  }

  private static Object at(Map<?, ?> root, String reference) {
    Object found = root;
    for (String step : reference.substring(2).split("/")) {
      found = ((Map<?, ?>) found).get(step.replace("~1", "/"));
    }
    return found;
  }

  /// The published schemas by their ids.
  private static Map<String, String> files() throws IOException {
    Map<String, String> files = new LinkedHashMap<>();
    for (String name : List.of("assessment-1", "case-1")) {
      files.put(
          "urn:lasegue:schema:" + name, Files.readString(SCHEMAS.resolve(name + ".schema.json")));
    }
    return files;
  }

  @Test
  void theFilesThatItNamesAreServedBesideIt() throws IOException {
    for (String name : List.of("assessment-1.schema.json", "case-1.schema.json")) {
      assertThat(site.get("/api/v1/" + name).body())
          .isEqualTo(Files.readString(SCHEMAS.resolve(name)));
    }
  }

  @Test
  void thePageForProgramsIsMadeOfItAndAsksNothingFromOutside() throws IOException {
    HttpResponse<String> response = site.get("/developers");
    assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .doesNotContain("unsafe");
    Document page = Jsoup.parse(response.body());
    Set<String> shown = new TreeSet<>(page.select("h2 code").eachText());
    Set<String> described = new TreeSet<>();
    operations()
        .keySet()
        .forEach(o ->
            described.add(
                o.substring(0, o.indexOf(' ')).toUpperCase(Locale.ROOT)
                    + o.substring(o.indexOf(' '))));
    assertThat(shown).isEqualTo(described);
    assertThat(page.text()).contains("loweredBy", "pointer", "self-report | examined");
    assertThat(page.select("script, link, img").eachAttr("src")).allMatch(s -> s.startsWith("/"));
    assertThat(page.select("link").eachAttr("href")).allMatch(s -> s.startsWith("/"));
  }
}
