package org.lasegue.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;

/// Resources as JSON.
public final class FhirJson {
  private static final int LONGEST_MESSAGE = 300;
  private static final FhirContext CONTEXT = containingNothingItself();

  private FhirJson() {}

  /// One line without a line break.
  public static String line(Resource resource) {
    return parser().encodeResourceToString(resource);
  }

  /// Reads one resource strictly: an element that FHIR does not have would else be lost in silence,
  /// and an answer with it.
  ///
  /// @throws FhirProblemException where the text is no resource of FHIR R4
  public static Resource read(String json) {
    if (Numbers.huge(json)) {
      throw new FhirProblemException(
          IssueType.VALUE, "", "A number here has an exponent of more than two digits.");
    }
    IBaseResource read;
    try {
      read = parser().parseResource(json);
    } catch (DataFormatException e) {
      throw new FhirProblemException(
          IssueType.STRUCTURE, "", "This is no valid FHIR R4 in JSON: " + shortened(e));
    } catch (RuntimeException | StackOverflowError _) { // the parser's own slips on damaged texts
      throw new FhirProblemException(IssueType.STRUCTURE, "", "This is no valid FHIR R4 in JSON.");
    }
    if (read instanceof Resource resource) {
      return resource;
    }
    throw new FhirProblemException(IssueType.STRUCTURE, "", "This is no resource of FHIR R4.");
  }

  private static String shortened(RuntimeException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.length() > LONGEST_MESSAGE
        ? message.substring(0, LONGEST_MESSAGE) + "..."
        : message;
  }

  /// FHIR R4 as everything here reads and writes it. What a resource contains it names itself:
  /// nothing that a reference holds is moved there, for which a whole bundle would be searched
  /// before it is written.
  public static FhirContext context() {
    return CONTEXT;
  }

  private static FhirContext containingNothingItself() {
    FhirContext context = FhirContext.forR4Cached();
    context.getParserOptions().setAutoContainReferenceTargetsWithNoId(false);
    return context;
  }

  private static IParser parser() {
    return CONTEXT.newJsonParser().setParserErrorHandler(new StrictErrorHandler());
  }
}
