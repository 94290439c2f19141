package org.lasegue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// A server with a wrong setting does not start, and says which and why, though most of it is made
/// when it is first asked for.
@Timeout(60) // a server that starts would wait for its end
class ServeTest {
  @TempDir Path data;

  @Test
  void aValueOfTheWrongKindIsNamedWithoutTheValue() {
    assertThat(refusal(Map.of("lasegue.forget-after", "banana")))
        .startsWith("Cannot start: LASEGUE_FORGET_AFTER must be a length of time")
        .doesNotContain("banana");
    assertThat(refusal(Map.of("lasegue.requests-per-minute", "many")))
        .startsWith("Cannot start: LASEGUE_REQUESTS_PER_MINUTE must be a whole number");
  }

  @Test
  void whatBelongsTogetherIsAskedFor() {
    assertThat(refusal(Map.of("lasegue.cds-clients", "keys.json")))
        .startsWith("Cannot start: LASEGUE_CDS_CLIENTS needs LASEGUE_CDS_AUDIENCE");
    assertThat(refusal(Map.of("lasegue.oidc-issuer", "http://localhost:1")))
        .startsWith("Cannot start: LASEGUE_OIDC_ISSUER needs LASEGUE_OIDC_AUDIENCE");
  }

  @Test
  void aStoreThatCannotBeOpenedIsToldAtTheStart() {
    assertThat(refusal(Map.of("lasegue.database-url", "jdbc:postgresql://localhost:1/none")))
        .startsWith("Cannot start: the database does not answer");
  }

  private String refusal(Map<String, String> settings) {
    StringWriter told = new StringWriter();
    settings.forEach(System::setProperty);
    try {
      int exit =
          new CommandLine(new Serve())
              .setErr(new PrintWriter(told, true))
              .execute("--port", "0", "--data", data.toString());
      assertThat(exit).isEqualTo(1);
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
    return told.toString();
  }
}
