package org.lasegue.web.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.FifoMemoryPagingProvider;
import ca.uhn.fhir.rest.server.RestfulServer;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;
import java.util.List;
import org.lasegue.assessment.Assessor;
import org.lasegue.fhir.FhirJson;
import org.lasegue.fhir.FhirProblemException;
import org.lasegue.web.Failures;

/// HAPI's plain server with our operations; it stores nothing.
final class FhirServer extends RestfulServer {
  private static final long serialVersionUID = 1L;

  private final transient Assessor assessor;
  private final transient Clock clock;

  private FhirServer(Assessor assessor, Clock clock) {
    super(FhirJson.context());
    this.assessor = assessor;
    this.clock = clock;
  }

  /// As what it is to its caller, which so can be loaded without the library.
  static HttpServlet make(Assessor assessor, Clock clock) {
    return new FhirServer(assessor, clock);
  }

  @Override
  protected void initialize() {
    setServerName("Lasegue");
    setServerVersion("knowledge " + assessor.knowledge().version());
    setImplementationDescription(
        "Decision support for back and leg pain. It supports, and does not replace, a"
            + " professional. No clinician has reviewed it yet.");
    setDefaultResponseEncoding(EncodingEnum.JSON);
    setPagingProvider(new FifoMemoryPagingProvider(1));
    registerProviders(
        List.of(new QuestionnaireProvider(assessor, clock), new AssessProvider(assessor, clock)));
    registerInterceptor(new Problems());
  }

  /// Every failure becomes an `OperationOutcome`; what is our fault says no more than that.
  @Interceptor
  public static final class Problems {
    @Hook(Pointcut.SERVER_PRE_PROCESS_OUTGOING_EXCEPTION)
    public BaseServerResponseException problem(Throwable failure) {
      for (Throwable t = failure; t != null; t = t.getCause()) {
        if (t instanceof FhirProblemException problem) {
          return new UnprocessableEntityException(
              "The resource is refused; nothing was guessed.", problem.outcome());
        }
      }
      if (failure instanceof BaseServerResponseException response
          && response.getStatusCode() < 500) {
        return response;
      }
      if (failure instanceof ca.uhn.fhir.parser.DataFormatException
          || failure instanceof IllegalArgumentException) {
        return new InvalidRequestException("The request cannot be read.");
      }
      Failures.log(failure);
      return new InternalErrorException("This is our fault; nothing was assessed.");
    }
  }
}
