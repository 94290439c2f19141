package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// With keys configured, only systems that hold one may call CDS Hooks.
@SpringBootTest(
    classes = WebApplication.class,
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = "lasegue.data=target/test-data/${random.uuid}")
@ExtendWith(OutputCaptureExtension.class)
class CdsClientsTest {
  private static final String AUDIENCE = "https://cds.example.org/cds-services";
  private static final ECKey KNOWN = key("known");
  private static final ECKey STRANGE = key("known");

  @LocalServerPort int port;
  @Autowired Refusals refusals;

  @DynamicPropertySource
  static void keys(DynamicPropertyRegistry registry) {
    Path file = Path.of("target/test-data/cds-clients.json");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, new JWKSet(KNOWN.toPublicJWK()).toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    registry.add("lasegue.cds-clients", file::toString);
    registry.add("lasegue.cds-audience", () -> AUDIENCE);
  }

  @Test
  void onlyAKnownClientWithAFreshTokenForThisServiceMayCall(CapturedOutput output)
      throws Exception {
    Instant soon = Instant.now().plusSeconds(300);
    assertThat(call(token(KNOWN, AUDIENCE + "/back-pain-record", soon))).isEqualTo(400);
    assertThat(call("")).isEqualTo(401);
    assertThat(call("nonsense")).isEqualTo(401);
    assertThat(call(token(STRANGE, AUDIENCE, soon))).isEqualTo(401);
    assertThat(call(token(KNOWN, "https://other.example.org", soon))).isEqualTo(401);
    assertThat(call(token(KNOWN, AUDIENCE, soon))).isEqualTo(400);
    assertThat(call(token(KNOWN, AUDIENCE + "-of-another", soon))).isEqualTo(401);
    assertThat(call(token(KNOWN, "https://cds.example.org/cds-services.evil.example", soon)))
        .isEqualTo(401);
    assertThat(call(token(KNOWN, AUDIENCE, Instant.now().minusSeconds(600)))).isEqualTo(401);
    refusals.log();
    assertThat(HostileRequestTest.refused(output.getAll()).get("not-signed-in"))
        .isGreaterThanOrEqualTo(7);
  }

  @Test
  void aTokenIsTakenOnceAndNotForLongerThanAnHour() throws Exception {
    String token = token(KNOWN, AUDIENCE, Instant.now().plusSeconds(300));
    assertThat(call(token)).isEqualTo(400);
    assertThat(call(token)).isEqualTo(401);
    assertThat(call(token(KNOWN, AUDIENCE, Instant.now().plusSeconds(4000)))).isEqualTo(401);
  }

  @Test
  void aRefusalIsAProblemThatAProgramCanRead() throws Exception {
    try (Site site = new Site(port)) {
      HttpResponse<String> refused = site.sendWith(null, "/cds-services/back-pain-record", "{}");
      assertThat(refused.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/problem+json");
      assertThat(refused.headers().firstValue("WWW-Authenticate")).isPresent();
    }
  }

  @Test
  void discoveryAndThePagesStayOpen() throws Exception {
    assertThat(get("/cds-services")).isEqualTo(200);
    assertThat(get("/")).isEqualTo(200);
  }

  /// An empty object, which is refused with 400 once the token is accepted.
  private int call(String token) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + "/cds-services/back-pain-record"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }

  private int get(String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
              BodyHandlers.discarding())
          .statusCode();
    }
  }

  private static String token(ECKey key, String audience, Instant until) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES384)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build(),
            new JWTClaimsSet.Builder()
                .issuer("https://ehr.example.org")
                .audience(audience)
                .issueTime(Date.from(until.minusSeconds(900)))
                .expirationTime(Date.from(until))
                .jwtID(UUID.randomUUID().toString())
                .build());
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_384).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
