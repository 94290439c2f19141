package org.lasegue.web;

import jakarta.annotation.PreDestroy;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.lasegue.knowledge.yaml.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// Counts what was refused for the sake of security and logs each kind with its number, once a
/// minute: never who asked, for which case, or what was sent.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class Refusals extends OncePerRequestFilter {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  enum Kind {
    NOT_SIGNED_IN,
    FORGED_FORM,
    WRONG_LINK,
    TOO_LARGE,
    UPLOAD,
    TOO_MANY_REQUESTS
  }

  private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);

  Refusals() {
    for (Kind kind : Kind.values()) {
      counts.put(kind, new LongAdder());
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    chain.doFilter(request, response);
    kind(request, response.getStatus())
        .ifPresent(kind -> Objects.requireNonNull(counts.get(kind)).increment());
  }

  private static Optional<Kind> kind(HttpServletRequest request, int status) {
    String type = request.getContentType();
    if (status >= 400 && type != null && type.startsWith("multipart/")) {
      return Optional.of(Kind.UPLOAD); // no page takes one
    }
    return switch (status) {
      case 401 -> Optional.of(Kind.NOT_SIGNED_IN);
      case 403 -> Optional.of(Kind.FORGED_FORM);
      case 404 ->
          request.getServletPath().startsWith("/c/")
              ? Optional.of(Kind.WRONG_LINK)
              : Optional.empty();
      case 413 -> Optional.of(Kind.TOO_LARGE);
      case 429 -> Optional.of(Kind.TOO_MANY_REQUESTS);
      default -> Optional.empty();
    };
  }

  @Scheduled(fixedDelay = 60_000)
  @PreDestroy
  void log() {
    counts.forEach((kind, count) -> {
      long number = count.sumThenReset();
      if (number > 0) {
        LOG.warn("refused: {} {}", Fields.hyphenated(kind), number);
      }
    });
  }
}
