package org.lasegue.web;

import java.net.URI;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/// What a browser may do with our pages, and which requests are ours. There is no account of ours:
/// a case is reached by its link, and what changes it carries a token against forgery. Where an
/// OpenID Connect provider is set, `org.lasegue.web.signin` guards the clinician's pages and the
/// programs' ways in before this.
@Configuration(proxyBeanMethods = false)
public class Security {
  private static final String CONTENT =
      "default-src 'none'; object-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src"
          + " 'self'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action"
          + " 'self'";

  @Bean
  SecurityFilterChain filters(HttpSecurity http) throws Exception {
    return pages(headers(http, ""))
        .authorizeHttpRequests(r -> r.anyRequest().permitAll())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(c -> c.disable())
        .logout(l -> l.disable())
        .anonymous(Customizer.withDefaults())
        .build();
  }

  /// Pages with forms, whose tokens against forgery lie in a cookie.
  public static HttpSecurity pages(HttpSecurity http) throws Exception {
    return http.csrf(c ->
            // what programs use has no cookie and no state that another site could abuse
            c.csrfTokenRepository(new TokenCookies())
                .ignoringRequestMatchers("/api/**", "/fhir/**", "/cds-services/**"))
        .formLogin(f -> f.disable())
        .httpBasic(b -> b.disable());
  }

  /// What every answer tells a browser.
  ///
  /// @param forms address of the one other site to which a form may lead, empty for none
  public static HttpSecurity headers(HttpSecurity http, String forms) throws Exception {
    String content = forms.isEmpty() ? CONTENT : CONTENT + " " + origin(forms);
    return http.headers(h ->
        h.contentSecurityPolicy(c -> c.policyDirectives(content))
            .referrerPolicy(r -> r.policy(ReferrerPolicy.NO_REFERRER))
            .permissionsPolicyHeader(
                p -> p.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
            .crossOriginOpenerPolicy(c -> c.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
            .crossOriginResourcePolicy(c -> c.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
            .cacheControl(Customizer.withDefaults()));
  }

  private static String origin(String address) {
    URI uri = URI.create(address);
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
