package org.lasegue.web.cds;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/// Takes each token once: remembers the issuer and `jti` of those it took until they expire. What
/// is remembered is lost when the server stops, and another server does not know it. Only tokens
/// with a good signature are remembered, so that a stranger cannot fill the memory; where a known
/// client sends more than fit, none is taken until old ones expire.
final class OnceDecoder implements JwtDecoder {
  /// How much clocks may differ, as the check of times allows.
  private static final Duration SKEW = Duration.ofMinutes(1);

  private static final int MOST = 1_000_000;

  private final JwtDecoder decoder;
  private final Clock clock;
  private final Cache<Token, Instant> taken;

  OnceDecoder(JwtDecoder decoder, Clock clock) {
    this.decoder = decoder;
    this.clock = clock;
    this.taken =
        Caffeine.newBuilder()
            .expireAfter(
                Expiry.creating((Token _, Instant until) ->
                    Duration.between(clock.instant(), until.plus(SKEW))))
            .build();
  }

  private record Token(String issuer, String id) {}

  @Override
  public Jwt decode(String token) {
    Jwt good = decoder.decode(token);
    if (taken.estimatedSize() >= MOST) {
      taken.cleanUp();
      if (taken.estimatedSize() >= MOST) {
        throw new BadJwtException("too many tokens at once");
      }
    }
    Token name =
        new Token(
            Objects.requireNonNull(good.getClaimAsString("iss")),
            Objects.requireNonNull(good.getId()));
    Instant until = Objects.requireNonNullElse(good.getExpiresAt(), clock.instant());
    if (taken.asMap().putIfAbsent(name, until) != null) {
      throw new BadJwtException("this token was used before");
    }
    return good;
  }
}
