package org.lasegue.fhir;

import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.lasegue.assessment.Case;
import org.lasegue.knowledge.Knowledge;

/// Cases as `QuestionnaireResponse`s and back. A case that is written and read again is the same
/// case.
public final class Responses {
  private final ResponseWriter writer;
  private final ResponseReader reader;

  public Responses(Knowledge knowledge) {
    Questionnaires questionnaires = new Questionnaires(knowledge);
    this.writer = new ResponseWriter(knowledge, questionnaires);
    this.reader = new ResponseReader(knowledge, questionnaires);
  }

  /// The case as a response to the clinical questionnaire.
  public QuestionnaireResponse of(Case subject) {
    return writer.write(subject);
  }

  /// @throws FhirProblemException with every problem and its place
  public Case read(QuestionnaireResponse response) {
    return reader.read(response).subject();
  }

  ResponseReader.Reading soFar(QuestionnaireResponse response) {
    return reader.soFar(response);
  }
}
