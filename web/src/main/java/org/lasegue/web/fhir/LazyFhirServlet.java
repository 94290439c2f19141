package org.lasegue.web.fhir;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Clock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessor;
import org.lasegue.web.ProgramErrors;
import org.springframework.web.util.ContentCachingResponseWrapper;

/// Bounds what may be sent, and makes the FHIR server when the first request comes: its library
/// takes seconds to load, which no start waits for. No class of that library is named here.
final class LazyFhirServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /// Bytes of a body; the answers of a case have less than 60,000.
  static final int LARGEST = 2 * 1024 * 1024;

  private final transient Supplier<Assessor> assessor;
  private final transient Clock clock;
  private transient @Nullable HttpServlet server;

  LazyFhirServlet(Supplier<Assessor> assessor, Clock clock) {
    this.assessor = assessor;
    this.clock = clock;
  }

  /// Called by the container at the first request, once.
  @Override
  public void init() throws ServletException {
    HttpServlet made = FhirServer.make(assessor.get(), clock);
    made.init(getServletConfig());
    server = made;
  }

  @Override
  public void destroy() {
    if (server != null) {
      server.destroy();
    }
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (server == null) {
      throw new ServletException("not started");
    }
    String coding = request.getHeader("Content-Encoding");
    if (coding != null && !coding.equalsIgnoreCase("identity")) {
      ProgramErrors.outcome(
          response,
          HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
          "not-supported",
          "Send the body as it is, not compressed.");
      return;
    }
    byte[] body = request.getInputStream().readNBytes(LARGEST + 1);
    if (body.length > LARGEST) {
      ProgramErrors.outcome(
          response,
          HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
          "too-long",
          "A body has at most " + LARGEST + " bytes.");
      return;
    }
    // HAPI's JSON writer flushes after every name and value: unkept, each is a chunk of its own
    ContentCachingResponseWrapper whole = new ContentCachingResponseWrapper(response);
    server.service(new WithBody(request, body), whole);
    whole.copyBodyToResponse();
  }

  private static final class WithBody extends HttpServletRequestWrapper {
    private final byte[] body;

    WithBody(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      ByteArrayInputStream in = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public int read() {
          return in.read();
        }

        @Override
        public int read(byte[] to, int offset, int length) {
          return in.read(to, offset, length);
        }

        @Override
        public boolean isFinished() {
          return in.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }
}
