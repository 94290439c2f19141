package org.lasegue.web.library;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.lasegue.knowledge.Claim;
import org.lasegue.knowledge.Condition;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.Mechanism;
import org.lasegue.knowledge.SearchName;
import org.lasegue.knowledge.Source;
import org.lasegue.report.Sheet;
import org.lasegue.report.Sheets;
import org.lasegue.report.Words;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/// The library: every condition, finding, name and claim on a page of its own.
@Controller
class LibraryController {
  private final Knowledge knowledge;
  private final Library library;
  private final Sheets sheets;

  LibraryController(Knowledge knowledge, Library library) {
    this.knowledge = knowledge;
    this.library = library;
    this.sheets = new Sheets(knowledge);
  }

  @GetMapping("/library")
  String home(@RequestParam(name = "q", defaultValue = "") String question, Model model) {
    String asked = question.length() > 100 ? question.substring(0, 100) : question;
    model.addAttribute("question", asked);
    model.addAttribute("hits", library.search(asked));
    model.addAttribute("families", library.byFamily());
    model.addAttribute("names", knowledge.names());
    return "library/home";
  }

  @GetMapping("/library/conditions/{id}")
  String condition(@PathVariable String id, Model model) {
    Condition condition = found(Optional.ofNullable(knowledge.conditions().get(id)));
    model.addAttribute("condition", condition);
    model.addAttribute("name", Words.capital(condition.plain()));
    model.addAttribute("page", condition.page().map(Condition.Page::sections).orElse(Map.of()));
    sheet(id, model);
    return "library/condition";
  }

  @GetMapping("/library/findings")
  String findings(Model model) {
    model.addAttribute("findings", library.findings());
    return "library/findings";
  }

  @GetMapping("/library/findings/{id}")
  String finding(@PathVariable String id, Model model) {
    Finding finding = found(knowledge.finding(id));
    model.addAttribute("finding", finding);
    model.addAttribute("name", Words.capital(finding.plain()));
    sheet(finding.id(), model);
    return "library/finding";
  }

  @GetMapping("/library/names/{id}")
  String name(@PathVariable String id, Model model) {
    SearchName name = found(knowledge.names().stream().filter(n -> n.id().equals(id)).findFirst());
    model.addAttribute("name", name);
    model.addAttribute(
        "conditions",
        name.leadsTo().stream()
            .map(c -> knowledge.conditions().get(c))
            .filter(Objects::nonNull)
            .toList());
    model.addAttribute(
        "mechanisms",
        name.leadsTo().stream()
            .map(m -> knowledge.mechanisms().get(m))
            .filter(Objects::nonNull)
            .map(Mechanism::plain)
            .toList());
    return "library/name";
  }

  @GetMapping("/library/claims")
  String claims(Model model) {
    model.addAttribute("claims", knowledge.claims());
    return "library/claims";
  }

  @GetMapping("/library/claims/{id}")
  String claim(@PathVariable String id, Model model) {
    Claim claim = found(knowledge.claims().stream().filter(c -> c.id().equals(id)).findFirst());
    model.addAttribute("claim", claim);
    model.addAttribute("sources", sources(claim.sources()));
    return "library/claim";
  }

  private void sheet(String id, Model model) {
    List<Sheet> found = sheets.of(id);
    model.addAttribute("sheets", found);
    model.addAttribute(
        "sources", sources(found.stream().flatMap(s -> s.sources().stream()).distinct().toList()));
  }

  private List<Source> sources(List<String> ids) {
    return ids.stream().map(knowledge.sources()::get).filter(Objects::nonNull).toList();
  }

  private static <T> T found(Optional<T> thing) {
    return thing.orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
