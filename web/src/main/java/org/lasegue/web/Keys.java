package org.lasegue.web;

import java.nio.file.Path;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.lasegue.store.MasterKeys;
import org.lasegue.store.StoreException;
import org.lasegue.store.StoreSettings;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.StandardEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// Changes the master key that seals the cases. The server may go on running.
@Command(
    name = "lasegue keys",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "(rotate | destroy-retired)",
    description = "Changes the master key that seals the cases; the server may go on running.",
    footer = {
      "",
      "The database and the key file are those of 'lasegue serve': the same settings count."
    })
final class Keys implements Runnable {
  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Folder of the database and the master key, lasegue-data by default.")
  private @Nullable Path data;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  Keys() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getErr());
  }

  @Command(
      name = "rotate",
      description =
          "Makes a new master key and seals every case's key with it. The old one stays in the file"
              + " for backups. If it breaks off, do it again. Then back up the key file.")
  int rotate() {
    return change(MasterKeys::rotate, "%d cases are sealed with the new master key.%n");
  }

  @Command(
      name = "destroy-retired",
      description =
          "Removes from the key file the keys that no case needs. Backups made before the last"
              + " rotation can then not be read.")
  int destroyRetired() {
    return change(MasterKeys::destroyRetired, "%d old master keys are destroyed.%n");
  }

  private int change(ToIntFunction<StoreSettings> change, String done) {
    try {
      spec.commandLine().getOut().printf(done, change.applyAsInt(settings().store()));
      spec.commandLine().getOut().flush();
      return DONE;
    } catch (StoreException e) {
      spec.commandLine().getErr().println("Nothing was changed: " + e.getMessage());
      return FAILED;
    }
  }

  /// As the server reads them.
  private Settings settings() {
    StandardEnvironment environment = new StandardEnvironment();
    ConfigDataEnvironmentPostProcessor.applyTo(environment);
    Settings settings = Binder.get(environment).bindOrCreate("lasegue", Settings.class);
    return data == null ? settings : settings.in(data);
  }
}
