package org.lasegue.web.fhir;

import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.annotation.OptionalParam;
import ca.uhn.fhir.rest.annotation.Read;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.UriParam;
import ca.uhn.fhir.rest.server.IResourceProvider;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Mode;
import org.lasegue.fhir.AdaptiveInterview;
import org.lasegue.fhir.FhirProblemException;
import org.lasegue.fhir.Questionnaires;
import org.lasegue.fhir.Responses;
import org.lasegue.fhir.Submission;
import org.lasegue.fhir.Submissions;

/// Our questionnaires, the next question of the adaptive one, and answers from a record.
public final class QuestionnaireProvider implements IResourceProvider {
  private final List<Questionnaire> all;
  private final AdaptiveInterview interview;
  private final Submissions submissions;
  private final Responses responses;
  private final Clock clock;

  QuestionnaireProvider(Assessor assessor, Clock clock) {
    Questionnaires questionnaires = new Questionnaires(assessor.knowledge());
    this.all =
        List.of(
            questionnaires.all(Mode.SELF_REPORT),
            questionnaires.all(Mode.EXAMINED),
            questionnaires.adaptive());
    this.interview = new AdaptiveInterview(assessor);
    this.submissions = new Submissions(assessor);
    this.responses = new Responses(assessor.knowledge());
    this.clock = clock;
  }

  @Override
  public Class<Questionnaire> getResourceType() {
    return Questionnaire.class;
  }

  @Read
  public Questionnaire read(@IdParam IdType id) {
    return all.stream()
        .filter(q -> q.getIdElement().getIdPart().equals(id.getIdPart()))
        .findFirst()
        .orElseThrow(() -> new ResourceNotFoundException("There is no such Questionnaire."));
  }

  @Search
  public List<Questionnaire> search(
      @OptionalParam(name = Questionnaire.SP_URL) @Nullable UriParam url) {
    return all.stream().filter(q -> url == null || q.getUrl().equals(url.getValue())).toList();
  }

  @Operation(
      name = "$next-question",
      canonicalUrl = "http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-next-question",
      manualRequest = true,
      typeName = "Questionnaire")
  public Resource next(RequestDetails request) {
    Resource sent = SentResource.of(request);
    QuestionnaireResponse response = response(sent);
    QuestionnaireResponse next = interview.next(response);
    if (sent instanceof Parameters) {
      Parameters answer = new Parameters();
      answer.addParameter().setName("return").setResource(next);
      return answer;
    }
    return next;
  }

  private static QuestionnaireResponse response(Resource sent) {
    if (sent instanceof QuestionnaireResponse response) {
      return response;
    }
    if (sent instanceof Parameters parameters) {
      List<QuestionnaireResponse> found = new ArrayList<>();
      parameters
          .getParameter()
          .forEach(p -> {
            if (p.getResource() instanceof QuestionnaireResponse response) {
              found.add(response);
            }
          });
      if (found.size() == 1) {
        return found.getFirst();
      }
    }
    throw new FhirProblemException(
        List.of(
            new FhirProblemException.Issue(
                IssueType.REQUIRED,
                sent.fhirType(),
                "Send one QuestionnaireResponse, alone or as the parameter"
                    + " 'questionnaire-response'.")));
  }

  @Operation(
      name = "$populate",
      canonicalUrl = "http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-populate",
      manualRequest = true,
      typeName = "Questionnaire")
  public Parameters populate(RequestDetails request) {
    Submission record = submissions.read(SentResource.of(request), clock.instant());
    QuestionnaireResponse response = responses.of(record.subject());
    response.setStatus(QuestionnaireResponseStatus.INPROGRESS);
    record.patient().ifPresent(response::setSubject);
    Parameters answer = new Parameters();
    answer.addParameter().setName("response").setResource(response);
    if (record.report().hasIssue()) {
      answer.addParameter().setName("issues").setResource(record.report());
    }
    return answer;
  }
}
