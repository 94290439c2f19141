package org.lasegue.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Errors of what programs call (the API, CDS Hooks) as `application/problem+json`; no page, and
/// nothing of what was sent but what the case reader names.
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ProgramFailures {
  @ExceptionHandler(Exception.class)
  ProblemDetail failure(Exception failure) {
    if (failure instanceof ErrorResponse response) {
      return response.getBody();
    }
    if (failure instanceof HttpMessageNotReadableException) {
      return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "The request has no body.");
    }
    Failures.log(failure);
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.INTERNAL_SERVER_ERROR, "This is our fault; nothing was assessed.");
  }
}
