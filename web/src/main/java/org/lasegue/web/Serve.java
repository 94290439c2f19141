package org.lasegue.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.lasegue.store.StoreException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Starts the server.
@Command(
    name = "lasegue serve",
    mixinStandardHelpOptions = true,
    description = "Starts the web application and prints its address. Ctrl-C stops it.",
    footer = {
      "",
      "PostgreSQL instead of the embedded database: set LASEGUE_DATABASE_URL to a JDBC address,",
      "LASEGUE_DATABASE_USER and LASEGUE_DATABASE_PASSWORD; LASEGUE_MASTER_KEY names the key file.",
      "",
      "Signing in (OpenID Connect) for clinicians and programs: LASEGUE_OIDC_ISSUER,",
      "LASEGUE_OIDC_AUDIENCE, LASEGUE_OIDC_CLIENT_ID, LASEGUE_OIDC_CLIENT_SECRET,",
      "LASEGUE_OIDC_GROUP; see docs/sign-in.md."
    })
final class Serve implements Callable<Integer> {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port, 8080 by default; 0 for a free one.")
  private @Nullable Integer port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder of the database and the master key, lasegue-data by default.")
  private @Nullable Path data;

  @Option(
      names = "--address",
      paramLabel = "HOST",
      description =
          "Address to listen on, 127.0.0.1 by default: this machine only. For others, put a proxy"
              + " with TLS in front.")
  private @Nullable String address;

  @Option(
      names = "--rehearse",
      hidden = true,
      description = "Starts on a database that is thrown away, answers a few pages and stops.")
  private boolean rehearse;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  Serve() {}

  @Override
  public Integer call() throws Exception {
    if (rehearse) {
      Path folder = Files.createTempDirectory("lasegue");
      try (ConfigurableApplicationContext context = start(0, folder)) {
        Rehearsal.run(port(context));
      } finally {
        FileSystemUtils.deleteRecursively(folder);
      }
      return DONE;
    }
    try {
      ConfigurableApplicationContext context = start(port, data);
      spec.commandLine()
          .getErr()
          .println("Lasegue is at http://localhost:" + port(context) + "  (Ctrl-C stops it)");
      CountDownLatch closed = new CountDownLatch(1);
      context.addApplicationListener(
          (ApplicationListener<ContextClosedEvent>) _ -> closed.countDown());
      closed.await();
      return DONE;
    } catch (RuntimeException e) {
      spec.commandLine().getErr().println(reason(e));
      return FAILED;
    }
  }

  private ConfigurableApplicationContext start(@Nullable Integer at, @Nullable Path folder) {
    Preparation.begin();
    List<String> settings = new ArrayList<>();
    if (at != null) {
      settings.add("--server.port=" + at);
    }
    if (folder != null) {
      settings.add("--lasegue.data=" + folder);
    }
    if (address != null) {
      settings.add("--server.address=" + address);
    }
    SpringApplication application = new SpringApplication(WebApplication.class);
    application.setLogStartupInfo(false);
    application.setLazyInitialization(true);
    return application.run(settings.toArray(String[]::new));
  }

  private static int port(ConfigurableApplicationContext context) {
    WebServer server = ((WebServerApplicationContext) context).getWebServer();
    return server == null ? 0 : server.getPort();
  }

  /// Why it did not start, in one sentence where the reason is known.
  private static String reason(Exception failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof StoreException || t instanceof WrongSettingException) {
        return "Cannot start: " + t.getMessage();
      }
      // never its value, which may be a secret
      if (t instanceof BindException unread) {
        return "Cannot start: "
            + unread.getName().toString().toUpperCase(Locale.ROOT).replaceAll("[.-]", "_")
            + " must be "
            + kind(unread.getTarget().getType().toClass())
            + ".";
      }
      if (t instanceof PortInUseException busy) {
        return "Cannot start: port "
            + busy.getPort()
            + " is in use. Take another with --port, such as --port "
            + (busy.getPort() + 1)
            + ".";
      }
    }
    return "Cannot start.\n" + Failures.where(failure);
  }

  private static String kind(Class<?> type) {
    return type == Duration.class
        ? "a length of time, such as 24h or 30d"
        : type == int.class
            ? "a whole number"
            : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
  }
}
