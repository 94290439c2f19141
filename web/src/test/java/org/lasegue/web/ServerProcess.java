package org.lasegue.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The real server, `lasegue serve`, in a process of its own: made of the classes under test, or
/// `./lasegue` as it is shipped, which starts faster, where the property `lasegue.command` names
/// it.
final class ServerProcess implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("Lasegue is at http://localhost:(\\d+)");
  private static final long PATIENCE_MILLIS = 60_000;

  private final Process process;
  private final Path output;

  private ServerProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /// Starts it and comes back at once.
  ///
  /// @param before a command that starts the rest of the line
  static ServerProcess start(Path data, Path output, Map<String, String> settings, String... before)
      throws IOException {
    var command = new ArrayList<>(List.of(before));
    command.addAll(server());
    command.addAll(List.of("--port", "0", "--data", data.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("LASEGUE_REQUESTSPERMINUTE", "1000000");
    builder.environment().put("LASEGUE_BEGINSPERHOUR", "1000000");
    builder.environment().putAll(settings);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    return new ServerProcess(process, output);
  }

  private static List<String> server() {
    String shipped = System.getProperty("lasegue.command");
    if (shipped != null) {
      return List.of(shipped, "serve");
    }
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        WebApplication.class.getName());
  }

  /// Waits until it answers, and gives its port.
  int port() throws IOException, InterruptedException {
    long until = System.currentTimeMillis() + PATIENCE_MILLIS;
    while (System.currentTimeMillis() < until && process.isAlive()) {
      Matcher address = ADDRESS.matcher(Files.readString(output));
      if (address.find()) {
        return Integer.parseInt(address.group(1));
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the server does not start:\n" + Files.readString(output));
  }

  long pid() {
    return process.pid();
  }

  /// SIGKILL: it can do nothing more.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    if (process.waitFor() != 128 + 9) {
      throw new AssertionError("it had ended before it was killed");
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
