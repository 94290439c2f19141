package org.lasegue.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;

/// Keeps the token against forged forms in a cookie. On https its name begins with `__Host-`, so
/// that no neighbouring host and no page without TLS can put another in its place; a browser takes
/// that name on https alone.
final class TokenCookies implements CsrfTokenRepository {
  private static final String NAME = "XSRF-TOKEN";

  private final CsrfTokenRepository plain = cookies(NAME);
  private final CsrfTokenRepository secure = cookies("__Host-" + NAME);

  private static CsrfTokenRepository cookies(String name) {
    CookieCsrfTokenRepository cookies = new CookieCsrfTokenRepository();
    cookies.setCookieName(name);
    cookies.setCookiePath("/");
    cookies.setCookieCustomizer(c -> c.sameSite("Strict").httpOnly(true));
    return cookies;
  }

  private CsrfTokenRepository of(HttpServletRequest request) {
    return request.isSecure() ? secure : plain;
  }

  @Override
  public CsrfToken generateToken(HttpServletRequest request) {
    return of(request).generateToken(request);
  }

  @Override
  public void saveToken(
      @Nullable CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
    of(request).saveToken(token, request, response);
  }

  @Override
  public @Nullable CsrfToken loadToken(HttpServletRequest request) {
    return of(request).loadToken(request);
  }
}
