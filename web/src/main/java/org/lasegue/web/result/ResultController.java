package org.lasegue.web.result;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Mode;
import org.lasegue.fhir.AssessmentBundle;
import org.lasegue.fhir.FhirJson;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.report.JsonReport;
import org.lasegue.report.PdfReport;
import org.lasegue.report.Shown;
import org.lasegue.web.BodyMap;
import org.lasegue.web.Messages;
import org.lasegue.web.interview.DangerAnswers;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Event;
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
  private static final DateTimeFormatter MADE =
      DateTimeFormatter.ofPattern("d MMMM yyyy, HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Visits visits;
  private final Cases cases;
  private final Interview interview;
  private final DangerAnswers danger;
  private final Assessments assessments;
  private final ResultPages results;
  private final AnswersPages answers;
  private final Followed followed;
  private final JsonReport json;
  private final Supplier<PdfReport> pdf;
  private final Supplier<AssessmentBundle> bundles;
  private final BodyMap body;
  private final Messages messages;
  private final Clock clock;

  ResultController(
      Visits visits,
      Cases cases,
      Interview interview,
      DangerAnswers danger,
      Assessments assessments,
      ResultPages results,
      AnswersPages answers,
      Followed followed,
      Knowledge knowledge,
      BodyMap body,
      Messages messages,
      Clock clock) {
    this.visits = visits;
    this.cases = cases;
    this.interview = interview;
    this.danger = danger;
    this.assessments = assessments;
    this.results = results;
    this.answers = answers;
    this.followed = followed;
    this.body = body;
    this.messages = messages;
    this.clock = clock;
    this.json = new JsonReport();
    this.bundles = SingletonSupplier.of(() -> new AssessmentBundle(knowledge)); // loads FHIR
    this.pdf =
        SingletonSupplier.of(() -> new PdfReport(knowledge)); // its classes and fonts on first use
  }

  @GetMapping("/c/{link}/answers")
  String answers(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    boolean more =
        !(interview.next(cases.replied(visit), cases.asked(visit))
            instanceof Interview.Step.Settled);
    model.addAttribute("page", answers.page(visit, more));
    return "answers";
  }

  @GetMapping("/c/{link}/result")
  String result(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    if (visit.replies().isEmpty() || danger.open(visit)) {
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
    model.addAttribute("hideBanner", true); // the page begins with the card
    model.addAttribute("dangerAsked", assessment.unasked().isEmpty());
    model.addAttribute("kept", visit.kept());
    model.addAttribute("followed", !visit.diary().isEmpty() || !visit.diary().scores().isEmpty());
    model.addAttribute("until", visits.keptUntil(link));
    model.addAttribute("override", visit.override().orElse(null));
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

  /// The case, its assessment and its diary as a FHIR bundle. Like the file of the case it is for
  /// the person and holds all of it.
  @GetMapping("/c/{link}/case.fhir.json")
  ResponseEntity<byte[]> fhir(@PathVariable String link) {
    Visit visit = visits.visit(link);
    Assessment assessment =
        visit.examination().isPresent()
            ? assessments.of(cases.examined(visit), Mode.EXAMINED)
            : assessments.of(cases.told(visit), Mode.SELF_REPORT);
    return download(
        FhirJson.line(
                bundles.get().of(assessment, visit.diary(), Optional.empty(), clock.instant()))
            .getBytes(StandardCharsets.UTF_8),
        MediaType.valueOf("application/fhir+json"),
        "lasegue-case.fhir.json");
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
        pdf.get()
            .of(
                assessment,
                all.equals("yes") ? Set.of() : cases.withheld(visit),
                messages.text("pdf.made", MADE.format(clock.instant())),
                followed.of(link, visit, assessment)),
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
  String delete(@PathVariable String link, Model model, HttpServletResponse response) {
    model.addAttribute("deletion", visits.delete(link));
    model.addAttribute("emergencies", List.of()); // there is no case to look them up in any more
    model.addAttribute("hasWithheld", false);
    response.setHeader("Clear-Site-Data", "\"cache\""); // so that "back" shows no page of the case
    return "deleted";
  }

  static ResponseEntity<byte[]> download(byte[] body, MediaType type, String name) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .contentType(type)
        .body(body);
  }
}
