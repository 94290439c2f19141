package org.lasegue.web.fhir;

import ca.uhn.fhir.rest.api.Constants;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.Resource;
import org.lasegue.fhir.FhirJson;

/// The resource in the body of a request, as JSON.
final class SentResource {
  private SentResource() {}

  static Resource of(RequestDetails request) {
    String type = request.getHeader(Constants.HEADER_CONTENT_TYPE);
    if (type != null && type.contains("xml")) {
      throw new InvalidRequestException("Send JSON (application/fhir+json).");
    }
    byte[] body = request.loadRequestContents();
    if (body == null || body.length == 0) {
      throw new InvalidRequestException("The request has no body; send a resource as JSON.");
    }
    try {
      return FhirJson.read(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException _) {
      throw new InvalidRequestException("The body is no text in UTF-8.");
    }
  }
}
