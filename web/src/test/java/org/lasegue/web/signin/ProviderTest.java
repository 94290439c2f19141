package org.lasegue.web.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lasegue.web.Settings;
import org.lasegue.web.WrongSettingException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ProviderTest {
  private static final Map<String, String> WHOLE =
      Map.of(
          "lasegue.oidc-issuer", "https://id.example.org",
          "lasegue.oidc-audience", "https://lasegue.example.org",
          "lasegue.oidc-client-id", "lasegue");

  @Test
  void halfASignInIsRefusedWithTheRemedy() {
    Map<String, String> same = new HashMap<>(WHOLE);
    same.put("lasegue.oidc-audience", "lasegue");
    Map<String, String> noAudience = new HashMap<>(WHOLE);
    noAudience.remove("lasegue.oidc-audience");
    Map<String, String> noClient = new HashMap<>(WHOLE);
    noClient.remove("lasegue.oidc-client-id");
    for (Map<String, String> settings : List.of(same, noAudience, noClient)) {
      assertThatThrownBy(() -> provider(settings))
          .isInstanceOf(WrongSettingException.class)
          .hasMessageContaining("LASEGUE_OIDC_CLIENT_ID");
    }
  }

  @Test
  void withAGroupOnlyItsPeopleAreClinicians() {
    Map<String, String> grouped = new HashMap<>(WHOLE);
    grouped.put("lasegue.oidc-group", "clinicians");
    assertThat(provider(grouped).takes(List.of("people"))).isFalse();
    assertThat(provider(grouped).takes(null)).isFalse();
    assertThat(provider(grouped).takes(List.of("people", "clinicians"))).isTrue();
    assertThat(provider(WHOLE).takes(null)).isTrue();
  }

  private static Provider provider(Map<String, String> settings) {
    return Provider.of(
        new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("lasegue", Settings.class));
  }
}
