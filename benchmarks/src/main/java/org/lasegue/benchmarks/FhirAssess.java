package org.lasegue.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.lasegue.assessment.CaseReader;
import org.lasegue.fhir.FhirJson;
import org.lasegue.fhir.Responses;
import org.lasegue.knowledge.Knowledge;
import org.lasegue.knowledge.KnowledgeReader;

/// How long `$assess` of a running server takes, as one client sees it that sends the
/// QuestionnaireResponses of the cases of a folder one after another: from the first byte sent to
/// the last byte read. [benchmarks/assess.sh] starts the server.
public final class FhirAssess {
  private static final int DEAREST = 5;

  private FhirAssess() {}

  private record Sent(String id, HttpRequest request) {}

  /// @param arguments the address of the server, the folder of cases, rounds that warm up, rounds
  ///   that are measured
  public static void main(String[] arguments) throws IOException, InterruptedException {
    URI operation = URI.create(arguments[0] + "/fhir/$assess");
    List<Sent> all = requests(operation, Path.of(arguments[1]));
    int warm = Integer.parseInt(arguments[2]);
    int measured = Integer.parseInt(arguments[3]);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      for (int round = 0; round < warm; round++) {
        round(client, all);
      }
      long[] micros = new long[measured * all.size()];
      long[] best = new long[all.size()];
      Arrays.fill(best, Long.MAX_VALUE);
      for (int round = 0; round < measured; round++) {
        long[] each = round(client, all);
        System.arraycopy(each, 0, micros, round * each.length, each.length);
        for (int i = 0; i < each.length; i++) {
          best[i] = Math.min(best[i], each[i]);
        }
      }
      Arrays.sort(micros);
      System.out.printf(
          Locale.ROOT,
          "%d cases, %d requests after %d: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms%n",
          all.size(),
          micros.length,
          warm * all.size(),
          millis(micros, 0.5),
          millis(micros, 0.95),
          millis(micros, 0.99),
          millis(micros, 1));
      System.out.println("the dearest cases, each at its best:");
      IntStream.range(0, best.length)
          .boxed()
          .sorted(Comparator.comparing(i -> -best[i]))
          .limit(DEAREST)
          .forEach(i ->
              System.out.printf(Locale.ROOT, "  %s %.1f ms%n", all.get(i).id(), best[i] / 1e3));
    }
  }

  private static double millis(long[] sorted, double share) {
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1e3;
  }

  /// Microseconds of each request, in the order of the cases.
  private static long[] round(HttpClient client, List<Sent> all)
      throws IOException, InterruptedException {
    long[] micros = new long[all.size()];
    for (int i = 0; i < micros.length; i++) {
      long begin = System.nanoTime();
      HttpResponse<String> response = client.send(all.get(i).request(), BodyHandlers.ofString());
      micros[i] = (System.nanoTime() - begin) / 1000;
      if (response.statusCode() != 200 || !response.body().contains("RiskAssessment")) {
        throw new IllegalStateException(all.get(i).id() + ": " + response.body());
      }
    }
    return micros;
  }

  private static List<Sent> requests(URI operation, Path folder) throws IOException {
    Knowledge knowledge = KnowledgeReader.bundled();
    CaseReader reader = new CaseReader(knowledge);
    Responses responses = new Responses(knowledge);
    List<Path> files;
    try (Stream<Path> found = Files.walk(folder)) {
      files = found.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
    }
    List<Sent> all = new ArrayList<>();
    for (Path file : files) {
      for (CaseReader.Result result : reader.read(file)) {
        if (!(result instanceof CaseReader.Result.Accepted accepted)) {
          throw new IllegalArgumentException(file + " is not a case");
        }
        String body = FhirJson.line(responses.of(accepted.value()));
        all.add(
            new Sent(
                accepted.value().id(),
                HttpRequest.newBuilder(operation)
                    .header("Content-Type", "application/fhir+json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build()));
      }
    }
    return all;
  }
}
