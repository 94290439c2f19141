package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Route;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.lasegue.assessment.Answer;
import org.lasegue.assessment.Assessment;
import org.lasegue.assessment.Assessor;
import org.lasegue.assessment.Case;
import org.lasegue.assessment.Case.Key;
import org.lasegue.assessment.Case.Where;
import org.lasegue.assessment.Mode;
import org.lasegue.assessment.Person;
import org.lasegue.fhir.FhirJson;
import org.lasegue.fhir.Responses;
import org.lasegue.knowledge.Finding;
import org.lasegue.knowledge.Sex;

/// The questionnaire in a renderer that is none of ours: the answers that are typed into it, and
/// the case that they must come back as.
final class RenderedForm {
  private final Assessor assessor;

  RenderedForm(Assessor assessor) {
    this.assessor = assessor;
  }

  /// Types the answers, in the order of the form.
  ///
  /// @param field takes a linkId and the text of its answer
  void fill(BiConsumer<String, String> field) {
    field.accept("age", "46");
    field.accept("sex", "Male");
    assessor
        .knowledge()
        .screens()
        .forEach(
            s -> field.accept("danger:" + s.id(), s.id().equals("new-weakness") ? "Yes" : "No"));
    field.accept("leg-weakness@left", "Yes");
    field.accept("leg-weakness@right", "No");
    field.accept("low-back-pain", "Yes");
    field.accept("leg-pain-below-knee@left", "Yes");
    field.accept("worse-cough-sneeze", "Not sure");
  }

  /// What the renderer made of them is read as the case they tell, and assessed by the server as
  /// that case is assessed here.
  void assertAssessedTheSame(String answered, Site site) {
    QuestionnaireResponse response = (QuestionnaireResponse) FhirJson.read(answered);
    Case expected = expected();
    assertThat(new Responses(assessor.knowledge()).read(response).findings())
        .isEqualTo(expected.findings());
    HttpResponse<String> sent = site.send("/fhir/$assess", "application/fhir+json", answered);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
    RiskAssessment causes =
        ((Bundle) FhirJson.read(sent.body()))
            .getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(RiskAssessment.class::isInstance)
                .map(RiskAssessment.class::cast)
                .findFirst()
                .orElseThrow();
    Assessment same = assessor.assess(expected, Mode.SELF_REPORT);
    assertThat(causes.getPrediction())
        .extracting(p -> p.getOutcome().getCodingFirstRep().getCode())
        .isEqualTo(same.causes().stream().map(Assessment.Cause::condition).toList());
    assertThat(sent.body()).contains("\"code\":\"" + same.urgency().level().word() + "\"");
  }

  private Case expected() {
    Map<Key, Answer> findings = new LinkedHashMap<>();
    for (var screen : assessor.knowledge().screens()) {
      if (!screen.id().equals("new-weakness")) {
        for (String id : screen.findings()) {
          Finding finding = assessor.knowledge().findingById(id);
          for (Where where :
              finding.sided() ? List.of(Where.LEFT, Where.RIGHT) : List.of(Where.WHOLE)) {
            findings.put(new Key(id, where), new Answer.Known(0));
          }
        }
      }
    }
    findings.put(new Key("leg-weakness", Where.LEFT), new Answer.Known(1));
    findings.put(new Key("leg-weakness", Where.RIGHT), new Answer.Known(0));
    findings.put(new Key("low-back-pain", Where.WHOLE), new Answer.Known(1));
    findings.put(new Key("leg-pain-below-knee", Where.LEFT), new Answer.Known(1));
    findings.put(new Key("worse-cough-sneeze", Where.WHOLE), new Answer.Unsure());
    OptionalInt age = OptionalInt.of(46);
    return new Case(
        "response",
        new Person(
            age, age, Optional.of(Sex.MALE), Optional.empty(), Person.Pregnancy.UNKNOWN, false),
        findings,
        List.of(),
        Optional.empty());
  }

  /// Answers a request of the browser from a folder, and `/` with the page.
  static void fulfill(Route route, Path folder, String page) {
    String path = URI.create(route.request().url()).getPath();
    if (path.equals("/")) {
      route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody(page));
      return;
    }
    Path file = folder.resolve(path.substring(1));
    if (Files.isRegularFile(file)) {
      route.fulfill(
          new Route.FulfillOptions()
              .setContentType(path.endsWith(".js") ? "text/javascript" : "text/css")
              .setPath(file));
    } else {
      route.fulfill(new Route.FulfillOptions().setStatus(404));
    }
  }

  /// Puts packages of npm into a folder once; without them there is no test. They are not shipped.
  static void install(Path folder, String... packages) throws IOException, InterruptedException {
    Path done = folder.resolve("installed");
    if (Files.exists(done)) {
      return;
    }
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>(List.of("npm", "install"));
    command.addAll(List.of(packages));
    command.addAll(
        List.of(
            "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", "."));
    Process npm;
    try {
      npm = start(folder, command);
    } catch (IOException _) {
      assumeTrue(false, "npm is not installed");
      return;
    }
    assumeTrue(npm.waitFor(5, TimeUnit.MINUTES) && npm.exitValue() == 0, "npm is not reachable");
    Files.createFile(done);
  }

  static Process start(Path folder, List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("npm.log").toFile())
        .start();
  }
}
