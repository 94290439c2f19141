package org.lasegue.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What `openapi.yaml` says, laid out for a page. The page has nothing of its own, so it cannot say
/// anything else.
public final class ApiDescription {
  private static final String FOLDER = "/static/api/v1/";
  private static final int DEEPEST = 6;

  private final Map<?, ?> document = load("openapi.yaml");

  /// @param id by which a link leads to it
  public record Operation(
      String id,
      String method,
      String path,
      String summary,
      List<Field> parameters,
      List<Body> bodies,
      List<Response> responses) {}

  /// What is sent, by its type.
  public record Body(String type, String description, List<Field> fields) {}

  public record Response(String status, String description, List<Body> bodies) {}

  /// @param depth how deep it lies in the body, @param note whether it must be there, and what it
  ///   may be
  public record Field(int depth, String name, String type, boolean required, String description) {}

  public String version() {
    return text(map(document.get("info")), "version");
  }

  public String description() {
    return text(map(document.get("info")), "description");
  }

  /// In the order in which they are described.
  public List<Operation> operations() {
    List<Operation> all = new ArrayList<>();
    String base = text(map(list(document.get("servers")).getFirst()), "url");
    map(document.get("paths"))
        .forEach((path, methods) ->
            map(methods)
                .forEach((method, operation) ->
                    all.add(operation(base + path, String.valueOf(method), map(operation)))));
    return all;
  }

  private Operation operation(String path, String method, Map<?, ?> operation) {
    List<Field> parameters = new ArrayList<>();
    for (Object each : list(operation.get("parameters"))) {
      Map<?, ?> parameter = map(each);
      Map<?, ?> schema = map(parameter.get("schema"));
      parameters.add(
          new Field(
              0,
              text(parameter, "name"),
              text(parameter, "in") + ", " + type(schema),
              Boolean.TRUE.equals(parameter.get("required")),
              text(parameter, "description")));
    }
    List<Response> responses = new ArrayList<>();
    map(operation.get("responses"))
        .forEach((status, response) -> {
          Map<?, ?> said = resolved(map(response));
          responses.add(
              new Response(String.valueOf(status), text(said, "description"), bodies(said)));
        });
    return new Operation(
        text(operation, "operationId"),
        method.toUpperCase(Locale.ROOT),
        path,
        text(operation, "summary"),
        parameters,
        bodies(resolved(map(operation.get("requestBody")))),
        responses);
  }

  private List<Body> bodies(Map<?, ?> holder) {
    List<Body> bodies = new ArrayList<>();
    map(holder.get("content"))
        .forEach((type, content) -> {
          List<Field> fields = new ArrayList<>();
          Map<?, ?> schema = map(map(content).get("schema"));
          fields(schema, schema, 0, fields);
          bodies.add(new Body(String.valueOf(type), text(holder, "description"), fields));
        });
    return bodies;
  }

  /// The fields of an object or of the objects of a list, each with what lies in it below it.
  private void fields(Map<?, ?> sent, Map<?, ?> root, int depth, List<Field> into) {
    Map<?, ?> file = sent.get("$ref") instanceof String r && !r.startsWith("#") ? load(r) : root;
    Map<?, ?> schema = resolved(sent, file);
    if (depth > DEEPEST) {
      return;
    }
    List<?> required = list(schema.get("required"));
    map(schema.get("properties"))
        .forEach((name, value) -> {
          Map<?, ?> field = resolved(map(value), file);
          into.add(
              new Field(
                  depth,
                  String.valueOf(name),
                  type(field),
                  required.contains(name),
                  text(map(value), "description").isEmpty()
                      ? text(field, "description")
                      : text(map(value), "description")));
          fields(field, file, depth + 1, into);
        });
    if (schema.get("items") instanceof Map<?, ?> items) {
      fields(items, file, depth, into);
    }
  }

  private Map<?, ?> resolved(Map<?, ?> node) {
    return resolved(node, document);
  }

  /// What a reference leads to: within its file, within the description, or a file beside it.
  private Map<?, ?> resolved(Map<?, ?> node, Map<?, ?> root) {
    if (!(node.get("$ref") instanceof String reference)) {
      return node;
    }
    if (!reference.startsWith("#")) {
      return load(reference);
    }
    Map<?, ?> found = at(root, reference);
    return found.isEmpty() ? at(document, reference) : found;
  }

  private static Map<?, ?> at(Map<?, ?> root, String reference) {
    Map<?, ?> found = root;
    for (String step : reference.substring(2).split("/")) {
      found = map(found.get(step));
    }
    return found;
  }

  private String type(Map<?, ?> schema) {
    if (schema.containsKey("const")) {
      return String.valueOf(schema.get("const"));
    }
    List<?> words = list(schema.get("enum"));
    if (!words.isEmpty()) {
      return String.join(" | ", words.stream().map(String::valueOf).toList());
    }
    return text(schema, "type");
  }

  private static String text(Map<?, ?> node, String key) {
    Object value = node.get(key);
    return value == null ? "" : String.valueOf(value).strip();
  }

  private static Map<?, ?> map(@Nullable Object node) {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }

  private static List<?> list(@Nullable Object node) {
    return node instanceof List<?> list ? list : List.of();
  }

  private static Map<?, ?> load(String name) {
    try (InputStream in = ApiDescription.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the description names a file that is not there: " + name);
      }
      return map(
          new Load(LoadSettings.builder().build())
              .loadFromString(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
