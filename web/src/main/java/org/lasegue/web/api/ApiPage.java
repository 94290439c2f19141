package org.lasegue.web.api;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// The page for those who write programs, made of the description of the API.
@Controller
class ApiPage {
  private final ApiDescription description = new ApiDescription();

  @GetMapping("/developers")
  String page(Model model) {
    model.addAttribute("version", description.version());
    model.addAttribute("about", description.description());
    model.addAttribute("operations", description.operations());
    return "developers";
  }
}
