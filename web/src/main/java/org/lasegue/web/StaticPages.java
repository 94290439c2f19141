package org.lasegue.web;

import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.TriageRule;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/// Pages that are the same for everybody.
@Controller
class StaticPages {
  private final Knowledge knowledge;
  private final Settings settings;
  private final Contacts contacts;

  StaticPages(Knowledge knowledge, Settings settings, Contacts contacts) {
    this.knowledge = knowledge;
    this.settings = settings;
    this.contacts = contacts;
  }

  @GetMapping("/")
  String start(Model model) {
    model.addAttribute("hours", settings.forgetAfter().toHours());
    model.addAttribute(
        "signs",
        knowledge.rules().stream().map(TriageRule::sign).filter(s -> !s.isEmpty()).toList());
    model.addAttribute("countries", contacts.countries());
    return "start";
  }

  @GetMapping("/about")
  String about(Model model) {
    model.addAttribute("knowledge", knowledge);
    return "about";
  }

  @GetMapping("/privacy")
  String privacy(Model model) {
    model.addAttribute("hours", settings.forgetAfter().toHours());
    model.addAttribute("days", settings.keepFor().toDays());
    return "privacy";
  }

  /// Where the quick exit leads: a page that says nothing of health.
  @GetMapping("/away")
  String away() {
    return "away";
  }
}
