package org.lasegue.web.signin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.lasegue.web.Security;
import org.lasegue.web.Settings;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;
import org.springframework.web.client.RestTemplate;

/// Where `lasegue.oidc-issuer` is set, the clinician's pages need a sign-in beside the link of the
/// case, and the API and FHIR need a token. The provider is asked at the first request that needs
/// it, so that the pages for people in pain start and work without it.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("lasegue.oidc-issuer")
class SignIn {
  private static final String CLIENT = "lasegue";
  private static final String BEGIN = "/oauth2/authorization/" + CLIENT;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final String[] CLINICIAN = {
    "/c/*/clinician", "/c/*/clinician/**", "/c/*/override", "/c/*/letter"
  };

  @Bean
  Provider provider(Settings settings) {
    return Provider.of(settings);
  }

  @Bean
  ClientRegistrationRepository registrations(Provider provider) {
    return new SupplierClientRegistrationRepository(
        () -> new InMemoryClientRegistrationRepository(registration(provider)));
  }

  private static ClientRegistration registration(Provider provider) {
    ClientRegistration.Builder registration =
        ClientRegistrations.fromIssuerLocation(provider.issuer())
            .registrationId(CLIENT)
            .clientId(provider.clientId())
            .scope(OidcScopes.OPENID, OidcScopes.PROFILE);
    if (provider.clientSecret() == null) {
      return registration.clientAuthenticationMethod(ClientAuthenticationMethod.NONE).build();
    }
    return registration.clientSecret(provider.clientSecret()).build();
  }

  /// The browser of a clinician: the only place with a session, which holds who signed in.
  @Bean
  @Order(2)
  @SuppressWarnings("NullAway") // null is how the cache is told to add nothing to an address
  SecurityFilterChain clinicianFilters(
      HttpSecurity http, Provider provider, ClientRegistrationRepository registrations)
      throws Exception {
    HttpSessionRequestCache asked = new HttpSessionRequestCache();
    asked.setMatchingRequestParameterName(null);
    DefaultOAuth2AuthorizationRequestResolver requests =
        new DefaultOAuth2AuthorizationRequestResolver(registrations, "/oauth2/authorization");
    requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
    OidcClientInitiatedLogoutSuccessHandler goodbye =
        new OidcClientInitiatedLogoutSuccessHandler(registrations);
    goodbye.setPostLogoutRedirectUri("{baseUrl}/");
    Security.pages(Security.headers(http, provider.issuer()))
        .securityMatcher(
            matching(CLINICIAN, "/oauth2/authorization/*", "/login/oauth2/code/*", "/sign-out"))
        .authorizeHttpRequests(r -> r.anyRequest().authenticated())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.IF_REQUIRED))
        .requestCache(c -> c.requestCache(asked))
        .exceptionHandling(e ->
            e.authenticationEntryPoint((request, response, _) -> {
              if (request.getMethod().equals(HttpMethod.GET.name())) {
                response.sendRedirect(BEGIN);
              } else { // what was written cannot travel through the provider
                response.sendError(401);
              }
            }))
        .oauth2Login(l ->
            l.loginPage(BEGIN)
                .authorizationEndpoint(a -> a.authorizationRequestResolver(requests))
                .authorizedClientRepository(new HttpSessionOAuth2AuthorizedClientRepository())
                .userInfoEndpoint(u -> u.oidcUserService(request -> clinician(provider, request)))
                .failureHandler((_, response, _) -> response.sendError(403)))
        .logout(l -> l.logoutUrl("/sign-out").logoutSuccessHandler(goodbye));
    return http.build();
  }

  private static String[] matching(String[] some, String... others) {
    return Stream.of(some, others).flatMap(Stream::of).toArray(String[]::new);
  }

  private static OidcUser clinician(Provider provider, OidcUserRequest request) {
    OidcUser user = new OidcUserService().loadUser(request);
    if (!provider.takes(user.getClaimAsStringList("groups"))) {
      throw new OAuth2AuthenticationException(new OAuth2Error("access_denied"));
    }
    return user;
  }

  /// Programs. What describes the interfaces stays open: a program reads there where to get a
  /// token.
  @Bean
  @Order(3)
  SecurityFilterChain tokenFilters(HttpSecurity http, Provider provider) throws Exception {
    BearerTokenAuthenticationEntryPoint challenge = new BearerTokenAuthenticationEntryPoint();
    return Security.headers(http, "")
        .securityMatcher("/api/**", "/fhir/**")
        .authorizeHttpRequests(r ->
            r.requestMatchers(
                    HttpMethod.GET,
                    "/api/v1/openapi.yaml",
                    "/api/v1/*.schema.json",
                    "/fhir/metadata",
                    SmartConfiguration.PATH)
                .permitAll()
                .anyRequest()
                .authenticated())
        .csrf(c -> c.disable())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .oauth2ResourceServer(o ->
            o.jwt(j -> j.decoder(decoder(provider)))
                .authenticationEntryPoint((request, response, refused) -> {
                  challenge.commence(request, response, refused);
                  response.sendError(response.getStatus()); // with a body that says so
                }))
        .build();
  }

  private static JwtDecoder decoder(Provider provider) {
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
    requests.setReadTimeout(PATIENCE);
    RestTemplate http = new RestTemplate(requests);
    return new SupplierJwtDecoder(() -> {
      NimbusJwtDecoder decoder =
          NimbusJwtDecoder.withIssuerLocation(provider.issuer()).restOperations(http).build();
      decoder.setJwtValidator(
          new DelegatingOAuth2TokenValidator<>(
              JwtValidators.createDefaultWithIssuer(provider.issuer()),
              new JwtClaimValidator<List<String>>(
                  JwtClaimNames.AUD, a -> a != null && a.contains(provider.audience()))));
      return decoder;
    });
  }

  @Bean
  ServletRegistrationBean<SmartConfiguration> smart(ClientRegistrationRepository registrations) {
    return new ServletRegistrationBean<>(
        new SmartConfiguration(() -> metadata(registrations)), SmartConfiguration.PATH);
  }

  private static Map<String, Object> metadata(ClientRegistrationRepository registrations) {
    ClientRegistration registration = registrations.findByRegistrationId(CLIENT);
    return registration == null
        ? Map.of()
        : registration.getProviderDetails().getConfigurationMetadata();
  }
}
