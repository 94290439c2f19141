package org.lasegue.web.followup;

import java.util.List;
import org.lasegue.assessment.followup.Diary;
import org.lasegue.knowledge.Instrument;
import org.lasegue.knowledge.Knowledge;
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

/// Questionnaires that may be bundled, word for word.
@Controller
class QuestionnaireController {
  private final Visits visits;
  private final Knowledge knowledge;
  private final Today today;

  QuestionnaireController(Visits visits, Knowledge knowledge, Today today) {
    this.visits = visits;
    this.knowledge = knowledge;
    this.today = today;
  }

  @GetMapping("/c/{link}/questionnaire/{id}")
  String ask(@PathVariable String link, @PathVariable String id, Model model) {
    visits.visit(link);
    model.addAttribute("instrument", instrument(id));
    return "questionnaire";
  }

  /// Each sentence that is ticked counts one; what is not ticked does not.
  @PostMapping("/c/{link}/questionnaire/{id}")
  String answer(
      @PathVariable String link,
      @PathVariable String id,
      @RequestParam(name = "item", defaultValue = "") List<Integer> ticked) {
    Visit visit = visits.visit(link);
    Instrument instrument = instrument(id);
    int score =
        (int)
            ticked.stream().filter(i -> i >= 0 && i < instrument.items().size()).distinct().count();
    visits.add(link, new Event.Scored(new Diary.Score(today.utc(), id, score)));
    if (!visit.kept()) {
      visits.keep(link);
    }
    return "redirect:/c/" + link + "/recovery#scores";
  }

  private Instrument instrument(String id) {
    Instrument found = knowledge.followUp().instruments().get(id);
    if (found == null) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    return found;
  }
}
