package org.lasegue.web.followup;

import java.util.List;
import java.util.Map;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.knowledge.Instrument;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.web.Messages;
import org.lasegue.web.Today;
import org.lasegue.web.interview.DangerAnswers;
import org.lasegue.web.visit.Event;
import org.lasegue.web.visit.Visit;
import org.lasegue.web.visit.Visits;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;

/// Questionnaires that may be bundled, word for word.
@Controller
class QuestionnaireController {
  private final Visits visits;
  private final Knowledge knowledge;
  private final Messages messages;
  private final Today today;
  private final DangerAnswers danger;

  QuestionnaireController(
      Visits visits, Knowledge knowledge, Messages messages, Today today, DangerAnswers danger) {
    this.danger = danger;
    this.messages = messages;
    this.visits = visits;
    this.knowledge = knowledge;
    this.today = today;
  }

  @GetMapping("/c/{link}/questionnaire/{id}")
  String ask(@PathVariable String link, @PathVariable String id, Model model) {
    if (danger.unfinished(visits.visit(link))) {
      return "redirect:/c/" + link + "/question";
    }
    model.addAttribute("instrument", instrument(id));
    return "questionnaire";
  }

  /// Each sentence that is ticked counts one; what is not ticked does not. A form on which nothing
  /// is ticked is refused, unless it says that none is true: no answer is not a good answer.
  @PostMapping("/c/{link}/questionnaire/{id}")
  ModelAndView answer(
      @PathVariable String link,
      @PathVariable String id,
      @RequestParam(name = "item", defaultValue = "") List<Integer> ticked,
      @RequestParam(defaultValue = "no") String none) {
    Visit visit = visits.visit(link);
    Instrument instrument = instrument(id);
    int score =
        (int)
            ticked.stream().filter(i -> i >= 0 && i < instrument.items().size()).distinct().count();
    boolean nothing = none.equals("yes");
    if (nothing == score > 0) {
      return new ModelAndView(
          "questionnaire",
          Map.of(
              "instrument",
              instrument,
              "error",
              messages.text(nothing ? "scores.error.both" : "scores.error.empty"),
              "ticked",
              ticked,
              "none",
              nothing),
          HttpStatus.UNPROCESSABLE_CONTENT);
    }
    visits.add(link, new Event.Scored(new Diary.Score(today.utc(), id, score)));
    if (!visit.kept()) {
      visits.keep(link);
    }
    return new ModelAndView("redirect:/c/" + link + "/recovery#scores");
  }

  private Instrument instrument(String id) {
    Instrument found = knowledge.followUp().instruments().get(id);
    if (found == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return found;
  }
}
