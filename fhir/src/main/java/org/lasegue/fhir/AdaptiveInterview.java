package org.lasegue.fhir;

import java.util.Optional;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Interview.Step;

/// The interview as an adaptive questionnaire of Structured Data Capture: the response contains a
/// questionnaire that grows by the next question, until the response is completed. It keeps
/// nothing; the response is all there is.
public final class AdaptiveInterview {
  private final Interview interview;
  private final Questionnaires questionnaires;
  private final Responses responses;
  private final String canonical;

  public AdaptiveInterview(Assessor assessor) {
    this.interview = new Interview(assessor);
    this.questionnaires = new Questionnaires(assessor.knowledge());
    this.responses = new Responses(assessor.knowledge());
    this.canonical = Canonical.QUESTIONNAIRE_ADAPTIVE + "|" + assessor.knowledge().version();
  }

  /// The response with the next question in its contained questionnaire. While the last one is not
  /// fully answered it comes back as it is; when nothing more is worth asking it is completed.
  ///
  /// @throws FhirProblemException where the response cannot be read
  public QuestionnaireResponse next(QuestionnaireResponse given) {
    QuestionnaireResponse response = given.copy();
    Questionnaire form = contained(response);
    ResponseReader.Reading reading = responses.soFar(response);
    Step step = interview.next(reading.subject(), reading.asked());
    if (step instanceof Step.Settled) {
      response.setStatus(QuestionnaireResponseStatus.COMPLETED);
      return response;
    }
    response.setStatus(QuestionnaireResponseStatus.INPROGRESS);
    String id = Interview.idOf(step);
    if (!reading.asked().contains(id)) {
      form.addItem(questionnaires.step(id, step));
    }
    return response;
  }

  private Questionnaire contained(QuestionnaireResponse response) {
    Optional<Questionnaire> found =
        response.getContained().stream()
            .filter(Questionnaire.class::isInstance)
            .map(Questionnaire.class::cast)
            .findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    Questionnaire form = new Questionnaire();
    form.setId("interview");
    form.setStatus(PublicationStatus.DRAFT).setExperimental(true).addSubjectType("Patient");
    form.getDerivedFrom().add(new CanonicalType(canonical));
    response.addContained(form);
    response.setQuestionnaire("#interview");
    return form;
  }
}
