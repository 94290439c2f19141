package org.lasegue.cohort;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The folder `OUT.halfway` beside an output: what was made of an input that is no case file, until
/// the rows are whole. A run that goes on after a crash takes what is whole in it. One process at a
/// time has it.
public final class Halfway implements Closeable {
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;

  private Halfway(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.lock =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (locked() == null) {
      lock.close();
      throw new CohortException(folder + " is used by another run; wait until it has ended");
    }
  }

  private @Nullable FileLock locked() throws IOException {
    try {
      return lock.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /// @param settings what its content depends on, @param afresh whether to begin again
  /// @throws CohortException where one of other settings lies there
  public static Halfway beside(Path out, String settings, boolean afresh) throws IOException {
    Halfway halfway = new Halfway(out.resolveSibling(out.getFileName() + ".halfway"));
    Path marked = halfway.folder.resolve("settings");
    if (afresh || !Files.exists(marked)) {
      halfway.clear();
      WholeFile.write(marked, digest(settings));
    } else if (!Files.readString(marked).equals(digest(settings))) {
      halfway.close();
      throw new CohortException(
          halfway.folder
              + " is of another input, day or knowledge; name another output, or add --overwrite to"
              + " begin again");
    }
    return halfway;
  }

  public Path folder() {
    return folder;
  }

  private void clear() throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path each : walk.sorted(Comparator.reverseOrder()).toList()) {
        if (!each.equals(folder) && !each.equals(folder.resolve(LOCK))) {
          Files.delete(each);
        }
      }
    }
  }

  /// The rows are whole: nothing in it is needed any more.
  public void delete() throws IOException {
    clear();
    lock.close();
    Files.delete(folder.resolve(LOCK));
    Files.delete(folder);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  /// The files of a kind: the one that is given, or those below a directory, by name.
  ///
  /// @throws CohortException where there is none
  public static List<Path> files(Path in, Predicate<Path> wanted, String none) throws IOException {
    if (!Files.exists(in)) {
      throw new CohortException(in + ": no such file or directory");
    }
    if (!Files.isDirectory(in)) {
      return List.of(in);
    }
    TreeSet<Path> inside = new TreeSet<>();
    try (Stream<Path> walk = Files.walk(in)) {
      walk.filter(Files::isRegularFile).filter(wanted).forEach(inside::add);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (inside.isEmpty()) {
      throw new CohortException(none + " in " + in);
    }
    return List.copyOf(inside);
  }

  /// What tells files from others without reading millions of people twice: name, size and time.
  public static String fingerprint(List<Path> files) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append('\n')
          .append(file)
          .append('\0')
          .append(Files.size(file))
          .append('\0')
          .append(Files.getLastModifiedTime(file).toMillis());
    }
    return text.toString();
  }

  static String digest(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
