package org.lasegue.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.lasegue.report.Json;
import org.springframework.http.HttpStatus;

/// Errors in the form that a program of that address reads: an `OperationOutcome` for FHIR, a
/// problem (RFC 9457) for the API and CDS Hooks. Nothing repeats what was sent.
public final class ProgramErrors {
  private ProgramErrors() {}

  /// Whether a program asks there, and no browser.
  static boolean answers(String path) {
    return fhir(path) || path.startsWith("/api/") || path.startsWith("/cds-services");
  }

  private static boolean fhir(String path) {
    return path.equals("/fhir") || path.startsWith("/fhir/");
  }

  static void write(String path, int status, HttpServletResponse response) throws IOException {
    if (fhir(path)) {
      outcome(response, status, code(status), detail(status));
      return;
    }
    HttpStatus known = HttpStatus.resolve(status);
    send(
        response,
        status,
        "application/problem+json",
        Json.object(j ->
            j.text("title", known == null ? "Error" : known.getReasonPhrase())
                .number("status", status)
                .text("detail", detail(status))));
  }

  /// @param code of FHIR's list of issue types
  public static void outcome(HttpServletResponse response, int status, String code, String why)
      throws IOException {
    send(
        response,
        status,
        "application/fhir+json",
        Json.object(j ->
            j.text("resourceType", "OperationOutcome")
                .list(
                    "issue",
                    List.of(why),
                    (issue, text) ->
                        issue
                            .text("severity", "error")
                            .text("code", code)
                            .text("diagnostics", text))));
  }

  private static void send(HttpServletResponse response, int status, String type, String body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type + ";charset=UTF-8");
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }

  private static String code(int status) {
    return switch (status) {
      case 401 -> "login";
      case 403 -> "forbidden";
      case 404 -> "not-found";
      case 405, 415 -> "not-supported";
      case 413 -> "too-long";
      case 429 -> "throttled";
      case 503 -> "transient";
      default -> status < 500 ? "invalid" : "exception";
    };
  }

  private static String detail(int status) {
    return switch (status) {
      case 401 ->
          "A valid token is needed: Authorization: Bearer, of the provider that this server trusts, for this server.";
      case 403 -> "This token does not allow it.";
      case 404 ->
          "There is nothing at this address. GET /api/v1/openapi.yaml, /fhir/metadata and /cds-services tell what there is.";
      case 405 -> "This address does not take that method.";
      case 413 -> "The body is too large.";
      case 415 -> "The body has a type that is not taken here.";
      case 429 -> "Too many requests. Wait a minute.";
      case 503 -> "Something that this server needs does not answer. Try again in a minute.";
      default ->
          status < 500 ? "The request cannot be read." : "This is our fault; nothing was assessed.";
    };
  }
}
