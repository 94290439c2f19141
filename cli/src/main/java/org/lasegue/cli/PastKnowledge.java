package org.lasegue.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/// The knowledge of another time: a directory, or what a git revision of the repository one stands
/// in has.
final class PastKnowledge {
  private static final String PLACE = "knowledge/src/main/resources/knowledge";

  private PastKnowledge() {}

  /// Why the knowledge of a revision cannot be had, with the remedy.
  static final class MissingException extends Exception {
    private static final long serialVersionUID = 1L;

    MissingException(String message) {
      super(message);
    }
  }

  /// The top of the git repository that a directory lies in.
  static Optional<Path> repository(Path from) throws IOException {
    Answer answer = git(from, List.of("rev-parse", "--show-toplevel"));
    return answer.code() == 0
        ? Optional.of(
            Path.of(new String(answer.out(), java.nio.charset.StandardCharsets.UTF_8).strip()))
        : Optional.empty();
  }

  /// @param target an empty directory that the files of a revision are written to
  /// @return the directory of the knowledge
  static Path of(String revision, Path here, Path target) throws IOException, MissingException {
    Path folder = here.resolve(revision);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    if (revision.startsWith("-")) {
      throw new MissingException("'" + revision + "' is no revision and no directory");
    }
    Path top =
        repository(here)
            .orElseThrow(() ->
                new MissingException(
                    "'"
                        + revision
                        + "' is no directory, and this is no git repository to look for a revision"
                        + " in; stand in the source tree or name a directory of knowledge files"));
    if (git(top, List.of("rev-parse", "--verify", "--quiet", revision + "^{commit}")).code() != 0) {
      throw new MissingException(
          "'"
              + revision
              + "' is neither a directory nor a git revision here; try a tag, a branch, a"
              + " commit or HEAD~1");
    }
    Answer archive = git(top, List.of("archive", "--format=zip", revision, PLACE));
    if (archive.code() != 0) {
      throw new MissingException("the revision '" + revision + "' has no knowledge in " + PLACE);
    }
    unpack(archive.out(), target);
    return target.resolve(PLACE);
  }

  private record Answer(int code, byte[] out) {}

  private static Answer git(Path directory, List<String> words) throws IOException {
    List<String> command = new java.util.ArrayList<>(List.of("git", "-C", directory.toString()));
    command.addAll(words);
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      byte[] out = process.getInputStream().readAllBytes();
      return new Answer(process.waitFor(), out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (IOException e) {
      throw new IOException("git cannot be run: " + e.getMessage(), e);
    }
  }

  private static void unpack(byte[] zip, Path target) throws IOException {
    try (InputStream bytes = new java.io.ByteArrayInputStream(zip);
        ZipInputStream entries = new ZipInputStream(bytes)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path to = target.resolve(entry.getName()).normalize();
        if (!to.startsWith(target)) {
          throw new IOException("a file of the archive lies outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(to);
        } else {
          Files.createDirectories(to.getParent());
          Files.copy(entries, to);
        }
      }
    }
  }
}
