package org.lasegue.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import org.lasegue.web.visit.Visit;
import org.lasegue.web.visit.Visits;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/// The visit of a request that changes nothing, read from the store once for all that draws the
/// page.
@Component
public class RequestVisit {
  private static final String VISIT = RequestVisit.class.getName();

  private final Visits visits;

  RequestVisit(Visits visits) {
    this.visits = visits;
  }

  /// The link in the address; empty where the page is of no visit.
  static Optional<String> link(HttpServletRequest request) {
    return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
                instanceof Map<?, ?> variables
            && variables.get("link") instanceof String link
        ? Optional.of(link)
        : Optional.empty();
  }

  /// @throws org.lasegue.store.UnknownCaseException when there is none by the link of the address
  public Optional<Visit> of(HttpServletRequest request) {
    if (request.getAttribute(VISIT) instanceof Visit read) {
      return Optional.of(read);
    }
    Optional<Visit> visit = link(request).map(visits::visit);
    visit.ifPresent(v -> request.setAttribute(VISIT, v));
    return visit;
  }
}
