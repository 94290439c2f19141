package org.lasegue.web.followup;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.web.StandingEmergencies;
import org.lasegue.web.interview.DangerAnswers;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Event;
import org.lasegue.web.visit.Reply;
import org.lasegue.web.visit.Visit;
import org.lasegue.web.visit.Visits;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/// A day of the diary, with the danger questions that matter today.
@Controller
class DiaryController {
  private final Visits visits;
  private final Cases cases;
  private final FollowUp followUp;
  private final DiaryForm form;
  private final DangerAnswers danger;
  private final StandingEmergencies standing;
  private final Today today;
  private final Knowledge knowledge;

  DiaryController(
      Visits visits,
      Cases cases,
      FollowUp followUp,
      DiaryForm form,
      DangerAnswers danger,
      StandingEmergencies standing,
      Today today,
      Knowledge knowledge) {
    this.visits = visits;
    this.cases = cases;
    this.followUp = followUp;
    this.form = form;
    this.danger = danger;
    this.standing = standing;
    this.today = today;
    this.knowledge = knowledge;
  }

  @GetMapping("/c/{link}/diary")
  String day(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    MultiValueMap<String, String> empty = new LinkedMultiValueMap<>();
    empty.add("day", today.utc().toString());
    show(visit, asked(visit), empty, Map.of(), model);
    return "diary";
  }

  /// Keeps the answers to the danger questions, then the day, then leads to what is most urgent.
  @PostMapping("/c/{link}/diary")
  ModelAndView write(
      @PathVariable String link, @RequestParam MultiValueMap<String, String> sent, Model model) {
    Visit visit = visits.visit(link);
    List<Screen> asked = held(sent);
    List<Screen> due = asked(visit);
    if (!asked.containsAll(due)) {
      asked = due; // another page open at the same time has changed what must be asked
    }
    List<Finding> findings = followUp.dangerFindings(cases.told(visit), Mode.SELF_REPORT);
    LocalDate first = visit.since(today.utc()).minusDays(1);
    return switch (form.read(sent, asked, findings, first, today.latest())) {
      case DiaryForm.Read.Refused refused -> {
        show(visit, asked, sent, refused.errors(), model);
        yield new ModelAndView("diary", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
      }
      case DiaryForm.Read.Accepted accepted -> {
        boolean alarm = replies(link, visit, asked, accepted.danger());
        for (Finding finding : findings) {
          String value = accepted.findings().getOrDefault(finding.id(), "no");
          if (!value.equals("no")) {
            alarm = true;
            danger
                .reply(visit, finding, value)
                .ifPresent(reply -> visits.add(link, new Event.Replied(reply)));
          }
        }
        visits.add(link, new Event.Noted(accepted.entry(), accepted.danger()));
        if (!visit.kept()) {
          visits.keep(link);
        }
        Visit after = visits.visit(link);
        List<String> emergencies = standing.ids(after);
        String next =
            alarm && !emergencies.isEmpty() || !after.acknowledged().containsAll(emergencies)
                ? "/emergency"
                : danger.open(after) ? "/question" : "/week";
        yield new ModelAndView("redirect:/c/" + link + next);
      }
    };
  }

  /// Whether an answer was anything but "no".
  private boolean replies(
      String link, Visit visit, List<Screen> asked, Map<String, Reply.Said> answers) {
    boolean alarm = false;
    for (Screen screen : asked) {
      Reply.Said said = answers.get(screen.id());
      if (said == null) {
        continue;
      }
      alarm |= said != Reply.Said.NO;
      Optional<Reply> before = danger.standing(visit, screen);
      // "no" as before says nothing new; "yes" as before may have new details
      if (before.filter(r -> r.said() == said && said != Reply.Said.YES).isEmpty()) {
        danger
            .reply(visit, screen, Fields.hyphenated(said))
            .ifPresent(reply -> visits.add(link, new Event.Replied(reply)));
      }
    }
    return alarm;
  }

  /// One line of the danger questions.
  ///
  /// @param name of its field, @param asked id of the question, empty for a single finding
  record Row(String name, String asked, String ask, List<String> choices) {}

  private List<Row> rows(List<Screen> asked, Case told) {
    List<Row> rows = new ArrayList<>();
    for (Screen screen : asked) {
      rows.add(
          new Row(
              DiaryForm.DANGER + screen.id(),
              screen.id(),
              screen.ask(),
              List.of("no", "yes", "unsure")));
    }
    for (Finding finding : followUp.dangerFindings(told, Mode.SELF_REPORT)) {
      rows.add(
          new Row(DiaryForm.DANGER + finding.id(), "", finding.ask(), DiaryForm.choices(finding)));
    }
    return rows;
  }

  private List<Screen> asked(Visit visit) {
    return followUp.danger(cases.told(visit), Mode.SELF_REPORT);
  }

  /// The danger questions that the form held.
  private List<Screen> held(MultiValueMap<String, String> sent) {
    List<Screen> result = new ArrayList<>();
    for (String id : sent.getOrDefault("asked", List.of())) {
      knowledge.screens().stream().filter(s -> s.id().equals(id)).forEach(result::add);
    }
    return result;
  }

  private void show(
      Visit visit,
      List<Screen> asked,
      MultiValueMap<String, String> sent,
      Map<String, String> errors,
      Model model) {
    model.addAttribute("rows", rows(asked, cases.told(visit)));
    model.addAttribute("sent", sent.toSingleValueMap());
    model.addAttribute("errors", errors);
    model.addAttribute("firstDay", visit.since(today.utc()).minusDays(1).toString());
    model.addAttribute("lastDay", today.latest().toString());
    model.addAttribute("forOther", visit.forOther());
    model.addAttribute("kept", visit.kept());
  }
}
