package org.lasegue.web.followup;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.Course;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.report.DiaryJson;
import org.lasegue.report.OverTime;
import org.lasegue.web.Today;
import org.lasegue.web.interview.DangerAnswers;
import org.lasegue.web.result.Assessments;
import org.lasegue.web.result.Followed;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Event;
import org.lasegue.web.visit.Visit;
import org.lasegue.web.visit.Visits;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/// The pages that show care over time, and its files.
@Controller
class WeekController {
  private final Visits visits;
  private final Cases cases;
  private final Assessments assessments;
  private final FollowUp followUp;
  private final DangerAnswers danger;
  private final WeekPages pages;
  private final Reminders reminders;
  private final Today today;
  private final Followed followed;
  private final Knowledge knowledge;

  WeekController(
      Visits visits,
      Cases cases,
      Assessments assessments,
      FollowUp followUp,
      DangerAnswers danger,
      WeekPages pages,
      Reminders reminders,
      Today today,
      Followed followed,
      Knowledge knowledge) {
    this.visits = visits;
    this.cases = cases;
    this.assessments = assessments;
    this.followUp = followUp;
    this.danger = danger;
    this.pages = pages;
    this.reminders = reminders;
    this.today = today;
    this.followed = followed;
    this.knowledge = knowledge;
  }

  @GetMapping("/c/{link}/week")
  String week(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    if (danger.unfinished(visit)) {
      return question(link);
    }
    Assessment assessed = assessed(visit);
    LocalDate day = today.of(visit);
    model.addAttribute(
        "page", pages.week(followUp.week(assessed, visit.diary(), day, visit.aside())));
    model.addAttribute("aside", pages.aside(visit.aside()));
    model.addAttribute(
        "reminded",
        followUp.safetyReminder(visit.diary()).filter(d -> !d.isAfter(day)).isPresent());
    course(visit, assessed, day, model);
    return "week";
  }

  @GetMapping("/c/{link}/recovery")
  String recovery(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    if (danger.unfinished(visit)) {
      return question(link);
    }
    Assessment assessed = assessed(visit);
    course(visit, assessed, today.of(visit), model);
    model.addAttribute("scores", visit.diary().scores());
    model.addAttribute("entries", visit.diary().entries().reversed());
    model.addAttribute("moved", pages.moved(moved(link, visit, assessed)));
    return "recovery";
  }

  @GetMapping("/c/{link}/choices")
  String choices(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    if (danger.unfinished(visit)) {
      return question(link);
    }
    model.addAttribute(
        "choices", followUp.choices(assessed(visit)).stream().map(pages::choice).toList());
    return "choices";
  }

  @GetMapping("/c/{link}/prevention")
  String prevention(@PathVariable String link, Model model) {
    if (danger.unfinished(visits.visit(link))) {
      return question(link);
    }
    model.addAttribute("effects", pages.prevention(knowledge.followUp().prevention()));
    return "prevention";
  }

  /// Reminders as a calendar, whose titles say nothing of health.
  @GetMapping("/c/{link}/reminders.ics")
  ResponseEntity<String> reminders(@PathVariable String link) {
    Visit visit = visits.visit(link);
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"reminders.ics\"")
        .contentType(MediaType.parseMediaType("text/calendar;charset=UTF-8"))
        .body(reminders.of(today.of(visit), followUp.safetyReminder(visit.diary())));
  }

  /// The diary as it was written, day by day, with the answers to the danger questions.
  @GetMapping("/c/{link}/diary.json")
  ResponseEntity<String> diary(@PathVariable String link) {
    List<Event> events = visits.events(link);
    List<DiaryJson.Day> days =
        events.stream()
            .filter(Event.Noted.class::isInstance)
            .map(Event.Noted.class::cast)
            .map(n -> new DiaryJson.Day(n.entry(), said(n), Boolean.TRUE.equals(n.stopped())))
            .toList();
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"lasegue-diary.json\"")
        .contentType(MediaType.APPLICATION_JSON)
        .body(DiaryJson.of(days, Visit.of(events).diary().scores()));
  }

  private static Map<String, String> said(Event.Noted day) {
    Map<String, String> said = new LinkedHashMap<>();
    day.danger().forEach((question, answer) -> said.put(question, Fields.hyphenated(answer)));
    return said;
  }

  /// Puts an item of the plan aside, or brings it back.
  @PostMapping("/c/{link}/wish")
  String wish(
      @PathVariable String link,
      @RequestParam String care,
      @RequestParam(defaultValue = "yes") String aside) {
    Visit visit = visits.visit(link);
    boolean planned =
        knowledge.followUp().plan().stream()
            .flatMap(p -> p.items().stream())
            .anyMatch(i -> i.care().equals(care));
    boolean put = aside.equals("yes");
    if (planned && put != visit.aside().contains(care)) {
      visits.add(link, new Event.Wished(care, put));
    }
    return "redirect:/c/" + link + "/week#aside";
  }

  /// Course, adherence and changes on one page for the clinician.
  @GetMapping("/c/{link}/clinician/course")
  String clinician(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    Assessment assessed =
        visit.examination().isPresent()
            ? assessments.of(cases.examined(visit), Mode.EXAMINED)
            : assessed(visit);
    LocalDate day = today.of(visit);
    course(visit, assessed, day, model);
    model.addAttribute("scores", visit.diary().scores());
    model.addAttribute("entries", visit.diary().entries().reversed());
    model.addAttribute("adherence", pages.adherence(visit.diary(), day));
    model.addAttribute("weeks", pages.written(visit.diary(), day));
    model.addAttribute(
        "page", pages.week(followUp.week(assessed, visit.diary(), day, visit.aside())));
    followed
        .of(link, visit, assessed)
        .flatMap(OverTime::since)
        .ifPresent(since -> model.addAttribute("since", pages.since(since)));
    model.addAttribute("urgency", assessed.urgency().level().word());
    return "clinician-course";
  }

  /// Nothing is planned and no course is told while there is no answer or a danger is half
  /// answered.
  private static String question(String link) {
    return "redirect:/c/" + link + "/question";
  }

  private void course(Visit visit, Assessment assessed, LocalDate day, Model model) {
    Diary diary = visit.diary();
    Course course = followUp.course(assessed, cases.replied(visit), diary, visit.since(day), day);
    if (!course.points().isEmpty()) {
      model.addAttribute("course", pages.course(course));
    }
    model.addAttribute("diary", diary);
    model.addAttribute("instruments", List.copyOf(knowledge.followUp().instruments().values()));
  }

  private Assessment assessed(Visit visit) {
    return assessments.of(cases.told(visit), Mode.SELF_REPORT);
  }

  /// What moved since the last result that the person saw and that is not the present one.
  private List<FollowUp.Moved> moved(String link, Visit visit, Assessment now) {
    return pages
        .before(visits.events(link), cases, cases.told(visit))
        .map(before -> FollowUp.moved(assessments.of(before, Mode.SELF_REPORT), now))
        .orElse(List.of());
  }
}
