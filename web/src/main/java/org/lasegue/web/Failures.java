package org.lasegue.web;

import java.util.stream.Stream;
import org.lasegue.store.StoreUnavailableException;
import org.lasegue.store.TamperedException;
import org.lasegue.store.UnknownCaseException;
import org.lasegue.web.visit.FullVisitException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.servlet.ModelAndView;

/// What a person sees when something is not there or does not work. No page repeats what was sent.
@ControllerAdvice
public class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
  private static final int FRAMES = 12;

  @ExceptionHandler(UnknownCaseException.class)
  @ResponseStatus(HttpStatus.NOT_FOUND)
  ModelAndView unknown() {
    return page("no-case");
  }

  @ExceptionHandler(FullVisitException.class)
  @ResponseStatus(HttpStatus.CONFLICT)
  ModelAndView full() {
    return page("full");
  }

  @ExceptionHandler({StoreUnavailableException.class, TamperedException.class})
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  ModelAndView unavailable(RuntimeException failure) {
    log(failure);
    return page("unavailable");
  }

  /// What we did not foresee: logged by its type and place, never by its message, which may hold
  /// what a person wrote.
  @ExceptionHandler(RuntimeException.class)
  @ResponseStatus(HttpStatus.INTERNAL_SERVER_ERROR)
  ModelAndView unforeseen(RuntimeException failure) {
    if (failure instanceof ErrorResponse) { // has its status and page already
      throw failure;
    }
    log(failure);
    return page("failed");
  }

  /// Logs where something failed, and never what it was about.
  public static void log(Throwable failure) {
    LOG.error("{}", where(failure));
  }

  static String where(Throwable failure) {
    StringBuilder text = new StringBuilder();
    for (Throwable t = failure; t != null; t = t.getCause()) {
      text.append(t.getClass().getName());
      Stream.of(t.getStackTrace()).limit(FRAMES).forEach(f -> text.append("\n  at ").append(f));
      text.append('\n');
    }
    return text.toString();
  }

  private static ModelAndView page(String problem) {
    return new ModelAndView("error/problem").addObject("problem", problem);
  }
}
