package org.lasegue.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/// A resource that cannot be taken, with what is wrong and where.
public final class FhirProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param expression the place as a FHIRPath expression, such as
  ///   `QuestionnaireResponse.item[0].answer[0]`
  public record Issue(IssueType type, String expression, String message) {}

  private final transient List<Issue> issues;

  public FhirProblemException(List<Issue> issues) {
    super(String.join("; ", issues.stream().map(Issue::message).toList()));
    this.issues = List.copyOf(issues);
  }

  FhirProblemException(IssueType type, String expression, String message) {
    this(List.of(new Issue(type, expression, message)));
  }

  public List<Issue> issues() {
    return issues;
  }

  public OperationOutcome outcome() {
    OperationOutcome outcome = new OperationOutcome();
    for (Issue issue : issues) {
      OperationOutcome.OperationOutcomeIssueComponent said = outcome.addIssue();
      said.setSeverity(IssueSeverity.ERROR).setCode(issue.type()).setDiagnostics(issue.message());
      if (!issue.expression().isEmpty()) {
        said.addExpression(issue.expression());
      }
    }
    return outcome;
  }
}
