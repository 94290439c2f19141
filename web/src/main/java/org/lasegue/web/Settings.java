package org.lasegue.web;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lasegue.store.StoreSettings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// What can be set, as `lasegue.*` properties or environment variables.
///
/// @param data folder of the embedded database and the master key
/// @param databaseUrl JDBC URL of a PostgreSQL database instead of the embedded one
/// @param masterKey file with the master key, outside the database
/// @param forgetAfter when a visit is deleted unless the person keeps it
/// @param keepFor how long a kept visit stays after it was last asked to be kept
/// @param requestsPerMinute how many requests one address may make
/// @param beginsPerHour how many visits one address may begin
/// @param eventsPerVisit how many answers and changes one visit takes; it can be read all the same
/// @param cdsClients file with the public keys (JWK set) of the systems that may call CDS Hooks;
///   without it everybody may
/// @param cdsAudience address under which they call, which their tokens must name
/// @param oidcIssuer address of an OpenID Connect provider: clinicians sign in there for the
///   clinician's pages, and the API and FHIR take its tokens only; without it both are open
/// @param oidcAudience what a token for the API and FHIR must name as its audience
/// @param oidcClientId by which the provider knows this server when a clinician signs in
/// @param oidcClientSecret of that client, where it has one
/// @param oidcGroup group (claim `groups`) that a clinician must be in; without it everybody whom
///   the provider signs in counts as one
@ConfigurationProperties("lasegue")
public record Settings(
    @DefaultValue("lasegue-data") Path data,
    @Nullable String databaseUrl,
    @Nullable String databaseUser,
    @Nullable String databasePassword,
    @Nullable Path masterKey,
    @DefaultValue("24h") Duration forgetAfter,
    @DefaultValue("365d") Duration keepFor,
    @DefaultValue("600") int requestsPerMinute,
    @DefaultValue("60") int beginsPerHour,
    @DefaultValue("500") int eventsPerVisit,
    @Nullable Path cdsClients,
    @Nullable String cdsAudience,
    @Nullable String oidcIssuer,
    @Nullable String oidcAudience,
    @Nullable String oidcClientId,
    @Nullable String oidcClientSecret,
    @Nullable String oidcGroup) {

  /// Where the cases are.
  StoreSettings store() {
    Path folder = data.toAbsolutePath();
    return new StoreSettings(
        databaseUrl == null ? "jdbc:sqlite:" + folder.resolve("cases.db") : databaseUrl,
        databaseUser,
        databasePassword,
        masterKey == null ? folder.resolve("master.key") : masterKey);
  }

  /// The same in another folder.
  Settings in(Path folder) {
    return new Settings(
        folder,
        databaseUrl,
        databaseUser,
        databasePassword,
        masterKey,
        forgetAfter,
        keepFor,
        requestsPerMinute,
        beginsPerHour,
        eventsPerVisit,
        cdsClients,
        cdsAudience,
        oidcIssuer,
        oidcAudience,
        oidcClientId,
        oidcClientSecret,
        oidcGroup);
  }
}
