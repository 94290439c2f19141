package org.lasegue.web.followup;

import java.time.LocalDate;
import java.util.List;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.followup.Course;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.assessment.followup.FollowUp;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.web.interview.DangerAnswers;
import org.lasegue.web.result.Assessments;
import org.lasegue.web.visit.Cases;
import org.lasegue.web.visit.Visit;
import org.lasegue.web.visit.Visits;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import tools.jackson.databind.json.JsonMapper;

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
  private final Knowledge knowledge;
  private final JsonMapper json;

  WeekController(
      Visits visits,
      Cases cases,
      Assessments assessments,
      FollowUp followUp,
      DangerAnswers danger,
      WeekPages pages,
      Reminders reminders,
      Today today,
      Knowledge knowledge,
      JsonMapper json) {
    this.visits = visits;
    this.cases = cases;
    this.assessments = assessments;
    this.followUp = followUp;
    this.danger = danger;
    this.pages = pages;
    this.reminders = reminders;
    this.today = today;
    this.knowledge = knowledge;
    this.json = json;
  }

  @GetMapping("/c/{link}/week")
  String week(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    if (visit.replies().isEmpty() || danger.open(visit)) {
      return "redirect:/c/" + link + "/question"; // no plan while a danger is half answered
    }
    Assessment assessed = assessed(visit);
    LocalDate day = day(visit);
    model.addAttribute("page", pages.week(followUp.week(assessed, visit.diary(), day)));
    model.addAttribute(
        "reminded",
        followUp.safetyReminder(visit.diary()).filter(d -> !d.isAfter(day)).isPresent());
    course(visit, assessed, day, model);
    return "week";
  }

  @GetMapping("/c/{link}/recovery")
  String recovery(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    if (danger.open(visit)) {
      return "redirect:/c/" + link + "/question";
    }
    Assessment assessed = assessed(visit);
    course(visit, assessed, day(visit), model);
    model.addAttribute("scores", visit.diary().scores());
    model.addAttribute("entries", visit.diary().entries().reversed());
    model.addAttribute("moved", pages.moved(moved(link, visit, assessed)));
    return "recovery";
  }

  @GetMapping("/c/{link}/choices")
  String choices(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    model.addAttribute(
        "choices", followUp.choices(assessed(visit)).stream().map(pages::choice).toList());
    return "choices";
  }

  @GetMapping("/c/{link}/prevention")
  String prevention(@PathVariable String link, Model model) {
    visits.visit(link);
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
        .body(reminders.of(day(visit), followUp.safetyReminder(visit.diary())));
  }

  /// The diary as it was written.
  @GetMapping("/c/{link}/diary.json")
  ResponseEntity<byte[]> diary(@PathVariable String link) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"lasegue-diary.json\"")
        .contentType(MediaType.APPLICATION_JSON)
        .body(json.writeValueAsBytes(visits.visit(link).diary()));
  }

  /// Course, adherence and changes on one page for the clinician.
  @GetMapping("/c/{link}/clinician/course")
  String clinician(@PathVariable String link, Model model) {
    Visit visit = visits.visit(link);
    Assessment assessed = assessed(visit);
    LocalDate day = day(visit);
    course(visit, assessed, day, model);
    model.addAttribute("scores", visit.diary().scores());
    model.addAttribute("entries", visit.diary().entries().reversed());
    model.addAttribute("adherence", pages.adherence(visit.diary(), day));
    model.addAttribute("page", pages.week(followUp.week(assessed, visit.diary(), day)));
    model.addAttribute("moved", pages.moved(moved(link, visit, assessed)));
    model.addAttribute("urgency", assessed.urgency().level().word());
    return "clinician-course";
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

  /// Today, or the day of an entry that a person in an earlier zone has already written.
  private LocalDate day(Visit visit) {
    LocalDate utc = today.utc();
    return visit.diary().latest().map(e -> e.day().isAfter(utc) ? e.day() : utc).orElse(utc);
  }
}
