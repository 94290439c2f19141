package org.lasegue.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.RequestMapping;

/// Every other error as a page that says what to do and nothing of what was sent.
@Controller
class ErrorPages implements ErrorController {
  private static final int UNKNOWN = 500;
  private static final Map<Integer, String> PROBLEMS =
      Map.of(403, "expired", 404, "no-page", 405, "no-page", 429, "too-many");

  @RequestMapping("${spring.web.error.path:${error.path:/error}}")
  String error(HttpServletRequest request, HttpServletResponse response, Model model) {
    int status =
        request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code
            ? code
            : UNKNOWN;
    // a page that could not be drawn; what a client got wrong is no failure of ours
    if (status >= UNKNOWN
        && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof Throwable failure) {
      Failures.log(failure);
    }
    // nothing failed, somebody asked for this page
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) == null) {
      response.setStatus(HttpServletResponse.SC_NOT_FOUND);
    }
    String fallback = status < UNKNOWN ? "bad-request" : "failed";
    model.addAttribute("problem", PROBLEMS.getOrDefault(status, fallback));
    return "error/problem";
  }
}
