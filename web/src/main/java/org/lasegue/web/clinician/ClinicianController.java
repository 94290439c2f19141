package org.lasegue.web.clinician;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Urgency;
import org.lasegue.report.NoteReport;
import org.lasegue.report.Words;
import org.lasegue.web.Messages;
import org.lasegue.web.result.Assessments;
import org.lasegue.web.result.ResultPages;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Event;
import org.lasegue.web.visit.Visit;
import org.lasegue.web.visit.Visits;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// The same case with an examination and tests: both results side by side, what to examine next, a
/// note, an override with its reason, a letter.
@Controller
class ClinicianController {
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_LETTER = 20_000;
  private static final int NEXT = 8;

  private final Visits visits;
  private final Cases cases;
  private final Assessments assessments;
  private final ResultPages results;
  private final ExaminationForm form;
  private final NoteReport note;
  private final Messages messages;

  ClinicianController(
      Visits visits,
      Cases cases,
      Assessments assessments,
      ResultPages results,
      ExaminationForm form,
      Knowledge knowledge,
      Messages messages) {
    this.visits = visits;
    this.cases = cases;
    this.assessments = assessments;
    this.results = results;
    this.form = form;
    this.note = new NoteReport(knowledge);
    this.messages = messages;
  }

  /// What is worth examining or testing next.
  record Next(String text, String kind, String gain, String effort) {}

  /// Who signed in, where that is needed.
  @ModelAttribute("signedIn")
  @Nullable String signedIn(@AuthenticationPrincipal @Nullable OidcUser user) {
    return name(user);
  }

  private static @Nullable String name(@Nullable OidcUser user) {
    if (user == null) {
      return null;
    }
    return Stream.of(user.getFullName(), user.getPreferredUsername(), user.getSubject())
        .filter(name -> name != null && !name.isBlank())
        .findFirst()
        .orElse("");
  }

  @GetMapping("/c/{link}/clinician")
  String page(@PathVariable String link, Model model) {
    show(visits.visit(link), List.of(), Optional.empty(), model);
    return "clinician";
  }

  @PostMapping("/c/{link}/clinician")
  ModelAndView examined(
      @PathVariable String link, @RequestParam MultiValueMap<String, String> sent, Model model) {
    Visit visit = visits.visit(link);
    return switch (form.read(sent)) {
      case ExaminationForm.Read.Refused refused -> {
        show(visit, refused.problems(), Optional.of(sent), model);
        yield new ModelAndView("clinician", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
      }
      case ExaminationForm.Read.Accepted accepted -> {
        visits.add(link, new Event.Examined(accepted.line()));
        yield new ModelAndView("redirect:/c/" + link + "/clinician#results");
      }
    };
  }

  @PostMapping("/c/{link}/override")
  ModelAndView override(
      @PathVariable String link,
      @RequestParam String level,
      @RequestParam String reason,
      @AuthenticationPrincipal @Nullable OidcUser user,
      Model model) {
    boolean known = List.of(Urgency.values()).stream().anyMatch(u -> u.word().equals(level));
    String text = reason.strip();
    if (!known || text.isEmpty() || text.length() > LONGEST_REASON) {
      show(
          visits.visit(link),
          List.of(messages.text("error.override", LONGEST_REASON)),
          Optional.empty(),
          model);
      return new ModelAndView("clinician", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    visits.add(link, new Event.Overrode(level, text, name(user)));
    return new ModelAndView("redirect:/c/" + link + "/clinician#override");
  }

  @PostMapping("/c/{link}/letter")
  ModelAndView letter(@PathVariable String link, @RequestParam String letter, Model model) {
    if (letter.length() > LONGEST_LETTER) {
      show(
          visits.visit(link),
          List.of(messages.text("error.letter", LONGEST_LETTER)),
          Optional.empty(),
          model);
      return new ModelAndView("clinician", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
    }
    visits.add(link, new Event.Wrote(letter));
    return new ModelAndView("redirect:/c/" + link + "/clinician#letter");
  }

  private void show(
      Visit visit,
      List<String> problems,
      Optional<MultiValueMap<String, String>> sent,
      Model model) {
    Assessment told = assessments.of(cases.told(visit), Mode.SELF_REPORT);
    Assessment examined = assessments.of(cases.examined(visit), Mode.EXAMINED);
    String text = note.of(examined, cases.withheld(visit));
    model.addAttribute("grid", form.of(cases.examined(visit), problems, sent));
    model.addAttribute("told", results.page(told));
    model.addAttribute("examined", results.page(examined));
    model.addAttribute(
        "next",
        examined.next().stream()
            .limit(NEXT)
            .map(q ->
                new Next(
                    q.text()
                        + (q.id().contains("@") ? " (" + q.id().replaceAll(".*@", "") + ")" : ""),
                    q.kind(),
                    String.format(java.util.Locale.ROOT, "%.3f", q.gain()),
                    Words.time(q.effort())))
            .toList());
    model.addAttribute("note", text);
    model.addAttribute("letter", visit.letter().orElse(text));
    model.addAttribute("override", visit.override().orElse(null));
    model.addAttribute("levels", List.of(Urgency.values()).reversed());
    model.addAttribute("open", examined.urgency().open().stream().limit(20).toList());
  }
}
