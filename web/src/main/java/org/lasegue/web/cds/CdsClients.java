package org.lasegue.web.cds;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.lasegue.web.Security;
import org.lasegue.web.Settings;
import org.lasegue.web.WrongSettingException;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;

/// Which systems may call CDS Hooks, where `lasegue.cds-clients` names a file with their public
/// keys (a JWK set). Each call then carries a token of its own, signed by one of them, for this
/// service, and a token is taken once. Without the setting anybody who reaches the server may call,
/// as on a laptop.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("lasegue.cds-clients")
class CdsClients {
  /// The algorithms that CDS Hooks 2.0 names.
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.ES384, JWSAlgorithm.RS384);

  private static final Duration LONGEST = Duration.ofHours(1);

  @Bean
  @Order(1)
  SecurityFilterChain cdsFilters(HttpSecurity http, Settings settings, Clock clock)
      throws Exception {
    BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    return Security.headers(http, "")
        .securityMatcher("/cds-services/**")
        .authorizeHttpRequests(r ->
            r.requestMatchers(HttpMethod.GET, "/cds-services")
                .permitAll()
                .anyRequest()
                .authenticated())
        .csrf(c -> c.disable())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .oauth2ResourceServer(o ->
            o.jwt(j -> j.decoder(new OnceDecoder(decoder(settings, clock), clock)))
                .authenticationEntryPoint((request, response, refused) -> {
                  challenge.commence(request, response, refused);
                  response.sendError(response.getStatus()); // with a body that says so
                }))
        .build();
  }

  private static JwtDecoder decoder(Settings settings, Clock clock) {
    Path file = settings.cdsClients();
    String audience = settings.cdsAudience();
    if (file == null || audience == null) {
      throw new WrongSettingException(
          "LASEGUE_CDS_CLIENTS needs LASEGUE_CDS_AUDIENCE: the address under which clients call"
              + " /cds-services.");
    }
    try {
      DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
      processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(Set.of(JOSEObjectType.JWT)));
      processor.setJWSKeySelector(
          new JWSVerificationKeySelector<>(
              ALGORITHMS, new ImmutableJWKSet<>(JWKSet.load(file.toFile()))));
      processor.setJWTClaimsSetVerifier((_, _) -> {}); // by the validators below
      NimbusJwtDecoder decoder = new NimbusJwtDecoder(processor);
      decoder.setJwtValidator(
          new DelegatingOAuth2TokenValidator<>(
              new JwtTimestampValidator(),
              valid("exp, iat, iss and jti are needed", CdsClients::complete),
              valid(
                  "exp must be within an hour",
                  t -> t.getExpiresAt() != null && !t.getExpiresAt().isAfter(latest(clock))),
              valid(
                  "the token is for another service",
                  t ->
                      t.getAudience() != null
                          && t.getAudience().stream()
                              .anyMatch(a -> a.equals(audience) || a.startsWith(audience + "/")))));
      return decoder;
    } catch (IOException | ParseException _) {
      throw new WrongSettingException(
          "The keys of LASEGUE_CDS_CLIENTS cannot be read as a JWK set: " + file);
    }
  }

  /// A token that is good for long would have to be remembered for long.
  private static Instant latest(Clock clock) {
    return clock.instant().plus(LONGEST);
  }

  private static boolean complete(Jwt token) {
    return token.getExpiresAt() != null
        && token.getIssuedAt() != null
        && token.getClaimAsString("iss") != null
        && token.getId() != null;
  }

  private static OAuth2TokenValidator<Jwt> valid(
      String otherwise, java.util.function.Predicate<Jwt> holds) {
    return token ->
        holds.test(token)
            ? OAuth2TokenValidatorResult.success()
            : OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", otherwise, null));
  }
}
