package org.lasegue.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.knowledge.Contact;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.web.visit.Visits;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.servlet.HandlerMapping;
import org.thymeleaf.context.LazyContextVariable;

/// What every page of a visit needs: its link, and the emergencies that stand.
@ControllerAdvice
class VisitAdvice {
  private final Visits visits;
  private final Standing standing;
  private final Contacts contacts;

  VisitAdvice(Visits visits, Standing standing, Contacts contacts) {
    this.visits = visits;
    this.standing = standing;
    this.contacts = contacts;
  }

  @ModelAttribute("link")
  @Nullable String link(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables
            && variables.get("link") instanceof String link
        ? link
        : null;
  }

  /// Looked up when a page is drawn, so that a form that is given back repeats the emergency too
  /// and a redirect costs nothing.
  @ModelAttribute("emergencies")
  LazyContextVariable<List<FiredRule>> emergencies(HttpServletRequest request) {
    return new LazyContextVariable<>() {
      @Override
      protected List<FiredRule> loadValue() {
        String link = link(request);
        return link == null ? List.of() : standing.rules(visits.visit(link));
      }
    };
  }

  /// Whether the person keeps an answer out of what is printed.
  @ModelAttribute("hasWithheld")
  LazyContextVariable<Boolean> hasWithheld(HttpServletRequest request) {
    return new LazyContextVariable<>() {
      @Override
      protected Boolean loadValue() {
        String link = link(request);
        return link != null && visits.visit(link).withholdsAny();
      }
    };
  }

  /// Whom to call, by kind of need.
  @ModelAttribute("contacts")
  Map<String, Contact.Line> contacts(HttpServletRequest request) {
    String link = link(request);
    Map<String, Contact.Line> byKind = new LinkedHashMap<>();
    contacts
        .lines(link == null ? Contact.WORLDWIDE : visits.visit(link).country())
        .forEach((kind, line) -> byKind.put(Fields.hyphenated(kind), line));
    return byKind;
  }
}
