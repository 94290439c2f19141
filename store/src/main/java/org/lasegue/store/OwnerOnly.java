package org.lasegue.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/// Files that nobody but their owner may read.
final class OwnerOnly {

  private OwnerOnly() {}

  /// Makes an empty file, and the folders above it.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if the file is there
  static void createFile(Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null && Files.notExists(folder)) {
      Files.createDirectories(folder, permissions(file, "rwx------"));
    }
    Files.createFile(file, permissions(file, "rw-------"));
  }

  /// None where the file system knows no such permissions (Windows): there the folder's rules hold.
  private static FileAttribute<?>[] permissions(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}
