package org.lasegue.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/// Every other error: for a person a page that says what to do, for a program what it reads; in
/// both nothing of what was sent.
@Controller
class ErrorPages implements ErrorController {
  private static final int UNKNOWN = 500;
  private static final Map<Integer, String> PROBLEMS =
      Map.of(
          401,
          "signed-out",
          403,
          "expired",
          404,
          "no-page",
          405,
          "no-page",
          413,
          "too-large",
          429,
          "too-many",
          503,
          "no-provider");

  @RequestMapping("${spring.web.error.path:${error.path:/error}}")
  @Nullable ModelAndView error(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : UNKNOWN;
    // a page that could not be drawn; what a client got wrong is no failure of ours
    if (status >= UNKNOWN
        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
      Failures.log(failure);
      if (failure instanceof AuthenticationServiceException) {
        status = HttpServletResponse.SC_SERVICE_UNAVAILABLE;
        response.setStatus(status);
      }
    }
    Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    // nothing failed, somebody asked for this page
    if (asked == null) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    } else if (asked instanceof String path && ProgramErrors.answers(path)) {
      ProgramErrors.write(path, status, response);
      return null;
    }
    return new ModelAndView("error/problem").addObject("problem", problem(status, asked));
  }

  private static String problem(int status, @Nullable Object asked) {
    if (status == HttpServletResponse.SC_FORBIDDEN
        && asked instanceof String path
        && path.startsWith("/login/")) {
      return "no-clinician";
    }
    return PROBLEMS.getOrDefault(status, status < UNKNOWN ? "bad-request" : "failed");
  }
}
