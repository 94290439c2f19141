package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.lasegue.knowledge.Knowledge;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The parts of our pages are built as those of the design system are: the fixtures that it
/// publishes with each component (nhsuk-frontend 10.6.1, MIT) say what element, with what classes,
/// stands in what.
@Server
class DesignSystemTest extends Visitor {
  private static final List<String> COMPONENTS =
      List.of(
          "radios",
          "checkboxes",
          "back-link",
          "error-summary",
          "details",
          "inset-text",
          "summary-list",
          "button",
          "skip-link",
          "card",
          "input",
          "select",
          "textarea",
          "tables",
          "hint",
          "error-message",
          "fieldset",
          "label",
          "tag");

  @Autowired Knowledge knowledge;

  /// An element with its classes of the design system, and what it stands in where it is a part of
  /// a component.
  private static Set<String> shapes(Document page, Set<String> blocks) {
    Set<String> shapes = new TreeSet<>();
    for (Element element : page.getAllElements()) {
      Set<String> classes = classes(element);
      if (classes.stream().noneMatch(c -> blocks.contains(block(c)))) {
        continue;
      }
      String shape = tag(element) + classes;
      boolean part = classes.stream().allMatch(c -> c.contains("__"));
      Element around = element.parent();
      while (part && around != null && classes(around).isEmpty()) {
        around = around.parent();
      }
      shapes.add(part && around != null ? tag(around) + classes(around) + " " + shape : shape);
    }
    return shapes;
  }

  /// Without what changes the look alone, and the helpers that go with anything.
  private static Set<String> classes(Element element) {
    return element.classNames().stream()
        .filter(c -> c.startsWith("nhsuk-") && !c.startsWith("nhsuk-u-") && !c.contains("--"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /// A heading of any level is a heading: the level is the page's.
  private static String tag(Element element) {
    return element.tagName().replaceFirst("^h[1-6]$", "h");
  }

  private static String block(String name) {
    return name.replaceFirst("__.*", "").replaceFirst("--.*", "");
  }

  private static Map<String, Document> fixtures() {
    Map<String, Document> all = new LinkedHashMap<>();
    for (String component : COMPONENTS) {
      StringBuilder html = new StringBuilder();
      try (InputStream in =
          DesignSystemTest.class.getResourceAsStream("/nhsuk-frontend/" + component + ".json")) {
        JsonNode file = new JsonMapper().readTree(in);
        file.get("fixtures").forEach(f -> html.append(f.get("html").asString()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      all.put(component, Jsoup.parseBodyFragment(html.toString()));
    }
    return all;
  }

  /// A page of every kind, by its name.
  private Map<String, Document> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("start", site.get("/").body());
    String visit = site.begin();
    pages.put("about", site.get(visit + "/question").body());
    pages.put("given back", site.reply(visit, "about", Map.of("age", "460", "sex", "male")).body());
    site.answer(visit, "about", Map.of("age", "46", "sex", "male"));
    pages.put("danger", site.get(visit + "/question").body());
    pages.put("given back, danger", site.reply(visit, "danger:bowel", Map.of()).body());
    knowledge.screens().forEach(s -> site.reply(visit, "danger:" + s.id(), Map.of("said", "no")));
    pages.put("map", site.get(visit + "/question").body());
    site.answer(visit, "pain-map", Map.of("low-back-pain", "yes", "pain-calf", "left"));
    pages.put("value", site.get(visit + "/question").body());
    site.answer(visit, "value:pain-severity", Map.of("pain-severity", "4"));
    pages.put("answers", site.get(visit + "/answers").body());
    pages.put("result", site.get(visit + "/result").body());
    pages.put("delete", site.get(visit + "/delete").body());
    pages.put("clinician", site.get(visit + "/clinician").body());
    for (String page :
        List.of("/library", "/library/claims", "/library/conditions/disc-herniation", "/about")) {
      pages.put(page, site.get(page).body());
    }
    Map<String, Document> parsed = new LinkedHashMap<>();
    pages.forEach((name, html) -> parsed.put(name, Jsoup.parse(html)));
    return parsed;
  }

  @Test
  void everyPartStandsWhereTheDesignSystemPutsIt() {
    Map<String, Document> fixtures = fixtures();
    Set<String> blocks = new TreeSet<>();
    fixtures.forEach((component, page) ->
        page.getAllElements().forEach(e -> classes(e).forEach(c -> blocks.add(block(c)))));
    Set<String> known = new TreeSet<>();
    fixtures.values().forEach(f -> known.addAll(shapes(f, blocks)));

    Map<String, Set<String>> unlike = new LinkedHashMap<>();
    Set<String> seen = new TreeSet<>();
    pages()
        .forEach((name, page) -> {
          Set<String> shapes = shapes(page, blocks);
          seen.addAll(shapes);
          shapes.removeAll(known);
          if (!shapes.isEmpty()) {
            unlike.put(name, shapes);
          }
        });
    assertThat(unlike).isEmpty();
    assertThat(seen).as("the pages were looked at").hasSizeGreaterThan(40);
  }

  @Test
  void everyClassOfTheDesignSystemIsOneItHas() throws IOException {
    String styles;
    try (InputStream in =
        DesignSystemTest.class.getResourceAsStream("/static/assets/nhsuk-frontend.min.css")) {
      styles = new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
    Set<String> unknown = new TreeSet<>();
    pages()
        .forEach((name, page) ->
            page.getAllElements().stream()
                .flatMap(e -> e.classNames().stream())
                .filter(c -> c.startsWith("nhsuk-") && !styles.contains("." + c))
                .forEach(unknown::add));
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyControlHasItsLabelAsTheFixturesHave() {
    fixtures().forEach(DesignSystemTest::labelled);
    pages().forEach(DesignSystemTest::labelled);
  }

  private static void labelled(String name, Document page) {
    for (Element control :
        page.select("input[type=radio], input[type=checkbox], select, textarea")) {
      boolean labelled =
          control.closest("label") != null
              || !page.select("label[for='" + control.id() + "']").isEmpty()
              || control.hasAttr("aria-label")
              || control.hasAttr("aria-labelledby");
      assertThat(labelled).as(name + ": " + control).isTrue();
      if (control.classNames().stream().anyMatch(c -> c.endsWith("__input"))) {
        assertThat(control.nextElementSibling().tagName())
            .as(name + ": " + control)
            .isEqualTo("label");
      }
    }
  }
}
