package org.lasegue.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lasegue.assessment.evaluation.Difference;
import org.lasegue.knowledge.KnowledgeChange;
import org.lasegue.report.Json;
import org.lasegue.report.TextPage;

/// What two states of the knowledge differ in, in words or as JSON.
///
/// @param effects empty where the earlier state cannot be read by this version
record KnowledgeDiffReport(
    String revision,
    String present,
    List<KnowledgeChange> changes,
    Optional<KnowledgeDiffCommand.Effects> effects) {

  private static final int LONGEST = 90;
  private static final int FORMAT = 1;

  String text() {
    StringBuilder out = new StringBuilder();
    out.append("Knowledge: ").append(revision);
    effects.ifPresent(e -> out.append(" (").append(e.version()).append(')'));
    out.append(" to present (").append(present).append(")\n");
    if (changes.isEmpty()) {
      out.append("\nNothing changed.\n");
    }
    Map<KnowledgeChange.Kind, List<KnowledgeChange>> byKind =
        changes.stream()
            .collect(
                Collectors.groupingBy(KnowledgeChange::kind, TreeMap::new, Collectors.toList()));
    byKind.forEach((kind, list) -> {
      out.append('\n').append(kind.title()).append(": ").append(list.size()).append(" changes\n");
      String item = "";
      for (KnowledgeChange change : list) {
        if (!change.item().equals(item)) {
          item = change.item();
          out.append("  ").append(item);
          out.append(change.field().isEmpty() ? ": " + whole(change) : "").append('\n');
        }
        if (!change.field().isEmpty()) {
          out.append("    ").append(change.field()).append(": ");
          out.append(change.before().map(KnowledgeDiffReport::shown).orElse("(nothing)"));
          out.append(" -> ");
          out.append(change.after().map(KnowledgeDiffReport::shown).orElse("(nothing)"));
          out.append('\n');
        }
      }
    });
    effects.ifPresent(e -> {
      cases(out, "Public cases", e.publicCases(), e.ofPublic());
      cases(out, "Generated people", e.generated(), e.ofGenerated());
    });
    return out.toString().lines().map(TextPage::clean).collect(Collectors.joining("\n", "", "\n"));
  }

  private static String whole(KnowledgeChange change) {
    return change.before().isEmpty() ? "new" : "gone";
  }

  private static String shown(String text) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
  }

  private static void cases(
      StringBuilder out, String title, int compared, List<Difference> differences) {
    long urgency = differences.stream().filter(Difference::urgencyChanged).count();
    long first = differences.stream().filter(Difference::firstChanged).count();
    out.append('\n')
        .append(title)
        .append(": ")
        .append(compared)
        .append(" compared in both modes; ");
    out.append(urgency).append(" changes of urgency, ").append(first).append(" of the first cause");
    long other = differences.stream().filter(d -> !d.urgencyChanged() && !d.firstChanged()).count();
    out.append(other == 0 ? "" : ", " + other + " cannot be judged by one of the two").append('\n');
    for (Difference each : differences) {
      out.append("  ").append(each.id()).append(", ").append(each.mode().word()).append(": ");
      out.append(judged(each.before())).append(" -> ").append(judged(each.after())).append('\n');
      each.why().forEach(why -> out.append("    ").append(why).append('\n'));
    }
  }

  private static String judged(Optional<Difference.Judged> judged) {
    return judged
        .map(j -> j.level().word() + ", " + j.first().orElse("no cause ranked"))
        .orElse("cannot be judged");
  }

  String json() {
    return Json.object(j -> {
      j.number("format", FORMAT)
          .text("revision", revision)
          .text("present", present)
          .list(
              "changes",
              changes,
              (c, each) -> {
                c.text("kind", each.kind().name().toLowerCase(java.util.Locale.ROOT))
                    .text("item", each.item())
                    .text("field", each.field());
                each.before().ifPresentOrElse(b -> c.text("before", b), () -> c.missing("before"));
                each.after().ifPresentOrElse(a -> c.text("after", a), () -> c.missing("after"));
              });
      effects.ifPresent(e -> {
        j.text("past", e.version());
        j.object("public", p -> cases(p, e.publicCases(), e.ofPublic()));
        j.object("generated", g -> cases(g, e.generated(), e.ofGenerated()));
      });
    })
        + "\n";
  }

  private static void cases(Json json, int compared, List<Difference> differences) {
    json.number("compared", compared)
        .list(
            "changed",
            differences,
            (d, each) -> {
              d.text("id", each.id()).text("mode", each.mode().word());
              side(d, "before", each.before());
              side(d, "after", each.after());
              d.texts("why", each.why());
            });
  }

  private static void side(Json json, String name, Optional<Difference.Judged> judged) {
    judged.ifPresentOrElse(
        g ->
            json.object(
                name,
                o -> {
                  o.text("urgency", g.level().word());
                  g.first().ifPresentOrElse(f -> o.text("first", f), () -> o.missing("first"));
                }),
        () -> json.missing(name));
  }
}
