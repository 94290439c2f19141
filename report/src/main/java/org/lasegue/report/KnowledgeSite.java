package org.lasegue.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.FactCheck.Verdict;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Fact;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Quantified;
import org.lasegue.knowledge.SearchName;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.yaml.Fields;

/// The whole knowledge as static pages that need no server and no network: one page an entry, every
/// number with its range and source, the published figures beside what the model implies, and a
/// search over all texts. Opened from a folder or put on any web server.
public final class KnowledgeSite {
  private static final String ADDRESS = "https?://\\S+";

  private final Knowledge knowledge;
  private final List<Verdict> facts;
  private final Map<String, Sheet> sheets = new LinkedHashMap<>();
  private final Map<String, String> addressOf = new LinkedHashMap<>();

  /// @param facts the published figures with what the model implies
  public KnowledgeSite(Knowledge knowledge, List<Verdict> facts) {
    this.knowledge = knowledge;
    this.facts = facts;
    Sheets all = new Sheets(knowledge);
    for (String id : all.ids()) {
      for (Sheet sheet : all.of(id)) {
        String address = folder(sheet) + "/" + sheet.id() + ".html";
        if (sheets.put(address, sheet) == null) {
          addressOf.putIfAbsent(sheet.id(), address);
        }
      }
    }
  }

  private static String folder(Sheet sheet) {
    return sheet.kind().replace(' ', '-');
  }

