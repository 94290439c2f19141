package org.lasegue.web.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.CaseReader;
import org.lasegue.assessment.Interview;
import org.lasegue.assessment.Interview.Step;
import org.lasegue.assessment.Mode;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.yaml.Problem;
import org.lasegue.report.JsonReport;
import org.lasegue.report.KnowledgeJson;
import org.lasegue.report.Sheet;
import org.lasegue.report.Sheets;
import org.lasegue.web.SentBody;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Version 1 of the API. The same case and knowledge give the same bytes; nothing is kept. The
/// shapes are those of the case file and of `lasegue assess --format json`; `/api/v1/openapi.yaml`
/// describes all of it.
@RestController
@RequestMapping("/api/v1")
class ApiController {
  /// Bytes of a case; those of this repository have less than 2,000.
  private static final int LARGEST = 64 * 1024;

  private final Knowledge knowledge;
  private final Assessor assessor;
  private final Interview interview;
  private final CaseReader reader;
  private final JsonReport assessments = new JsonReport();
  private final KnowledgeJson json;
  private final Sheets sheets;

  ApiController(Knowledge knowledge, Assessor assessor, Interview interview) {
    this.knowledge = knowledge;
    this.assessor = assessor;
    this.interview = interview;
    this.reader = new CaseReader(knowledge);
    this.json = new KnowledgeJson(knowledge);
    this.sheets = new Sheets(knowledge);
  }

  /// @param id of the question, @param kind `about`, `danger`, `places`, `ask` or `settled`
  /// @param text in words for the person, empty where the kind says it all
  /// @param findings what the answer may set
  record Next(String id, String kind, String text, List<String> findings, int left) {}

  @PostMapping("/assess")
  ResponseEntity<byte[]> assess(
      @RequestParam(defaultValue = "self-report") String mode,
      @RequestHeader(value = HttpHeaders.CONTENT_TYPE, defaultValue = "") String type,
      InputStream body)
      throws IOException {
    noForm(type);
    Mode chosen =
        List.of(Mode.values()).stream()
            .filter(m -> m.word().equals(mode))
            .findFirst()
            .orElseThrow(
                () -> refused("The mode is not known.", "mode", "self-report or examined"));
    return body(assessments.of(assessor.assess(read(body), chosen)));
  }

  /// The question worth most now. `asked` names the steps already put that leave no trace in the
  /// case.
  @PostMapping("/next")
  Next next(
      @RequestParam(defaultValue = "") Set<String> asked,
      @RequestHeader(value = HttpHeaders.CONTENT_TYPE, defaultValue = "") String type,
      InputStream body)
      throws IOException {
    noForm(type);
    Case subject = read(body);
    Step step = interview.next(subject, asked);
    int left = interview.left(subject, asked);
    String id = Interview.idOf(step);
    return switch (step) {
      case Step.About _ -> new Next(id, "about", "", List.of(), left);
      case Step.Danger danger ->
          new Next(id, "danger", danger.screen().ask(), ids(danger.open()), left);
      case Step.Places places -> new Next(id, "places", "", ids(places.findings()), left);
      case Step.Ask ask ->
          new Next(id, "ask", ask.finding().ask(), List.of(ask.finding().id()), left);
      case Step.Settled settled -> new Next(id, "settled", settled.why(), List.of(), 0);
    };
  }

  @GetMapping("/conditions")
  ResponseEntity<byte[]> conditions() {
    return body(json.conditions());
  }

  @GetMapping("/findings")
  ResponseEntity<byte[]> findings() {
    return body(json.findings());
  }

  /// Every number of one entry of the knowledge with its range and source.
  @GetMapping("/explain/{id}")
  ResponseEntity<byte[]> explain(@PathVariable String id) {
    Sheet sheet =
        sheets.of(id).stream()
            .findFirst()
            .orElseThrow(() ->
                new ErrorResponseException(
                    HttpStatus.NOT_FOUND,
                    ProblemDetail.forStatusAndDetail(
                        HttpStatus.NOT_FOUND,
                        "The knowledge has nothing by this id. GET /api/v1/findings lists ids."),
                    null));
    return body(json.sheet(sheet));
  }

  @GetMapping("/version")
  Map<String, String> version() {
    String version = ApiController.class.getPackage().getImplementationVersion();
    Map<String, String> result = new LinkedHashMap<>();
    result.put("lasegue", version == null ? "development" : version);
    result.put("knowledge", knowledge.version());
    return result;
  }

  private static List<String> ids(List<Finding> findings) {
    return findings.stream().map(Finding::id).toList();
  }

  /// The server takes a body that calls itself a form apart before we see it.
  private static void noForm(String type) {
    if (type.startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE)) {
      throw new ErrorResponseException(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          ProblemDetail.forStatusAndDetail(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "A case is no form. Send it with Content-Type: application/yaml or application/json"
                  + " (curl -H 'Content-Type: application/yaml')."),
          null);
    }
  }

  private Case read(InputStream body) throws IOException {
    byte[] bytes = SentBody.read(body, LARGEST);
    return switch (reader.read(new String(bytes, StandardCharsets.UTF_8), "body", 1)) {
      case CaseReader.Result.Accepted accepted -> accepted.value();
      case CaseReader.Result.Rejected rejected -> throw refused(rejected.problems());
    };
  }

  private static ErrorResponseException refused(List<Problem> problems) {
    ProblemDetail detail =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.UNPROCESSABLE_CONTENT, "The case is refused; nothing was guessed.");
    detail.setProperty(
        "problems",
        problems.stream()
            .map(p ->
                Map.of("pointer", p.at().pointer(), "line", p.at().line(), "message", p.message()))
            .toList());
    return new ErrorResponseException(HttpStatus.UNPROCESSABLE_CONTENT, detail, null);
  }

  private static ErrorResponseException refused(String what, String parameter, String allowed) {
    ProblemDetail detail = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, what);
    detail.setProperty("parameter", parameter);
    detail.setProperty("allowed", allowed);
    return new ErrorResponseException(HttpStatus.BAD_REQUEST, detail, null);
  }

  private static ResponseEntity<byte[]> body(String json) {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(json.getBytes(StandardCharsets.UTF_8));
  }
}
