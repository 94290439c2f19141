package org.lasegue.web.signin;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/// Where a SMART client of `/fhir` gets its token: what the provider says of itself, under the
/// address at which such clients look. We take its tokens and know nothing of launch contexts, so
/// only signing in is named as a capability.
final class SmartConfiguration extends HttpServlet {
  static final String PATH = "/fhir/.well-known/smart-configuration";

  private static final long serialVersionUID = 1L;

  private static final List<String> PASSED_ON =
      List.of(
          "issuer",
          "jwks_uri",
          "authorization_endpoint",
          "token_endpoint",
          "token_endpoint_auth_methods_supported",
          "token_endpoint_auth_signing_alg_values_supported",
          "grant_types_supported",
          "response_types_supported",
          "code_challenge_methods_supported",
          "introspection_endpoint",
          "revocation_endpoint");

  private final transient Supplier<Map<String, Object>> provider;

  SmartConfiguration(Supplier<Map<String, Object>> provider) {
    this.provider = provider;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Object> all = provider.get();
    Map<String, Object> told = new LinkedHashMap<>();
    for (String name : PASSED_ON) {
      if (all.containsKey(name)) {
        told.put(name, all.get(name));
      }
    }
    told.put("capabilities", List.of("sso-openid-connect"));
    response.setContentType("application/json");
    response.getOutputStream().write(JsonMapper.shared().writeValueAsBytes(told));
  }
}