  /// Writes every page; files of an earlier run are overwritten, others left alone.
  ///
  /// @return how many pages
  /// @throws UncheckedIOException if the directory cannot be written
  public int write(Path directory) {
    try {
      for (String kind : sheets.values().stream().map(KnowledgeSite::folder).distinct().toList()) {
        Files.createDirectories(directory.resolve(kind));
      }
      for (Map.Entry<String, Sheet> sheet : sheets.entrySet()) {
        put(directory, sheet.getKey(), page(sheet.getKey(), sheet.getValue()));
      }
      put(directory, "index.html", index());
      put(directory, "facts.html", facts());
      put(directory, "claims.html", claims());
      put(directory, "site.css", HtmlReport.style() + resource("site.css"));
      put(directory, "search.js", resource("search.js"));
      put(directory, "entries.js", entries());
      return sheets.size() + 3;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(Path directory, String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = KnowledgeSite.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  // ---- frame

  private Html begin(String title, String up) {
    Html html = new Html();
    html.markup("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
    html.markup("<meta charset=\"utf-8\">\n")
        .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .markup(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src"
                + " 'self' 'unsafe-inline'; script-src 'self'\">\n")
        .markup("<meta name=\"referrer\" content=\"no-referrer\">\n");
    html.element("title", title + " - Lasegue, what it knows");
    html.open("link", "rel", "stylesheet", "href", up + "site.css").close("head").open("body");
    html.element("a", "Skip to the content", "class", "skip", "href", "#content");
    html.open("header").open("nav", "aria-label", "Site");
    link(html, up + "index.html", "Lasegue, what it knows");
    link(html, up + "index.html#search", "Search");
    link(html, up + "facts.html", "Published figures");
    link(html, up + "claims.html", "What you may have read");
    html.close("nav").close("header");
    return html.open("main", "id", "content");
  }

  private static void link(Html html, String to, String text) {
    html.element("a", text, "href", to);
  }

  private String end(Html html) {
    html.close("main").open("footer");
    html.element(
        "p",
        "Information that supports, and does not replace, a professional. No clinician has reviewed"
            + " it yet. Version of the knowledge: "
            + knowledge.version()
            + ". Licence of this text: CC BY 4.0.",
        "class",
        "soft");
    return html.close("footer").close("body").close("html").toString();
  }

  // ---- one entry

  private String page(String address, Sheet sheet) {
    String name = sheet.plain().isEmpty() ? sheet.title() : Words.capital(sheet.plain());
    Html html = begin(name, "../");
    html.element("p", Words.capital(sheet.kind()), "class", "soft kind");
    html.element("h1", name);
    if (!sheet.plain().isEmpty()) {
      html.element("p", sheet.title(), "class", "clinical");
    }
    @Nullable Condition condition = knowledge.conditions().get(sheet.id());
    if (condition != null && sheet.kind().equals("condition")) {
      plain(html, condition);
      LinksPicture.draw(html, knowledge, condition, id -> to(address, id));
    }
    @Nullable Finding finding = knowledge.findings().get(sheet.id());
    if (finding != null && sheet.kind().equals("finding") && !finding.ask().isEmpty()) {
      html.element("p", finding.ask(), "class", "ask");
    }
    for (Sheet.Section section : sheet.sections()) {
      table(html, address, section);
    }
    figures(
        html,
        address,
        v ->
            v.fact().conditions().contains(sheet.id())
                || v.fact().finding().filter(f -> f.finding().equals(sheet.id())).isPresent()
                || v.fact().basis().sources().contains(sheet.id()));
    sources(html, sheet);
    return end(html);
  }

  private void plain(Html html, Condition c) {
    html.element("h2", "In plain words");
    html.element("p", c.explain());
    heading(html, "How it goes", c.course());
    c.page()
        .ifPresent(page ->
            page.sections()
                .forEach((section, said) ->
                    heading(html, Words.capital(Sheets.label(section)), said.words())));
    html.element("h2", "For clinicians");
    heading(html, "How it is told from its neighbours", c.toldApart());
    heading(html, "How urgent: " + c.urgency().level().word(), c.urgency().why());
    List<SearchName> names =
        knowledge.names().stream().filter(n -> n.leadsTo().contains(c.id())).toList();
    if (!names.isEmpty()) {
      html.element(
          "p",
          "People also search for it as: "
              + names.stream().map(SearchName::name).collect(Collectors.joining(", "))
              + ".");
    }
  }

  private static void heading(Html html, String title, String text) {
    if (!text.isEmpty()) {
      html.element("h3", title).element("p", text);
    }
  }

  private void table(Html html, String address, Sheet.Section section) {
    html.element("h2", section.title());
    openTable(html, section.title());
    html.markup("<thead><tr><th scope=\"col\">What</th><th scope=\"col\">Value</th>")
        .markup("<th scope=\"col\">It rests on</th></tr></thead>\n")
        .open("tbody");
    for (Sheet.Row row : section.rows()) {
      html.open("tr").open("th", "scope", "row");
      linked(html, address, row.label());
      html.close("th").open("td");
      row.number()
          .ifPresentOrElse(n -> html.text(number(n)), () -> linked(html, address, row.text()));
      html.close("td").open("td", "class", "soft");
      row.basis().ifPresent(b -> basis(html, address, b));
      html.close("td").close("tr");
    }
    html.close("tbody").close("table").close("div");
  }

  /// A table that scrolls by itself on a narrow screen, also with the keyboard.
  private static void openTable(Html html, String title) {
    html.open("div", "class", "scroll", "role", "region", "aria-label", title, "tabindex", "0")
        .open("table")
        .element("caption", title, "class", "hidden");
  }

  static String number(Quantified n) {
    String value = Sheets.decimal(n.value());
    return n.low() == n.value() && n.high() == n.value()
        ? value
        : value + " (" + Sheets.decimal(n.low()) + " to " + Sheets.decimal(n.high()) + ")";
  }

  private void basis(Html html, String address, Basis basis) {
    switch (basis) {
      case Basis.Sourced sourced -> {
        for (String id : sourced.sources()) {
          linked(html, address, id);
          html.text(" ");
        }
        html.text(sourced.says());
      }
      case Basis.Estimate estimate -> html.text("Estimate: " + estimate.reason());
    }
  }

  private static final Pattern WORD = Pattern.compile(ADDRESS + "|[a-z0-9][a-z0-9-]*[a-z0-9]");

  /// A text in which every id and address is a link.
  private void linked(Html html, String address, String text) {
    Matcher words = WORD.matcher(text);
    int done = 0;
    while (words.find()) {
      String word = words.group();
      Optional<String> target =
          word.startsWith("http")
              ? Optional.of(word)
              : to(address, word).filter(_ -> idLike(word, text));
      if (target.isPresent()) {
        html.text(text.substring(done, words.start()));
        link(html, target.get(), word);
        done = words.end();
      }
    }
    html.text(text.substring(done));
  }

  /// Ids of one word, such as `fever`, are ordinary words too: links only where they stand alone or
  /// in a list.
  private static boolean idLike(String word, String text) {
    return word.contains("-") || Stream.of(text.split(", ")).anyMatch(part -> part.equals(word));
  }

  private Optional<String> to(String address, String id) {
    return Optional.ofNullable(addressOf.get(id))
        .filter(target -> !target.equals(address))
        .map(target -> "../" + target);
  }

  private void sources(Html html, Sheet sheet) {
    List<Source> sources =
        sheet.sources().stream()
            .map(id -> Optional.ofNullable(knowledge.sources().get(id)))
            .flatMap(Optional::stream)
            .toList();
    if (sources.isEmpty()) {
      return;
    }
    html.element("h2", "Sources").open("ul");
    for (Source source : sources) {
      html.open("li");
      link(html, "../source/" + source.id() + ".html", source.title());
      html.text(
          Stream.of(source.authors(), source.journal())
              .filter(s -> !s.isEmpty())
              .map(s -> ". " + s)
              .collect(Collectors.joining()));
      html.close("li");
    }
    html.close("ul");
  }

  // ---- published figures

  private void figures(Html html, String address, Predicate<Verdict> about) {
    List<Verdict> these = facts.stream().filter(about).toList();
    if (!these.isEmpty()) {
      html.element("h2", "Published figures, and what the model implies");
      figures(html, address, "../", these);
    }
  }

  private void figures(Html html, String address, String up, List<Verdict> these) {
    openTable(html, "Published figures");
    html.markup("<thead><tr><th scope=\"col\">Figure</th><th scope=\"col\">Published</th>")
        .markup("<th scope=\"col\">Model</th><th scope=\"col\">Stands</th></tr></thead>\n")
        .open("tbody");
    for (Verdict v : these) {
      Fact fact = v.fact();
      html.open("tr", "id", fact.id()).open("th", "scope", "row");
      html.text(
          Words.capital(Words.spaced(Fields.hyphenated(fact.measure())))
              + fact.finding().map(f -> " of " + f.finding()).orElse("")
              + (fact.conditions().isEmpty()
                  ? ""
                  : " for " + String.join(" or ", fact.conditions()))
              + ". "
              + population(fact)
              + ". ");
      for (String source : fact.basis().sources()) {
        link(html, up + "source/" + source + ".html", source);
        html.text(" ");
      }
      html.close("th")
          .element(
              "td", figure(fact.value()) + " (" + figure(v.low()) + " to " + figure(v.high()) + ")")
          .element("td", figure(v.implied()))
          .element("td", standing(v))
          .close("tr");
    }
    html.close("tbody").close("table").close("div");
  }

  private String population(Fact fact) {
    return Optional.ofNullable(knowledge.literature().populations().get(fact.population()))
        .map(p -> p.text())
        .orElse(fact.population());
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : "%.3g", value);
  }

  private static String standing(Verdict v) {
    String held = v.heldOut() ? " Never used in fitting." : "";
    if (v.repeats()) {
      return "Repeats a stored number.";
    }
    return v.within() ? "Within." + held : "Missed. " + v.fact().known().orElse("") + "." + held;
  }

  private String facts() {
    Html html = begin("Published figures", "");
    html.element("h1", "Published figures, and what the model implies");
    List<Verdict> counted = facts.stream().filter(v -> !v.repeats()).toList();
    html.element(
        "p",
        facts.size()
            + " figures from publications. "
            + (facts.size() - counted.size())
            + " only repeat a number that is stored here and prove nothing. Of the other "
            + counted.size()
            + ", the model implies "
            + counted.stream().filter(Verdict::within).count()
            + " within the published interval (or, where none is printed, within a fifth). The"
            + " others are listed as missed, each with what we think is the reason.");
    figures(html, "facts.html", "", facts);
    return end(html);
  }

  private String claims() {
    Html html = begin("What you may have read", "");
    html.element("h1", "What you may have read, and what is known");
    html.open("ul");
    knowledge
        .claims()
        .forEach(c -> {
          html.open("li");
          link(html, "claim/" + c.id() + ".html", c.claim());
          html.text(" ").element("strong", Words.spaced(c.verdict())).close("li");
        });
    html.close("ul");
    return end(html);
  }

  // ---- start and search

  private String index() {
    Html html = begin("Start", "");
    html.element("h1", "What Lasegue knows");
    html.element(
        "p",
        "Everything that an assessment of back and leg pain rests on: conditions, findings, rules"
            + " and advice, each number with its range and where it comes from.");
    html.open("search", "id", "search")
        .element("label", "Search all pages", "for", "q")
        .markup("<input id=\"q\" type=\"search\" autocomplete=\"off\">\n")
        .element("p", "", "id", "count", "role", "status")
        .open("ul", "id", "hits")
        .close("ul")
        .close("search")
        .markup(
            "<noscript><p>The search needs JavaScript. The lists below do not.</p></noscript>\n");
    html.element("h2", "Names people search for").open("ul", "class", "columns");
    knowledge.names().forEach(n -> item(html, "name/" + n.id() + ".html", n.name()));
    html.close("ul");
    html.element("h2", "Conditions");
    knowledge
        .families()
        .values()
        .forEach(f -> {
          html.element("h3", Words.capital(f.plain())).open("ul", "class", "columns");
          knowledge.conditions().values().stream()
              .filter(c -> c.family().equals(f.id()))
              .forEach(c -> item(html, "condition/" + c.id() + ".html", Words.capital(c.plain())));
          html.close("ul");
        });
    for (String kind :
        List.of("finding", "mechanism", "danger question", "rule", "care action", "source")) {
      List<Map.Entry<String, Sheet>> these =
          sheets.entrySet().stream().filter(e -> e.getValue().kind().equals(kind)).toList();
      html.open("details")
          .element("summary", "Every " + kind + " (" + these.size() + ")")
          .open("ul", "class", "columns");
      these.forEach(e ->
          item(
              html,
              e.getKey(),
              e.getValue().plain().isEmpty() || kind.equals("rule") || kind.equals("care action")
                  ? e.getValue().title()
                  : Words.capital(e.getValue().plain())));
      html.close("ul").close("details");
    }
    html.markup("<script src=\"entries.js\" defer></script>\n")
        .markup("<script src=\"search.js\" defer></script>\n");
    return end(html);
  }

  private static void item(Html html, String to, String text) {
    html.open("li");
    link(html, to, text);
    html.close("li");
  }

  /// `const ENTRIES = [[address, kind, title, text], ...]`: what the search reads.
  private String entries() {
    List<String> rows = new ArrayList<>();
    sheets.forEach((address, sheet) ->
        rows.add(
            "["
                + Stream.of(
                        address,
                        sheet.kind(),
                        sheet.plain().isEmpty() ? sheet.title() : Words.capital(sheet.plain()),
                        text(sheet))
                    .map(KnowledgeSite::quoted)
                    .collect(Collectors.joining(","))
                + "]"));
    return "const ENTRIES = [\n" + String.join(",\n", rows) + "\n];\n";
  }

  private static final List<String> READ =
      List.of(
          "explained",
          "how it feels",
          "who gets it",
          "what helps",
          "danger signs",
          "also called",
          "question",
          "in other words",
          "say instead",
          "title",
          "codes");

  private static String text(Sheet sheet) {
    return Stream.concat(
            Stream.of(sheet.id().replace('-', ' '), sheet.title()),
            sheet.sections().stream()
                .flatMap(s -> s.rows().stream())
                .filter(r -> READ.contains(r.label()))
                .map(Sheet.Row::text))
        .collect(Collectors.joining(" "));
  }

  private static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '<' -> out.append("\\u003c");
        case '\n' -> out.append("\\n");
        default -> out.append(c < ' ' || c == '\u2028' || c == '\u2029' ? ' ' : c);
      }
    }
    return out.append('"').toString();
  }
}
