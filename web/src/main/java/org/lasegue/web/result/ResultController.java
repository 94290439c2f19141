package org.lasegue.web.result;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.report.JsonReport;
import org.lasegue.report.PdfReport;
import org.lasegue.report.Shown;
import org.lasegue.web.BodyMap;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Event;
import org.lasegue.web.visit.Reply;
import org.lasegue.web.visit.Visit;
import org.lasegue.web.visit.Visits;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// Check-your-answers, the result, and what can be done with a visit: export, keep, delete.
@Controller
class ResultController {
  private static final double WORTH_PAINTING = 0.1;

  private final Visits visits;
  private final Cases cases;
  private final Interview interview;
  private final Assessments assessments;
  private final ResultPages results;
  private final AnswersPages answers;
  private final JsonReport json;
  private final Supplier<PdfReport> pdf;
  private final BodyMap body;

  ResultController(
      Visits visits,
      Cases cases,
      Interview interview,
      Assessor assessor,
      Assessments assessments,
      ResultPages results,
      AnswersPages answers,
      Knowledge knowledge,
      BodyMap body) {
    this.visits = visits;
    this.cases = cases;
    this.interview = interview;
    this.assessments = assessments;
    this.results = results;
    this.answers = answers;
    this.body = body;
    this.json = new JsonReport();
    this.pdf =
        SingletonSupplier.of(() -> new PdfReport(knowledge)); // its classes and fonts on first use
  }

  @GetMapping("/c/{link}/answers")
  String answers(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    boolean more =
        !(interview.next(cases.told(visit), cases.asked(visit)) instanceof Interview.Step.Settled);
    model.addAttribute("page", answers.page(visit, more));
    return "answers";
  }

  @GetMapping("/c/{link}/result")
  String result(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    if (visit.replies().isEmpty()) {
      return "redirect:/c/" + link + "/question";
    }
    Assessment assessment = assessments.of(cases.told(visit), Mode.SELF_REPORT);
    String text = json.of(assessment).strip();
    if (visit.shown().filter(s -> s.assessment().equals(text)).isEmpty()) {
      visits.add(link, new Event.Showed(assessment.knowledgeVersion(), text));
    }
    model.addAttribute("page", results.page(assessment));
    if (!Shown.roots(assessment).isEmpty()) {
      model.addAttribute(
          "rootMap",
          body.painted(
              Shown.roots(assessment).stream()
                  .filter(r -> r.probability() >= WORTH_PAINTING)
                  .map(r -> r.root() + "-" + r.side())
                  .toList()));
    }
    model.addAttribute("dangerAsked", answers.page(visit, false).dangerAsked());
    model.addAttribute("kept", visit.kept());
    model.addAttribute("until", visits.keptUntil(link));
    model.addAttribute("override", visit.override().orElse(null));
    model.addAttribute("hasWithheld", visit.replies().values().stream().anyMatch(Reply::withheld));
    return "result";
  }

  @GetMapping("/c/{link}/case.json")
  ResponseEntity<byte[]> export(@PathVariable String link) {
    Visit visit = visits.visit(link);
    return download(
        cases.line(cases.examined(visit)).getBytes(StandardCharsets.UTF_8),
        MediaType.APPLICATION_JSON,
        "lasegue-case.json");
  }

  /// The case for a clinician, without what the person keeps back unless they ask for all of it.
  @GetMapping("/c/{link}/report.pdf")
  ResponseEntity<byte[]> pdf(
      @PathVariable String link, @RequestParam(name = "private", defaultValue = "no") String all) {
    Visit visit = visits.visit(link);
    Assessment assessment =
        visit.examination().isPresent()
            ? assessments.of(cases.examined(visit), Mode.EXAMINED)
            : assessments.of(cases.told(visit), Mode.SELF_REPORT);
    return download(
        pdf.get().of(assessment, all.equals("yes") ? Set.of() : withheld(visit, cases)),
        MediaType.APPLICATION_PDF,
        "lasegue.pdf");
  }

  @PostMapping("/c/{link}/keep")
  String keep(@PathVariable String link) {
    visits.keep(link);
    return "redirect:/c/" + link + "/result#keep";
  }

  @GetMapping("/c/{link}/delete")
  String ask(@PathVariable String link) {
    visits.visit(link);
    return "delete";
  }

  @PostMapping("/c/{link}/delete")
  String delete(@PathVariable String link, Model model) {
    model.addAttribute("deletion", visits.delete(link));
    return "deleted";
  }

  static ResponseEntity<byte[]> download(byte[] body, MediaType type, String name) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .contentType(type)
        .body(body);
  }

  /// Findings that are not to be printed.
  static Set<String> withheld(Visit visit, Cases cases) {
    Set<String> result = new LinkedHashSet<>();
    visit.replies().values().stream()
        .filter(r -> r.withheld() || detailsOfWithheld(r, visit))
        .forEach(
            r -> cases.read(r.answers()).findings().keySet().forEach(k -> result.add(k.finding())));
    return result;
  }

  private static boolean detailsOfWithheld(Reply reply, Visit visit) {
    return reply.step().endsWith(Visit.DETAILS)
        && visit
                .replies()
                .get(reply.step().substring(0, reply.step().length() - Visit.DETAILS.length()))
            instanceof Reply base
        && base.withheld();
  }
}
