package org.lasegue.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Visits the pages that a first visitor sees, so that a JDK's AOT cache learns their classes.
final class Rehearsal {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private Rehearsal() {}

  static void run(int port) throws IOException, InterruptedException {
    String site = "http://localhost:" + port;
    try (HttpClient client =
        HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      String start = get(client, site + "/");
      Matcher token = TOKEN.matcher(start);
      if (token.find()) {
        client.send(
            HttpRequest.newBuilder(URI.create(site + "/begin"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("for=me&_csrf=" + token.group(1)))
                .build(),
            BodyHandlers.ofString());
      }
      for (String page : List.of("/library", "/library/claims", "/about")) {
        get(client, site + page);
      }
    }
  }

  private static String get(HttpClient client, String address)
      throws IOException, InterruptedException {
    return client
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString())
        .body();
  }
}
