package org.lasegue.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A visitor without a browser: keeps its cookie, follows nothing.
final class Site implements AutoCloseable {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private static final Pattern CHANGE = Pattern.compile("href=\"(/c/[^/]+/question/[^\"]+)\"");

  private final String address;
  private final HttpClient client;

  Site(int port) {
    this.address = "http://localhost:" + port;
    this.client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(address + path)).build());
  }

  /// Posts a form with the token of the page it stands on.
  HttpResponse<String> post(String page, String path, Map<String, String> form) {
    return post(path, form, token(page));
  }

  /// The token of a form of the page, which is good for every form of this visitor; empty where the
  /// page has none.
  String token(String page) {
    Matcher token = TOKEN.matcher(get(page).body());
    return token.find() ? token.group(1) : "";
  }

  /// Posts a form with a token.
  HttpResponse<String> post(String path, Map<String, String> form, String token) {
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("_csrf", token);
    return raw(path, encoded(all));
  }

  HttpResponse<String> raw(String path, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /// Begins a visit and gives its path, `/c/...`.
  String begin() {
    String question = location(post("/", "/begin", Map.of("for", "me")));
    return question.substring(0, question.length() - "/question".length());
  }

  /// Answers the step and gives where the answer leads.
  String answer(String visit, String step, Map<String, String> form) {
    return location(reply(visit, step, form));
  }

  /// Answers the step, with the token of a page of the visit that always has a form.
  HttpResponse<String> reply(String visit, String step, Map<String, String> form) {
    Map<String, String> all = new LinkedHashMap<>(form);
    all.put("step", step);
    return post(visit + "/delete", visit + "/question", all);
  }

  /// The page of a question that was answered, reached as a person does: from the list of answers.
  Optional<String> asked(String visit, String step) {
    return CHANGE
        .matcher(get(visit + "/answers").body())
        .results()
        .map(link -> get(link.group(1)).body())
        .filter(page -> page.contains("name=\"step\" value=\"" + step + "\""))
        .findFirst();
  }

  static String location(HttpResponse<String> response) {
    return URI.create(response.headers().firstValue("Location").orElseThrow()).getPath();
  }

  private static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpResponse<String> send(String path, String type, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  /// As a program with a token; null for none. Without a body it reads.
  HttpResponse<String> sendWith(@Nullable String token, String path, @Nullable String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    if (body != null) {
      request.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    return send(request.build());
  }

  byte[] bytes(String path) {
    return send(
            HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.ofByteArray())
        .body();
  }

  private HttpResponse<String> send(HttpRequest request) {
    return send(request, BodyHandlers.ofString());
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return client.send(request, handler);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
