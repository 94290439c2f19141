package org.lasegue.benchmarks.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Objects;
import javax.tools.ToolProvider;

/// Compiles our small adapter for Jayes against the jar that the property `jayes` names. Jayes is
/// in no registry and no line of it is here.
final class Adapter {

  private Adapter() {}

  static Peer jayes(Path jar) {
    if (!Files.exists(jar)) {
      throw new IllegalStateException(
          "there is no " + jar + ": -Djayes must name the jar of Jayes");
    }
    try (InputStream source =
        Objects.requireNonNull(Adapter.class.getResourceAsStream("JayesPeer.java.txt"))) {
      Path folder = Files.createTempDirectory("jayes-adapter");
      Path file = folder.resolve("JayesPeer.java");
      Files.writeString(file, new String(source.readAllBytes(), StandardCharsets.UTF_8));
      CodeSource own = Objects.requireNonNull(Peer.class.getProtectionDomain().getCodeSource());
      String path = jar + java.io.File.pathSeparator + Path.of(own.getLocation().toURI());
      int failed =
          Objects.requireNonNull(ToolProvider.getSystemJavaCompiler(), "a JDK is needed")
              .run(
                  null,
                  null,
                  null,
                  "-proc:none",
                  "-cp",
                  path,
                  "-d",
                  folder.toString(),
                  file.toString());
      if (failed != 0) {
        throw new IllegalStateException("the adapter does not compile against " + jar);
      }
      // Left open: its classes are used until the benchmark ends.
      URLClassLoader loader =
          new URLClassLoader(
              new URL[] {folder.toUri().toURL(), jar.toUri().toURL()}, Peer.class.getClassLoader());
      return (Peer) loader.loadClass("JayesPeer").getDeclaredConstructor().newInstance();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException | java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
