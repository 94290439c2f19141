package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server with settings that do not belong together does not start, and says in a sentence why.
class SettingsTest {
  @TempDir Path folder;

  @Test
  void halfASignInIsRefusedWithTheRemedy() throws Exception {
    assertThat(
            refused(
                Map.of(
                    "LASEGUE_OIDC_ISSUER", "https://id.example.org",
                    "LASEGUE_OIDC_AUDIENCE", "same",
                    "LASEGUE_OIDC_CLIENT_ID", "same")))
        .contains("Cannot start:", "LASEGUE_OIDC_CLIENT_ID", "They must differ.")
        .doesNotContain("\n  at ");
  }

  private String refused(Map<String, String> settings) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    try (ServerProcess server = ServerProcess.start(folder.resolve("data"), output, settings)) {
      assertThat(server.ends()).isEqualTo(1);
    }
    return Files.readString(output);
  }
}
