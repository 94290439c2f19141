package org.lasegue.web.interview;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lasegue.assessment.Interview;
import org.lasegue.knowledge.Contact;
import org.lasegue.web.BodyMap;
import org.lasegue.web.Contacts;
import org.lasegue.web.RequestVisit;
import org.lasegue.web.StandingEmergencies;
import org.lasegue.web.visit.Event;
import org.lasegue.web.visit.Reply;
import org.lasegue.web.visit.Visit;
import org.lasegue.web.visit.Visits;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// The interview: asks, keeps each answer, interrupts when an answer makes it an emergency.
@Controller
class QuestionController {
  private final Visits visits;
  private final RequestVisit reading;
  private final Turns turns;
  private final Forms forms;
  private final QuestionPages pages;
  private final StandingEmergencies standing;
  private final BodyMap body;
  private final Contacts contacts;

  QuestionController(
      Visits visits,
      RequestVisit reading,
      Turns turns,
      Forms forms,
      QuestionPages pages,
      StandingEmergencies standing,
      BodyMap body,
      Contacts contacts) {
    this.visits = visits;
    this.reading = reading;
    this.turns = turns;
    this.forms = forms;
    this.pages = pages;
    this.standing = standing;
    this.body = body;
    this.contacts = contacts;
  }

  @PostMapping("/begin")
  String begin(
      @RequestParam(name = "for", defaultValue = "me") String whom,
      @RequestParam(defaultValue = Contact.WORLDWIDE) String country) {
    String known = contacts.known(country) ? country : Contact.WORLDWIDE;
    return "redirect:/c/" + visits.begin(whom.equals("other"), known) + "/question";
  }

  /// The next open question.
  @GetMapping("/c/{link}/question")
  String next(@PathVariable String link, HttpServletRequest request, Model model) {
    Visit visit = reading.of(request).orElseThrow();
    Optional<Turn> turn = turns.next(visit);
    if (turn.isEmpty()) {
      return "redirect:/c/" + link + "/answers";
    }
    show(model, visit, turn.get(), new Form(Map.of()), Map.of());
    return "question";
  }

  /// A question already answered, with its answer.
  @GetMapping("/c/{link}/question/{number}")
  String again(@PathVariable String link, @PathVariable String number, Model model) {
    Visit visit = visits.visit(link);
    Turn turn = turn(visit.step(number).orElse(""), visit);
    Reply given = visit.replies().get(turn.id());
    show(model, visit, turn, given == null ? new Form(Map.of()) : forms.of(turn, given), Map.of());
    return "question";
  }

  /// The step is sent with the answer and stands in no address.
  @PostMapping("/c/{link}/question")
  ModelAndView answer(
      @PathVariable String link,
      @RequestParam String step,
      @RequestParam MultiValueMap<String, String> parameters,
      Model model) {
    Visit visit = visits.visit(link);
    Turn turn = turn(step, visit);
    Form form = Form.sent(parameters);
    return switch (forms.read(turn, form)) {
      case Forms.Read.Refused refused -> {
        show(model, visit, turn, form, refused.errors());
        yield new ModelAndView("question", model.asMap(), HttpStatus.UNPROCESSABLE_CONTENT);
      }
      case Forms.Read.Accepted accepted -> {
        boolean changed = visit.replies().containsKey(step);
        visits.add(link, new Event.Replied(accepted.reply()));
        yield new ModelAndView("redirect:/c/" + link + after(visits.visit(link), step, changed));
      }
    };
  }

  @GetMapping("/c/{link}/emergency")
  String emergency(@PathVariable String link, Model model) {
    model.addAttribute("hideBanner", true); // the page is the card
    return standing.rules(visits.visit(link)).isEmpty()
        ? "redirect:/c/" + link + "/question"
        : "emergency";
  }

  /// The person read the card and goes on. Only the rules on that card count as read: another page
  /// open at the same time may have added one.
  @PostMapping("/c/{link}/emergency")
  String acknowledged(
      @PathVariable String link,
      @RequestParam(name = "rule", defaultValue = "") List<String> read) {
    List<String> rules = standing.ids(visits.visit(link)).stream().filter(read::contains).toList();
    visits.add(link, new Event.Acknowledged(rules));
    return "redirect:/c/" + link + "/question";
  }

  private String after(Visit visit, String step, boolean changed) {
    boolean details =
        turns.details(visit).filter(t -> t.id().equals(step + Visit.DETAILS)).isPresent();
    // until the details are given, what they cover is unsure, and that alone may be an emergency
    if (!details && !visit.acknowledged().containsAll(standing.ids(visit))) {
      return "/emergency";
    }
    return changed && !details ? "/answers" : "/question";
  }

  private Turn turn(String step, Visit visit) {
    return turns
        .again(step, visit)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private void show(Model model, Visit visit, Turn turn, Form form, Map<String, String> errors) {
    // an answer that is only changed leaves nothing behind it
    int left = visit.replies().containsKey(turn.id()) ? 0 : turns.left(visit);
    model.addAttribute(
        "page", pages.page(turn, form, errors, left, visit.before(turn.id()).map(visit::number)));
    if (turn.step() instanceof Interview.Step.Places) {
      model.addAttribute("bodyMap", body.views());
    }
    model.addAttribute("forOther", visit.forOther());
  }
}
