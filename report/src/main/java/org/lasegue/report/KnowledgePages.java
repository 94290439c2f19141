package org.lasegue.report;

import java.util.List;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Quantified;
import org.lasegue.knowledge.Source;
import org.lasegue.report.TextPage.Tone;

/// Sheets of the knowledge as pages for a terminal.
public final class KnowledgePages {
  private final Knowledge knowledge;
  private final TextPage.Look look;

  public KnowledgePages(Knowledge knowledge, TextPage.Look look) {
    this.knowledge = knowledge;
    this.look = look;
  }

  public String page(Sheet sheet) {
    TextPage page = new TextPage(look);
    page.paragraph("", sheet.kind() + " " + sheet.id(), Tone.FAINT);
    page.paragraph("", sheet.title(), Tone.STRONG);
    if (!sheet.plain().isEmpty()) {
      page.paragraph("In plain words: " + sheet.plain());
    }
    for (Sheet.Section section : sheet.sections()) {
      page.heading(section.title());
      section.rows().forEach(row -> row(page, row));
    }
    if (!sheet.sources().isEmpty()) {
      page.heading("Sources");
      sheet.sources().forEach(id -> source(page, id));
    }
    page.blank().rule();
    page.paragraph("", "Knowledge " + knowledge.version() + ". " + Shown.DISCLAIMER, Tone.FAINT);
    return page.toString();
  }

  private static void row(TextPage page, Sheet.Row row) {
    String text = row.label() + ": " + row.number().map(KnowledgePages::number).orElse(row.text());
    page.hanging("  ", text, Tone.NONE);
    row.basis().ifPresent(b -> page.paragraph("      ", basis(b), Tone.FAINT));
  }

  static String number(Quantified number) {
    String value = Sheets.decimal(number.value());
    return number.low() == number.high()
        ? value
        : value
            + " ("
            + Sheets.decimal(number.low())
            + " to "
            + Sheets.decimal(number.high())
            + ")";
  }

  private static String basis(Basis basis) {
    return switch (basis) {
      case Basis.Sourced s ->
          "[" + String.join(", ", s.sources()) + "]" + (s.says().isEmpty() ? "" : " " + s.says());
      case Basis.Estimate e -> "estimate: " + e.reason();
    };
  }

  private void source(TextPage page, String id) {
    Source source = knowledge.sources().get(id);
    if (source == null) {
      page.hanging("  [" + id + "] ", "not in the list of sources", Tone.NONE);
      return;
    }
    page.hanging(
        "  ",
        "[" + id + "] " + join(source.authors(), source.title(), source.journal(), source.link()),
        Tone.NONE);
  }

  private static String join(String... parts) {
    return String.join(". ", List.of(parts).stream().filter(p -> !p.isEmpty()).toList());
  }

  public String findings() {
    TextPage page = new TextPage(look);
    for (Finding.Kind kind : Finding.Kind.values()) {
      page.heading(kind.name());
      knowledge.findings().values().stream()
          .filter(f -> f.kind() == kind)
          .forEach(f ->
              page.hanging(
                  "  ",
                  f.id() + (f.sided() ? " (left/right)" : "") + ": " + f.clinical(),
                  Tone.NONE));
    }
    return page.toString();
  }

  public String conditions() {
    TextPage page = new TextPage(look);
    knowledge
        .families()
        .values()
        .forEach(family -> {
          List<Condition> conditions =
              knowledge.conditions().values().stream()
                  .filter(c -> c.family().equals(family.id()))
                  .toList();
          if (!conditions.isEmpty()) {
            page.heading(family.clinical());
            conditions.forEach(c -> page.hanging("  ", c.id() + ": " + c.clinical(), Tone.NONE));
          }
        });
    return page.toString();
  }
}
