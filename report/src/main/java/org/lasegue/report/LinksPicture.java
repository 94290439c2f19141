package org.lasegue.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Knowledge;

/// What a condition does, as an SVG of bars: its mechanisms and the findings it gives directly,
/// each with its probability and its range.
final class LinksPicture {
  private static final int WIDTH = 640;
  private static final int ROW = 26;
  private static final int LABELS = 300;
  private static final int REACH = WIDTH - LABELS - 50;
  private static final int MOST = 24;

  private LinksPicture() {}

  private record Bar(String id, String name, double p, double low, double high) {}

  /// @param to the address of an entry, if it has one
  static void draw(
      Html html, Knowledge knowledge, Condition condition, Function<String, Optional<String>> to) {
    List<Bar> bars = bars(knowledge, condition);
    if (bars.isEmpty()) {
      return;
    }
    html.element("h2", "What it gives, and how often");
    html.open(
        "svg",
        "xmlns",
        "http://www.w3.org/2000/svg",
        "viewBox",
        "0 0 " + WIDTH + " " + (bars.size() * ROW + 4),
        "role",
        "group", // not "img": the bars' names are links
        "aria-labelledby",
        "links-title links-text");
    html.element(
        "title", "What " + condition.plain() + " gives, and how often", "id", "links-title");
    StringBuilder text = new StringBuilder();
    for (Bar bar : bars) {
      text.append(bar.name()).append(' ').append(percent(bar.p())).append(". ");
    }
    html.element("desc", text.toString().strip(), "id", "links-text");
    int y = 0;
    for (Bar bar : bars) {
      label(html, bar, y, to);
      rect(html, LABELS, y + 5, bar.p() * REACH, 14);
      line(html, LABELS + bar.low() * REACH, LABELS + bar.high() * REACH, y + 12);
      html.element(
          "text",
          percent(bar.p()),
          "x",
          Integer.toString(LABELS + REACH + 6),
          "y",
          Integer.toString(y + 17));
      y += ROW;
    }
    html.close("svg");
  }

  private static List<Bar> bars(Knowledge knowledge, Condition condition) {
    List<Bar> mechanisms = new ArrayList<>();
    condition
        .mechanisms()
        .forEach(link ->
            Optional.ofNullable(knowledge.mechanisms().get(link.id()))
                .ifPresent(m ->
                    mechanisms.add(
                        new Bar(
                            link.id(),
                            m.plain(),
                            link.p().value(),
                            link.p().low(),
                            link.p().high()))));
    Stream<Bar> findings =
        condition.findings().stream()
            .filter(l -> l.levels().length == 2)
            .map(l ->
                new Bar(
                    l.finding(),
                    knowledge.findingById(l.finding()).plain(),
                    l.levels()[1],
                    l.low(),
                    l.high()))
            .sorted(Comparator.comparingDouble((Bar b) -> -b.p()));
    return Stream.concat(mechanisms.stream(), findings).limit(MOST).toList();
  }

  private static void label(Html html, Bar bar, int y, Function<String, Optional<String>> to) {
    Optional<String> target = to.apply(bar.id());
    target.ifPresent(t -> html.open("a", "href", t));
    String shown = bar.name().length() > 36 ? bar.name().substring(0, 34) + "…" : bar.name();
    html.element(
        "text",
        shown,
        "x",
        Integer.toString(LABELS - 8),
        "y",
        Integer.toString(y + 17),
        "text-anchor",
        "end");
    target.ifPresent(_ -> html.close("a"));
  }

  private static void rect(Html html, double x, double y, double width, double height) {
    html.open(
            "rect",
            "class",
            "share",
            "x",
            decimal(x),
            "y",
            decimal(y),
            "width",
            decimal(width),
            "height",
            decimal(height))
        .close("rect");
  }

  private static void line(Html html, double from, double to, double y) {
    html.open(
            "line",
            "class",
            "range",
            "x1",
            decimal(from),
            "x2",
            decimal(to),
            "y1",
            decimal(y),
            "y2",
            decimal(y))
        .close("line");
  }

  private static String decimal(double d) {
    return String.format(Locale.ROOT, "%.1f", d);
  }

  private static String percent(double p) {
    return String.format(Locale.ROOT, p < 0.1 ? "%.1f %%" : "%.0f %%", 100 * p);
  }
}
