package org.lasegue.cli;

import java.util.List;
import java.util.Map;
import org.lasegue.assessment.Expected;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.evaluation.Measure;
import org.lasegue.assessment.evaluation.Measures;
import org.lasegue.assessment.evaluation.Method;
import org.lasegue.assessment.evaluation.Verdict;
import org.lasegue.knowledge.Urgency;
import org.lasegue.report.Json;

/// An evaluation as one line of JSON. A figure that no case has the label for is `null`.
final class EvaluateJson {
  private static final int FORMAT = 1;
  private static final int RANKED = 10;

  private EvaluateJson() {}

  static String of(EvaluateResult result) {
    return Json.object(j -> {
      j.number("format", FORMAT)
          .text("knowledge", result.knowledge())
          .number("cases", result.cases());
      rejected(j, result.rejected());
      j.object(
          "modes",
          m ->
              result
                  .of(Method.MODEL)
                  .forEach((mode, measures) ->
                      m.object(
                          mode.word(),
                          o -> {
                            measures(o, measures);
                            pictures(o, measures);
                            details(o, result.details(mode));
                          })));
      j.object(
          "baselines",
          b -> {
            for (Method method : Method.values()) {
              if (method != Method.MODEL) {
                b.object(method.word(), m -> modes(m, result.of(method)));
              }
            }
          });
      if (!result.agreement().isEmpty()) {
        j.object(
            "agreement",
            a ->
                result
                    .agreement()
                    .forEach(each ->
                        a.object(
                            each.mode().word(),
                            o -> {
                              measure(o, "urgency", each.urgency());
                              measure(o, "first_cause", each.firstCause());
                            })));
      }
      result
          .without()
          .ifPresent(without ->
              j.object(
                  "without_singletons",
                  w -> {
                    w.list(
                        "dropped",
                        without.dropped().entrySet(),
                        (d, each) ->
                            d.text("finding", each.getKey()).text("case", each.getValue()));
                    w.object("modes", m -> modes(m, without.modes()));
                  }));
    })
        + "\n";
  }

  static void rejected(Json json, List<EvaluatedCases.Rejected> rejected) {
    json.list(
        "rejected",
        rejected,
        (j, each) ->
            j.text("file", each.file()).number("line", each.line()).text("reason", each.reason()));
  }

  private static void modes(Json json, Map<Mode, Measures> modes) {
    modes.forEach((mode, measures) -> json.object(mode.word(), j -> measures(j, measures)));
  }

  /// The confusion matrix as counts by best label and judged level, and the reliability curve.
  private static void pictures(Json json, Measures measures) {
    int[][] matrix = measures.confusion();
    json.object(
        "confusion",
        c -> {
          for (Urgency row : Urgency.values()) {
            c.object(
                row.word(),
                r -> {
                  for (Urgency column : Urgency.values()) {
                    r.number(column.word(), matrix[row.ordinal()][column.ordinal()]);
                  }
                });
          }
        });
    json.list(
        "reliability",
        measures.reliability(),
        (b, bin) -> {
          b.number("from", bin.from()).number("to", bin.to()).number("mean", bin.meanProbability());
          measure(b, "right", bin.right());
        });
  }

  private static void details(Json json, EvaluateResult.Details details) {
    json.object(
        "difficulty_adjusted",
        d -> {
          var difficulty = details.difficulty();
          difficulty
              .score()
              .ifPresentOrElse(score -> d.number("score", score), () -> d.missing("score"));
          d.number("of", difficulty.of())
              .numbers(
                  "missed_by_baselines",
                  difficulty.byMisses().stream().mapToDouble(Integer::doubleValue).toArray());
        });
    json.object("findings_told", t -> counts(t, details.told()));
    details.asked().ifPresent(asked -> json.object("questions_asked", a -> counts(a, asked)));
    json.list(
        "groups",
        details.groups(),
        (g, each) -> {
          g.text("by", each.by().word()).text("group", each.group());
          figures(g, each.measures());
        });
  }

  private static void counts(Json json, EvaluateResult.Counts counts) {
    json.number("least", counts.least())
        .number("mean", counts.mean())
        .number("most", counts.most());
  }

  private static void measures(Json json, Measures measures) {
    figures(json, measures);
    json.list("per_case", measures.perCase(), (j, v) -> verdict(j, v, measures.mode()));
  }

  private static void figures(Json json, Measures measures) {
    json.number("n", measures.n());
    Map<String, Measure.Rate> urgency = measures.urgencyByName();
    measures
        .byName()
        .forEach((name, measure) -> {
          if (urgency.containsKey(name)) {
            if (name.equals("exact")) {
              json.object("urgency", u -> urgency.forEach((n, rate) -> measure(u, n, rate)));
            }
          } else {
            measure(json, name, measure);
          }
        });
  }

  /// The figure, its interval, for zero counts the exact upper bound, and how many cases it rests
  /// on.
  static void measure(Json json, String name, Measure measure) {
    measure.value().ifPresentOrElse(value -> json.number(name, value), () -> json.missing(name));
    measure
        .interval()
        .ifPresentOrElse(
            interval -> json.numbers(name + "_ci", interval.low(), interval.high()),
            () -> json.missing(name + "_ci"));
    if (measure instanceof Measure.Rate rate) {
      rate.upper().ifPresent(upper -> json.number(name + "_upper", upper));
    }
    json.number(name + "_of", measure.of());
  }

  private static void verdict(Json json, Verdict verdict, Mode mode) {
    json.text("id", verdict.id())
        .list(
            "ranked",
            verdict.ranked().stream().limit(RANKED).toList(),
            (j, each) -> j.text("id", each.condition()).number("p", each.probability()))
        .text("urgency", verdict.level().word())
        .number("urgent", verdict.urgent());
    verdict.root().ifPresentOrElse(root -> json.text("root", root), () -> json.missing("root"));
    Expected expected = verdict.expected();
    json.object(
        "expected",
        j ->
            j.object(
                    "conditions",
                    c -> c.texts("answer", expected.answer()).texts("fair", expected.fair()))
                .texts("urgency", verdict.labels(mode).stream().map(level -> level.word()).toList())
                .texts("root", expected.roots()));
  }
}
