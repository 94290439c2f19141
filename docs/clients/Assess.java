import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

/// A client of the REST API with nothing but the JDK. Sends a case file and prints the assessment:
///
/// `java Assess.java http://localhost:8080 case.yaml`
///
/// Where the server has an identity provider, put the token into the environment as TOKEN.
class Assess {
  static void main(String... arguments) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(arguments[0] + "/api/v1/assess?mode=examined"))
            .header("Content-Type", "application/yaml")
            .POST(BodyPublishers.ofFile(Path.of(arguments[1])));
    if (System.getenv("TOKEN") != null) {
      request.header("Authorization", "Bearer " + System.getenv("TOKEN"));
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
      System.out.println(answer.body());
      // 422 lists every problem of the case with its JSON pointer, line and remedy
      System.exit(answer.statusCode() == 200 ? 0 : 1);
    }
  }
}
