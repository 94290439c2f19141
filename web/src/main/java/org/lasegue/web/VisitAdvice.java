package org.lasegue.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessment.FiredRule;
import org.lasegue.knowledge.CareAction;
import org.lasegue.knowledge.Contact;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.yaml.Fields;
import org.lasegue.web.visit.Visit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.thymeleaf.context.LazyContextVariable;

/// What every page of a visit needs: its link, and the emergencies that stand. All but the link is
/// looked up when a page is drawn, so that a form that is given back repeats the emergency too and
/// a redirect costs nothing.
@ControllerAdvice
class VisitAdvice {
  private final RequestVisit visit;
  private final ObjectProvider<StandingEmergencies> standing;
  private final Contacts contacts;
  private final String onTheWay;

  VisitAdvice(
      RequestVisit visit,
      ObjectProvider<StandingEmergencies> standing,
      Contacts contacts,
      Knowledge knowledge) {
    this.visit = visit;
    this.standing = standing;
    this.contacts = contacts;
    this.onTheWay =
        Optional.ofNullable(knowledge.care().get(CareAction.ON_THE_WAY))
            .map(CareAction::say)
            .orElseThrow(() ->
                new IllegalStateException(
                    "the knowledge has no care action " + CareAction.ON_THE_WAY));
  }

  @ModelAttribute("link")
  @Nullable String link(HttpServletRequest request) {
    return RequestVisit.link(request).orElse(null);
  }

  @ModelAttribute("emergencies")
  LazyContextVariable<List<FiredRule>> emergencies(HttpServletRequest request) {
    return lazily(
        () -> visit.of(request).map(v -> standing.getObject().rules(v)).orElse(List.of()));
  }

  /// Whether the person keeps an answer out of what is printed.
  @ModelAttribute("hasWithheld")
  LazyContextVariable<Boolean> hasWithheld(HttpServletRequest request) {
    return lazily(() -> visit.of(request).map(Visit::withholdsAny).orElse(false));
  }

  /// Whom to call, by kind of need.
  @ModelAttribute("contacts")
  LazyContextVariable<Map<String, Contact.Line>> contacts(HttpServletRequest request) {
    return lazily(() -> {
      Map<String, Contact.Line> byKind = new LinkedHashMap<>();
      contacts
          .lines(visit.of(request).map(Visit::country).orElse(Contact.WORLDWIDE))
          .forEach((kind, line) -> byKind.put(Fields.hyphenated(kind), line));
      return byKind;
    });
  }

  @ModelAttribute("onTheWay")
  String onTheWay() {
    return onTheWay;
  }

  private static <T> LazyContextVariable<T> lazily(Supplier<T> value) {
    return new LazyContextVariable<>() {
      @Override
      protected T loadValue() {
        return value.get();
      }
    };
  }
}
