package org.lasegue.web.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.knowledge.Basis;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Source;
import org.lasegue.knowledge.TriageRule;
import org.lasegue.report.EvidencePicture;
import org.lasegue.report.Html;
import org.lasegue.report.Shown;
import org.lasegue.report.Words;
import org.lasegue.web.Messages;
import org.springframework.stereotype.Component;

/// Words an assessment for the result page.
@Component
public class ResultPages {
  private static final int FULLY_SHOWN = 3;

  private final Knowledge knowledge;
  private final Words words;
  private final Messages messages;

  ResultPages(Knowledge knowledge, Words words, Messages messages) {
    this.knowledge = knowledge;
    this.words = words;
    this.messages = messages;
  }

  public ResultPage page(Assessment a) {
    Assessment.UrgencyResult urgency = a.urgency();
    List<FiredRule> deciding = Shown.deciding(a);
    return new ResultPage(
        urgency.level().word(),
        messages.text("level." + urgency.level().word()),
        words.see(urgency.see()),
        deciding.stream().map(this::sign).distinct().toList(),
        Shown.further(a).stream()
            .map(r -> new ResultPage.Sign(sign(r), messages.text("level." + r.level().word())))
            .distinct()
            .toList(),
        Shown.risks(a).stream()
            .map(r ->
                messages.text(
                    "result.risk",
                    Words.capital(words.plain(r.condition())),
                    Words.frequency(r.probability())))
            .toList(),
        Shown.loweredBy(a).stream()
            .map(l ->
                messages.text(
                    "result.lowered",
                    Words.capital(words.observed(l.finding(), l.answer())),
                    messages.text("level." + l.level().word())))
            .toList(),
        urgency.possible().compareTo(urgency.level()) > 0
            ? messages.text("level." + urgency.possible().word())
            : "",
        urgency.restsOnWideNumbers(),
        a.plan().withheld(),
        urgency.fired().stream().anyMatch(r -> r.see().equals("crisis-line")),
        causes(a),
        Shown.watched(a, knowledge).stream()
            .map(c ->
                new ResultPage.Watched(
                    c.condition(),
                    Words.capital(words.plain(c.condition())),
                    Words.frequency(c.probability())))
            .toList(),
        Shown.axes(a).stream()
            .map(e ->
                new ResultPage.Place(
                    Words.capital(Words.axis(e.getKey())), Words.percent(e.getValue())))
            .toList(),
        Shown.roots(a).stream()
            .map(r -> new ResultPage.Root(r.root(), r.side(), Words.percent(r.probability())))
            .toList(),
        Shown.changes(a, knowledge).stream()
            .map(c ->
                messages.text(
                    "result.change." + (c.what().equals("urgency") ? "urgency" : "cause"),
                    Words.capital(words.observed(c.finding(), c.answer())),
                    c.what().equals("urgency")
                        ? messages.text("level." + c.to())
                        : knowledge.conditions().containsKey(c.to())
                            ? words.plain(c.to())
                            : Words.spaced(c.to())))
            .toList(),
        plan(a.plan()),
        Stream.concat(
                a.limits().stream(),
                a.leftOut().entrySet().stream()
                    .map(e ->
                        messages.text("result.left-out", words.finding(e.getKey()), e.getValue())))
            .toList(),
        urgency.fired().stream()
            .map(r -> new ResultPage.Rule(r.id(), words.because(r), ruleSources(r.id())))
            .toList(),
        Shown.causes(a).stream()
            .map(c ->
                new ResultPage.Number(
                    words.clinical(c.condition()),
                    Words.percent(c.probability()),
                    Words.range(c.low(), c.high())))
            .toList(),
        a.knowledgeVersion());
  }

  private List<ResultPage.Cause> causes(Assessment a) {
    List<Assessment.Cause> shown = Shown.causes(a);
    double most =
        shown.stream()
            .limit(FULLY_SHOWN)
            .flatMap(c -> EvidencePicture.rows(c).stream())
            .mapToDouble(w -> Math.abs(w.decibans()))
            .max()
            .orElse(1);
    List<ResultPage.Cause> causes = new ArrayList<>();
    for (Assessment.Cause cause : shown) {
      Condition condition = knowledge.condition(cause.condition());
      String name = words.plain(cause.condition());
      String picture = "";
      if (causes.size() < FULLY_SHOWN && !EvidencePicture.rows(cause).isEmpty()) {
        Html html = new Html();
        EvidencePicture.draw(
            html,
            "evidence-" + condition.id(),
            name,
            cause,
            most,
            w -> words.observed(w.finding(), w.answer()));
        picture = html.toString();
      }
      causes.add(
          new ResultPage.Cause(
              condition.id(),
              Words.capital(name),
              condition.clinical(),
              condition.explain(),
              Words.frequency(cause.probability()),
              hundredth(cause.probability()),
              hundredth(cause.low()),
              hundredth(cause.high()),
              Shown.dangerous(cause, knowledge),
              picture,
              Stream.concat(cause.forIt().stream(), cause.against().stream())
                  .map(w ->
                      new ResultPage.Weight(
                          Words.capital(words.observed(w.finding(), w.answer())),
                          String.format(Locale.ROOT, "%+.1f", w.decibans()),
                          w.decibans() > 0))
                  .toList(),
              sources(condition.basis().get("explain"))));
    }
    return causes;
  }

  private static int hundredth(double p) {
    return (int) Math.round(p * 100);
  }

  private List<ResultPage.Part> plan(Assessment.Plan plan) {
    return Stream.of(
            part(
                "until",
                plan.until().stream()
                    .filter(a -> !a.action().id().equals(CareAction.ON_THE_WAY)) // stands on top
                    .toList()),
            part("do", plan.act()),
            part("dont", plan.dont()),
            part("medicines", plan.medicines()),
            part("tests", plan.tests()),
            part("avoid-tests", plan.avoidTests()),
            part("come-back", plan.comeBack()))
        .filter(p -> !p.advice().isEmpty())
        .toList();
  }

  private ResultPage.Part part(String key, List<Assessment.Advice> list) {
    return new ResultPage.Part(key, list.stream().map(this::advice).toList());
  }

  /// A piece of advice in words.
  public ResultPage.Advice advice(Assessment.Advice advice) {
    CareAction action = advice.action();
    return new ResultPage.Advice(
        action.title(),
        figure(action.id()),
        action.say(),
        action.howOften(),
        action.progress(),
        action.stop(),
        action.why(),
        action.benefit(),
        messages.text("certainty." + action.certainty().name().toLowerCase(Locale.ROOT)),
        String.join("; ", advice.check().stream().map(words::finding).toList()),
        action.instead(),
        sources(action.basis()));
  }

  private String sign(FiredRule rule) {
    return rule.fromUnsure() ? messages.text("result.unsure", rule.say()) : rule.say();
  }

  private static String figure(String action) {
    String path = "/assets/exercises/" + action + ".svg";
    return ResultPages.class.getResource("/static" + path) == null ? "" : path;
  }

  private List<Source> ruleSources(String id) {
    return knowledge.rules().stream()
        .filter(r -> r.id().equals(id))
        .map(TriageRule::basis)
        .flatMap(b -> sources(b).stream())
        .toList();
  }

  /// The sources that something rests on; none where it is an estimate.
  public List<Source> sources(@Nullable Basis basis) {
    return basis instanceof Basis.Sourced sourced
        ? sourced.sources().stream()
            .map(id -> knowledge.sources().get(id))
            .filter(Objects::nonNull)
            .toList()
        : List.of();
  }
}
