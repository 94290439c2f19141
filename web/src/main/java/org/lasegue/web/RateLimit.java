package org.lasegue.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/// How often one address may ask: enough for a waiting room behind one router, too little to guess
/// links or to fill the store.
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class RateLimit extends OncePerRequestFilter {
  private static final int TOO_MANY = 429;
  private static final int ADDRESSES = 100_000;
  private static final int NETWORK = 8;

  private final Cache<String, Bucket> requests = buckets();
  private final Cache<String, Bucket> begins = buckets();
  private final Settings settings;

  RateLimit(Settings settings) {
    this.settings = settings;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String address = household(request.getRemoteAddr());
    boolean begin = request.getMethod().equals("POST") && request.getServletPath().equals("/begin");
    boolean allowed =
        take(requests, address, settings.requestsPerMinute(), Duration.ofMinutes(1))
            && (!begin || take(begins, address, settings.beginsPerHour(), Duration.ofHours(1)));
    if (allowed) {
      chain.doFilter(request, response);
    } else {
      response.setHeader("Retry-After", "60");
      response.sendError(TOO_MANY);
    }
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getServletPath().startsWith("/assets/");
  }

  /// Who has one address of IPv6 has a whole network of them, so they count as one.
  private static String household(String address) {
    try {
      return InetAddress.ofLiteral(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(six.getAddress(), 0, NETWORK)
          : address;
    } catch (IllegalArgumentException _) { // a proxy may send a name instead
      return address;
    }
  }

  private static boolean take(
      Cache<String, Bucket> buckets, String address, int most, Duration period) {
    return buckets
        .get(
            address,
            _ ->
                Bucket.builder().addLimit(l -> l.capacity(most).refillGreedy(most, period)).build())
        .tryConsume(1);
  }

  private static Cache<String, Bucket> buckets() {
    return Caffeine.newBuilder()
        .maximumSize(ADDRESSES)
        .expireAfterAccess(Duration.ofHours(1))
        .build();
  }
}
