package org.lasegue.web.followup;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.DiaryEntry;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Screen;
import org.lasegue.knowledge.Urgency;
import org.lasegue.web.Messages;
import org.lasegue.web.StandingEmergencies;
import org.lasegue.web.Today;
import org.lasegue.web.interview.DangerAnswers;
import org.lasegue.web.result.Assessments;
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
  private static final String WEEK = "/week";

  private final Visits visits;
  private final Cases cases;
  private final FollowUp followUp;
  private final DiaryForm form;
  private final DangerAnswers danger;
  private final StandingEmergencies standing;
  private final Assessments assessments;
  private final Messages messages;
  private final Today today;
  private final Knowledge knowledge;

  DiaryController(
      Visits visits,
      Cases cases,
      FollowUp followUp,
      DiaryForm form,
      DangerAnswers danger,
      StandingEmergencies standing,
      Assessments assessments,
      Messages messages,
      Today today,
      Knowledge knowledge) {
    this.visits = visits;
    this.cases = cases;
    this.followUp = followUp;
    this.form = form;
    this.danger = danger;
    this.standing = standing;
    this.assessments = assessments;
    this.messages = messages;
    this.today = today;
    this.knowledge = knowledge;
  }

  @GetMapping("/c/{link}/diary")
  String day(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    if (danger.unfinished(visit)) {
      return "redirect:/c/" + link + "/question";
    }
    MultiValueMap<String, String> empty = new LinkedMultiValueMap<>();
    empty.add("day", today.utc().toString());
    show(visit, asked(visit), empty, Map.of(), model);
    model.addAttribute("localDay", true);
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
    Case told = cases.told(visit);
    List<Finding> findings = followUp.dangerFindings(told, Mode.SELF_REPORT);
    boolean whole = asked.containsAll(followUp.everyDanger(told));
    LocalDate first = visit.since(today.utc()).minusDays(1);
    return switch (form.read(sent, asked, findings, !whole, first, today.latest())) {
      case DiaryForm.Read.Refused refused -> {
        Optional<String> urgent = urgent(link, visit, asked, findings, refused);
        if (urgent.isPresent()) {
          yield new ModelAndView("redirect:/c/" + link + urgent.get());
        }
        show(
            visit,
            refused.more() ? followUp.everyDanger(told) : asked,
            sent,
            refused.errors(),
            model);
        yield new ModelAndView("diary", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
      }
      case DiaryForm.Read.Accepted accepted -> {
        List<Reply> before = standing(visit, asked);
        keep(link, visit, asked, accepted.danger(), findings, accepted.findings());
        boolean more = accepted.more() || gone(before, accepted.danger());
        Visit after = visits.visit(link);
        if (!whole && more && after.acknowledged().containsAll(standing.ids(after))) {
          show(
              after,
              followUp.everyDanger(cases.told(after)),
              sent,
              Map.of("more", messages.text("diary.more.asked")),
              model);
          yield new ModelAndView("diary", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        note(link, after, accepted.entry(), accepted.danger());
        yield new ModelAndView(
            "redirect:/c/"
                + link
                + next(
                    visits.visit(link),
                    accepted.danger(),
                    alarm(accepted.danger(), accepted.findings())));
      }
    };
  }

  /// Where a form that must be corrected leads at once, as a danger in it does not wait: its
  /// answers and what could be read of the day are kept, and the person is led as after any other
  /// day. Empty where no danger was named that leads anywhere.
  private Optional<String> urgent(
      String link,
      Visit visit,
      List<Screen> asked,
      List<Finding> findings,
      DiaryForm.Read.Refused refused) {
    if (!alarm(refused.danger(), refused.findings())) {
      return Optional.empty();
    }
    keep(link, visit, asked, refused.danger(), findings, refused.findings());
    Visit after = visits.visit(link);
    String next = next(after, refused.danger(), true);
    if (next.equals(WEEK)) {
      return Optional.empty();
    }
    refused.entry().ifPresent(entry -> note(link, after, entry, refused.danger()));
    return Optional.of(next);
  }

  private static boolean alarm(Map<String, Reply.Said> danger, Map<String, String> findings) {
    return !findings.values().stream().allMatch("no"::equals)
        || !danger.values().stream().allMatch(Reply.Said.NO::equals);
  }

  /// Keeps the day.
  private void note(String link, Visit visit, DiaryEntry entry, Map<String, Reply.Said> answers) {
    boolean stopped =
        assessments
            .of(cases.told(visit), Mode.SELF_REPORT)
            .urgency()
            .level()
            .atLeast(Urgency.SAME_DAY);
    visits.add(link, new Event.Noted(entry, answers, stopped));
    if (!visit.kept()) {
      visits.keep(link);
    }
  }

  /// The page that comes next.
  private String next(Visit visit, Map<String, Reply.Said> answers, boolean alarm) {
    if (danger.open(visit)) {
      return "/question";
    }
    List<String> emergencies = standing.ids(visit);
    if (alarm && !emergencies.isEmpty() || !visit.acknowledged().containsAll(emergencies)) {
      return "/emergency";
    }
    // who says "yes" again may mean something new: the details are shown as they were given
    return answers.entrySet().stream()
        .filter(e -> e.getValue() == Reply.Said.YES)
        .map(e -> DangerAnswers.step(e.getKey()) + Visit.DETAILS)
        .filter(step -> visit.replies().containsKey(step))
        .findFirst()
        .map(step -> "/question/" + visit.number(step))
        .orElse(WEEK);
  }

  private List<Reply> standing(Visit visit, List<Screen> asked) {
    return asked.stream().flatMap(s -> danger.standing(visit, s).stream()).toList();
  }

  /// Whether a danger that stood is said to be gone.
  private static boolean gone(List<Reply> before, Map<String, Reply.Said> answers) {
    return before.stream()
        .filter(r -> r.said() == Reply.Said.YES)
        .anyMatch(r ->
            answers.entrySet().stream()
                .anyMatch(e ->
                    e.getValue() == Reply.Said.NO
                        && DangerAnswers.step(e.getKey()).equals(r.step())));
  }

  /// Keeps the answers to the danger questions.
  private void keep(
      String link,
      Visit visit,
      List<Screen> asked,
      Map<String, Reply.Said> answers,
      List<Finding> findings,
      Map<String, String> values) {
    for (Screen screen : asked) {
      Reply.Said said = answers.get(screen.id());
      if (said != null) {
        danger
            .again(visit, screen, said)
            .ifPresent(reply -> visits.add(link, new Event.Replied(reply)));
      }
    }
    for (Finding finding : findings) {
      String value = values.getOrDefault(finding.id(), "no");
      if (!value.equals("no")) {
        danger
            .reply(visit, finding, value)
            .ifPresent(reply -> visits.add(link, new Event.Replied(reply)));
      }
    }
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
    model.addAttribute("more", !asked.containsAll(followUp.everyDanger(cases.told(visit))));
    model.addAttribute("sent", sent.toSingleValueMap());
    model.addAttribute("errors", errors);
    model.addAttribute("firstDay", visit.since(today.utc()).minusDays(1).toString());
    model.addAttribute("lastDay", today.latest().toString());
    model.addAttribute("forOther", visit.forOther());
    model.addAttribute("kept", visit.kept());
  }
}
