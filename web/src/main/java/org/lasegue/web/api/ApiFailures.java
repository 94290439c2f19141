package org.lasegue.web.api;

import org.lasegue.web.Failures;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/// Errors of the API as `application/problem+json`; no page, and nothing of what was sent but what
/// the case reader names.
@RestControllerAdvice(assignableTypes = ApiController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiFailures {
  @ExceptionHandler(Exception.class)
  ProblemDetail failure(Exception failure) {
    if (failure instanceof ErrorResponse response) {
      return response.getBody();
    }
    if (failure instanceof HttpMessageNotReadableException) {
      return ProblemDetail.forStatusAndDetail(
          HttpStatus.BAD_REQUEST, "The request has no body. Send a case file.");
    }
    Failures.log(failure);
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.INTERNAL_SERVER_ERROR, "This is our fault; the case was not assessed.");
  }
}
