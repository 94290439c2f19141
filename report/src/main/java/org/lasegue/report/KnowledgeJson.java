package org.lasegue.report;

import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.FindingGroup;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.ValueType;
import org.lasegue.knowledge.yaml.Fields;

/// The knowledge as JSON. The list of findings is the published contract of their ids.
public final class KnowledgeJson {
  private static final int FORMAT = 1;

  private final Knowledge knowledge;

  public KnowledgeJson(Knowledge knowledge) {
    this.knowledge = knowledge;
  }

  public String findings() {
    return Json.object(j ->
        head(j)
            .list("findings", knowledge.findings().values(), this::finding)
            .list(
                "groups",
                knowledge.groups().values(),
                (g, group) ->
                    g.text("id", group.id())
                        .text("clinical", group.clinical())
                        .text("plain", group.plain())
                        .map("normal", group.normal())))
        + "\n";
  }

  public String conditions() {
    return Json.object(j ->
        head(j)
            .list(
                "conditions",
                knowledge.conditions().values(),
                (c, each) -> {
                  c.text("id", each.id())
                      .text("clinical", each.clinical())
                      .text("plain", each.plain())
                      .text("family", each.family())
                      .text("axis", Fields.hyphenated(each.axis()))
                      .texts("synonyms", each.synonyms())
                      .map("codes", each.codes())
                      .text("urgency", each.urgency().level().word());
                  if (Double.isFinite(each.urgency().actAt())) { // others are never acted on
                    c.number("actAt", each.urgency().actAt());
                  }
                }))
        + "\n";
  }

  private Json head(Json json) {
    return json.number("format", FORMAT).text("knowledge", knowledge.version());
  }

  private void finding(Json json, Finding f) {
    json.text("id", f.id())
        .text("clinical", f.clinical())
        .text("plain", f.plain())
        .text("kind", Fields.hyphenated(f.kind()));
    type(json, f.type());
    json.flag("sided", f.sided())
        .text("answeredBy", Fields.hyphenated(f.answeredBy()))
        .text("ask", f.ask())
        .textIfAny("why", f.why())
        .number("effort", f.effortSeconds())
        .flag("mustAsk", f.mustAsk())
        .texts("implies", f.implies())
        .texts("aliases", f.aliases())
        .texts(
            "groups",
            knowledge.groups().values().stream()
                .filter(g -> g.normal().containsKey(f.id()))
                .map(FindingGroup::id)
                .toList());
  }

  /// As in the YAML: `present`, or an object with the levels, or with the quantity.
  private static void type(Json json, ValueType type) {
    switch (type) {
      case ValueType.Present _ -> json.text("type", "present");
      case ValueType.Levels levels -> json.object("type", t -> t.texts("levels", levels.names()));
      case ValueType.Quantity q ->
          json.object(
              "type",
              t ->
                  t.object(
                      "quantity",
                      quantity ->
                          quantity
                              .text("unit", q.unit())
                              .numbers("range", q.min(), q.max())
                              .numbers(
                                  "cuts",
                                  q.cuts().stream().mapToDouble(Double::doubleValue).toArray())
                              .texts("levels", Sheets.levelNames(q))
                              .text("normal", q.levelName(q.normal()))));
    }
  }

  public String sheet(Sheet sheet) {
    return Json.object(j -> {
      head(j)
          .text("is", sheet.kind())
          .text("id", sheet.id())
          .text("title", sheet.title())
          .textIfAny("plain", sheet.plain());
      if (sheet.kind().equals("finding")) {
        j.object("finding", f -> finding(f, knowledge.findingById(sheet.id())));
      }
      j.list(
          "sections",
          sheet.sections(),
          (s, section) ->
              s.text("title", section.title()).list("rows", section.rows(), KnowledgeJson::row));
      j.list(
          "sources",
          sheet.sources().stream()
              .map(knowledge.sources()::get)
              .filter(java.util.Objects::nonNull)
              .toList(),
          KnowledgeJson::source);
    })
        + "\n";
  }

  private static void row(Json json, Sheet.Row row) {
    json.text("label", row.label()).textIfAny("text", row.text());
    row.number()
        .ifPresent(
            n -> json.number("value", n.value()).number("low", n.low()).number("high", n.high()));
    row.basis()
        .ifPresent(b -> {
          switch (b) {
            case Basis.Sourced s -> json.texts("source", s.sources()).textIfAny("says", s.says());
            case Basis.Estimate e -> json.text("estimate", e.reason());
          }
        });
  }

  private static void source(Json json, Source s) {
    json.text("id", s.id())
        .text("title", s.title())
        .textIfAny("authors", s.authors())
        .textIfAny("journal", s.journal())
        .textIfAny("doi", s.doi())
        .textIfAny("pmid", s.pmid())
        .textIfAny("otherId", s.otherId())
        .textIfAny("address", s.address())
        .text("kind", s.kind())
        .textIfAny("checked", s.checked());
  }
}
