package org.lasegue.web.signin;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lasegue.web.Settings;
import org.lasegue.web.WrongSettingException;

/// Who signs clinicians in and gives programs their tokens.
///
/// @param issuer address under which it describes itself
/// @param audience of tokens for the API and FHIR; not the client's id, or the proof that somebody
///   signed in would open the API too
/// @param group that a clinician must be in, empty for none
record Provider(
    String issuer, String audience, String clientId, @Nullable String clientSecret, String group) {
  /// @throws WrongSettingException where a setting that belongs to the others is missing
  static Provider of(Settings settings) {
    String audience = settings.oidcAudience();
    String client = settings.oidcClientId();
    if (audience == null || client == null || audience.equals(client)) {
      throw new WrongSettingException(
          "LASEGUE_OIDC_ISSUER needs LASEGUE_OIDC_AUDIENCE, which tokens for the API must name, and"
              + " LASEGUE_OIDC_CLIENT_ID, by which clinicians sign in. They must differ.");
    }
    return new Provider(
        Objects.requireNonNull(settings.oidcIssuer()),
        audience,
        client,
        settings.oidcClientSecret(),
        Objects.requireNonNullElse(settings.oidcGroup(), ""));
  }

  boolean takes(@Nullable List<String> groups) {
    return group.isEmpty() || (groups != null && groups.contains(group));
  }
}
