package org.lasegue.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;

/// An OpenID Connect provider on this machine: describes itself, has keys, and gives whoever comes
/// with a code the identity that the test set. It asks nobody for a password.
final class IdentityProvider implements AutoCloseable {
  static final String CLIENT = "lasegue";
  static final String AUDIENCE = "https://lasegue.example.org";
  static final RSAKey STRANGE = key();

  private final RSAKey key = key();
  private final HttpServer server;
  private final String address;
  private volatile String nonce = "";
  private volatile List<String> groups = List.of();
  private volatile boolean up = true;

  IdentityProvider() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    address = "http://localhost:" + server.getAddress().getPort();
    answer("/.well-known/openid-configuration", _ -> description());
    answer("/keys", _ -> new JWKSet(key.toPublicJWK()).toString());
    answer("/token", _ -> tokens());
    answer("/userinfo", _ -> "{\"sub\":\"1\",\"name\":\"Clinician One\"}");
    server.start();
  }

  String address() {
    return address;
  }

  /// Who signs in next: with the nonce of the request, in these groups.
  void signsIn(String requestNonce, String... inGroups) {
    nonce = requestNonce;
    groups = List.of(inGroups);
  }

  /// Whether it answers.
  void up(boolean answers) {
    up = answers;
  }

  /// A token for a program.
  String token(RSAKey signer, String issuer, String audience, Instant until) {
    return signed(
        signer == null ? key : signer,
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(audience)
            .subject("program")
            .issueTime(Date.from(until.minusSeconds(300)))
            .expirationTime(Date.from(until))
            .build());
  }

  private String tokens() {
    Instant now = Instant.now();
    String identity =
        signed(
            key,
            new JWTClaimsSet.Builder()
                .issuer(address)
                .audience(CLIENT)
                .subject("1")
                .claim("nonce", nonce)
                .claim("groups", groups)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(300)))
                .build());
    return "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"expires_in\":300,\"scope\":\"openid profile\",\"id_token\":\""
        + identity
        + "\"}";
  }

  private String description() {
    return """
    {"issuer":"@","authorization_endpoint":"@/authorize","token_endpoint":"@/token","jwks_uri":"@/keys",
     "userinfo_endpoint":"@/userinfo","end_session_endpoint":"@/bye","subject_types_supported":["public"],
     "id_token_signing_alg_values_supported":["RS256"],"response_types_supported":["code"],
     "token_endpoint_auth_methods_supported":["client_secret_basic"],
     "grant_types_supported":["authorization_code"],"code_challenge_methods_supported":["S256"]}\
    """
        .replace("@", address);
  }

  private void answer(String path, java.util.function.Function<HttpExchange, String> body) {
    server.createContext(
        path,
        exchange -> {
          byte[] bytes = body.apply(exchange).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().putAll(Map.of("Content-Type", List.of("application/json")));
          exchange.sendResponseHeaders(up ? 200 : 503, up ? bytes.length : -1);
          if (up) {
            exchange.getResponseBody().write(bytes);
          }
          exchange.close();
        });
  }

  private static String signed(RSAKey signer, JWTClaimsSet claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID(signer.getKeyID())
                  .type(JOSEObjectType.JWT)
                  .build(),
              claims);
      token.sign(new RSASSASigner(signer));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static RSAKey key() {
    try {
      return new RSAKeyGenerator(2048).keyID("k").generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
