package org.lasegue.report;

import java.util.List;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.Advice;
import org.lasegue.assessment.Assessment.Cause;
import org.lasegue.assessment.Assessment.Weight;
import org.lasegue.knowledge.yaml.Fields;

/// An assessment as one line of JSON: `docs/schemas/assessment-1.schema.json`.
public final class JsonReport implements Report {
  private static final int FORMAT = 1;
  private static final int QUESTIONS = 20;

  @Override
  public String of(Assessment a) {
    return Json.object(j -> {
      j.number("format", FORMAT)
          .text("knowledge", a.knowledgeVersion())
          .text("mode", a.mode().word())
          .text("case", a.subject().id());
      urgency(j, a.urgency());
      j.list("conditions", a.causes(), JsonReport::cause);
      localisation(j, a.localisation());
      j.list(
          "next",
          a.next().stream().limit(QUESTIONS).toList(),
          (q, each) ->
              q.text("id", each.id())
                  .text("kind", each.kind())
                  .number("gain", each.gain())
                  .number("effort", each.effort())
                  .text("text", each.text()));
      j.list(
          "wouldChange",
          a.wouldChange(),
          (c, each) ->
              c.text("finding", each.finding())
                  .text("answer", each.answer())
                  .number("probability", each.probability())
                  .text("what", each.what())
                  .text("to", each.to()));
      plan(j, a.plan());
      j.texts("limits", a.limits());
      j.map("leftOut", a.leftOut());
    })
        + "\n";
  }

  private static void urgency(Json json, Assessment.UrgencyResult urgency) {
    json.object(
        "urgency",
        j ->
            j.text("level", urgency.level().word())
                .text("possible", urgency.possible().word())
                .text("see", urgency.see())
                .list(
                    "rules",
                    urgency.fired(),
                    (r, each) ->
                        r.text("id", each.id())
                            .text("level", each.level().word())
                            .texts("because", each.because())
                            .text("say", each.say())
                            .text("reason", each.reason())
                            .text("see", each.see())
                            .flag("fromUnsure", each.fromUnsure())
                            .texts("stoodDownBy", each.stoodDownBy()))
                .list(
                    "open",
                    urgency.open(),
                    (o, each) ->
                        o.text("id", each.id())
                            .text("level", each.level().word())
                            .texts("missing", each.missing()))
                .list(
                    "risk",
                    urgency.risks(),
                    (r, each) ->
                        r.text("condition", each.condition())
                            .number("probability", each.probability())
                            .number("actAt", each.actAt())
                            .text("level", each.level().word()))
                .list(
                    "loweredBy",
                    urgency.loweredBy(),
                    (l, each) ->
                        l.text("finding", each.finding())
                            .text("answer", each.answer())
                            .text("level", each.level().word()))
                .flag("restsOnWideNumbers", urgency.restsOnWideNumbers()));
  }

  private static void cause(Json json, Cause cause) {
    json.text("id", cause.condition())
        .number("probability", cause.probability())
        .number("low", cause.low())
        .number("high", cause.high())
        .list("for", cause.forIt(), JsonReport::weight)
        .list("against", cause.against(), JsonReport::weight);
  }

  private static void weight(Json json, Weight weight) {
    json.text("finding", weight.finding())
        .text("answer", weight.answer())
        .number("decibans", weight.decibans());
  }

  private static void localisation(Json json, Assessment.Localisation place) {
    json.object(
        "localisation",
        j ->
            j.object(
                    "axis",
                    axis ->
                        place
                            .axis()
                            .forEach((name, probability) ->
                                axis.number(Fields.hyphenated(name), probability)))
                .list(
                    "roots",
                    place.roots(),
                    (r, each) ->
                        r.text("root", each.root())
                            .text("side", each.side())
                            .number("probability", each.probability())));
  }

  private static void plan(Json json, Assessment.Plan plan) {
    json.object(
        "plan",
        j -> {
          j.flag("withheld", plan.withheld());
          advice(j, "until", plan.until());
          advice(j, "do", plan.act());
          advice(j, "dont", plan.dont());
          advice(j, "medicines", plan.medicines());
          advice(j, "tests", plan.tests());
          advice(j, "avoidTests", plan.avoidTests());
          j.text("see", plan.see());
          advice(j, "comeBack", plan.comeBack());
        });
  }

  private static void advice(Json json, String name, List<Advice> list) {
    json.list(
        name,
        list,
        (j, each) -> {
          var action = each.action();
          j.text("id", action.id())
              .text("kind", Fields.hyphenated(action.kind()))
              .text("title", action.title())
              .text("say", action.say())
              .textIfAny("howOften", action.howOften())
              .textIfAny("progress", action.progress())
              .textIfAny("stop", action.stop())
              .textIfAny("why", action.why())
              .textIfAny("benefit", action.benefit())
              .textIfAny("instead", action.instead())
              .text("certainty", Fields.hyphenated(action.certainty()))
              .texts("mine", each.mine())
              .texts("check", each.check());
        });
  }
}
