package org.lasegue.web;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.json.JsonMapper;

/// A real Keycloak from its distribution, in a process of its own, with the realm of
/// `keycloak-realm.json`.
final class Keycloak implements AutoCloseable {
  private static final String VERSION = "26.7.3";
  private static final Path FOLDER = Path.of("target/keycloak").toAbsolutePath();
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final Process process;
  private final String realm;

  private Keycloak(Process process, int port) {
    this.process = process;
    this.realm = "http://localhost:" + port + "/realms/lasegue";
  }

  static Keycloak start() throws IOException, InterruptedException {
    Path home = FOLDER.resolve("keycloak-" + VERSION);
    if (!Files.isDirectory(home)) {
      unpack(download());
    }
    Path realms = Files.createDirectories(home.resolve("data/import"));
    try (InputStream in = Keycloak.class.getResourceAsStream("/keycloak-realm.json")) {
      Files.copy(in, realms.resolve("lasegue.json"), StandardCopyOption.REPLACE_EXISTING);
    }
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    ProcessBuilder command =
        new ProcessBuilder(
            "bash",
            home.resolve("bin/kc.sh").toString(),
            "start-dev",
            "--import-realm",
            "--db=dev-mem",
            "--http-host=127.0.0.1",
            "--http-port=" + port);
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx512m");
    Process process =
        command
            .redirectErrorStream(true)
            .redirectOutput(FOLDER.resolve("keycloak.log").toFile())
            .start();
    Keycloak keycloak = new Keycloak(process, port);
    try {
      keycloak.await();
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      keycloak.close();
      throw e;
    }
    return keycloak;
  }

  /// The address of the issuer.
  String realm() {
    return realm;
  }

  /// A token as a program gets it, with its own name and secret.
  String token(String client) throws IOException, InterruptedException {
    String form =
        Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", "secret")
            .entrySet()
            .stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response =
          http.send(
              HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/token"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString(form))
                  .build(),
              BodyHandlers.ofString());
      return JsonMapper.shared().readTree(response.body()).path("access_token").asString();
    }
  }

  private void await() throws IOException, InterruptedException {
    long until = System.nanoTime() + PATIENCE.toNanos();
    try (HttpClient http = HttpClient.newHttpClient()) {
      while (System.nanoTime() < until && process.isAlive()) {
        try {
          HttpRequest asked =
              HttpRequest.newBuilder(URI.create(realm + "/.well-known/openid-configuration"))
                  .build();
          if (http.send(asked, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException _) {
          // not listening yet
        }
        Thread.sleep(500);
      }
    }
    throw new AssertionError(
        "Keycloak does not start:\n" + Files.readString(FOLDER.resolve("keycloak.log")));
  }

  private static Path download() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    Path zip = FOLDER.resolve("keycloak-quarkus-dist-" + VERSION + ".zip");
    if (Files.isRegularFile(zip)) {
      return zip;
    }
    Process maven;
    try {
      maven =
          new ProcessBuilder(
                  List.of(
                      "mvn",
                      "-q",
                      "-B",
                      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy",
                      "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + VERSION + ":zip",
                      "-DoutputDirectory=" + FOLDER))
              .directory(FOLDER.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException _) {
      return assumeThere(zip, false);
    }
    return assumeThere(zip, maven.waitFor(8, TimeUnit.MINUTES) && maven.exitValue() == 0);
  }

  private static Path assumeThere(Path zip, boolean fetched) {
    assumeTrue(fetched && Files.isRegularFile(zip), "Keycloak's distribution is not reachable");
    return zip;
  }

  private static void unpack(Path zip) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        Path to = FOLDER.resolve(entry.getName()).normalize();
        if (!to.startsWith(FOLDER)) {
          throw new IOException("leads out of the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(to);
        } else {
          Files.createDirectories(to.getParent());
          Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /// Its script starts Java as a child on some systems.
  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
