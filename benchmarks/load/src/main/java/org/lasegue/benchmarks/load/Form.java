package org.lasegue.benchmarks.load;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// The form of a page, filled in by a person who knows little of danger signs and whose pain is in
/// a few places.
///
/// @param action where it is sent, @param body what is sent
record Form(String action, String body) {
  /// How often a danger question is answered with yes, and a place on the map marked.
  private static final double DANGER = 0.04;

  private static final double MARKED = 0.12;

  /// @throws IllegalArgumentException where the page has no form
  static Form filled(String page, RandomGenerator random) {
    int main = page.indexOf("<main");
    int form = page.indexOf("<form", main);
    if (main < 0 || form < 0) {
      throw new IllegalArgumentException("the page has no form");
    }
    int end = page.indexOf("</form>", form);
    String action = attribute(page.substring(form, page.indexOf('>', form)), "action");
    StringBuilder body = new StringBuilder();
    Map<String, List<String>> radios = new HashMap<>();
    boolean marked = false;
    boolean map = false;
    for (int at = page.indexOf("<input", form);
        at >= 0 && at < end;
        at = page.indexOf("<input", at + 1)) {
      String input = page.substring(at, page.indexOf('>', at));
      String name = attribute(input, "name");
      String value = attribute(input, "value");
      switch (attribute(input, "type")) {
        case "radio" -> radios.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
        case "checkbox" -> {
          if (input.contains("data-finding")) {
            map = true;
            if (random.nextDouble() < MARKED) {
              marked = true;
              add(body, name, value);
            }
          } else if (name.endsWith(".unsure")) {
            add(body, name, value);
          }
        }
        case "hidden" -> add(body, name, value);
        case "text" -> add(body, name, name.equals("age") ? "" + random.nextInt(18, 92) : "");
        default -> {} // nothing else is on our pages
      }
    }
    if (map && !marked) {
      add(body, "nowhere", "yes");
    }
    radios.forEach((name, values) -> add(body, name, chosen(name, values, random)));
    return new Form(action, body.toString());
  }

  private static String chosen(String name, List<String> values, RandomGenerator random) {
    return name.equals("said") && random.nextDouble() >= DANGER
        ? "no"
        : values.get(random.nextInt(values.size()));
  }

  private static void add(StringBuilder body, String name, String value) {
    body.append(body.isEmpty() ? "" : "&")
        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private static String attribute(String tag, String name) {
    int at = tag.indexOf(" " + name + "=\"");
    if (at < 0) {
      return "";
    }
    int from = at + name.length() + 3;
    return tag.substring(from, tag.indexOf('"', from));
  }
}
