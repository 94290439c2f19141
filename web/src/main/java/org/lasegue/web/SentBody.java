package org.lasegue.web;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/// The bytes of a request of a program, up to a bound.
public final class SentBody {
  private SentBody() {}

  /// @throws ErrorResponseException with status 413 where there are more than `largest` bytes
  public static byte[] read(InputStream body, int largest) throws IOException {
    byte[] bytes = body.readNBytes(largest + 1);
    if (bytes.length > largest) {
      throw new ErrorResponseException(
          HttpStatus.CONTENT_TOO_LARGE,
          ProblemDetail.forStatusAndDetail(
              HttpStatus.CONTENT_TOO_LARGE, "A body has at most " + largest + " bytes."),
          null);
    }
    return bytes;
  }
}
